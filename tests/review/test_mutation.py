"""Small mistakes in the rulebook: every sort is made, and the worked cases notice them."""

from dataclasses import replace

import pytest

from review.proving.places import rule_ids
from review.testing.cases import Case
from review.testing.mutants import changes_of, mutants_of
from review.testing.mutation import Score, mutation
from rules.conditions import COMPARISONS, Condition, When
from rules.rulebook import NextStep
from tests.factories import healthy_runner


def condition(subject, comparison, against):
    value = frozenset(against) if isinstance(against, list) else against
    return Condition(subject, comparison, value, COMPARISONS[comparison])


def changes(questionnaire, *conditions, any_of=()):
    return [words for _, words in changes_of(When(conditions, any_of), questionnaire)]


def names(mutants):
    return [f"{one.file}, {one.was.id}: {one.change}" for one in mutants]


def test_every_rule_has_mistakes_made_in_it(questionnaire, rulebook):
    made = {mutant.was.id for mutant in mutants_of(questionnaire, rulebook)}
    assert made == {*rule_ids(rulebook)}


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
    signs, rest = mutation(questionnaire, small, [healthy])
    assert not signs.is_enough
    assert 0 < signs.noticed < signs.count / 2
    assert rest.noticed == 0
    assert "safety/emergency.toml, E04: is dropped" in names(signs.unnoticed)
    assert "causes/overuse.toml, O14: 2 points become 3" in names(rest.unnoticed)


def test_one_case_more_is_felt(questionnaire, small):
    def overlooked(*cases):
        return {one.change for one in mutation(questionnaire, small, cases)[1].unnoticed}

    rested, short = healthy_runner(week_rest="rest_none"), healthy_runner(sleep_hours=5.5)
    one = Case("one", "No rest days.", rested, {"points": {"overuse": 2}})
    two = Case("two", "Sleeps 5.5 hours.", short, {"points": {"overuse": 1}})
    added = overlooked(one) - overlooked(one, two)
    assert "'sleep_hours below 6' becomes 'sleep_hours below 5.5'" in added
    assert overlooked(one, two) < overlooked(one)


def test_a_case_that_fails_anyway_notices_nothing(questionnaire, small):
    wrong = Case("wrong", "Wrong.", healthy_runner(), {"next_step": "emergency"})
    assert mutation(questionnaire, small, [wrong])[0].noticed == 0


def test_no_mistakes_left_is_enough_and_one_in_a_thousand_is_not():
    assert Score("signs", 100, 1000, ()).is_enough
    assert not Score("signs", 100, 999, (None,)).is_enough


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
    steps = {words: when for when, words in changes_of(both, questionnaire)}
    assert steps["without 'age_years at least 55'"] == When((strong,))
    assert steps["any one of 'when' is enough"] == When((), (old, strong))

    either = When((old,), (strong,))
    steps = {words: when for when, words in changes_of(either, questionnaire)}
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
        ("O11", ["-3 points become -4", "-3 points become -2"]),
        ("TR4", ["is dropped"]),
        ("C5", ["is dropped", "'pain_worst one of 0' becomes 'pain_worst one of 1'"]),
        ("N4", ["is dropped", "without 'pain_location one of low_back'"]),
    ],
)
def test_every_sort_of_mistake_is_made(questionnaire, rulebook, rule, expected):
    made = [one.change for one in mutants_of(questionnaire, rulebook) if one.was.id == rule]
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
def unnoticed(questionnaire, rulebook):
    """The changes of one sign that no case notices, where there is no case at all."""

    def find(*conditions, idle=()):
        sign = replace(rulebook.signs[0], when=When(conditions))
        signs, _ = mutation(questionnaire, replace(rulebook, signs=(sign,)), [], idle)
        return {one.change for one in signs.unnoticed}

    return find


def test_a_bound_moved_between_two_possible_answers_is_left_out(unnoticed):
    found = unnoticed(condition("desk_hours", "at_least", 7.75))
    was = "'desk_hours at least 7.75' becomes 'desk_hours {}'"
    assert was.format("above 7.75") not in found
    assert {was.format("at most 7.75"), was.format("at least 7.25")} <= found


def test_an_option_that_cannot_stand_beside_another_is_left_out(unnoticed):
    found = unnoticed(
        condition("rf_now", "one_of", ["face_speech"]),
        condition("rf_now", "one_of", ["cough_blood"]),
    )
    was = "'rf_now one of face_speech' becomes 'rf_now one of face_speech, {}'"
    assert was.format("none") not in found
    assert was.format("not_sure") in found


def test_only_a_sign_that_is_declared_idle_may_lead_to_less(unnoticed, rulebook):
    one = condition("rf_now", "one_of", ["face_speech"])
    assert "leads to same day" in unnoticed(one)
    assert "leads to same day" not in unnoticed(one, idle=[rulebook.signs[0].id])


def test_advice_that_nobody_sees_is_not_changed(questionnaire, rulebook):
    hidden = {one.id for one in rulebook.signs if one.next_step >= NextStep.SAME_DAY}
    made = {one.change for one in mutants_of(questionnaire, rulebook) if one.was.id in hidden}
    assert "leads to see doctor" in made
    assert not {"tips are none", "tips are full", "stops running"} & made
