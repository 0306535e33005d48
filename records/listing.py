"""A page of a list: some rows in an order, from behind the last row of the page before.

An order is a chain of parts, and within a part the rows go by one column and their number, as they
stand in an index. The next page begins behind a row, not after a number of rows: what changes in
between makes none be skipped, and a page far on costs what the first one does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from records.engine.store import Store

Value = str | int
AT_ONCE = 8  # parts in one statement, before it is looked whether more are needed


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
    numbers = range(after.part if after else 0, len(parts))
    for first in range(0, len(numbers), AT_ONCE):
        if len(found) < limit:
            found += _some(db, table, parts, numbers[first : first + AT_ONCE], after, limit)
    return found[:limit]


def one_of(column: str, values: Sequence[Value]) -> FilterTerm:
    """That a column has one of these values, of which there is at least one."""
    return FilterTerm(f"{column} IN ({', '.join('{}' for _ in values)})", tuple(values))


def _some(
    db: Store,
    table: str,
    parts: Sequence[ListingPart],
    numbers: Sequence[int],
    after: ListPosition | None,
    limit: int,
) -> Iterator[ListPosition]:
    """The first rows of each of these parts."""
    values: dict[str, Value] = {"most": limit}
    selects = []
    for number in numbers:
        part, terms = parts[number], list(parts[number].terms)
        if after and number == after.part and not part.is_small:
            terms.append(_behind(part, after))
        selects.append(_select(table, number, part, terms, values))
    rows = db.many(" UNION ALL ".join(selects), **values)
    for number in numbers:
        own = [(row["place"], row["id"]) for row in rows if row["part"] == number]
        own.sort(reverse=not parts[number].is_upward)
        if after and number == after.part and parts[number].is_small:
            last = (after.key, after.id)
            own = [one for one in own if (one > last if parts[number].is_upward else one < last)]
        yield from (ListPosition(number, *one) for one in own)


def _behind(part: ListingPart, after: ListPosition) -> FilterTerm:
    """That a row stands behind another."""
    than = ">" if part.is_upward else "<"
    if part.key == "id":
        return FilterTerm(f"id {than} {{}}", (after.id,))
    return FilterTerm(f"({part.key}, id) {than} ({{}}, {{}})", (after.key, after.id))


def _select(
    table: str,
    number: int,
    part: ListingPart,
    terms: Sequence[FilterTerm],
    values: dict[str, Value],
) -> str:
    """A part's own statement; its values go to the others'."""
    where = []
    for term in terms:
        names = [f"v{len(values) + at}" for at in range(len(term.values))]
        values |= zip(names, term.values, strict=True)
        where.append(term.sql.format(*(f":{name}" for name in names)))
    only = f" WHERE {' AND '.join(where)}" if where else ""
    way = "ASC" if part.is_upward else "DESC"
    by = f"id {way}" if part.key == "id" else f"{part.key} {way}, id {way}"
    order = "" if part.is_small else f"ORDER BY {by} LIMIT :most"
    # The names and terms are ours; whatever anybody typed is a value.
    return (
        f"SELECT * FROM (SELECT {number} AS part, {part.key} AS place, id FROM {table}"
        f"{only} {order}) AS part{number}"
    )
