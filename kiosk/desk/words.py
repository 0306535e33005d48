"""How often kiosks were used, day by day, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from records.kiosk.counts import Count, KioskEvent

AT_THE_START = "before the first question"


@dataclass(slots=True)
class Day:
    """What happened at all kiosks on one day; `left`: in which section, and how many."""

    day: str
    started: int = 0
    finished: int = 0
    left: dict[str, int] = field(default_factory=dict)

    @property
    def cleared(self) -> int:
        """All that left before a result."""
        return sum(self.left.values())


def days_of(counts: Iterable[Count], titles: Mapping[str, str]) -> list[Day]:
    """The counts by day, in their order. `titles`: of the sections of questions."""
    days: dict[str, Day] = {}
    for one in counts:
        day = days.setdefault(one.day, Day(one.day))
        if one.what is KioskEvent.STARTED:
            day.started += one.times
        elif one.what is KioskEvent.FINISHED:
            day.finished += one.times
        else:
            where = titles.get(one.section, AT_THE_START)
            day.left[where] = day.left.get(where, 0) + one.times
    return list(days.values())
