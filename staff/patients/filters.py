"""What an address of the list of patients asks for, read kindly.

What cannot be understood is left out, and said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TypeVar

from records.answers.response_list import ResponseQuery, Sort
from records.answers.responses import ReviewState
from settings.times import Zone, end_of
from staff.typed import read_day

LONGEST_SEARCH = 100  # characters
WORDS = ("state", "physiotherapist", "warnings", "sort", "way")
DATES = {
    "visit_from": "appointment from",
    "visit_to": "appointment to",
    "received_from": "answers from",
    "received_to": "answers to",
}
Kind = TypeVar("Kind", bound=Enum)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for. Days are the clinic's own, the last one included."""

    state: ReviewState | None = None
    physiotherapist: int | None = None
    warnings: bool = False
    """Only those with a warning that nobody has reviewed."""
    visit_from: date | None = None
    visit_to: date | None = None
    received_from: date | None = None
    received_to: date | None = None
    reference: str = ""
    sort: Sort = Sort.RECEIVED
    up: bool = False
    """Sorted the other way round than this column begins with."""
    not_understood: tuple[str, ...] = ()
    """What was left out because it means nothing here, by its label."""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Filters":
        """The filters of an address."""
        given = {name: query.get(name, "").strip() for name in (*WORDS, *DATES)}
        state, sort = _member(ReviewState, given["state"]), _member(Sort, given["sort"])
        physiotherapist = _number(given["physiotherapist"])
        warnings = True if given["warnings"] == "waiting" else None
        up = True if given["way"] == "up" else None
        days = {name: read_day(given[name]) for name in DATES}
        read = days | {
            "state": state,
            "physiotherapist": physiotherapist,
            "warnings": warnings,
            "sort": sort,
            "way": up,
        }
        unread = [name for name, text in given.items() if text and read[name] is None]
        visits = _in_order(days["visit_from"], days["visit_to"])
        received = _in_order(days["received_from"], days["received_to"])
        return cls(
            state=state,
            physiotherapist=physiotherapist,
            warnings=bool(warnings),
            visit_from=visits[0],
            visit_to=visits[1],
            received_from=received[0],
            received_to=received[1],
            reference=query.get("reference", "").strip()[:LONGEST_SEARCH],
            sort=sort or Sort.RECEIVED,
            up=bool(up),
            not_understood=tuple(DATES.get(name, name) for name in unread),
        )

    @property
    def query(self) -> dict[str, str]:
        """What an address carries to ask for the same; nothing for what every address means."""
        days = {name: getattr(self, name) for name in DATES}
        said = {
            "state": str(self.state or ""),
            "physiotherapist": "" if self.physiotherapist is None else str(self.physiotherapist),
            "warnings": "waiting" if self.warnings else "",
            **{name: day.isoformat() for name, day in days.items() if day},
            "reference": self.reference,
            "sort": "" if self.sort is Sort.RECEIVED else str(self.sort),
            "way": "up" if self.up else "",
        }
        return {name: text for name, text in said.items() if text}

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(replace(self, sort=Sort.RECEIVED, up=False).query)

    def sorted_by(self, sort: Sort) -> "Filters":
        """The same by a column; by the column it is sorted by already, the other way round."""
        return replace(self, sort=sort, up=self.sort is sort and not self.up)

    def direction_of(self, sort: Sort) -> str | None:
        """Which way a column is sorted, as aria-sort says it; None for a column that is not."""
        if sort is not self.sort:
            return None
        falls_first = sort in (Sort.RECEIVED, Sort.VISIT)
        return "ascending" if falls_first == self.up else "descending"

    def wanted(self, zone: Zone) -> ResponseQuery:
        """The same for the records, where a day is two moments."""
        the_day_after = self.visit_to and self.visit_to + timedelta(days=1)
        return ResponseQuery(
            state=self.state,
            physiotherapist=self.physiotherapist,
            only_waiting=self.warnings,
            visit_from=self.visit_from.isoformat() if self.visit_from else "",
            visit_before=the_day_after.isoformat() if the_day_after else "",
            received_from=_start_of(self.received_from, zone) if self.received_from else None,
            received_before=end_of(self.received_to, zone) if self.received_to else None,
            reference=self.reference,
            sort=self.sort,
            is_upward=self.up,
        )


def quick(own: int, today: date) -> dict[str, Filters]:
    """The filters that are one press away, by their words."""
    return {
        "All": Filters(),
        "Unreviewed warnings": Filters(warnings=True),
        "Not read": Filters(state=ReviewState.NEW),
        "Mine": Filters(physiotherapist=own),
        "Today’s appointments": Filters(visit_from=today, visit_to=today, sort=Sort.VISIT, up=True),
    }


def _in_order(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Two days the right way round: somebody may have filled them in the other way."""
    return (last, first) if first and last and last < first else (first, last)


def _start_of(day: date, zone: Zone) -> datetime:
    return end_of(day - timedelta(days=1), zone)


def _member(kind: type[Kind], text: str) -> Kind | None:
    try:
        return kind(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
