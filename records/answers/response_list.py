"""The answers that the clinic received, in the order to see to them, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from records import listing
from records.answers.invitation_list import numbers_of_reference
from records.answers.responses import ReviewState
from records.answers.snapshot import Summary
from records.engine.encryption import Encryption
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.listing import FilterTerm, ListingPart, ListPosition, Value, one_of
from records.rows import in_brackets, record

PAGE = 25  # lines
SOME_NEW = """SELECT count(*) FROM (SELECT 1 FROM responses
    WHERE state = 'new' AND received IS NOT NULL AND submitted IS NOT NULL
    AND wrong_person IS NULL LIMIT 1000) AS first_ones"""
NEWEST = """SELECT id, encrypted FROM invitations WHERE id IN
    (SELECT invitation FROM responses WHERE listed = 1 ORDER BY received DESC, id DESC LIMIT 500)"""
URGENCIES = (3, 2, 1)
ACTS_NEXT = (
    ReviewState.CONTACT,
    ReviewState.NEW,
    ReviewState.TO_READ,
    ReviewState.READ,
    ReviewState.CLOSED,
)
"""Every state, the one that asks for most first."""
LINES = """SELECT received.*,
    (SELECT max(started) FROM responses AS again WHERE again.invitation = received.invitation
        AND again.received IS NULL AND again.id > received.id
        AND coalesce(again.answerer, 0) = coalesce(received.answerer, 0)) AS reopened,
    EXISTS (SELECT 1 {EARLIER} AND earlier.submitted IS NOT NULL
        AND coalesce(earlier.answerer, 0) = coalesce(received.answerer, 0)) AS is_correction,
    EXISTS (SELECT 1 {EARLIER}
        AND coalesce(earlier.answerer, 0) <> coalesce(received.answerer, 0)) AS is_begun_anew
    FROM responses_received AS received WHERE received.id IN ({numbers})"""
EARLIER = """FROM responses AS earlier WHERE earlier.invitation = received.invitation
    AND earlier.submission < received.submission AND earlier.received IS NOT NULL
    AND earlier.wrong_person IS NULL"""


class Sort(StrEnum):
    """What the lines below the warnings are sorted by."""

    RECEIVED = "received"
    VISIT = "visit"
    STATE = "state"
    PHYSIOTHERAPIST = "physiotherapist"


@dataclass(frozen=True, slots=True)
class ResponseQuery:
    """Which answers, and in which order. What waits for somebody stays on top of each."""

    state: ReviewState | None = None
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
    """As anybody may type it, or, of the newest 500, how it begins; "" for all."""
    sort: Sort = Sort.RECEIVED
    is_upward: bool = False
    """The oldest first; by name and by state: from the end."""


@dataclass(frozen=True, slots=True)
class ListedResponse:
    """One submission as the list of patients shows it."""

    id: int
    name: str
    """The invitation's, for addresses."""
    submission: int
    reference: str | None
    """None when its key is gone."""
    visit: str
    physiotherapist: int
    physiotherapist_name: str
    received: datetime
    submitted: datetime | None
    """None for answers that stopped at a warning and were not sent."""
    state: ReviewState
    waiting: int
    """How urgent a warning is that nobody has acknowledged yet, 1 to 3; 0 when none waits."""
    correction: datetime | None
    reopened: datetime | None
    """When a new submission began that is not sent yet."""
    reader: str | None
    summary: Summary | None
    """pain, next_step and cause (pre_visit/snapshot.py); None when its key is gone."""
    wrong_person: datetime | None
    """When whoever answered said that they are not the patient."""
    is_correction: bool
    """Whether whoever gave these answers had sent some before."""
    is_begun_anew: bool
    """Whether earlier answers came from another browser, or from a kiosk."""


@dataclass(frozen=True, slots=True)
class ResponsePage:
    """One page of the list, and the position where the next begins; None on the last."""

    lines: tuple[ListedResponse, ...]
    after: str | None


def page(
    db: Store,
    encryption: Encryption,
    query: ResponseQuery,
    after: str | None = None,
    size: int = PAGE,
) -> ResponsePage:
    """The lines behind a place that an earlier page named; the first ones for nonsense."""
    with db.snapshot():
        parts = _parts(query, _common(db, encryption, query), _everyone(db, query))
        found = listing.find(db, "responses", parts, _place(after or "", len(parts)), size + 1)
        shown = found[:size]
        lines = _lines(db, encryption, [place.id for place in shown])
    last = shown[-1] if len(found) > size else None
    return ResponsePage(lines, f"{last.part}.{last.key}.{last.id}" if last else None)


