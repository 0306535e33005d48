"""Worked cases: read strictly, run, and told in words when they fail."""

from dataclasses import replace

import pytest

from review.testing.cases import Case, load_cases, run
from rules import ContentError, NextStep
from tests.factories import CASES, healthy_runner


def write(folder, **files):
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """A folder of cases with the healthy runner in it."""
    write(tmp_path, healthy_runner=(CASES / "healthy_runner.toml").read_text(encoding="utf-8"))
    return tmp_path


@pytest.fixture
def problems(folder, questionnaire, rulebook):
    """Every mistake in a folder of cases, once these files are in it."""

    def find(**files):
        write(folder, **files)
        with pytest.raises(ContentError) as error:
            load_cases(folder, questionnaire, rulebook)
        return "\n".join(error.value.problems)

    return find


def test_every_worked_case_comes_out_as_expected(questionnaire, rulebook):
    cases = load_cases(CASES, questionnaire, rulebook)
    failed = {case.name: run(case, rulebook) for case in cases}
    assert not {name: words for name, words in failed.items() if words}


def test_every_case_of_every_folder_is_read_once(questionnaire, rulebook):
    names = [case.name for case in load_cases(CASES, questionnaire, rulebook)]
    assert len(names) == len(set(names))
    assert {"healthy_runner", "stories V07", "boundaries B01", "edges/overuse 1"} <= set(names)
    assert {"triage/published PUB01", "alone/nerves 1"} <= set(names)


def test_every_case_tells_a_story(questionnaire, rulebook):
    stories = [case.story for case in load_cases(CASES, questionnaire, rulebook)]
    assert not [story for story in stories if not story.endswith((".", "?"))]


def test_a_case_says_only_what_differs(folder, questionnaire, rulebook):
    write(
        folder,
        older='story = "Older."\nanswers = { age_years = 60 }\nexpect = { rules_must = ["D08"] }',
        much_older="""
            story = "For longer, and was not asked about injuries."
            from = "older"
            answers = { pain_duration = "gt_12w" }
            not_answered = ["past_injury"]
            expect = { rules_must_not = ["D08"] }
        """,
        more__many="""
            [[case]]
            story = "Sits."
            answers = { desk_hours = 9 }
            expect = { points = { poor_posture = 2 } }
            [[case]]
            story = "Sits, and is older."
            from = "older"
            answers = { desk_hours = 9 }
            expect = { points = { poor_posture = 2 }, rules_must = ["D08"] }
        """,
    )
    cases = {case.name: case for case in load_cases(folder, questionnaire, rulebook)}
    changed = healthy_runner(age_years=60, pain_duration="gt_12w", past_injury=None)
    assert cases["much_older"].answers == changed
    assert cases["more/many 1"].answers == healthy_runner(desk_hours=9)
    assert cases["more/many 2"].answers == healthy_runner(desk_hours=9, age_years=60)
    assert not [words for case in cases.values() for words in run(case, rulebook)]


def test_a_case_of_many_is_called_by_its_id_and_may_give_its_source(
    folder, questionnaire, rulebook
):
    write(
        folder,
        reports="""
            [[case]]
            id = "R1"
            story = "Aged 60."
            source = "A report, 2016."
            answers = { age_years = 60 }
            expect = { next_step_in = ["see_doctor", "same_day"] }
            [[case]]
            story = "Aged 17, like the report but for the age."
            from = "reports R1"
            answers = { age_years = 17 }
            expect = { rules_must = ["D07"] }
        """,
    )
    names = [case.name for case in load_cases(folder, questionnaire, rulebook)]
    assert names == ["healthy_runner", "reports R1", "reports 2"]


def test_an_id_used_twice_in_a_file_is_refused(problems):
    case = '[[case]]\nid = "R1"\n' + CASE.format("age_years = 30", "status = 'none_fit'") + "\n"
    assert "another case of this file has the same id." in problems(reports=case * 2)


CALM = 'answers = {{ stress_level = "not_at_all", {} }}\n'
HIDDEN = 'story = "Calm."\nexpect = {{ rules_must_not = ["T01"] }}\nnot_asked = {}\n' + CALM


def test_an_answer_that_counts_for_nothing_is_said_to_be_not_asked(folder, questionnaire, rulebook):
    answer = 'stress_link = "worse_stressed"'
    write(folder, calm=HIDDEN.format('["stress_link"]', answer))
    calm = load_cases(folder, questionnaire, rulebook)[0]
    assert "stress_link" not in calm.answers
    assert run(calm, rulebook) == []


@pytest.mark.parametrize(
    ("not_asked", "answer", "problem"),
    [
        ("[]", 'stress_link = "worse_stressed"', "'stress_link' is not asked of this person"),
        ('["desk_hours"]', "desk_hours = 3", "'not_asked' names 'desk_hours', which is answered"),
    ],
)
def test_what_is_not_asked_is_said_and_nothing_else(problems, not_asked, answer, problem):
    assert problem in problems(calm=HIDDEN.format(not_asked, answer))


CASE = 'story = "Someone."\nanswers = {{ {} }}\nexpect = {{ {} }}'


