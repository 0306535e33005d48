"""A running plan as the runner reads it: today, this week, and before a race."""

from dataclasses import dataclass
from datetime import date

from questionnaire.distance import Distance
from rules.advice import DayKind, PlanContent
from rules.load_plan import LoadPlan, PlanDay, PlanKind, PlanWeek

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
A_WEEK = 7  # days


@dataclass(frozen=True, slots=True)
class PlanInWords:
    """The words of a plan; without one, of none. Distances are in `unit`, the runner's own."""

    content: PlanContent
    plan: LoadPlan | None
    unit: str
    is_for_doctor: bool

    @property
    def this_week(self) -> str:
        """What to do in the coming days, in one to three short sentences.

        Where a doctor comes first it follows on whether to run at all.
        """
        if self.plan is None:
            return self.content.words.this_week["stop"]
        if self.plan.first:
            return self.plan.first
        week = self.plan.weeks[0]
        said = self.content.words.this_week[self.plan.kind].format(
            runs=len(week.runs),
            total=self._distance(week.in_all or 0),
            share=_share(week.percent, "your usual week"),
            none_over=self._none_over(week),
            rounds=week.rounds,
        )
        if self.plan.kind is PlanKind.RUN_WALK or self.is_for_doctor:
            return said
        return f"{said} {self.content.words.no_hard}"

    def week(self, week: PlanWeek) -> str:
        """How much a week is: "17.5 km, no run over 7 km"."""
        if week.rounds:
            return f"{len(week.runs)} times {2 * week.rounds} minutes"
        share = _share(week.percent, "your usual week")
        total = share if week.in_all is None else self._distance(week.in_all)
        longest = self._longest(week)
        return f"{total}, no run over {longest}" if longest else total

    def weekday(self, day: int) -> str:
        """The name of a day of the week, counted from 0."""
        return WEEKDAYS[day]

    def day(self, week: PlanWeek, day: PlanDay) -> str:
        """What to do on a day, in a few words: "Easy run, 5.5 km"."""
        words = self.content.words.days[day.kind].format(rounds=week.rounds)
        if day.distance is not None:
            return f"{words}, {self._distance(day.distance)}"
        longest = self._longest(week) if day.kind is DayKind.LONG else ""
        return f"{words}: up to {longest}" if longest else words

    def race(self, on: str | None, race: Distance | None, today: date) -> str:
        """What is said of a race on a day like 2027-05-16; empty when the plan has no say in it.

        A race after the plan, or in the past, is none of its business.
        """
        days = (date.fromisoformat(on) - today).days if on else -1
        if not 0 <= days < len(self.content.hard_sessions) * A_WEEK + self._days_before:
            return ""
        if self.is_for_doctor or self.plan is None:
            return self.content.words.race["see_doctor"]
        reached = self._reached_in(days)
        if race is None or reached is None or race.in_unit(self.unit) <= reached:
            return ""
        return self.content.words.race["longer"].format(race=race.in_words)

    @property
    def _days_before(self) -> int:
        """How long it may take until week 1: the days of walking first, if any."""
        return A_WEEK if self.plan and self.plan.first else 0

    def _reached_in(self, days: int) -> float | None:
        """The longest run of the plan by then; None where its distance is not known."""
        if self.plan is None or self.plan.kind is PlanKind.RUN_WALK:
            return 0
        weeks = self.plan.weeks[: max(0, (days - self._days_before) // A_WEEK + 1)]
        longest = [week.longest_run for week in weeks]
        known = [run for run in longest if run is not None]
        return None if len(known) < len(longest) else max(known, default=0)

    def _none_over(self, week: PlanWeek) -> str:
        longest = self._longest(week)
        return self.content.words.this_week["none_over"].format(longest=longest) if longest else ""

    def _longest(self, week: PlanWeek) -> str:
        """The longest run allowed; empty where the runner's own longest says nothing of it."""
        if week.longest is not None and week.longest_run is not None:
            return self._distance(week.longest_run)
        if week.total is None and week.longest_percent:
            return _share(week.longest_percent, "your longest lately")
        return ""

    def _distance(self, value: float) -> str:
        return Distance(value, self.unit).in_words


def _share(percent: float, of: str) -> str:
    """A percentage in words: "half of your usual week", "60% of your usual week"."""
    return f"half of {of}" if percent == 50 else f"{percent:g}% of {of}"