def every(db: Store, encryption: Encryption, query: ResponseQuery) -> Iterator[ListedResponse]:
    """All lines of patients' own answers, however many, read some at a time."""
    read = page(db, encryption, query, size=200)
    yield from (line for line in read.lines if not line.wrong_person)
    while read.after:
        read = page(db, encryption, query, read.after, size=200)
        yield from (line for line in read.lines if not line.wrong_person)


def how_many_new(db: Store) -> int:
    """Answers that were sent and that nobody has looked at or put aside; 1000 for more."""
    return int(db.value(SOME_NEW))


def is_empty(db: Store) -> bool:
    """Whether nothing was ever received."""
    return db.one("SELECT id FROM responses WHERE listed = 1 LIMIT 1") is None


def _common(db: Store, encryption: Encryption, query: ResponseQuery) -> tuple[FilterTerm, ...]:
    """What holds for each line that is wanted, wherever it stands."""
    asked: dict[str, Value | None] = {
        "physiotherapist = {}": query.physiotherapist,
        "visit >= {}": query.visit_from or None,
        "visit < {}": query.visit_before or None,
        "received >= {}": to_iso(query.received_from) if query.received_from else None,
        "received < {}": (to_iso(query.received_before) if query.received_before else None),
    }
    terms = [FilterTerm(sql, (value,)) for sql, value in asked.items() if value is not None]
    if query.reference:
        # Found first, and by number: an engine that has it in one statement looks at all lines.
        near = db.many(NEWEST)
        theirs = numbers_of_reference(db, encryption, query.reference, near)
        terms.append(one_of("invitation", theirs or [0]))
    return (FilterTerm("listed = 1"), *terms)


def _parts(
    query: ResponseQuery, common: tuple[FilterTerm, ...], everyone: Sequence[int]
) -> list[ListingPart]:
    """Unacknowledged warnings, the most urgent first and the newest on top, then the rest."""
    state = [FilterTerm("state = {}", (str(query.state),))] if query.state else []
    # Numbers in the statement itself, and as the index of those that wait says it: an engine
    # then sees that few do.
    of_urgency = [
        (*common, *state, FilterTerm(f"waiting = {urgency} AND waiting > 0"))
        for urgency in URGENCIES
    ]
    of_urgency.append((*common, *state, FilterTerm("waiting = 0")))
    is_small = bool(query.reference)
    *warned, rest = (ListingPart(terms, "received", is_small=is_small) for terms in of_urgency)
    if query.only_waiting:
        return warned
    if query.sort is Sort.RECEIVED:
        return [*warned, replace(rest, is_upward=query.is_upward)]
    if query.sort is Sort.VISIT:
        return [*warned, replace(rest, key="visit", is_upward=query.is_upward)]
    if query.sort is Sort.STATE:
        states = [one for one in ACTS_NEXT if query.state in (None, one)]
        split = [_within(rest, "state = {}", str(one)) for one in states]
    else:
        by_visit = replace(rest, key="visit")
        split = [_within(by_visit, "physiotherapist = {}", one) for one in everyone]
    return [*warned, *(split[::-1] if query.is_upward else split)]


def _within(part: ListingPart, sql: str, value: Value) -> ListingPart:
    return replace(part, terms=(*part.terms, FilterTerm(sql, (value,))))


def _everyone(db: Store, query: ResponseQuery) -> list[int]:
    """The physiotherapists' numbers in the order of their names, where they sort the lines."""
    if query.sort is not Sort.PHYSIOTHERAPIST:
        return []
    every = [row["id"] for row in db.many("SELECT id FROM staff ORDER BY name")]
    return [one for one in every if query.physiotherapist in (None, one)]


def _place(text: str, parts: int) -> ListPosition | None:
    """A place as an address carries it; None for nonsense."""
    part, _, rest = text.partition(".")
    key, _, number = rest.rpartition(".")
    if not (_is_number(part) and _is_number(number) and key and int(part) < parts):
        return None
    return ListPosition(int(part), key, int(number))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _lines(db: Store, encryption: Encryption, numbers: Sequence[int]) -> tuple[ListedResponse, ...]:
    if not numbers:
        return ()
    places, values = in_brackets(numbers)
    sql = LINES.format(EARLIER=EARLIER, numbers=places)
    lines = {row["id"]: _line(row, encryption) for row in db.many(sql, **values)}
    return tuple(lines[number] for number in numbers)


def _line(row: Row, encryption: Encryption) -> ListedResponse:
    about = encryption.decrypt_if_it_can(row["encrypted"]) or {"reference": None}
    summary = encryption.decrypt_if_it_can(row["summary"])
    return record(ListedResponse, row, reference=about["reference"], summary=summary)
