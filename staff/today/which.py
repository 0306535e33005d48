"""Which day is looked at, and whose appointments, as the address says it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from staff.typed import read_day

MINE, EVERYBODY = "mine", "everybody"


@dataclass(frozen=True, slots=True)
class Which:
    """A day at the clinic and whose appointments: today's and tomorrow's, or one other day's."""

    today: date
    day: date
    is_mine: bool
    """Only those of whoever is signed in."""
    mine_is_usual: bool
    """Whether an address that says nothing means one's own: for a physiotherapist."""
    not_understood: tuple[str, ...] = ()
    """What was left out of the address because it means nothing here, by its label."""

    @classmethod
    def from_query(cls, query: Mapping[str, str], today: date, mine_is_usual: bool) -> "Which":
        """What an address asks for."""
        given = {name: query.get(name, "").strip() for name in ("day", "whose")}
        day = read_day(given["day"])
        whose = given["whose"] if given["whose"] in (MINE, EVERYBODY) else ""
        is_mine = whose == MINE or (not whose and mine_is_usual)
        unread = [
            name for name, read in (("day", day), ("whose", whose)) if given[name] and not read
        ]
        return cls(today, day or today, is_mine and mine_is_usual, mine_is_usual, tuple(unread))

    @property
    def query(self) -> dict[str, str]:
        """What an address carries to ask for the same; nothing for what every address means."""
        said = {} if self.is_today else {"day": self.day.isoformat()}
        return said | ({} if self.is_mine is self.mine_is_usual else {"whose": EVERYBODY})

    @property
    def is_today(self) -> bool:
        """Whether it is today, with tomorrow below."""
        return self.day == self.today

    def moved(self, days: int) -> "Which":
        """The same some days later, or earlier."""
        return replace(self, day=self.day + timedelta(days=days))

    def of(self, is_mine: bool) -> "Which":
        """The same of oneself, or of everybody."""
        return replace(self, is_mine=is_mine)
