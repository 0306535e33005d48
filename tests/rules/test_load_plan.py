from dataclasses import replace

import pytest

from questionnaire.distance import KM_PER
from rules.load_plan import load_plan


@pytest.fixture
def plan(rulebook):
    def plan(week, longest=None, pain=3, unit="km", is_cautious=False):
        return load_plan(
            rulebook.advice.plan,
            week=week,
            longest=longest,
            km_per_unit=KM_PER[unit],
            pain=pain,
            is_cautious=is_cautious,
        )

    return plan


def weeks(plan):
    return [(week.total, week.longest, week.hard_sessions) for week in plan.weeks]


def test_the_worked_example_with_pain_3(plan):
    expected = [(17.5, 7.0, 0), (20.0, 8.5, 0), (22.5, 10.0, 1), (25.0, 11.0, 1)]

    assert expected == weeks(plan(25, 10, pain=3))


def test_the_worked_example_with_pain_6(plan):
    expected = [(12.5, 5.0, 0), (17.5, 7.0, 0), (21.0, 8.5, 1), (25.0, 10.0, 1)]

    assert expected == weeks(plan(25, 10, pain=6))


@pytest.mark.parametrize(
    ("pain", "first_week", "walks_first"),
    [(0, 28, False), (3, 28, False), (4, 20, False), (6, 20, False), (7, 20, True), (8, 20, True)],
)
def test_the_stronger_the_pain_the_lower_the_start(plan, pain, first_week, walks_first):
    found = plan(40, 10, pain=pain)

    assert first_week == found.weeks[0].total
    assert walks_first is ("3 to 7 days" in found.first)


def test_who_should_see_a_doctor_gets_two_weeks_and_nothing_hard(plan):
    found = plan(25, 10, is_cautious=True)

    assert weeks(found) == [(17.5, 7.0, 0), (20.0, 8.5, 0)]


def test_who_should_see_a_doctor_runs_nothing_hard_whatever_the_plan_says(rulebook):
    plan = replace(rulebook.advice.plan, hard_sessions=(1, 1, 1, 1))
    numbers = {"week": 25, "longest": 10, "km_per_unit": 1, "pain": 3}

    cautious = load_plan(plan, **numbers, is_cautious=True)
    assert [week.hard_sessions for week in cautious.weeks] == [0, 0]
    free = load_plan(plan, **numbers, is_cautious=False)
    assert [week.hard_sessions for week in free.weeks] == [1, 1, 1, 1]


def test_without_a_longest_run_there_is_no_such_column(plan):
    found = plan(25)

    assert not found.has_longest
    assert [week.total for week in found.weeks] == [17.5, 20.0, 22.5, 25.0]


@pytest.mark.parametrize(
    ("week", "unit", "has_weeks"),
    [
        (None, "km", True),
        (0, "km", False),
        (9.9, "km", False),
        (10, "km", True),
        (6.2, "mi", False),  # 9.98 km
        (6.3, "mi", True),  # 10.14 km
    ],
)
def test_a_short_week_starts_with_run_and_walk(plan, week, unit, has_weeks):
    assert has_weeks is bool(plan(week, 5, unit=unit).weeks)


def test_without_a_usual_week_the_plan_is_in_percent(plan):
    found = plan(None, 10)

    assert found.is_in_percent
    assert [(week.percent, week.total) for week in found.weeks] == [
        (70, None),
        (80, None),
        (90, None),
        (100, None),
    ]
    assert [week.longest for week in found.weeks] == [7.0, 8.5, 10.0, 11.0]


def test_in_miles_the_plan_is_in_miles(plan):
    assert weeks(plan(25, 10, unit="mi"))[0] == (17.5, 7.0, 0)


@pytest.mark.parametrize(
    ("week", "first"), [(10, 7.0), (10.5, 7.0), (11, 7.5), (21, 14.5), (33.3, 23.0)]
)
def test_every_figure_is_rounded_down_to_a_half(plan, week, first):
    assert first == plan(week).weeks[0].total


def test_no_run_is_longer_than_its_week(plan):
    assert all(week.longest <= week.total for week in plan(12, 40).weeks)
