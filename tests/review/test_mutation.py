"""Small mistakes in the rulebook: every sort is made, and the worked cases notice them."""

from dataclasses import replace

import pytest

from questionnaire.case import read_case
from review.proving.places import rule_ids
from review.testing.alike import (
    SAME_PEOPLE,
    SAME_POINTS,
    SAME_STEP,
    why_harmless,
)
from review.testing.cases import Case, load_cases
from review.testing.mutants import mutants_of
from review.testing.mutation import Score, mutation
from review.testing.steps import steps_of
from rules.assessment import judge, know
from rules.conditions import COMPARISONS, Condition, When
from rules.rulebook import NextStep
from rules.trace import as_data
from tests.factories import CASES, Chance, healthy_runner
from tests.rules.people import anybody


def condition(subject, comparison, against):
    value = frozenset(against) if isinstance(against, list) else against
    return Condition(subject, comparison, value, COMPARISONS[comparison])


def changes(questionnaire, *conditions, any_of=()):
    return [step.change for step in steps_of(When(conditions, any_of), questionnaire)]


def names(mutants):
    return [f"{one.file}, {one.id}: {one.change}" for one in mutants]


def test_every_rule_and_every_cause_has_mistakes_made_in_it(questionnaire, rulebook):
    made = {mutant.id for mutant in mutants_of(questionnaire, rulebook)}
    causes = {cause.id for cause in rulebook.causes}
    assert made == {*rule_ids(rulebook)} | causes | {"gentle", "none_fit"}


@pytest.fixture
def small(rulebook):
    """Two signs, and a cause with two indicators."""
    overuse = next(cause for cause in rulebook.causes if cause.id == "overuse")
    some = tuple(one for one in overuse.indicators if one.id in ("O14", "O09"))
    return replace(
        rulebook,
        signs=tuple(sign for sign in rulebook.signs if sign.id in ("E04", "D12")),
        causes=(replace(overuse, indicators=some, caps={}),),
        tip_rules=(),
        cross_checks=(),
        notes=(),
    )


def test_a_weak_set_of_cases_notices_little_and_names_what_it_overlooks(questionnaire, small):
    healthy = Case("weak", "Weak.", healthy_runner(), {"next_step": "physio_first"})
    weak = mutation(questionnaire, small, [healthy])
    assert not weak.is_enough
    assert 0 < weak.signs.noticed < weak.signs.count / 2
    assert weak.rest.noticed == 0
    assert "safety/emergency.toml, E04: is dropped" in names(weak.signs.survivors)
    assert "causes/overuse.toml, O14: 2 points become 3" in names(weak.rest.survivors)


def test_one_case_more_is_felt(questionnaire, small):
    def overlooked(*cases):
        return {one.change for one in mutation(questionnaire, small, cases).rest.survivors}

    rested, short = healthy_runner(week_rest="rest_none"), healthy_runner(sleep_hours=5.5)
    one = Case("one", "No rest days.", rested, {"points": {"overuse": 2}})
    two = Case("two", "Sleeps 5.5 hours.", short, {"points": {"overuse": 1}})
    added = overlooked(one) - overlooked(one, two)
    assert "'sleep_hours below 6' becomes 'sleep_hours below 5.5'" in added
    assert overlooked(one, two) < overlooked(one)


def test_a_case_that_fails_anyway_notices_nothing(questionnaire, small):
    wrong = Case("wrong", "Wrong.", healthy_runner(), {"next_step": "emergency"})
    assert mutation(questionnaire, small, [wrong]).signs.noticed == 0


def test_no_mistakes_left_is_enough_and_one_in_a_thousand_is_not():
    assert Score(1000, ()).reaches(100)
    assert not Score(999, (None,)).reaches(100)


