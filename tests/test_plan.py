"""What a runner is told of the coming weeks: in a sentence, in the plan, and before a race."""

import re
from datetime import UTC, datetime

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.result import Result
from questionnaire.stops import stop_for
from rules.assessment import NextStep
from rules.load_plan import PlanKind
from services import services_of
from tests.browser.states import POSTURE, TENSE, WEAK
from tests.factories import (
    Chance,
    as_given,
    healthy_runner,
    random_person,
    set_services,
    sit_down_with,
)
from tests.tables import every_row

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
RUNS = {"training_changes": ["more_distance"], "km_last_7d": 40, "km_typical_week": 40}
RUNS |= {"longest_recent_km": 16, "longest_prev30_km": 16, "pain_worst": 5}


@pytest.fixture
def told(client, questionnaire, app, runner):
    """The page of a runner with these answers, as it reads."""
    set_services(app, clock=lambda: NOW)

    def told(**answers):
        sit_down_with(client, questionnaire, healthy_runner(**RUNS | answers))
        return runner.go("/assessment")

    return told


@every_row(
    ("answers", "this_week"),
    [
        ({}, "3 easy runs, 20 km in all, none over 8 km. No hard runs."),
        (
            {"km_typical_week": None},
            "3 easy runs, half of your usual week in all, none over 8 km. No hard runs.",
        ),
        (
            {"km_typical_week": None, "longest_prev30_km": None},
            "3 easy runs, half of your usual week in all, none over half of your longest lately.",
        ),
        (
            {"km_typical_week": None, "longest_prev30_km": 0},
            "3 easy runs, half of your usual week in all. No hard runs.",
        ),
        ({"longest_prev30_km": None}, "3 easy runs, 20 km in all. No hard runs."),
        ({"km_typical_week": 5}, "3 outings: run 1 minute, walk 1 minute, 8 times over."),
        ({"pain_worst": 7}, "Walk or cycle easily instead of running for 3 to 7 days"),
        ({"age_years": 61}, "3 easy runs, 20 km in all, none over 8 km."),
    ],
)
def test_this_week_in_a_sentence_or_two(told, answers, this_week):
    told(**answers).sees(this_week, "Your plan")


@every_row("pain", range(11))
def test_whether_to_run_gives_the_limit_of_the_rule_for_pain_on_a_run(told, pain):
    page = told(pain_worst=pain)
    page.sees(*["Why a doctor first"] if pain > 8 else ["Ease off: above 3", "Stop: above 5"])
    limits = re.findall(r"If pain gets to (\d+), (.+?)\.", page.page.text)
    assert limits == ([("4", "slow down or walk")] if 3 < pain < 7 else [])
    told(pain_worst=pain, age_years=61).does_not_see("If pain gets to")


@every_row(
    ("answers", "does"),
    [
        (POSTURE, "Run tall: 1 minute on, 2 off."),
        (TENSE, "Breathe slowly for 5 minutes on most days."),
        (WEAK, "Do strength work on two days."),
        (POSTURE | {"pain_worst": 7}, ""),
        (TENSE | {"pain_worst": 7}, "Breathe slowly for 5 minutes on most days."),
    ],
)
def test_this_week_says_what_to_do_about_what_fits_best_too(told, answers, does):
    page = told(**{"pain_worst": 4, "training_changes": ["none"]} | answers)
    page.sees(f"{does} Get help sooner")
    others = {"Run tall: 1", "Breathe slowly for 5", "Do strength work on two"}
    page.does_not_see(*(one for one in others if not does.startswith(one)))


def test_a_new_runner_reads_a_kind_word_and_what_comes_after_week_4(told, runner):
    new = {"km_typical_week": 6, "km_last_7d": 15, "longest_recent_km": 5, "longest_prev30_km": 3}
    kind, on = "From a small start, every step up looks big.", "go on adding 1 to 2 minutes"
    told(**new).sees("+150%", kind, on)
    told(**new | {"km_last_7d": 11, "longest_recent_km": 5}).does_not_see(kind).sees(on)
    told().does_not_see(kind, on)


@every_row("longest", [None, 0])
def test_no_limit_is_told_from_a_longest_run_that_is_not_known(told, longest):
    """No run of 0 has a share either; with a usual week that is run and walk."""
    for week in (None, 25):
        page = told(km_typical_week=week, longest_prev30_km=longest)
        page.does_not_see(*({"none over", "no run over"} if week or longest == 0 else set()))


LONGER = "is longer than this plan prepares you for. "
LONGER += "Choose a shorter distance, or ask your physiotherapist."
DOCTOR = "Ask the doctor first."
DOCTORS_WORDS = "Only easy running, and only if it does not hurt, until you have been seen."
WALK = "Walk or cycle easily instead of running for 3 to 7 days"


@every_row(
    ("answers", "says", "never"),
    [
        ({"age_years": 61}, [DOCTORS_WORDS, "3 easy runs"], [WALK]),
        ({"age_years": 61, "pain_worst": 8}, [DOCTORS_WORDS, WALK], []),
        ({"pain_worst": 8}, [WALK], [DOCTORS_WORDS, "Keep running", "keep your runs easy"]),
        ({"pain_worst": 5}, ["Keep running", "3 easy runs"], [WALK]),
    ],
)
def test_whether_to_run_is_said_once_and_without_a_clash(told, answers, says, never):
    page = told(**answers).sees(*says).does_not_see(*never)

    assert page.page.text.count("not hurt") == says.count(DOCTORS_WORDS)
    text = page.client.get("/assessment.txt").text
    assert [one for one in says if one not in text] == []
    assert [one for one in never if one in text] == []


