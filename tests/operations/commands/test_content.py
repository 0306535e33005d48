"""flask assess and flask check-content, as they are run."""

import json

import pytest

from tests.factories import healthy_runner

KEYS = ["next_step", "run", "signs", "status", "confidence", "causes", "points", "tips"]
KEYS += ["cross_checks", "notes", "version"]
WELL, ILL = healthy_runner(), healthy_runner(rf_now=["fainted_now"])
BAD = healthy_runner(age_years=3)


@pytest.fixture
def run(app):
    """Run a flask command: what it printed, and how it ended."""

    def run(*words, typed=None):
        result = app.test_cli_runner().invoke(args=[str(word) for word in words], input=typed)
        return result.stdout, result.exit_code

    return run


@pytest.fixture
def file(tmp_path):
    def file(name, *cases):
        path = tmp_path / name
        path.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
        return path

    return file


def test_one_person(run, file):
    out, code = run("assess", file("one.json", WELL))

    found = json.loads(out)
    assert code == 0
    assert list(found) == KEYS
    assert (found["next_step"], found["status"]) == ("physio_first", "none_fit")


def test_a_hidden_result_has_no_points(run, file):
    found = json.loads(run("assess", file("one.json", ILL))[0])

    assert list(found) == [key for key in KEYS if key != "points"]
    assert (found["next_step"], found["causes"], found["tips"]) == ("emergency", [], [])


def test_a_cause_with_its_reasons(run, file):
    posture = healthy_runner(pain_eases=["change_posture"], desk_hours=9, form_notice=["hunched"])
    found = json.loads(run("assess", file("one.json", posture))[0])

    because = """Your pain eases when you change position, so position may be part of it. \
Most muscle and joint pain does this."""
    assert found["causes"][0]["id"] == "poor_posture"
    assert found["causes"][0]["strength"] == "best fit"
    assert found["causes"][0]["because"][1] == {
        **{"id": "P05", "text": because, "points": 2, "grade": "expert"},
        "sources": ["S00"],
    }


def test_a_file_of_lines_gives_a_line_for_each_in_order(run, file):
    out, code = run("assess", file("many.jsonl", WELL, ILL, WELL))

    steps = [json.loads(line)["next_step"] for line in out.splitlines()]
    assert (steps, code) == (["physio_first", "emergency", "physio_first"], 0)


def test_a_file_of_one_line_gives_one_line(run, file):
    assert len(run("assess", file("one.jsonl", WELL))[0].splitlines()) == 1


def test_blank_lines_are_passed_over(run, tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text(f"\n{json.dumps(WELL)}\n\n{json.dumps(ILL)}\n\n")

    assert len(run("assess", path)[0].splitlines()) == 2


def test_standard_input(run):
    out, code = run("assess", "-", typed=json.dumps(WELL, indent=2))
    assert (json.loads(out)["next_step"], code) == ("physio_first", 0)

    out, code = run("assess", "-", typed=f"{json.dumps(WELL)}\n{json.dumps(ILL)}\n")
    assert [json.loads(line)["next_step"] for line in out.splitlines()] == [
        *("physio_first", "emergency")
    ]


def test_bad_input_is_told_in_place_and_ends_with_2(run, file):
    out, code = run("assess", file("many.jsonl", WELL, BAD, ILL))

    first, second, third = (json.loads(line) for line in out.splitlines())
    assert code == 2
    assert list(second) == ["errors"]
    assert second["errors"][0]["question"] == "age_years"
    assert (first["next_step"], third["next_step"]) == ("physio_first", "emergency")


NO_CASES = ["", "{", "nonsense", "[]", "null", "3", '"text"', "[[[" * 9999, "\ufeff{}"]
NO_CASES += ['{"age_years": NaN}', '{"km_last_7d": 1e999}', '{"age_years": 1' + "0" * 5000 + "}"]
NO_CASES += ['{"rf_now": null}', '{"\\ud800": 1}', '{"rf_now": ["\\ud800"]}']


@pytest.mark.parametrize("text", NO_CASES)
def test_what_cannot_be_judged_is_an_error_and_never_a_crash(run, tmp_path, text):
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")
    out, code = run("assess", path)

    assert code == 2
    assert list(json.loads(out)) == ["errors"]


@pytest.mark.parametrize("name", ["case.json", "cases.jsonl"])
def test_a_file_that_is_no_text_is_an_error_and_never_a_crash(run, tmp_path, name):
    (tmp_path / name).write_bytes(b"\xff\xfe\x00{")
    out, code = run("assess", tmp_path / name)

    assert code == 2
    assert list(json.loads(out)) == ["errors"]


def test_a_file_that_is_not_there(run, tmp_path):
    assert run("assess", tmp_path / "nobody.json") == ("", 2)


def test_the_version_names_the_content_and_a_hash(run, file, rulebook):
    version = json.loads(run("assess", file("one.json", WELL))[0])["version"]

    assert version == rulebook.version
    assert version.startswith("0.2-proposal+")
    assert len(version) == len("0.2-proposal+") + 8


def test_sound_content(run, questionnaire):
    out, code = run("check-content")

    assert code == 0
    assert f"{len(questionnaire.questions)} questions, 64 signs, 4 causes" in out