@pytest.mark.parametrize(
    ("one", "became"),
    [
        (("desk_hours", "at_least", 8), ["above 8", "at most 8", "at least 7.5", "at least 8.5"]),
        (("desk_hours", "at_most", 3), ["below 3", "at least 3", "at most 2.5", "at most 3.5"]),
        (("age_years", "below", 18), ["at most 18", "above 18", "below 17", "below 19"]),
        (
            ("spike_ratio", "above", 1.1),
            ["at least 1.1", "below 1.1", "above 1.05", "above 1.15"],
        ),
        (("worry_count", "at_least", 3), ["above 3", "at most 3", "at least 2", "at least 4"]),
        (("strength_days", "at_most", 0), ["below 0", "at least 0", "at most 1"]),
        (("strength_days", "one_of", [3]), ["none of 3", "one of 2", "one of 4"]),
        (("strength_days", "one_of", [0]), ["none of 0", "one of 1"]),
        (("load_flat", "one_of", [True]), ["none of true"]),
        (
            ("preg_warning", "one_of", ["yes_now", "not_sure"]),
            ["none of not_sure, yes_now", "one of not_sure", "one of yes_now"],
        ),
        (
            ("stress_link", "none_of", ["no_link"]),
            ["one of no_link", "none of no_link, worse_stressed", "none of no_link, not_sure"],
        ),
    ],
)
def test_a_condition_is_changed_in_every_small_way(questionnaire, one, became):
    was = f"{one[0]} {one[1].replace('_', ' ')}"
    without, *others = changes(questionnaire, condition(*one))
    assert without.startswith(f"without '{was}")
    changed = [words.split(" becomes ")[1].strip("'") for words in others]
    assert changed == [f"{one[0]} {words}" for words in became]


def test_a_condition_is_left_out_and_conditions_are_joined_otherwise(questionnaire):
    old, strong = condition("age_years", "at_least", 55), condition("pain_worst", "at_least", 8)
    both = When((old, strong))
    steps = {step.change: step.when for step in steps_of(both, questionnaire)}
    assert steps["without 'age_years at least 55'"] == When((strong,))
    assert steps["any one of 'when' is enough"] == When((), (old, strong))

    either = When((old,), (strong,))
    steps = {step.change: step.when for step in steps_of(either, questionnaire)}
    assert steps["all of 'and_any' is needed"] == When((old, strong))
    assert steps["without 'pain_worst at least 8'"] == When((old,))
    assert steps["'pain_worst at least 8' becomes 'pain_worst above 8'"].all_of == (old,)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("E04", ["is dropped", "leads to same day"]),
        ("U05", ["leads to see doctor", "leads to emergency"]),
        ("D03", ["leads to physio first", "tips are gentle", "no longer stops running"]),
        ("P01", ["is dropped", "2 points become 1", "2 points become 3"]),
        ("P01", ["leaves the group 'posture_form'"]),
        ("O11", ["-3 points become -4", "-3 points become -2"]),
        (
            "overuse",
            ["'load_numbers' adds 4 at most, not 5", "'load_numbers' adds 6 at most, not 5"],
        ),
        ("overuse", ["no longer gives the tip 'warm_up'", "gives the tip 'strength' too"]),
        ("TR4", ["is dropped", "gives the tip 'warm_up'"]),
        ("C5", ["is dropped", "'pain_worst one of 0' becomes 'pain_worst one of 1'"]),
        ("N4", ["is dropped", "without 'pain_location one of low_back'"]),
        ("gentle", ["gives the tip 'strength' too", "no longer gives the tip 'focus_form'"]),
        ("none_fit", ["no longer gives the tip 'warm_up'"]),
    ],
)
def test_every_sort_of_mistake_is_made(questionnaire, rulebook, rule, expected):
    made = [one.change for one in mutants_of(questionnaire, rulebook) if one.id == rule]
    assert set(expected) <= set(made)
    assert len(made) == len(set(made))


def test_a_mutant_differs_in_one_thing(questionnaire, rulebook):
    for mutant in mutants_of(questionnaire, rulebook):
        assert mutant.rulebook != rulebook
        parts = ("signs", "causes", "tip_rules", "cross_checks", "notes")
        more = ("gentle_tips", "none_fit_tips", "advice", "version")
        differing = [
            part
            for part in (*parts, *more)
            if getattr(mutant.rulebook, part) is not getattr(rulebook, part)
        ]
        assert len(differing) == 1


@pytest.fixture
def reasons(questionnaire, rulebook):
    """Why each change of one sign is harmless, where it is."""

    def find(*conditions, **changed):
        sign = replace(rulebook.signs[0], when=When(conditions), **changed)
        book = replace(rulebook, signs=(sign,))
        mutants = [one for one in mutants_of(questionnaire, book) if one.is_of_sign]
        return {one.change: why_harmless(one, questionnaire, book) for one in mutants}

    return find


