"""What a change of the content would do: in words, to whom, and how often."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from records.answers import appointment_requests as visit_requests
from records.answers import responses
from review.comparing.diff import changes
from review.comparing.differing import NotWalked, Search, shifts_between
from review.comparing.effects import EffectCounts, at_least_five, case_changes, count
from review.comparing.outcome import outcome_of
from review.comparing.versions import NoVersion, read_version
from review.testing.cases import Case
from rules.loading import CONTENT
from services import services_of
from tests.factories import CASES, a_response, an_invitation, desk_of, healthy_runner

PROJECT = Path(__file__).parents[2]
FEW_CASES = ["healthy_runner", "stories"]


@pytest.fixture(scope="module")
def now():
    return read_version(PROJECT, "")


@pytest.fixture
def copied(tmp_path):
    """A copy of the rules' content with some texts changed, as a version."""

    def change(file="", *pairs):
        folder = tmp_path / "rules"
        shutil.copytree(CONTENT, folder)
        if file:
            text = (folder / file).read_text(encoding="utf-8")
            for before, after in pairs:
                assert before in text
                text = text.replace(before, after)
            (folder / file).write_text(text, encoding="utf-8")
        return read_version(PROJECT, str(folder))

    return change


@pytest.fixture
def few_cases(tmp_path):
    folder = tmp_path / "cases"
    folder.mkdir()
    for name in FEW_CASES:
        shutil.copy(CASES / f"{name}.toml", folder)
    return folder


@pytest.fixture
def printed(app, few_cases):
    def run(*versions):
        named = [str(one) for one in versions]
        return app.test_cli_runner().invoke(
            args=["rules", "diff", *named, "--cases", str(few_cases)]
        )

    return run


SITTING = ("desk_hours", "at_least = 8 }", "at_least = 9 }")
DOUBLE = ('"spike_ratio", above = 2.0', '"spike_ratio", above = 2.5')


def told_otherwise(old, new, **unlike):
    """What a search finds among a healthy runner, somebody unlike them, and people like these."""
    people = [healthy_runner(), healthy_runner(**unlike)]
    return Search(old, new, people).find().differences


def parts(change):
    return [(name, before, after) for name, (before, after) in change.parts.items()]


def between(old, new):
    return changes(old.items, new.items)


def test_a_copy_says_the_same(copied, now):
    assert between(copied(), now) == []


def test_a_moved_threshold_is_named_in_words(copied, now):
    after = copied("causes/overuse.toml", DOUBLE)
    (only,) = between(now, after)

    assert (only.kind.value, only.item.name, only.is_rule) == ("changed", "indicator O01b", True)
    assert only.item.file == "causes/overuse.toml"
    assert parts(only) == [
        (
            "when",
            "When the longest run was more than double the longest in the 30 days before.",
            "When the longest run was more than 2.5 times the longest in the 30 days before.",
        )
    ]


@pytest.mark.parametrize(
    ("file", "before", "after", "name", "part"),
    [
        (
            *("causes/overuse.toml", 'id = "O07"\npoints = 2', 'id = "O07"\npoints = -1'),
            *("indicator O07", ("points", "2", "-1")),
        ),
        (
            *("causes/overuse.toml", "load_numbers = 5", "load_numbers = 4"),
            *("caps", ("load_numbers", "5", "4")),
        ),
        (
            *("tips.toml", "Warm up: about six minutes", "Warm up"),
            *("tip warm_up", ("title", "Warm up: about six minutes", "Warm up")),
        ),
        (
            *("load_plan.toml", "rest_days = 2", "rest_days = 1"),
            *("the file itself", ("rest_days", "2", "1")),
        ),
        (
            *("countries.toml", 'emergency_number = "999"', 'emergency_number = "112"'),
            *("GB", ("emergency_number", "999", "112")),
        ),
        (
            *("safety/see_doctor.toml", 'id = "D05"\nwhen', 'id = "D05"\nrun = "stop"\nwhen'),
            *("sign D05", ("run", "", "stop")),
        ),
        (
            *("physiotherapy.toml", "[[treatment]]", "# First\n[[treatment]]"),
            *("", None),
        ),
    ],
)
def test_whatever_changes_is_named(copied, now, file, before, after, name, part):
    found = {change.item.name: change for change in between(now, copied(file, (before, after)))}

    assert list(found) == ([name] if name else [])
    assert not part or part in parts(found[name])


