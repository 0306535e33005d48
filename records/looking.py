"""Rows found in the order of an index, with a bound to how many are looked at.

Most questions have an index that begins with what is asked for, so that every row in it is wanted.
What fits no index is found by another one and sorted where it is little. Where it is much, the
wanted rows are looked for in order, and where that takes too long, it is said how far it came.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from records.engine.database import Database

LOOKED_AT_MOST = 4000  # rows
AT_LEAST = 1000  # rows
FROM = "FROM"
"""Apart, or the linter takes our own names in a statement for words that somebody typed."""
THEIRS = (
    "{} IN (SELECT id FROM invitations INDEXED BY invitations_by_mark"
    " WHERE mark IN ({}) ORDER BY id DESC LIMIT 100)"
)
Key = tuple[Any, ...]
"""What a row is sorted by."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way through the rows of a table, in one order. All terms hold for what is wanted."""

    table: str
    index: str
    """Begins with the columns of `same`, goes on with `keys`."""
    keys: tuple[str, ...]
    is_upward: bool
    values: Mapping[str, Any]
    same: Sequence[str]
    along: Sequence[str] = ()
    """Bounds of the first key."""
    across: Sequence[str] = ()
    """What holds for some of the rows on the way."""
    other: str = ""
    """An index that begins with the columns of `same` too, and finds the rows of `apart`."""
    apart: Sequence[str] = ()
    """Those of `across` that it knows."""
    sorted_at_most: int = 1500
    """Rows that are found so rather than on the way."""

    def sql(self, what: str, index: str, terms: Iterable[str]) -> str:
        """The rows of an index for which these hold."""
        by = f"INDEXED BY {index}" if index else ""
        return f"{select(what, f'{self.table} {by}')} WHERE {' AND '.join(terms) or '1'}"

    @property
    def order(self) -> str:
        """The end of a statement."""
        way = "ASC" if self.is_upward else "DESC"
        return f"ORDER BY {', '.join(f'{key} {way}' for key in self.keys)}"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, in order; how many rows were looked at besides; and the last of them,
    where more stand behind it and none was looked at."""

    keys: tuple[Key, ...]
    cost: int = 0
    last: Key | None = None


def look(db: Database, way: Way, limit: int, most: int = LOOKED_AT_MOST) -> Looked:
    """The first ones on a way, that many at most."""
    keys, terms = ", ".join(way.keys), [*way.same, *way.along, *way.across]
    index, cost = way.index, 0
    if way.other:
        some = way.sql("1", way.other, [*way.same, *way.apart])
        cost = _count(db, way, f"{some} LIMIT {way.sorted_at_most + 1}")
        if cost > way.sorted_at_most:
            return _walk(db, way, limit, max(most - cost, AT_LEAST))
        index = way.other
    elif way.across:
        return _walk(db, way, limit, most)
    return Looked(_read(db, way, f"{way.sql(keys, index, terms)} {way.order} LIMIT {limit}"), cost)


def _walk(db: Database, way: Way, limit: int, most: int) -> Looked:
    """Row after row in order, wanted or not."""
    keys = ", ".join(way.keys)
    what = f"{keys}, {' AND '.join(f'({one})' for one in way.across)} AS is_wanted"
    row_by_row = f"({way.sql(what, way.index, [*way.same, *way.along])} {way.order} LIMIT {most})"
    found = _read(db, way, f"{select(keys, row_by_row)} WHERE is_wanted LIMIT {limit}")
    if len(found) == limit:
        return Looked(found)
    if (cost := _count(db, way, select("1", row_by_row))) < most:
        return Looked(found, cost)
    [last] = _read(db, way, f"{select(keys, row_by_row)} LIMIT 1 OFFSET {most - 1}")
    return Looked(found, cost, last)


def theirs(number: str, marks: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The term for one patient's invitations, and its values; `number` is the column of theirs.

    `marks` find a reference. Of one patient there are few, and the newest of what many share.
    """
    values = {f"mark{at}": mark for at, mark in enumerate(marks)}
    return THEIRS.format(number, ", ".join(f":{name}" for name in values)), values


def select(what: str, source: str) -> str:
    """The beginning of a statement, of names and terms of ours alone."""
    return f"SELECT {what} {FROM} {source}"


def _read(db: Database, way: Way, sql: str) -> tuple[Key, ...]:
    return tuple(db.execute(sql, dict(way.values)))


def _count(db: Database, way: Way, sql: str) -> int:
    return int(_read(db, way, select("count(*)", f"({sql})"))[0][0])