@pytest.mark.parametrize(
    ("answers", "expect", "problem"),
    [
        ("ag_years = 3", "status = 'mixed'", "No question is called 'ag_years'. Did you mean"),
        ("age_years = 3", "status = 'mixed'", "age_years: Enter a number from 13 to 100."),
        (
            "rf_now = ['chest']",
            "status = 'mixed'",
            "rf_now: Tick from the list, each once. It takes a list",
        ),
        ("preg_warning = 'no_now'", "status = 'mixed'", "'preg_warning' is not asked of this"),
        ("", "", "it expects nothing, so it can never fail."),
        ("", "next_step_in = ['see_docter']", "'see_docter'. Did you mean 'see_doctor'?"),
        ("", "next_step_in = 'see_doctor'", "'next_step_in' takes a list."),
        ("", "nextstep = 'see_doctor'", "is called 'nextstep'. Did you mean 'next_step'?"),
        ("", "next_step = 'see_docter'", "'see_docter'. Did you mean 'see_doctor'?"),
        ("", "rules_must = ['D99']", "no rules_must to expect is called 'D99'."),
        ("", "tips = ['warmup']", "'warmup'. Did you mean 'warm_up'?"),
        ("", "signs = ['D001']", "no signs to expect is called 'D001'."),
        ("", "points = { overus = 1 }", "'overus'. Did you mean 'overuse'?"),
        ("", "points = { overuse = 1.5 }", "'points' takes a table of numbers."),
        ("", "tips = 'warm_up'", "'tips' takes a list."),
        ("", "status = ['mixed']", "'status' takes a text."),
    ],
)
def test_a_mistake_in_a_case_is_named(problems, answers, expect, problem):
    found = problems(mine=CASE.format(answers, expect))
    assert found.startswith("mine.toml")
    assert problem in found


def test_every_mistake_is_named_at_once(problems):
    found = problems(
        one=CASE.format("age_years = 3", "rules_must = ['D99']"),
        two='story = "Two."\nfrom = "tow"\nexpect = { status = "mixed" }',
        three='form = "two"\nexpect = { status = "mixed" }',
        four="story = ",
    )
    for problem in (
        "one.toml: age_years: Enter a number",
        "one.toml, expect: no rules_must",
        "two.toml: no case is called 'tow'. Did you mean 'two'?",
        "three.toml: 'story' is missing.",
        "three.toml: the key 'form' is not used here. Did you mean 'from'?",
        "four.toml: it is not valid TOML",
    ):
        assert problem in found


def test_a_mistake_is_named_where_it_stands_and_not_where_it_is_passed_on(problems):
    later = 'story = "Later."\nfrom = "mine"\nexpect = { status = "mixed" }'
    found = problems(mine=CASE.format("age_years = 3", "status = 'mixed'"), later=later)
    assert found.count("age_years") == 1


def test_cases_that_start_from_each_other_are_refused(problems):
    start = 'story = "Round."\nfrom = "{}"\nexpect = {{ status = "mixed" }}'
    found = problems(one=start.format("two"), two=start.format("one"))
    assert "'from' goes round in a circle: one → two → one." in found


def test_a_folder_without_cases_is_refused(tmp_path, questionnaire, rulebook):
    with pytest.raises(ContentError, match="there is no case here, so nothing was tested"):
        load_cases(tmp_path, questionnaire, rulebook)


TENSE = healthy_runner(stress_link="worse_stressed", pain_run_timing="first_10min", pain_worst=0)


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ({"next_step": "see_doctor"}, "expected next step see doctor, got physio first"),
        ({"next_step_in": ["same_day", "physio_first"]}, ""),
        (
            {"next_step_in": ["same_day", "see_doctor"]},
            "expected next step to be one of same day, see doctor, got physio first",
        ),
        ({"run": "stop"}, "expected running to be stop, got modify"),
        ({"status": "none_fit"}, "expected status none fit, got possible"),
        ({"confidence": "normal"}, "expected confidence normal, got lowered"),
        ({"top": []}, "expected the top causes to be nothing, got tension stress"),
        ({"may_causes": []}, ""),
        ({"must_not_causes": ["tension_stress"]}, "expected no cause tension stress, but it is"),
        ({"points": {"overuse": 1}}, "expected 1 points for overuse, got -3"),
        ({"tips": ["warm_up"]}, "the tips to be warm up, got focus form, manage stress, warm up"),
        ({"tips_must": ["strength"]}, "expected the tip strength, which is missing"),
        ({"tips_must_not": ["warm_up"]}, "expected no tip warm up, but it is there"),
        ({"cross_checks": []}, "expected the cross-checks to be nothing, got C5"),
        ({"signs": ["D12"]}, "expected the signs to be D12, got nothing"),
        ({"notes": ["N1"]}, "expected the notes to be N1, got N3"),
        ({"rules_must": ["T01", "D12"]}, "expected the rule D12, which is missing"),
        ({"rules_must_not": ["T01", "D12"]}, "expected no rule T01, but it is there"),
    ],
)
def test_a_difference_is_told_in_words(rulebook, expect, words):
    found = run(Case("tense", "Tense.", TENSE, expect), rulebook)
    assert words in "".join(found)
    assert bool(words) is bool(found)


def test_a_cause_below_the_top_must_be_allowed(rulebook):
    answers = TENSE | {"form_notice": ["hunched", "lean_waist"], "stress_level": "extreme"}
    case = Case("both", "Both.", answers, {"may_causes": ["overuse"]})
    assert run(case, rulebook) == [
        "expected at most causes below the top: overuse, got poor posture too"
    ]


def test_a_broken_rule_makes_a_case_fail_in_words(questionnaire, rulebook):
    signs = (
        replace(s, next_step=NextStep.SAME_DAY) if s.id == "D06" else s for s in rulebook.signs
    )
    broken = replace(rulebook, signs=tuple(signs))
    cases = load_cases(CASES, questionnaire, rulebook)
    failed = {case.name: words for case in cases if (words := run(case, broken))}
    assert "expected next step see doctor, got same day" in failed["alone/other_parts 3"]
    assert "alone/nerves 1" not in failed


def test_hidden_causes_have_no_points(rulebook):
    answers = healthy_runner(rf_general=["fever_chills"])
    case = Case("ill", "Ill.", answers, {"points": {"overuse": -3}})
    assert run(case, rulebook) == ["expected -3 points for overuse, got none"]
