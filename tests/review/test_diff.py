"""What a change of the content would do: in words, and to whom."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import review.comparing.search
from review.comparing.diff import changes
from review.comparing.search import outcome_by, search
from review.comparing.versions import NoVersion, read_version
from review.proving.readings import READINGS
from rules.loading import CONTENT
from tests.factories import CASES, healthy_runner

PROJECT = Path(__file__).parents[2]
FEW_CASES = ["healthy_runner", "stories"]


@pytest.fixture(scope="module")
def now():
    return read_version(PROJECT, "")


@pytest.fixture
def copied(tmp_path):
    """A copy of the rules' content with some texts changed, as a version."""

    def change(file="", *pairs, also=()):
        folder = tmp_path / "rules"
        shutil.copytree(CONTENT, folder)
        for name, before, after in (*((file, *pair) for pair in pairs), *also):
            text = (folder / name).read_text(encoding="utf-8")
            assert before in text
            (folder / name).write_text(text.replace(before, after), encoding="utf-8")
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


DOUBLE = ('"spike_ratio", above = 2.0', '"spike_ratio", above = 2.5')


def told_otherwise(old, new, **unlike):
    """What a search finds among a healthy runner, somebody unlike them, and people like these."""
    people = [healthy_runner(), healthy_runner(**unlike)]
    return search(old, new, people)[0]


def parts(change):
    return [(name, before, after) for name, (before, after) in change.parts.items()]


def between(old, new):
    return changes(old.items, new.items)


def test_a_moved_threshold_is_named_in_words(copied, now):
    after = copied("causes/overuse.toml", DOUBLE)
    (only,) = between(now, after)

    assert (only.kind, only.item.name) == ("changed", "indicator O01b")
    assert only.item.file == "causes/overuse.toml"
    assert parts(only) == [
        (
            "when",
            "When the longest run was more than double the longest in the 30 days before.",
            "When the longest run was more than 2.5 times the longest in the 30 days before.",
        )
    ]


CHANGED = {
    "indicator O07": ("points", "2", "-1"),
    "caps": ("load_numbers", "5", "4"),
    "tip warm_up": ("title", "Warm up: about six minutes", "Warm up"),
    "the file itself": ("rest_days", "2", "1"),
    "GB": ("emergency_number", "999", "112"),
    "sign D05": ("run", "", "stop"),
}


def test_whatever_changes_is_named(copied, now):
    files = [
        ("causes/overuse.toml", 'id = "O07"\npoints = 2', 'id = "O07"\npoints = -1'),
        ("causes/overuse.toml", "load_numbers = 5", "load_numbers = 4"),
        ("tips.toml", "Warm up: about six minutes", "Warm up"),
        ("load_plan.toml", "rest_days = 2", "rest_days = 1"),
        ("countries.toml", 'emergency_number = "999"', 'emergency_number = "112"'),
        ("safety/see_doctor.toml", 'id = "D05"\nwhen', 'id = "D05"\nrun = "stop"\nwhen'),
        ("physiotherapy.toml", "[[treatment]]", "# First\n[[treatment]]"),
    ]
    found = between(now, copied(also=files))

    assert {change.item.name: parts(change) for change in found} == {
        name: [part] for name, part in CHANGED.items()
    }


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

    assert (new.kind, gone.kind) == ("added", "removed")
    assert ("when", "", "When ‘Age’ is at least 90 years.") in parts(new)
    assert ("when", "When ‘Age’ is at least 90 years.", "") in parts(gone)


def test_a_less_urgent_next_step_comes_first(copied, now):
    after = copied(
        "safety/see_doctor.toml",
        ("at_least = 55", "at_least = 50"),
        ("at_least = 9 }", "at_least = 10 }"),
    )
    found = told_otherwise(now, after)
    back = told_otherwise(after, now)
    less, more = (next(one for one in found if one.urgency == sign) for sign in (-1, 1))

    assert found[0] == less
    assert (less.rules, less.person["pain_worst"]) == (("D12",), 9)
    assert (more.rules, 50 <= more.person["age_years"] < 55) == (("D08",), True)
    assert (back[0].rules, back[0].urgency) == (("D08",), -1)


def no_illness(copied):
    """Of 38,880 sorts of answers this moves a few, which no worked case here gives."""
    return copied("safety/same_day.toml", ('["cough", "illness_4w"]', '["cough"]'))


def test_few_among_many_are_met(copied, now):
    (only,) = [one for one in told_otherwise(now, no_illness(copied)) if one.urgency]

    assert (only.rules, only.urgency < 0) == (("U23",), True)
    assert "illness_4w" in only.person["rf_other"]


def test_a_rule_that_is_not_looked_through_whole_is_named(printed, copied, monkeypatch):
    """Of the sorts of answers that are looked through some come from all over."""
    monkeypatch.setattr(review.comparing.search, "MOST", 2_000)
    after = no_illness(copied).name
    output = printed(CONTENT, after).output
    assert "Not looked through whole: U23 (38,880 sorts of answers).\n" in output
    assert "**A less urgent next step** (U23)" in output

    monkeypatch.delitem(READINGS, "clot_risk_any")
    output = printed(CONTENT, after).output
    assert "Not looked through whole: U23 (review/proving/readings.py, clot_risk_any: " in output