def test_entries_and_options_in_another_order_are_named(now, tmp_path):
    """Pages are asked, and options are read, in the order of the file."""
    shutil.copytree(PROJECT / "rules/content", tmp_path / "rules/content")
    shutil.copytree(PROJECT / "questionnaire/content", tmp_path / "questionnaire/content")
    file = tmp_path / "questionnaire/content/posture.toml"
    text = file.read_text(encoding="utf-8")
    first, second = re.findall(r"(?m)^(?:hunched|lean_waist) = .*\n", text)
    form, carry = re.findall(r"(?s)\[\[page\]\]\n.*?\n\n", text)
    text = text.replace(first + second, second + first).replace(form + carry, carry + form)
    file.write_text(text, encoding="utf-8")
    after = read_version(PROJECT, str(tmp_path))
    found = {change.item.name: parts(change) for change in between(now, after)}

    assert found["every page"] == [("in order", "form, carry", "carry, form")]
    [(name, before, after)] = found["question form_notice"]
    assert name == "options, in order"
    assert before.startswith("hunched, lean_waist, head")
    assert after.startswith("lean_waist, hunched, head")


def test_a_rule_that_moves_up_a_level_says_so(tmp_path, now):
    folder = tmp_path / "rules"
    shutil.copytree(CONTENT, folder)
    low, high = (folder / "safety" / f"{step}.toml" for step in ("same_day", "emergency"))
    text = low.read_text(encoding="utf-8")
    start = text.index('[[sign]]\nid = "U06"')
    moved = text[start : text.index("[[sign]]", start + 1)]
    low.write_text(text.replace(moved, ""), encoding="utf-8")
    high.write_text(high.read_text(encoding="utf-8") + "\n" + moved, encoding="utf-8")
    after = read_version(PROJECT, str(folder))
    (only,) = between(now, after)

    assert parts(only) == [("file", "safety/same_day.toml", "safety/emergency.toml")]
    (worse,) = [one for one in told_otherwise(now, after) if one.urgency]
    assert worse.urgency == 1
    assert worse.rules == ("U06",)
    assert worse.person["rf_general"] == ["fever_chills"]


def test_added_and_removed_rules_are_told_in_full(copied, now):
    file = "safety/see_doctor.toml"
    added = '[[sign]]\nid = "D99"\nwhen = [{ question = "age_years", at_least = 90 }]\n'
    added += 'because = "B."\nsay = "S."\nsources = ["S00"]\n\n[[sign]]\nid = "D01"'
    after = copied(file, ('[[sign]]\nid = "D01"', added))
    (new,), (gone,) = between(now, after), between(after, now)

    assert (new.kind.value, gone.kind.value) == ("added", "removed")
    assert ("when", "", "When ‘Age’ is at least 90 years.") in parts(new)
    assert ("when", "When ‘Age’ is at least 90 years.", "") in parts(gone)


def test_a_moved_threshold_is_seen_by_just_those_between(copied, now):
    after = copied(
        "causes/poor_posture.toml", ("at_least = 8 }", "at_least = 7 }"), ("below = 8", "below = 7")
    )
    up, down = shifts_between(now, after)

    assert (up.id, up.gained, up.lost) == ("P07a", 1, 0)
    assert (down.id, down.gained, down.lost) == ("P07b", 0, 1)
    assert all(7 <= one.answers["desk_hours"] < 8 for one in up.concerned + down.concerned)


@pytest.mark.parametrize("before", [True, False])
def test_a_person_is_found_on_each_side_of_a_changed_sign(copied, now, before):
    other = copied("safety/see_doctor.toml", ("at_least = 55", "at_least = 50"))
    old, new = (now, other) if before else (other, now)
    found = told_otherwise(old, new)
    steps = [one for one in found if one.urgency]

    assert [one.urgency for one in steps] == ([1] if before else [-1])
    assert found[0] == steps[0]
    assert 50 <= steps[0].person["age_years"] < 55
    assert steps[0].rules == ("D08",)


def test_a_less_urgent_next_step_comes_first(copied, now):
    after = copied(
        "safety/see_doctor.toml",
        ("at_least = 55", "at_least = 50"),
        ("at_least = 9 }", "at_least = 10 }"),
    )
    urgencies = [one.urgency for one in told_otherwise(now, after)]

    assert urgencies[0] == -1
    assert 1 in urgencies
    assert urgencies == sorted(urgencies, key=lambda urgency: (urgency == 0, urgency))


def test_everybody_who_is_named_is_told_something_else(copied, now):
    after = copied("causes/overuse.toml", DOUBLE, ("load_changes = 3", "load_changes = 2"))
    found = told_otherwise(
        now,
        after,
        longest_recent_km=13,
        training_changes=["race_big", "more_speed"],
    )

    assert any("Causes" in one.parts for one in found)
    assert any(one.rules == ("O01b",) for one in found)
    for one in found:
        assert outcome_of(now.rulebook, one.person) != outcome_of(after.rulebook, one.person)


