"""What must hold of every plan, whatever the runner's numbers: the bounds of judgement.md 6."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.distance import KM_PER
from questionnaire.plan_words import PlanInWords
from rules.advice import DayKind
from rules.load_plan import PlanKind, load_plan
from tests.factories import load_content_once

CONTENT = load_content_once()[1].advice.plan
PERCENT = {3: [70, 80, 90, 100], 8: [50, 70, 85, 100]}  # of a usual week, by the worst pain
LONGEST = {3: [70, 85, 100, 110], 8: [50, 70, 85, 100]}
anything = st.one_of(
    st.integers(0, 600).map(lambda halves: halves / 2),
    st.floats(0, 300, allow_nan=False).map(lambda value: round(value, 2)),
)
people = st.fixed_dictionaries(
    {
        "week": st.none() | anything,
        "longest": st.none() | anything,
        "km_per_unit": st.sampled_from(list(KM_PER.values())),
        "pain": st.integers(0, 8),
        "is_cautious": st.booleans(),
        "has_strength": st.booleans(),
    }
)
everybody = settings(max_examples=200, deadline=None)


def shares(table, who):
    """Each week's percentage for somebody."""
    return table[3 if who["pain"] <= 3 else 8]


def share(percent, of):
    return Fraction(percent, 100) * Fraction(str(of))


@pytest.mark.slow
@everybody
@given(people)
def test_every_plan_keeps_to_its_bounds(who):
    found = load_plan(CONTENT, **who)

    assert len(found.weeks) == (2 if who["is_cautious"] else 4)
    assert bool(found.first) is (who["pain"] >= 7)
    for at, week in enumerate(found.weeks):
        distances = [Fraction(day.distance) for day in week.runs if day.distance is not None]
        if week.total is not None:
            assert week.total <= share(shares(PERCENT, who)[at], who["week"])
            assert week.total <= who["week"]
            assert week.total > share(shares(PERCENT, who)[at], who["week"]) - Fraction(1, 2)
            assert len(distances) == len(week.runs)
            assert sum(distances) <= week.total
            assert week.in_all == sum(distances)
            assert all(distance <= Fraction(week.total) / 2 for distance in distances)
        if who["longest"] is not None:
            allowed = share(shares(LONGEST, who)[at], who["longest"])
            assert all(distance <= allowed for distance in distances)
            assert all(distance <= share(110, who["longest"]) for distance in distances)
        assert all(distance % Fraction(1, 2) == 0 and distance >= 1 for distance in distances)
        assert max(distances, default=week.longest) == week.longest_run


@pytest.mark.slow
@everybody
@given(people)
def test_every_week_has_rest_and_its_days_in_an_order_that_can_be_done(who):
    for at, week in enumerate(load_plan(CONTENT, **who).weeks):
        kinds = [day.kind for day in week.days]
        hard = 0 if who["is_cautious"] or week.rounds else [0, 0, 1, 1][at]

        assert len(kinds) == 7
        assert 3 <= len(week.runs) <= 5
        assert kinds.count(DayKind.STRENGTH) == (2 if who["has_strength"] else 0)
        assert week.hard_sessions == kinds.count(DayKind.HARD) == hard
        after = dict(enumerate(kinds[1:] + kinds[:1]))
        for day, kind in enumerate(kinds):
            if kind is DayKind.STRENGTH:
                assert after[day] not in (DayKind.STRENGTH, DayKind.HARD)


@pytest.mark.slow
@everybody
@given(people)
def test_the_kind_of_plan_follows_what_is_known(who):
    found = load_plan(CONTENT, **who)
    km = None if who["week"] is None else who["week"] * who["km_per_unit"]

    if km is None:
        assert found.kind is PlanKind.PERCENT
    elif km < 10:
        assert found.kind is PlanKind.RUN_WALK
    elif who["longest"] is None or who["longest"] >= 2:
        assert found.kind is PlanKind.DISTANCE
    for week in found.weeks:
        assert (week.total is None) is (found.kind is not PlanKind.DISTANCE)
        assert bool(week.rounds) is (found.kind is PlanKind.RUN_WALK)


@everybody
@given(people, st.sampled_from(list(KM_PER)))
def test_what_is_said_of_a_plan_has_no_gaps(who, unit):
    found = load_plan(CONTENT, **who)
    words = PlanInWords(CONTENT, found, unit, who["is_cautious"])
    said = [words.this_week]
    said += [words.week(week) for week in found.weeks]
    said += [words.day(week, day) for week in found.weeks for day in week.days]

    for sentence in said:
        assert sentence
        assert not any(gap in sentence for gap in ("None", "{", "}", " 0 km", " 0 miles"))
    assert ("hard runs" in words.this_week) is (
        not who["is_cautious"] and not found.first and found.kind is not PlanKind.RUN_WALK
    )


@pytest.mark.parametrize("at_most", [3, 8])
def test_the_percentages_are_those_of_the_brief(at_most):
    start = next(one for one in CONTENT.starts if at_most <= one.pain_at_most)

    assert list(start.week_percent) == PERCENT[at_most]
    assert list(start.longest_percent) == LONGEST[at_most]