def test_the_text_has_the_numbers_that_its_warm_up_speaks_of(told):
    text = told().client.get("/assessment.txt").text

    assert "8. Then run the first 5 minutes slowly." in text
    assert "Do steps 1, 2, 3, 7 and 8." in text


@every_row(
    ("answers", "says", "never"),
    [
        ({"age_years": 61}, ["See a doctor", "Book within", DOCTORS_WORDS, DOCTOR], [WALK]),
        ({"age_years": 61, "pain_worst": 8}, ["See a doctor", DOCTORS_WORDS, WALK, DOCTOR], []),
        ({"pain_worst": 9}, ["See a doctor", "Do not run", DOCTOR], ["Keep running", WALK]),
        ({"pain_worst": 8}, [WALK, LONGER], ["Keep running", DOCTORS_WORDS, DOCTOR]),
        ({"pain_worst": 5}, ["Keep running, but shorter"], [WALK, DOCTOR]),
    ],
)
def test_the_fridge_says_no_other_than_the_result(told, runner, answers, says, never):
    told(race_km=12, goal_date="2026-12-05", **answers)
    runner.go("/assessment/print").sees(*says).does_not_see(*never)


@every_row(("pain", "said"), [(5, True), (8, False), (9, False)])
def test_without_a_clear_reason_runs_are_easy_only_for_whoever_may_run(told, pain, said):
    page = told(pain_worst=pain, training_changes=["none"])

    page.sees("No clear reason, and that is common")
    assert ("keep your runs easy" in page.page.text) is said


def test_with_pain_of_9_there_is_no_plan(told):
    page = told(pain_worst=9)

    page.sees("Do not run until a doctor has seen you. Walk gently").does_not_see("Week 1")


def test_at_see_a_doctor_two_weeks_and_nothing_hard(told):
    page = told(age_years=61).sees("Week 2 28 km", "two weeks, until a doctor has seen you")

    page.does_not_see("Week 3", "Faster run", "After week 4")


@every_row(
    ("race_km", "on", "answers", "said"),
    [
        (21.1, "2026-12-05", {}, f"Your race (21.1 km) {LONGER}"),
        (8, "2026-12-05", {}, ""),  # the longest run of week 1
        (8.5, "2026-12-05", {}, LONGER),
        (11, "2026-12-06", {}, ""),  # of week 2
        (11.5, "2026-12-12", {}, LONGER),
        (16, "2026-12-26", {}, ""),  # of week 4
        (16.5, "2026-12-26", {}, LONGER),
        (21.1, "2026-11-29", {}, LONGER),  # today
        (21.1, "2026-11-28", {}, ""),  # past
        (42.2, "2026-12-27", {}, ""),  # after the plan
        (42.2, None, {}, ""),
        (None, "2026-12-05", {}, ""),
        (5, "2026-12-20", {"km_typical_week": 5}, LONGER),
        (8.5, "2026-12-05", {"km_typical_week": None}, LONGER),
        (8.5, "2026-12-05", {"km_typical_week": None, "longest_prev30_km": None}, ""),
        (5, "2026-12-05", {"pain_worst": 8}, LONGER),  # walking first
        (8, "2026-12-06", {"pain_worst": 8}, ""),
        (5, "2026-12-05", {"age_years": 61}, DOCTOR),
        (None, "2026-12-26", {"age_years": 61}, DOCTOR),
        (5, "2026-12-27", {"age_years": 61}, ""),
        (5, "2026-12-05", {"pain_worst": 9}, DOCTOR),
    ],
)
def test_a_race_within_the_plan(told, race_km, on, answers, said):
    page = told(race_km=race_km, goal_date=on, **answers)

    if said:
        page.sees(said)
    for other in {LONGER, DOCTOR} - {said if said == DOCTOR else LONGER if said else ""}:
        page.does_not_see(other)


@pytest.mark.slow
def test_everybody_who_may_run_has_a_plan_and_nobody_else(app, questionnaire, rulebook):
    random, kinds, seen = Chance(4_713), set(), set()
    book = services_of(app).rulebook
    for _ in range(500):
        person = random_person(questionnaire, random, quiet_safety=0.98)
        sheet = AnswerSet(questionnaire, as_given(questionnaire, person))
        if stop_for(book, sheet.journey):
            continue
        result = Result(book, sheet.journey)
        found, plan = result.assessment, result.plan
        seen |= {found.run, found.next_step}

        assert result.this_week
        assert (plan is None) is (found.run == "stop" or found.is_hidden)
        if person["pain_worst"] >= 9:
            assert plan is None
        if plan is None:
            continue
        kinds.add(plan.kind)
        is_doctor = found.next_step is NextStep.SEE_DOCTOR
        assert len(plan.weeks) == (2 if is_doctor else 4)
        assert not (is_doctor and any(week.hard_sessions for week in plan.weeks))
        strength = {day.kind == "strength" for week in plan.weeks for day in week.days}
        assert (True in strength) is ("strength" in found.tips)
        if plan.kind is PlanKind.RUN_WALK:
            assert person.get("km_typical_week") is not None
    assert kinds == set(PlanKind)
    assert seen >= {"modify", "easy_or_stop", "stop", NextStep.PHYSIO_FIRST, NextStep.SEE_DOCTOR}
