"""The answers that the clinic received, in the order to see to them, a page at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.engine.database import Database, reading
from records.engine.encryption import Encryption
from records.engine.timestamps import from_iso
from records.inbox_order import Wanted
from records.inbox_search import find
from records.responses import State

PAGE = 25  # lines
SOME_NEW = """SELECT count(*) FROM (SELECT 1 FROM responses INDEXED BY responses_new
    WHERE state = 'new' AND received IS NOT NULL AND submitted IS NOT NULL
    AND wrong_person IS NULL LIMIT 1000)"""
# By the visit (+): the index of answerers has all rounds of nobody under one key.
REOPENED = (
    "(SELECT max(started) FROM responses AS again WHERE again.received IS NULL"
    " AND again.invitation = responses_received.invitation"
    " AND again.id > responses_received.id AND +again.answerer IS"
    " (SELECT answerer FROM responses WHERE id = responses_received.id)) AS reopened"
)
EARLIER = """EXISTS (SELECT 1 FROM responses AS this JOIN responses AS earlier
    ON earlier.invitation = this.invitation AND earlier.round < this.round
    WHERE this.id = responses_received.id AND earlier.received IS NOT NULL
    AND earlier.wrong_person IS NULL AND {})"""
IS_CORRECTION = EARLIER.format(
    "earlier.submitted IS NOT NULL AND +earlier.answerer IS this.answerer"
)
IS_BEGUN_ANEW = EARLIER.format("+earlier.answerer IS NOT this.answerer")


@dataclass(frozen=True, slots=True)
class Line:
    """One round of answers as the inbox shows it."""

    id: int
    name: str
    """The invitation's, for addresses."""
    round: int
    reference: str | None
    """None when its key is gone."""
    visit: str
    physiotherapist: int
    physiotherapist_name: str
    received: datetime
    submitted: datetime | None
    """None for answers that stopped at a warning and were not sent."""
    state: State
    waiting: int
    """How urgent a warning is that nobody has acknowledged yet, 1 to 3; 0 when none waits."""
    correction: datetime | None
    reopened: datetime | None
    """When a new round began that is not sent yet."""
    reader: str | None
    brief: Mapping[str, Any] | None
    """pain, next_step and cause (questionnaire/record.py); None when its key is gone."""
    wrong_person: datetime | None
    """When whoever answered said that they are not the patient."""
    is_correction: bool
    """Whether whoever gave these answers had sent some before."""
    is_begun_anew: bool
    """Whether earlier answers came from another browser, or from a kiosk."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and the place behind which to look on; None after the last."""

    lines: tuple[Line, ...]
    after: str | None
    is_cut: bool = False
    """It has fewer lines than it could, because so many others stand between them."""


def page(
    db: Database, encryption: Encryption, wanted: Wanted, after: str | None = None, size: int = PAGE
) -> Page:
    """The lines behind a place that an earlier page named; the first ones for nonsense."""
    marks = encryption.blind_indexes(wanted.reference) if wanted.reference else []
    with reading(db):
        rows = db.table("staff").rows_where(select="id", order_by="name")
        found = find(db, wanted, marks, [row["id"] for row in rows], after or "", size + 1)
        shown = found.places[:size]
        lines = _lines(db, encryption, [place.id for place in shown])
    last = shown[-1] if len(found.places) > size else found.ended
    return Page(lines, str(last) if last else None, is_cut=len(shown) < size and last is not None)


def every(db: Database, encryption: Encryption, wanted: Wanted) -> Iterator[Line]:
    """All lines of patients' own answers, however many, read some at a time."""
    read = page(db, encryption, wanted, size=200)
    yield from (line for line in read.lines if not line.wrong_person)
    while read.after:
        read = page(db, encryption, wanted, read.after, size=200)
        yield from (line for line in read.lines if not line.wrong_person)


def how_many_new(db: Database) -> int:
    """Answers that were sent and that nobody has looked at or put aside; 1000 for more."""
    return int(db.execute(SOME_NEW).fetchone()[0])


def is_empty(db: Database) -> bool:
    """Whether nothing was ever received."""
    return not list(db.table("inbox_lines").rows_where(select="id", limit=1))


def _lines(db: Database, encryption: Encryption, numbers: Sequence[int]) -> tuple[Line, ...]:
    places = ", ".join("?" for _ in numbers)
    view = db.view("responses_received")
    more = f"{REOPENED}, {IS_CORRECTION} AS is_correction, {IS_BEGUN_ANEW} AS is_begun_anew"
    rows = view.rows_where(f"id IN ({places})", numbers, select=f"*, {more}")
    lines = {row["id"]: _line(row, encryption) for row in rows}
    return tuple(lines[number] for number in numbers)


def _line(row: Mapping[str, Any], encryption: Encryption) -> Line:
    plain = ("id", "name", "round", "visit", "physiotherapist", "physiotherapist_name")
    moments = ("received", "submitted", "correction", "reopened", "wrong_person")
    about = encryption.decrypt_if_it_can(row["sealed"]) or {"reference": None}
    return Line(
        **{name: row[name] for name in (*plain, "waiting", "reader")},
        **{name: from_iso(row[name]) for name in moments},
        reference=about["reference"],
        state=State(row["state"]),
        brief=encryption.decrypt_if_it_can(row["brief"]),
        is_correction=bool(row["is_correction"]),
        is_begun_anew=bool(row["is_begun_anew"]),
    )
