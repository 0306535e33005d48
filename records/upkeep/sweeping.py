"""Rows past their time, taken away a few at a time while others write.

Each step is found by an index from where the last one ended, and is over in some milliseconds.
Then the others have their turn: whoever waits for the database looks again only now and then.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from records.engine.store import Store
from records.people.audit import changing

AT_ONCE = 50  # rows a transaction: others wait for each
REST = 0.05  # seconds; whoever waits looks again at most ten times a second, and misses less


@dataclass(frozen=True, slots=True)
class Sweep:
    """Rows to take away."""

    table: str
    key: str
    """The column that numbers its rows."""
    candidates: str
    """SQL that finds their numbers and, before each, by what they are sorted, behind :behind."""
    where: str
    """What must hold when their turn comes."""
    values: Mapping[str, object] = field(default_factory=dict)


def sweep(
    db: Store,
    what: Sweep,
    values: Mapping[str, object],
    noting: Callable[[int], AbstractContextManager[None]],
    rest: Callable[[float], None] = time.sleep,
) -> int:
    """Delete them; how many. Each transaction is `noting` how many it deletes."""
    gone = 0
    for keys in _steps(db, what, {**values, **what.values}):
        named = {f"key{at}": key for at, key in enumerate(keys)}
        these = f"{what.key} IN ({', '.join(f':{name}' for name in named)}) AND {what.where}"
        every = f"SELECT count(*) FROM {what.table} WHERE {these}"
        with db.transaction():
            if count := db.value(every, **values, **named):
                with noting(count), changing(db):
                    db.delete(what.table, these, **values, **named)
        gone += count
        rest(REST)
    return gone


def _steps(db: Store, what: Sweep, values: dict[str, object]) -> Iterator[list[int]]:
    """The numbers of each step's candidates; those that stay are passed over once."""
    values |= {"behind": "", "number": 0, "at_once": AT_ONCE}
    while found := [tuple(row.values()) for row in db.many(what.candidates, **values)]:
        values |= {"behind": found[-1][0], "number": found[-1][1]}
        yield [number for _, number in found]
