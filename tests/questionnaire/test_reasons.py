"""Reasons in the runner's own numbers and words, true to what was typed."""

import pytest

from questionnaire.distance import KM_PER, Distance
from questionnaire.journey import Journey
from questionnaire.own_words import reason
from questionnaire.questions import Asked, QuestionKind
from questionnaire.result import Result
from rules.assessment import assess
from rules.conditions import Condition, When, at_least
from rules.rulebook import Indicator
from tests.factories import Chance, healthy_runner, random_person
from tests.tables import every_row

LONGER = {"longest_recent_km": 29, "longest_prev30_km": 16}
WEEK = {"training_changes": ["more_distance"], "km_last_7d": 62, "km_typical_week": 40}

SAID = {
    "a run that grew": (
        LONGER,
        "Your 29 km run was 81% longer than any run in the month before (16 km).",
    ),
    "a run that more than doubled": (
        {"longest_recent_km": 26, "longest_prev30_km": 12},
        "Your 26 km run was 2.2 times as long as any run in the month before (12 km).",
    ),
    "just above the bound": (
        {"longest_recent_km": 11.5, "longest_prev30_km": 10},
        "Your 11.5 km run was 15% longer than any run in the month before (10 km).",
    ),
    "a week that grew": (
        WEEK,
        "You ran 62 km in the last 7 days, 55% more than your usual week (40 km).",
    ),
    "a week that doubled": (
        WEEK | {"km_last_7d": 80},
        "You ran 80 km in the last 7 days, 2 times your usual week (40 km).",
    ),
    "from nothing": (
        {**WEEK, "km_last_7d": 9, "km_typical_week": 0},
        "You went from no running to running.",
    ),
    "hours at a desk": (
        {"desk_hours": 9},
        "You sit for 9 hours a day. Long sitting is linked to neck and shoulder pain, "
        "but not known to be the reason.",
    ),
    "a day of strength work": (
        {"strength_days": 1},
        "You do strength work 1 day a week. Guidelines suggest two.",
    ),
    "a plank": ({"plank_seconds": 20}, "You held the plank for 20 seconds, which is under 30."),
    "what was ticked and counts": (
        {"pain_other_times": ["desk_screen", "neck_move", "driving"], "same_pain": "same"},
        "You also feel it at other times: “Sitting at a desk or looking at a screen” "
        "and “Driving”.",
    ),
    "habits": (
        {"clench_habits": ["jaw", "shrug"]},
        "You notice more than one tension habit: “Clenching my jaw or grinding my teeth” and "
        "“Holding my shoulders up”.",
    ),
}


@pytest.fixture
def result_of(questionnaire, rulebook):
    def result_of(answers, unit="km"):
        kinds = {q.id: q.kind for q in questionnaire.questions.values()}
        typed = {
            name: Distance(answer, unit) if kinds[name] is QuestionKind.DISTANCE else answer
            for name, answer in answers.items()
        }
        return Result(rulebook, Journey(questionnaire, typed, Asked.EXTRA))

    return result_of


def said_by(result):
    """Every reason that the page could give, shown or not."""
    findings = result.assessment.findings
    return [line for one in findings for line in result.reasons(one.met)]


@every_row("what", SAID)
def test_a_reason_names_the_runners_own(what, result_of):
    changed, sentence = SAID[what]

    assert sentence in said_by(result_of(healthy_runner(**changed)))


def test_miles_are_told_as_miles(result_of):
    said = said_by(result_of(healthy_runner(longest_recent_km=14, longest_prev30_km=9), "mi"))

    assert "Your 14-mile run was 56% longer than any run in the month before (9 miles)." in said


def test_what_is_not_known_is_not_made_up(questionnaire, rulebook):
    when = When(all_of=(Condition("desk_hours", "at_least", 0, at_least),))
    one = Indicator("X1", 1, when, "You sit.", "expert", (), say="You sit for {desk_hours}.")

    assert reason(one, Journey(questionnaire, {}), {}) == "You sit."


@pytest.mark.slow
def test_everybody_is_told_whole_sentences_without_a_gap(questionnaire, result_of):
    random = Chance(71)
    told = set()
    for _ in range(300):
        result = result_of(random_person(questionnaire, random, quiet_safety=0.99))
        lines = said_by(result)
        told |= {one.id for finding in result.assessment.findings for one in finding.met}
        assert [line for line in lines if set("{}") & set(line) or not line.endswith(".")] == []
    assert len(told) > 45


@pytest.mark.parametrize("unit", KM_PER)
def test_no_percentage_goes_beyond_the_rule_that_it_stands_for(unit, result_of):
    """Over 10% and up to double is told in percent; above, in times, and never as 2 or less."""
    for tenths in range(0, 600, 5):
        changed = {"longest_recent_km": tenths / 10, "longest_prev30_km": 10}
        lines = [line for line in said_by(result_of(healthy_runner(**changed), unit))]
        for line in (one for one in lines if one.startswith("Your ") and " run was " in one):
            if "%" in line:
                assert 10 <= int(line.split(" run was ")[1].split("%")[0]) <= 100
            else:
                assert float(line.split(" run was ")[1].split(" times")[0]) >= 2


def test_the_strongest_reasons_come_first_and_a_group_only_up_to_its_cap(rulebook):
    changed = {"form_notice": ["hunched", "lean_waist", "head_forward"], "desk_hours": 9}
    answers = healthy_runner(**changed, pain_eases=["change_posture"])
    posture = assess(rulebook, answers).findings[0]

    assert [one.id for one in posture.strongest] == ["P01", "P02", "P05", "P07a", "P03"]
