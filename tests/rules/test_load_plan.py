from dataclasses import replace

import pytest

from questionnaire.distance import KM_PER
from rules.advice import DayKind
from rules.load_plan import load_plan
from tests.tables import every_row


@pytest.fixture
def plan(rulebook):
    def plan(week, longest=None, pain=3, unit="km", is_cautious=False, has_strength=False):
        return load_plan(
            rulebook.advice.plan,
            week=week,
            longest=longest,
            km_per_unit=KM_PER[unit],
            pain=pain,
            is_cautious=is_cautious,
            has_strength=has_strength,
        )

    return plan


def weeks(plan):
    return [(week.total, week.longest, week.hard_sessions) for week in plan.weeks]


def days(week):
    """A week from Monday: each run's distance, or its kind; S is strength, a point is rest."""
    signs = {DayKind.STRENGTH: "S", DayKind.REST: "."}
    return " ".join(signs.get(day.kind) or f"{day.distance or day.kind}" for day in week.days)


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


def test_without_a_longest_run_the_weeks_are_shared_evenly(plan):
    found = plan(25)

    assert weeks(found) == [(17.5, None, 0), (20.0, None, 0), (22.5, None, 1), (25.0, None, 1)]
    assert days(found.weeks[0]) == ". 6.0 . 5.5 . . 6.0"


@pytest.mark.parametrize(
    ("week", "unit", "kind"),
    [
        (None, "km", "percent"),
        (0, "km", "run_walk"),
        (9.9, "km", "run_walk"),
        (10, "km", "distance"),
        (6.2, "mi", "run_walk"),  # 9.98 km
        (6.3, "mi", "distance"),  # 10.14 km
    ],
)
def test_a_short_week_starts_with_run_and_walk(plan, week, unit, kind):
    assert kind == plan(week, 5, unit=unit).kind


@pytest.mark.parametrize(
    ("longest", "kind"), [(0, "run_walk"), (1.4, "run_walk"), (1.5, "distance"), (None, "distance")]
)
def test_whoever_has_hardly_run_in_the_last_month_starts_with_run_and_walk(plan, longest, kind):
    """70% of 1.4 km is less than a run; and 110% of nothing is nothing."""
    assert kind == plan(25, longest).kind


@pytest.mark.parametrize("longest", [0, 0.5, None])
def test_an_unknown_week_never_starts_with_run_and_walk(plan, longest):
    found = plan(None, longest)

    assert found.kind == "percent"
    assert [week.longest for week in found.weeks][0] is None


def test_run_and_walk_three_times_a_week_with_a_minute_more_each_week(plan):
    found = plan(5, 2)

    assert [week.rounds for week in found.weeks] == [8, 9, 10, 11]
    assert {len(week.runs) for week in found.weeks} == {3}
    assert [week.rounds for week in plan(5, 2, is_cautious=True).weeks] == [8, 9]


def test_without_a_usual_week_the_plan_is_in_percent(plan):
    found = plan(None, 10)

    assert found.kind == "percent"
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


@every_row(
    ("week", "longest", "pain", "expected"),
    [
        (25, 10, 3, "S 5.5 . 5.0 S . 7.0"),
        (40, 16, 5, "S 6.0 . 6.0 S . 8.0"),
        (40, 10, 3, "S 7.0 . 7.0 S 7.0 7.0"),  # three runs of at most 7 km would not do
        (25, 20, 3, "S 4.5 . 4.5 S . 8.5"),  # the longest no more than half of its week
        (100, 32, 3, "S 12.0 12.0 12.0 S 12.0 22.0"),
        (10, 5, 6, "S 1.5 . 1.0 S . 2.5"),
        (60, 6, 3, "S 4.0 4.0 4.0 S 4.0 4.0"),  # less than the week allows
    ],
)
def test_the_days_of_the_first_week(plan, week, longest, pain, expected):
    assert expected == days(plan(week, longest, pain, has_strength=True).weeks[0])


def test_without_strength_work_its_days_are_rest(plan):
    assert days(plan(25, 10).weeks[0]) == ". 5.5 . 5.0 . . 7.0"


def test_a_hard_run_is_one_of_the_shorter_ones(plan):
    third = plan(25, 10).weeks[2]

    assert [day.kind for day in third.runs] == [DayKind.EASY, DayKind.HARD, DayKind.LONG]
    assert [day.distance for day in third.runs] == [6.5, 6.0, 10.0]
