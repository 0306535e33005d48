"""Which of the received answers are wanted, and in which order, as SQL.

An order is a chain of parts, and within each part the rows stand in the order of an index. So a
page costs the same among a hundred rows and a million, and the next page begins after a row,
not after a number of rows: what changes in between makes none be skipped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from records.moments import stamp
from records.responses import State

URGENCIES = (3, 2, 1)
ACTS_NEXT = (State.CONTACT, State.NEW, State.TO_READ, State.READ, State.CLOSED)
"""Every state, the one that asks for most first."""
FEW = (State.CONTACT, State.NEW, State.TO_READ)
"""Somebody still has these to do, so that they never grow many."""
# The order of the tables is the order in which they are read: CROSS JOIN keeps it, and guesses
# made without statistics read a million rows where a few would do.
RECEIVED_FIRST = "SELECT responses.id FROM responses CROSS JOIN invitations"
VISIT_FIRST = "SELECT responses.id FROM invitations CROSS JOIN responses"
# What nothing is added to may be looked up in an index, and that only where it comes first.
COLUMNS = {
    RECEIVED_FIRST: ("responses.waiting", "responses.state"),
    VISIT_FIRST: ("responses.waiting + 0", "responses.state || ''"),
}
# An older round shows only while a warning of its own waits.
IS_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM responses AS later WHERE later.invitation = responses.invitation"
    " AND later.round > responses.round AND later.received IS NOT NULL)"
)


class Sort(StrEnum):
    """What the lines below the warnings are sorted by."""

    RECEIVED = "received"
    VISIT = "visit"
    STATE = "state"
    PHYSIOTHERAPIST = "physiotherapist"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers, and in which order. What waits for somebody stays on top of each."""

    state: State | None = None
    physiotherapist: int | None = None
    only_waiting: bool = False
    """Only those with a warning that nobody has acknowledged."""
    visit_from: str = ""
    """A day, 2026-11-24."""
    visit_before: str = ""
    """The day after the last."""
    received_from: datetime | None = None
    received_before: datetime | None = None
    reference: str = ""
    """As anybody may type it; "" for all."""
    sort: Sort = Sort.RECEIVED
    is_upward: bool = False
    """The oldest first; by name and by state: from the end."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that stand together, sorted by when they were received or by their visit."""

    waiting: int
    state: State | None
    physiotherapist: int | None
    by_visit: bool = False
    is_upward: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The row after which a page begins."""

    received: str
    id: int
    visit: str
    invitation: int


def parts(wanted: Wanted, everyone: Sequence[int]) -> list[Part]:
    """Unacknowledged warnings, the most urgent first, then the rest.

    `everyone` are the physiotherapists' numbers, in the order of their names.
    """
    state, who = wanted.state, wanted.physiotherapist
    warned = [Part(urgency, state, who) for urgency in URGENCIES]
    rest = Part(0, state, who, wanted.sort is Sort.VISIT, wanted.is_upward)
    if wanted.only_waiting:
        return warned
    if wanted.sort in (Sort.RECEIVED, Sort.VISIT):
        return [*warned, rest]
    split = _split(wanted, replace(rest, is_upward=False), everyone)
    return [*warned, *(split[::-1] if wanted.is_upward else split)]


def _split(wanted: Wanted, rest: Part, everyone: Sequence[int]) -> list[Part]:
    if wanted.sort is Sort.STATE:
        return [replace(rest, state=one) for one in ACTS_NEXT if wanted.state in (None, one)]
    mine = [one for one in everyone if wanted.physiotherapist in (None, one)]
    return [replace(rest, physiotherapist=one, by_visit=True) for one in mine]


@dataclass(frozen=True, slots=True)
class _Terms:
    """Conditions that all must hold, and their values."""

    sql: list[str]
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, condition: str, **values: Any) -> None:
        """One more, unless a value of it is not given."""
        if all(value not in (None, "") for value in values.values()):
            self.sql.append(condition)
            self.values.update(values)


def statement(
    part: Part, wanted: Wanted, marks: Sequence[str], place: Place | None
) -> tuple[str, dict[str, Any]]:
    """What finds the numbers of a part's rows in their order, and its values.

    `marks` find the wanted reference (records/sealing.py); none for all.
    """
    first = _first(part, wanted)
    waiting, state = COLUMNS[first]
    terms = _Terms(["invitations.id = responses.invitation", "responses.received IS NOT NULL"])
    terms.add(f"{waiting} = :waiting", waiting=part.waiting)
    terms.add(f"{state} = :state", state=part.state and str(part.state))
    terms.add("invitations.physiotherapist = :whose", whose=part.physiotherapist)
    _add_times(terms, wanted)
    if marks:
        named = {f"mark{at}": mark for at, mark in enumerate(marks)}
        terms.add(f"invitations.mark IN ({', '.join(f':{name}' for name in named)})", **named)
    if not part.waiting:
        terms.add(IS_NEWEST)
    if place:
        _begin_after(terms, part, place)
    return f"{first} WHERE {' AND '.join(terms.sql)} ORDER BY {_order(part)}", terms.values


def _add_times(terms: _Terms, wanted: Wanted) -> None:
    terms.add("invitations.visit >= :visit_from", visit_from=wanted.visit_from)
    terms.add("invitations.visit < :visit_before", visit_before=wanted.visit_before)
    since, before = wanted.received_from, wanted.received_before
    terms.add("responses.received >= :since", since=since and stamp(since))
    terms.add("responses.received < :before", before=before and stamp(before))


def _begin_after(terms: _Terms, part: Part, place: Place) -> None:
    than = ">" if part.is_upward else "<"
    if part.by_visit:
        row = f"(invitations.visit, invitations.id) {than} (:last_visit, :last)"
        terms.add(row, last_visit=place.visit, last=place.invitation)
    else:
        row = f"(responses.received, responses.id) {than} (:last_received, :last)"
        terms.add(row, last_received=place.received, last=place.id)


def _first(part: Part, wanted: Wanted) -> str:
    """The tables, the one first in which the fewest rows can be found at once."""
    if part.waiting:
        return RECEIVED_FIRST
    if wanted.reference:
        return VISIT_FIRST
    if part.state in FEW:
        return RECEIVED_FIRST
    of_visits = wanted.visit_from or wanted.visit_before or part.physiotherapist
    return VISIT_FIRST if of_visits or part.by_visit else RECEIVED_FIRST


def _order(part: Part) -> str:
    way = "ASC" if part.is_upward else "DESC"
    if part.by_visit:
        return f"invitations.visit {way}, invitations.id {way}"
    return f"responses.received {way}, responses.id {way}"
