"""The answers that the clinic received, in the order to see to them, a page at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlite_utils import Database

from records.inbox_order import Place, Wanted, parts, statement
from records.moments import moment
from records.responses import State
from records.sealing import Sealer, Unreadable

PAGE = 25  # lines
REOPENED = (
    "(SELECT max(started) FROM responses AS again WHERE again.received IS NULL"
    " AND again.invitation = responses_received.invitation"
    " AND again.round > responses_received.round) AS reopened"
)


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


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and the place behind which more stand; None after the last."""

    lines: tuple[Line, ...]
    after: str | None


def page(
    db: Database, sealer: Sealer, wanted: Wanted, after: str | None = None, size: int = PAGE
) -> Page:
    """The lines behind a place that an earlier page named; the first ones for nonsense."""
    found = _found(db, sealer, wanted, after, size + 1)
    shown = found[:size]
    lines = _lines(db, sealer, [number for _, number in shown])
    return Page(lines, "{}.{}".format(*shown[-1]) if len(found) > size else None)


def every(db: Database, sealer: Sealer, wanted: Wanted) -> Iterator[Line]:
    """All lines, however many, read some at a time."""
    read = page(db, sealer, wanted, size=200)
    yield from read.lines
    while read.after:
        read = page(db, sealer, wanted, read.after, size=200)
        yield from read.lines


def how_many_new(db: Database) -> int:
    """Answers that were sent and that nobody has looked at or put aside."""
    where = "state = 'new' AND received IS NOT NULL AND submitted IS NOT NULL"
    return db.table("responses").count_where(where)


def is_empty(db: Database) -> bool:
    """Whether nothing was ever received."""
    rows = db.table("responses").rows_where("received IS NOT NULL", select="id", limit=1)
    return next(iter(rows), None) is None


def _found(
    db: Database, sealer: Sealer, wanted: Wanted, after: str | None, limit: int
) -> list[tuple[int, int]]:
    """The part and the number of each row from a place on."""
    everyone = [row["id"] for row in db.table("staff").rows_where(select="id", order_by="name")]
    chain = parts(wanted, everyone)
    marks = sealer.marks(wanted.reference) if wanted.reference else []
    start, place = _place(db, after)
    found: list[tuple[int, int]] = []
    for at, part in enumerate(chain):
        if at >= start and len(found) < limit:
            sql, values = statement(part, wanted, marks, place if at == start else None)
            rows = db.query(f"{sql} LIMIT {limit - len(found):d}", values)
            found += [(at, row["id"]) for row in rows]
    return found


def _place(db: Database, after: str | None) -> tuple[int, Place | None]:
    """The part that goes on, and its last row shown; the beginning for nonsense."""
    part, _, number = (after or "").partition(".")
    if not (part.isdecimal() and number.isdecimal() and len(after or "") < 20):
        return 0, None
    view, names = db.view("responses_received"), "received, id, visit, invitation"
    for row in view.rows_where("id = ?", [int(number)], select=names):
        return int(part), Place(**row)
    return 0, None


def _lines(db: Database, sealer: Sealer, numbers: Sequence[int]) -> tuple[Line, ...]:
    places = ", ".join("?" for _ in numbers)
    view = db.view("responses_received")
    rows = view.rows_where(f"id IN ({places})", numbers, select=f"*, {REOPENED}")
    lines = {row["id"]: _line(row, sealer) for row in rows}
    return tuple(lines[number] for number in numbers)


def _line(row: Mapping[str, Any], sealer: Sealer) -> Line:
    plain = ("id", "name", "round", "visit", "physiotherapist", "physiotherapist_name")
    moments = ("received", "submitted", "correction", "reopened")
    about = _unsealed(row["sealed"], sealer) or {"reference": None}
    return Line(
        **{name: row[name] for name in (*plain, "waiting", "reader")},
        **{name: cast(Any, moment(row[name])) for name in moments},
        reference=about["reference"],
        state=State(row["state"]),
        brief=_unsealed(row["brief"], sealer),
    )


def _unsealed(sealed: bytes | None, sealer: Sealer) -> Mapping[str, Any] | None:
    """What was sealed; None where the key is gone: one row must not hide others."""
    try:
        return cast(Mapping[str, Any], sealer.open(sealed)) if sealed else None
    except Unreadable:
        return None
