"""The way back to a usual training week, worked out as docs/physiotherapist/judgement.md 6 says."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from rules.advice import PlanContent, PlanStart


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """At most this much in a week, in the runner's own unit and in percent of a usual week."""

    number: int
    percent: float
    total: float | None
    """None when the usual week is not known."""
    longest_percent: float
    """Of the longest run of the last 30 days."""
    longest: float | None
    """The longest single run; None when the runner's longest run is not known."""
    hard_sessions: int


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """The weeks of a plan; none where the run-walk start is used instead."""

    first: str
    """What comes before week 1; empty when nothing does."""
    weeks: tuple[PlanWeek, ...]

    @property
    def is_in_percent(self) -> bool:
        """Whether the usual week is not known."""
        return any(week.total is None for week in self.weeks)

    @property
    def has_longest(self) -> bool:
        """Whether the longest run is known."""
        return any(week.longest is not None for week in self.weeks)


def load_plan(
    content: PlanContent,
    *,
    week: float | None,
    longest: float | None,
    km_per_unit: float,
    pain: float,
    is_cautious: bool,
) -> LoadPlan:
    """A plan from a usual week and the longest run (both in the runner's unit) and pain (0 to 8).

    `week` is None where it is not known: the plan is in percent then. `is_cautious` is for those
    who should see a doctor first: fewer weeks, nothing hard.
    """
    start = next(one for one in content.starts if pain <= one.pain_at_most)
    if week is not None and week * km_per_unit < content.shortest_week_km:
        return LoadPlan(start.first, ())
    count = content.weeks_at_see_doctor if is_cautious else len(start.week_percent)
    weeks = tuple(
        _week(content, start, number, week, longest, is_cautious) for number in range(count)
    )
    return LoadPlan(start.first, weeks)


def _week(
    content: PlanContent,
    start: PlanStart,
    number: int,
    week: float | None,
    longest: float | None,
    is_cautious: bool,
) -> PlanWeek:
    percent, longest_percent = start.week_percent[number], start.longest_percent[number]
    total = None if week is None else _share(content, percent, week)
    run = _share(content, longest_percent, longest) if longest else None
    if run is not None and total is not None:
        run = min(total, run)  # a run longer than its whole week would be nonsense
    hard = 0 if is_cautious else int(content.hard_sessions[number])
    return PlanWeek(number + 1, percent, total, longest_percent, run, hard)


def _share(content: PlanContent, percent: float, of: float) -> float:
    """A share of a distance, rounded down to the plan's step; exact, so 70 % of 10 is 7.0."""
    step = Fraction(str(content.round_down_to))
    return float(floor(Fraction(str(percent)) / 100 * Fraction(str(of)) / step) * step)
