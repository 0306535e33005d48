"""The runner's load as bars: what they told, then the plan's weeks, all on one scale."""

from dataclasses import dataclass
from functools import cached_property

from questionnaire.distance import Distance
from questionnaire.journey import Journey
from rules.load_plan import LoadPlan
from rules.measures import MEASURES

LONGER, MORE = 1.1, 1.3  # from where a longest run or a week is a jump; judgement.md 1


@dataclass(frozen=True, slots=True)
class LoadBar:
    """One distance, in the runner's unit: what it is, on the axis and in full."""

    axis: str
    name: str
    distance: Distance
    kind: str
    """before, now, over (a jump) or plan."""
    more: str = ""
    """By how much it is a jump: "+55%"."""


@dataclass(frozen=True)
class LoadChart:
    """Two rows of bars, each empty where there is nothing to compare."""

    journey: Journey
    plan: LoadPlan | None
    unit: str

    @cached_property
    def weeks(self) -> tuple[LoadBar, ...]:
        """A usual week, the last 7 days, then the plan's weeks; a single bar says nothing."""
        bars = [
            self._given("km_typical_week", "usual", "A usual week", "before"),
            self._given("km_last_7d", "last 7 days", "The last 7 days", "now", "week_ratio", MORE),
        ]
        for week in self.plan.weeks if self.plan else ():
            if week.in_all is not None:
                name = f"Week {week.number} of your plan"
                distance = Distance(week.in_all, self.unit)
                bars.append(LoadBar(f"week {week.number}", name, distance, "plan"))
        return self._worth_showing(bars)

    @cached_property
    def longest(self) -> tuple[LoadBar, ...]:
        """The longest run of the 30 days before, then the one when it started."""
        before = self._given("longest_prev30_km", "month before", "In the 30 days before", "before")
        name = "Around when it started or got worse"
        now = self._given(
            "longest_recent_km", "when it started", name, "now", "spike_ratio", LONGER
        )
        return self._worth_showing([before, now]) if before and now else ()

    @property
    def is_doubled(self) -> bool:
        """Whether a week or a run was twice as long as before, or longer."""
        given = self.journey.given_answers
        return any((MEASURES[name].of(given) or 0) >= 2 for name in ("week_ratio", "spike_ratio"))

    @staticmethod
    def top(bars: tuple[LoadBar, ...]) -> float:
        """The length of the longest bar: above 0 wherever any is shown."""
        return max(bar.distance.value for bar in bars)

    @staticmethod
    def _worth_showing(bars: list[LoadBar | None]) -> tuple[LoadBar, ...]:
        known = tuple(bar for bar in bars if bar)
        return known if len(known) > 1 and any(bar.distance.value for bar in known) else ()

    def _given(
        self, question: str, axis: str, name: str, kind: str, ratio: str = "", jump: float = 0
    ) -> LoadBar | None:
        answer = self.journey.answers.get(question)
        if not isinstance(answer, Distance):
            return None
        times = MEASURES[ratio].of(self.journey.given_answers) if ratio else None
        distance = Distance(round(answer.in_unit(self.unit), 1), self.unit)
        if times and times >= jump and times > LONGER:
            return LoadBar(axis, name, distance, "over", f"+{round((times - 1) * 100)}%")
        return LoadBar(axis, name, distance, kind)