def test_a_lower_cap_alone_is_noticed(copied, now):
    after = copied("causes/poor_posture.toml", ("posture_form = 4", "posture_form = 2"))
    found = told_otherwise(now, after, form_notice=["hunched", "lean_waist", "head_forward"])

    assert found
    assert not any(one.rules for one in found)
    assert len(found[0].person["form_notice"]) > 1


def test_other_words_alone_tell_nobody_anything_else(copied, now):
    after = copied(
        "causes/overuse.toml", ("Short sleep cuts into recovery.", "So does short sleep.")
    )
    found = Search(now, after, [healthy_runner(sleep_hours=5)]).find()

    assert [change.item.name for change in between(now, after)] == ["indicator O09"]
    assert found.compared
    assert not found.differences


def test_a_rule_with_a_question_that_is_new_is_said_not_to_be_walked(copied, now):
    questions = dict(now.questionnaire.questions)
    del questions["desk_hours"]
    old = copied("causes/poor_posture.toml", ("at_least = 8 }", "at_least = 9 }"))
    old.questionnaire.__dict__["questions"] = questions
    (shift,) = shifts_between(old, now)

    assert not shift.is_walked
    with pytest.raises(NotWalked, match="one of its questions is new"):
        len(shift.classes)


def test_worked_cases_that_change_are_named_with_what_they_expect_in_vain(copied, now):
    after = copied("causes/overuse.toml", ("above = 1.1 }", "above = 2.0 }"))
    jump = healthy_runner(
        longest_recent_km=16, training_changes=["race_big"], pain_eases=["rest_day"]
    )
    cases = [
        Case("jump", "A jump.", jump, {"points": {"overuse": 6}}),
        Case("steady", "None.", healthy_runner(), {"next_step": "physio_first"}),
    ]
    (only,) = case_changes(cases, now, after)

    assert only.case.name == "jump"
    assert only.fails
    assert any(line.startswith("Causes: ") for line in only.says)


def test_stored_answers_are_counted_and_nothing_else(copied, now):
    after = copied("safety/see_doctor.toml", ("at_least = 55", "at_least = 50"))
    stored = [healthy_runner(age_years=age) for age in (40, 52, 53, 60)]

    assert count([*stored, {"age_years": 300}], now, after) == EffectCounts(4, 2, 2, 1)


@pytest.mark.parametrize(("number", "words"), [(0, "fewer than five"), (4, "fewer than five")])
def test_fewer_than_five_people_are_not_counted_out(number, words):
    assert at_least_five(number) == words
    assert at_least_five(5) == "5"


def ask_for_visits(app, ages):
    with app.app_context():
        database = services_of(app).connections.database()
        for number, age in enumerate(ages):
            visit_requests.add(
                database,
                services_of(app).encryption,
                once=f"form {number}",
                contact={"name": "Zoë Quill"},
                attached={"answers": healthy_runner(age_years=age)},
                now=datetime(2026, 3, 1, tzinfo=UTC),
            )


def test_the_report_reads_as_a_record_of_the_review(app, printed, copied):
    after = copied("safety/see_doctor.toml", ("at_least = 55", "at_least = 50"))
    ask_for_visits(app, [30, 30, 30, 51, 52, 53])
    result = printed(CONTENT, after.name)
    output = result.output

    assert result.exit_code == 0, output
    assert "- **sign D08** is changed." in output
    assert "when, before: When ‘Age’ is at least 55 years, and" in output
    assert "when, after: When ‘Age’ is at least 50 years, and" in output
    assert "Nobody else can be told anything else" in output
    assert "1. A more urgent next step (D08)" in output
    assert re.search(r"\d of \d+ come out otherwise", output)
    assert "Compared: 6.\nWould have come out differently: fewer than five." in output
    assert "Zoë" not in output


def test_answers_that_the_clinic_received_are_counted(app, printed, copied):
    """Whatever patients sent by their links, corrected answers once, and with requests."""
    after = copied("safety/see_doctor.toml", ("at_least = 55", "at_least = 50"))
    ask_for_visits(app, [30, 31])
    for age in (51, 52, 53, 54, 30):
        invitation, _ = an_invitation(app, reference=f"KL {age}")
        sent = a_response(app, healthy_runner(age_years=age), invitation)
    responses.reopen(desk_of(app).db, desk_of(app).encryption, sent, datetime.now(UTC))
    a_response(app, healthy_runner(age_years=50), invitation)
    a_response(app, healthy_runner(rf_general=["fever_chills"]))
    an_invitation(app, reference="KL 100")  # whose answers were never sent
    output = printed(CONTENT, after.name).output

    assert "Compared: 8.\nWould have come out differently: 5.\n" in output
    assert "Of those, with another next step: 5." in output


