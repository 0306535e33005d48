"""The way back to a usual training week, worked out as docs/physiotherapist/judgement.md 6 says."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from rules.advice import DayKind, PlanContent, PlanStart, WeekPattern

RUNS = (DayKind.EASY, DayKind.HARD, DayKind.LONG, DayKind.RUN_WALK)


class PlanKind(StrEnum):
    """How a plan says how much to run."""

    DISTANCE = "distance"
    PERCENT = "percent"
    """Of a usual week, as that is not known."""
    RUN_WALK = "run_walk"
    """In minutes of running and walking in turn."""


@dataclass(frozen=True, slots=True)
class PlanDay:
    """What one day of a week is for; `distance`, in the runner's unit, only of a run in a plan of
    distances."""

    kind: DayKind
    distance: float | None = None

    @property
    def is_run(self) -> bool:
        """Whether there is any running."""
        return self.kind in RUNS


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """At most this much in a week, in the runner's own unit and in percent of a usual week."""

    number: int
    days: tuple[PlanDay, ...]
    """Seven, from Monday."""
    hard_sessions: int = 0
    percent: float = 0
    total: float | None = None
    """None when the usual week is not known, and where the plan is in minutes."""
    longest_percent: float = 0
    """Of the longest run of the last 30 days; 0 where they did not run then."""
    longest: float | None = None
    """The longest single run that is allowed; None when the runner's longest is not known, or too
    short to have a share."""
    rounds: int = 0
    """How often to run and walk in turn; 0 where the plan is not in minutes."""

    @property
    def runs(self) -> tuple[PlanDay, ...]:
        """The days with any running."""
        return tuple(day for day in self.days if day.is_run)

    @property
    def in_all(self) -> float | None:
        """What the runs of a plan in distances come to: `total` or, where that would take longer
        runs than are allowed, less."""
        distances = self._distances
        return sum(distances) if distances else None

    @property
    def longest_run(self) -> float | None:
        """The longest day of a plan in distances, otherwise `longest`; where that is known, at most
        that."""
        return max(self._distances, default=self.longest)

    @property
    def _distances(self) -> list[float]:
        return [day.distance for day in self.days if day.distance is not None]


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """The weeks of a plan."""

    kind: PlanKind
    first: str
    """What comes before week 1; empty when nothing does."""
    weeks: tuple[PlanWeek, ...]


def load_plan(
    content: PlanContent,
    *,
    week: float | None,
    longest: float | None,
    km_per_unit: float,
    pain: float,
    is_cautious: bool,
    has_strength: bool = False,
) -> LoadPlan:
    """A plan from a usual week and the longest run (both in the runner's unit) and pain (0 to 8).

    `week` is None where it is not known: the plan is in percent then. `is_cautious` is for those
    who should see a doctor first: fewer weeks, nothing hard. `has_strength`: whether strength work
    is advised, and so has its days.
    """
    start = next(one for one in content.starts if pain <= one.pain_at_most)
    plan = _Planner(content, start, week, longest, km_per_unit, is_cautious, has_strength)
    count = content.weeks_at_see_doctor if is_cautious else len(start.week_percent)
    return LoadPlan(plan.kind, start.first, tuple(map(plan.week, range(count))))


@dataclass(frozen=True, slots=True)
class _Planner:
    content: PlanContent
    start: PlanStart
    usual: float | None
    longest: float | None
    km_per_unit: float
    is_cautious: bool
    has_strength: bool

    @property
    def kind(self) -> PlanKind:
        if self.usual is None:
            return PlanKind.PERCENT
        is_short = self.usual * self.km_per_unit < self.content.shortest_week_km
        run = self._share(self.start.longest_percent[0], self.longest)
        is_too_short = run is not None and run < self.content.shortest_run
        return PlanKind.RUN_WALK if is_short or is_too_short else PlanKind.DISTANCE

    def week(self, at: int) -> PlanWeek:
        if self.kind is PlanKind.RUN_WALK:
            kinds = self._kinds(self.content.patterns[0], hard=0)
            walks = tuple(PlanDay(DayKind.RUN_WALK if one in RUNS else one) for one in kinds)
            return PlanWeek(at + 1, walks, rounds=self.content.rounds[at])
        hard = 0 if self.is_cautious else int(self.content.hard_sessions[at])
        percent, longest_percent = self.start.week_percent[at], self.start.longest_percent[at]
        if self.longest == 0:
            longest_percent = 0
        total = self._share(percent, self.usual)
        longest = self._share(longest_percent, self.longest) or None
        if longest is not None and total is not None:
            longest = min(total, longest)  # a run longer than its whole week would be nonsense
        days = self._days(total, longest, hard)
        return PlanWeek(at + 1, days, hard, percent, total, longest_percent, longest)

    def _days(self, total: float | None, longest: float | None, hard: int) -> tuple[PlanDay, ...]:
        if total is None:
            return tuple(map(PlanDay, self._kinds(self.content.patterns[0], hard)))
        pattern = self._pattern(total, longest)
        long, *others = self._distances(pattern, total, longest)
        left = iter(others)
        return tuple(
            PlanDay(kind, long if kind is DayKind.LONG else next(left) if kind in RUNS else None)
            for kind in self._kinds(pattern, hard)
        )

    def _kinds(self, pattern: WeekPattern, hard: int) -> Iterator[DayKind]:
        for kind in pattern.days:
            if kind is DayKind.HARD and not hard:
                yield DayKind.EASY
            elif kind is DayKind.STRENGTH and not self.has_strength:
                yield DayKind.REST
            else:
                yield kind

    def _pattern(self, total: float, longest: float | None) -> WeekPattern:
        """The fewest runs for so much that none has to be too long, and none is too short."""
        chosen, *more = self.content.patterns
        for one in more:
            is_much = one.from_km <= total * self.km_per_unit
            is_too_long = longest is not None and chosen.runs * longest < total
            if (is_much or is_too_long) and one.runs * self.content.shortest_run <= total:
                chosen = one
        return chosen

    def _distances(self, pattern: WeekPattern, total: float, longest: float | None) -> list[float]:
        """The longest run of a week, then the others, evenly: all in whole steps."""
        step, others = self.content.round_down_to, pattern.runs - 1
        left, shortest = round(total / step), round(self.content.shortest_run / step)
        if longest is None:
            long = -(-left // pattern.runs)
        else:
            share = left * pattern.longest_percent // 100
            long = min(round(longest / step), share, left - others * shortest)
        each, over = divmod(min(left - long, others * long), others)
        return [float(one * step) for one in (long, *(each + (n < over) for n in range(others)))]

    def _share(self, percent: float, of: float | None) -> float | None:
        """A share of a distance, rounded down to the plan's step; exact, so 70 % of 10 is 7.0."""
        if of is None:
            return None
        step = Fraction(str(self.content.round_down_to))
        return float(Fraction(str(percent)) / 100 * Fraction(str(of)) // step * step)
