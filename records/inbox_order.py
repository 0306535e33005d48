"""Which of the received answers are wanted, and in which order.

An order is a chain of parts, and within each part the lines stand in the order of an index. So a
page costs the same among a hundred lines and a million, and the next page begins behind a line,
not after a number of lines: what changes in between makes none be skipped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from records.responses import State

URGENCIES = (3, 2, 1)
ACTS_NEXT = (State.CONTACT, State.NEW, State.TO_READ, State.READ, State.CLOSED)
"""Every state, the one that asks for most first."""


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