def test_the_report_of_nothing_is_short(printed, copied):
    result = printed(CONTENT)

    assert result.exit_code == 0
    assert "## What changes\n\nNothing." in result.output
    assert "Worked cases" not in result.output


def test_a_comment_changes_nothing_but_the_hash(printed, copied):
    after = copied("tips.toml", ("# The five tips", "# Five tips"))
    output = printed(CONTENT, after.name).output

    assert "## What changes\n\nNothing.\nThe hashes differ by what is not compared" in output


def commit_all(folder):
    name = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    name |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    quiet = {"cwd": folder, "check": True, "env": {**os.environ, **name}}
    subprocess.run(["/usr/bin/env", "git", "init", "--quiet"], **quiet)
    subprocess.run(["/usr/bin/env", "git", "add", "."], **quiet)
    subprocess.run(["/usr/bin/env", "git", "commit", "--quiet", "-m", "First"], **quiet)


@pytest.fixture
def history(tmp_path):
    """A project whose first revision has another threshold than its working copy."""
    project = tmp_path / "project"
    for content in ("questionnaire/content", "rules/content"):
        shutil.copytree(PROJECT / content, project / content)
    file = project / "rules/content/safety/see_doctor.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("at_least = 55", "at_least = 50"), encoding="utf-8")
    commit_all(project)
    file.write_text(text, encoding="utf-8")
    return project


def test_a_revision_is_read_from_the_history(history):
    old, new = read_version(history, "HEAD"), read_version(history, "")
    (only,) = between(old, new)

    assert only.item.name == "sign D08"
    assert old.in_words.startswith("HEAD (content ")
    assert new.in_words.startswith("the working copy (content ")


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("no-such-thing", "'no-such-thing' is neither a folder nor a revision."),
        ("--help", "'--help' is neither a folder nor a revision."),
        ("--output=written", "'--output=written' is neither a folder nor a revision."),
        ("HEAD\nHEAD", "'HEAD\nHEAD' is neither a folder nor a revision."),
    ],
)
def test_what_is_no_version_is_refused_in_plain_words(history, named, why):
    with pytest.raises(NoVersion) as refused:
        read_version(history, named)

    assert str(refused.value) == why
    assert not (history / "written").exists()


def test_a_revision_without_content_is_refused_in_plain_words(tmp_path):
    (tmp_path / "notes").write_text("None yet.", encoding="utf-8")
    commit_all(tmp_path)

    with pytest.raises(NoVersion, match="'HEAD' has no questionnaire/content and rules/content"):
        read_version(tmp_path, "HEAD")


def test_outside_a_checkout_folders_still_work(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(NoVersion, match="no such folder here, and no history to look in"):
        read_version(tmp_path, "HEAD")
    assert read_version(PROJECT, str(CONTENT)).rulebook


def test_a_folder_without_content_or_that_is_no_toml_is_refused(printed, tmp_path):
    (tmp_path / "empty").mkdir()
    shutil.copytree(CONTENT, tmp_path / "broken")
    (tmp_path / "broken" / "tips.toml").write_text("pain_rule = [", encoding="utf-8")
    empty, broken = printed(tmp_path / "empty"), printed(tmp_path / "broken")

    assert empty.exit_code == broken.exit_code == 1
    assert "holds no content" in empty.output
    assert "tips.toml" in broken.output


def test_a_version_that_no_program_of_today_can_judge_by_is_told_from_its_files(printed, tmp_path):
    """As 0.1 is, with a measure that is gone: entry by entry, and nobody is judged by it."""
    shutil.copytree(CONTENT, tmp_path / "older")
    tension = tmp_path / "older" / "causes" / "tension_stress.toml"
    text = tension.read_text(encoding="utf-8")
    text = text.replace('measure = "n_clench", at_least = 2', 'measure = "clenching", above = 3')
    tension.write_text(text.replace('id = "T01"', 'id = "T99"'), encoding="utf-8")
    it = printed(tmp_path / "older")

    assert it.exit_code == 0
    assert "T03, when 1: no measure is called 'clenching'" in it.output
    assert "| causes/tension_stress.toml | 1 | 1 | 1 |" in it.output
    assert "- **indicator T01** is added." in it.output
    assert "- **indicator T99** is removed." in it.output
    assert "  - when, before: clenching above 3\n  - when, after: n_clench at_least 2" in it.output
    assert "Who would be told something else" not in it.output


def test_only_the_commands_open_the_records():
    for path in (PROJECT / "review").glob("*.py"):
        assert "records" not in path.read_text(encoding="utf-8").replace("on record", "")
