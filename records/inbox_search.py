"""Where the wanted lines of the inbox stand, with a bound to how many one page looks at.

Each part of an order is read from the index that begins with what is asked for, so that every
line in it is wanted. Only a stretch of visits in the order of arrival, or of arrivals in the order
of visits, fits no index: few such lines are found first and then sorted; among many, the wanted
ones are looked for in order, and where that takes too long the page says how far it came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from records.inbox_order import Part, Wanted, parts

SORTED_AT_MOST = 3000  # lines
LOOKED_AT_MOST = 6000  # lines
LINES = "SELECT received, visit, id FROM"
COUNT = "SELECT count(*) FROM"
# Of one patient there are few, and the newest of what many share.
THEIRS = (
    "invitation IN (SELECT id FROM invitations INDEXED BY invitations_by_mark"
    " WHERE mark IN ({}) ORDER BY id DESC LIMIT 200)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A line, by where it stands: in which part, by what that is sorted by, and by number."""

    part: int
    at: int | str
    """Seconds since 1970, or a visit."""
    id: int

    def __str__(self) -> str:
        return f"{self.part}.{self.at}.{self.id}"


@dataclass(frozen=True, slots=True)
class Found:
    """Where the wanted lines stand, in order; and the last one looked at, where that was all
    that a page may look at."""

    places: tuple[Place, ...]
    ended: Place | None = None


def find(
    db: Database,
    wanted: Wanted,
    marks: Sequence[str],
    everyone: Sequence[int],
    after: str,
    limit: int,
) -> Found:
    """The lines behind a place; from the first one on for nonsense.

    `marks` find the wanted reference (records/sealing.py); `everyone`: see `parts`.
    """
    chain = parts(wanted, everyone)
    begin = _place(after, chain) or Place(0, "", 0)
    found: list[Place] = []
    left = LOOKED_AT_MOST
    for number in range(begin.part, len(chain)):
        look = _Look(db, chain[number], wanted, marks)
        if begin.at and number == begin.part:
            look.begin_after(begin)
        is_walk = look.is_walk()
        rows = look.rows(limit - len(found), left if is_walk else None)
        found += [Place(number, *row) for row in rows]
        if len(found) >= limit:
            break
        if is_walk:
            left, last = look.left_of(left)
            if last:
                return Found(tuple(found), Place(number, *last))
    return Found(tuple(found))


def _place(text: str, chain: Sequence[Part]) -> Place | None:
    """A place as an address carries it; None for nonsense."""
    part, _, rest = text.partition(".")
    at, _, number = rest.rpartition(".")
    if not (_is_number(part) and _is_number(number) and int(part) < len(chain)):
        return None
    if chain[int(part)].by_visit:
        return Place(int(part), at, int(number)) if at else None
    return Place(int(part), int(at), int(number)) if _is_number(at) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


class _Look:
    """One part of an order, looked through."""

    def __init__(self, db: Database, part: Part, wanted: Wanted, marks: Sequence[str]) -> None:
        self._db, self._part = db, part
        self._values = dict(_values(part, wanted)) | {f"m{n}": mark for n, mark in enumerate(marks)}
        self._same = self._given(waiting="=", state="=", physiotherapist="=")
        of_visit = self._given(visit_from=">=", visit_before="<")
        of_arrival = self._given(received_from=">=", received_before="<")
        self._along, self._across = (
            (of_visit, of_arrival) if part.by_visit else (of_arrival, of_visit)
        )
        self._theirs = (
            THEIRS.format(", ".join(f":m{n}" for n in range(len(marks)))) if marks else ""
        )

    def begin_after(self, place: Place) -> None:
        """Leave out all that stands before."""
        than = ">" if self._part.is_upward else "<"
        self._along.append(f"({self._column}, id) {than} (:after, :number)")
        self._values |= {"after": place.at, "number": place.id}

    def is_walk(self) -> bool:
        """Whether the wanted lines stand among others, and are too many to be sorted."""
        if self._theirs or not self._across:
            return False
        some = self._select(self._index(not self._part.by_visit), self._same + self._across)
        return self._count(f"{some} LIMIT {SORTED_AT_MOST + 1}") > SORTED_AT_MOST

    def rows(self, limit: int, walked: int | None) -> Iterator[tuple[Any, int]]:
        """What each wanted line is sorted by, and its number; `walked`: looked at on a walk."""
        terms = self._same + self._along + self._across
        if walked is not None:
            across = " AND ".join(self._across)
            sql = f"{LINES} ({self._walk(walked)}) WHERE {across}"
        elif self._theirs:
            sql = self._select("inbox_of", [*terms, self._theirs]) + self._order
        else:
            index = self._index(self._part.by_visit != bool(self._across))
            sql = self._select(index, terms) + self._order
        return self._read(f"{sql} LIMIT {limit}")

    def left_of(self, most: int) -> tuple[int, tuple[Any, int] | None]:
        """How many may still be looked at after a walk; the last one, where it may not go on."""
        if (count := self._count(self._walk(most))) < most:
            return most - count, None
        last = f"{LINES} ({self._walk(most)}) LIMIT 1 OFFSET {most - 1}"
        return 0, next(self._read(last))

    @property
    def _column(self) -> str:
        return "visit" if self._part.by_visit else "received"

    @property
    def _order(self) -> str:
        way = "ASC" if self._part.is_upward else "DESC"
        return f" ORDER BY {self._column} {way}, id {way}"

    def _index(self, by_visit: bool) -> str:
        whose = "_whose" if "physiotherapist" in self._values else ""
        state = "_state" if "state" in self._values else ""
        return f"inbox{whose}{state}_{'visit' if by_visit else 'received'}"

    def _walk(self, most: int) -> str:
        index = self._index(self._part.by_visit)
        return f"{self._select(index, self._same + self._along)}{self._order} LIMIT {most}"

    def _select(self, index: str, terms: Sequence[str]) -> str:
        where = " AND ".join(terms)
        return f"{LINES} inbox_lines INDEXED BY {index} WHERE {where}"

    def _read(self, sql: str) -> Iterator[tuple[Any, int]]:
        for received, visit, number in self._db.execute(sql, self._values):
            yield (visit if self._part.by_visit else received), number

    def _count(self, sql: str) -> int:
        return int(self._db.execute(f"{COUNT} ({sql})", self._values).fetchone()[0])

    def _given(self, **signs: str) -> list[str]:
        """Conditions on a column, for those values that there are."""
        return [
            f"{name.partition('_')[0]} {sign} :{name}"
            for name, sign in signs.items()
            if name in self._values
        ]


def _values(part: Part, wanted: Wanted) -> Iterator[tuple[str, Any]]:
    """What is asked for, by name; nothing for what is not."""
    since, before = wanted.received_from, wanted.received_before
    asked = {
        "waiting": part.waiting,
        "state": part.state and str(part.state),
        "physiotherapist": part.physiotherapist,
        "visit_from": wanted.visit_from or None,
        "visit_before": wanted.visit_before or None,
        "received_from": since and int(since.timestamp()),
        "received_before": before and int(before.timestamp()),
    }
    return ((name, value) for name, value in asked.items() if value is not None)