def test_a_bound_moved_between_two_possible_answers_is_shown_to_be_harmless(reasons):
    why = reasons(condition("desk_hours", "at_least", 7.75))
    was = "'desk_hours at least 7.75' becomes 'desk_hours {}'"
    assert why[was.format("above 7.75")] == SAME_PEOPLE
    assert why[was.format("at most 7.75")] == ""
    assert why[was.format("at least 7.25")] == ""


def test_an_option_that_cannot_stand_beside_another_is_shown_to_be_harmless(reasons):
    why = reasons(
        condition("rf_now", "one_of", ["face_speech"]),
        condition("rf_now", "one_of", ["cough_blood"]),
    )
    was = "'rf_now one of face_speech' becomes 'rf_now one of face_speech, {}'"
    assert why[was.format("none")] == SAME_PEOPLE
    assert why[was.format("not_sure")] == ""


def test_advice_that_nobody_sees_is_not_changed(questionnaire, rulebook):
    hidden = {one.id for one in rulebook.signs if one.next_step >= NextStep.SAME_DAY}
    made = {one.change for one in mutants_of(questionnaire, rulebook) if one.id in hidden}
    assert "leads to see doctor" in made
    assert not {"tips are none", "tips are full", "stops running"} & made


def test_a_sign_that_another_outdoes_may_lead_elsewhere(questionnaire, rulebook):
    why = {
        f"{one.id}: {one.change}": why_harmless(one, questionnaire, rulebook)
        for one in mutants_of(questionnaire, rulebook)
        if one.id in ("U13", "U12", "D01") and one.change.startswith("leads to")
    }
    assert why["U13: leads to see doctor"] == SAME_STEP  # U12, U22 or U27 holds, too
    assert why["U13: leads to emergency"] == why["U12: leads to see doctor"] == ""
    assert why["D01: leads to same day"] == why["D01: leads to physio first"] == ""


def test_alternatives_that_two_rules_share_are_not_walked(questionnaire, rulebook):
    was = "'pain_other_times one of rest_night' becomes 'pain_other_times one of {}, rest_night'"
    why = {
        one.change: why_harmless(one, questionnaire, rulebook)
        for one in mutants_of(questionnaire, rulebook)
        if one.id == "U23" and one.change in (was.format("none"), was.format("driving"))
    }
    assert why[was.format("none")] == SAME_PEOPLE  # none stands alone, and a deep breath must hurt
    assert why[was.format("driving")] == ""


@pytest.fixture(scope="module")
def harmless(questionnaire, rulebook):
    """Why mistakes are called harmless: every cap, every group, and each eighth of the others."""
    every = list(mutants_of(questionnaire, rulebook))
    some = [one for one in every if "' adds " in one.change or "leaves the" in one.change]
    found = {one: why_harmless(one, questionnaire, rulebook) for one in (*some, *every[::8])}
    return {mutant: why for mutant, why in found.items() if why}


def test_a_cap_that_is_never_reached_is_shown_to_be_harmless(questionnaire, rulebook, harmless):
    why = {f"{one.id}: {one.change}": why for one, why in harmless.items()}
    assert why["tension_stress: 'tension_habits' adds 5 at most, not 4"] == SAME_POINTS
    assert why["O03: leaves the group 'load_numbers'"] == SAME_POINTS
    assert "tension_stress: 'tension_habits' adds 3 at most, not 4" not in why


def test_what_is_called_harmless_changes_nothing_for_anybody(questionnaire, rulebook, harmless):
    """Nor for anybody of the worked cases, so that what a case notices is never called so."""
    random = Chance(4_715)
    people = [read_case(questionnaire, anybody(questionnaire, random)) for _ in range(50)]
    people += [case.answers for case in load_cases(CASES, questionnaire, rulebook)[::10]]
    assert set(harmless.values()) == {SAME_PEOPLE, SAME_POINTS}
    for known in map(know, people):
        told = as_data(rulebook, judge(rulebook, known))
        for mutant in harmless:
            now = as_data(mutant.rulebook, judge(mutant.rulebook, known))
            assert now == told, (mutant.id, mutant.change)
