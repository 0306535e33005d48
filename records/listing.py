"""A page of a list: some rows in an order, from behind the last row of the page before.

An order is a chain of parts, and within a part the rows go by one column and their number, as they
stand in an index. The next page begins behind a row, not after a number of rows: what changes in
between makes none be skipped, and a page far on costs what the first one does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from records.engine.store import Store

Value = str | int


@dataclass(frozen=True, slots=True)
class FilterTerm:
    """A condition of a filter, in SQL: `{}` where a value goes."""

    sql: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class ListingPart:
    """Rows that stand together: those for which all terms hold, by a column and by number."""

    terms: tuple[FilterTerm, ...]
    key: str
    is_upward: bool = False
    is_small: bool = False
    """However many rows there are, few are in it: they are all found, and then put in order."""


@dataclass(frozen=True, slots=True)
class ListPosition:
    """The position of a row in a list: its part, its sort key and its id."""

    part: int
    key: Value
    id: int


def find(
    db: Store, table: str, parts: Sequence[ListingPart], after: ListPosition | None, limit: int
) -> list[ListPosition]:
    """The first rows behind a place, or of all; in order, so many at most."""
    found: list[ListPosition] = []
    for number in range(after.part if after else 0, len(parts)):
        if len(found) < limit:
            behind = after if after and after.part == number else None
            rows = _rows(db, table, parts[number], behind, limit - len(found))
            found += (ListPosition(number, *row) for row in rows)
    return found


def one_of(column: str, values: Sequence[Value]) -> FilterTerm:
    """That a column has one of these values, of which there is at least one."""
    return FilterTerm(f"{column} IN ({', '.join('{}' for _ in values)})", tuple(values))


def _rows(
    db: Store, table: str, part: ListingPart, after: ListPosition | None, limit: int
) -> list[tuple[Value, int]]:
    """The key and the number of the first rows of a part."""
    terms = [*part.terms, *([_behind(part, after)] if after and not part.is_small else [])]
    where, values = [], dict[str, Value]()
    for term in terms:
        names = [f"v{len(values) + at}" for at in range(len(term.values))]
        values |= zip(names, term.values, strict=True)
        where.append(term.sql.format(*(f":{name}" for name in names)))
    only = f" WHERE {' AND '.join(where)}" if where else ""
    way = "ASC" if part.is_upward else "DESC"
    by = f"id {way}" if part.key == "id" else f"{part.key} {way}, id {way}"
    order = "" if part.is_small else f" ORDER BY {by} LIMIT :most"
    # The names and terms are ours; whatever anybody typed is a value.
    found = db.many(
        f"SELECT {part.key} AS place, id FROM {table}{only}{order}", **values, most=limit
    )
    rows = sorted(((row["place"], row["id"]) for row in found), reverse=not part.is_upward)
    if after and part.is_small:
        last = (after.key, after.id)
        rows = [row for row in rows if (row > last if part.is_upward else row < last)]
    return rows[:limit]


def _behind(part: ListingPart, after: ListPosition) -> FilterTerm:
    """That a row stands behind another."""
    than = ">" if part.is_upward else "<"
    if part.key == "id":
        return FilterTerm(f"id {than} {{}}", (after.id,))
    return FilterTerm(f"({part.key}, id) {than} ({{}}, {{}})", (after.key, after.id))