def test_everybody_who_is_named_is_told_something_else(copied, now):
    after = copied("causes/overuse.toml", DOUBLE, ("load_changes = 3", "load_changes = 2"))
    found = told_otherwise(
        now,
        after,
        longest_recent_km=13,
        training_changes=["race_big", "more_speed"],
    )

    assert any(line.startswith("Causes: ") for one in found for line in one.says)
    assert any(one.rules == ("O01b",) for one in found)
    for one in found:
        assert outcome_by(now, one.person) != outcome_by(after, one.person)


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
    found, compared, _ = search(now, after, [healthy_runner(sleep_hours=5)])

    assert [change.item.name for change in between(now, after)] == ["indicator O09"]
    assert (found, compared > 0) == ([], True)


def test_a_rule_on_a_question_that_was_not_asked_before_is_tried_on_the_cases(copied, now):
    questions = dict(now.questionnaire.questions)
    del questions["desk_hours"]
    old = copied("causes/poor_posture.toml", ("at_least = 8 }", "at_least = 9 }"))
    old.questionnaire.__dict__["questions"] = questions

    assert told_otherwise(old, now, desk_hours=8, form_notice=["hunched"])


def test_the_report_reads_as_a_record_of_the_review(printed, copied):
    after = copied("safety/see_doctor.toml", ("at_least = 55", "at_least = 50"))
    result = printed(CONTENT, after.name)
    output = result.output

    assert result.exit_code == 0, output
    assert "- **sign D08** is changed." in output
    assert "when, before: When ‘Age’ is at least 55 years, and" in output
    assert "when, after: When ‘Age’ is at least 50 years, and" in output
    assert "1. A more urgent next step (D08)" in output
    assert re.search(r"   - Such a person: ‘Age’: 5[0-4] years", output)
    assert re.search(r"0 of \d+ come out otherwise", output)


def test_a_case_that_comes_out_otherwise_is_told_with_what_it_expects_in_vain(
    printed, copied, few_cases
):
    (few_cases / "jump.toml").write_text(
        'story = "A jump."\nexpect = { points = { overuse = 6 } }\n[answers]\n'
        'longest_recent_km = 16\ntraining_changes = ["race_big"]\npain_eases = ["rest_day"]\n',
        encoding="utf-8",
    )
    after = copied("causes/overuse.toml", ("above = 1.1 }", "above = 2.0 }"))
    told = printed(CONTENT, after.name).output.partition("- **jump**: A jump.\n")[2]

    assert "  - Causes: overuse (best fit) before, " in told
    assert "  - It fails now: expected 6 points for overuse, got " in told


def test_a_check_is_compared_in_words(copied, now):
    """It holds only where all was answered, so nothing is said of what was not."""
    after = copied("cross_checks.toml", ('["thinners_needle"]', '["thinners_needle", "none"]'))
    (only,) = between(now, after)
    ticked = "When ‘Blood thinners’ is ticked under ‘Medicines’, and "

    assert only.item.name == "check A5"
    assert parts(only) == [
        (
            "when",
            f"{ticked}‘I take blood thinners’ is not ticked under ‘Before needles’.",
            f"{ticked}none of ‘I take blood thinners’ or ‘None of these’ is ticked under "
            "‘Before needles’.",
        )
    ]


def test_a_comment_changes_nothing(printed, copied):
    after = copied("tips.toml", ("# The five tips", "# Five tips"))
    output = printed(CONTENT, after.name).output

    assert output.endswith("## What changes\n\nNothing but comments, or the order of entries.\n")


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


@pytest.mark.parametrize("named", ["no-such-thing", "--help", "--output=written", "HEAD\nHEAD"])
def test_what_is_no_version_is_refused_in_plain_words(history, named):
    with pytest.raises(NoVersion) as refused:
        read_version(history, named)

    assert str(refused.value).startswith(f"'{named}' is neither a folder nor a revision with ")
    assert not (history / "written").exists()


def test_a_folder_without_content_or_that_is_no_toml_is_refused(printed, tmp_path):
    (tmp_path / "empty").mkdir()
    shutil.copytree(CONTENT, tmp_path / "broken")
    (tmp_path / "broken" / "tips.toml").write_text("pain_rule = [", encoding="utf-8")
    empty, broken = printed(tmp_path / "empty"), printed(tmp_path / "broken")

    assert empty.exit_code == broken.exit_code == 1
    assert "holds no content" in empty.output
    assert "tips.toml" in broken.output


def test_a_version_that_today_s_program_cannot_judge_by_is_refused_with_why(printed, tmp_path):
    shutil.copytree(CONTENT, tmp_path / "older")
    tension = tmp_path / "older" / "causes" / "tension_stress.toml"
    text = tension.read_text(encoding="utf-8")
    text = text.replace('measure = "n_clench", at_least = 2', 'measure = "clenching", above = 3')
    tension.write_text(text, encoding="utf-8")
    it = printed(tmp_path / "older")

    assert it.exit_code == 1
    assert "This program cannot judge by " in it.output
    assert "T03, when 1: no measure is called 'clenching'" in it.output
