"""Where the wanted lines of the inbox stand, with a bound to how many one page looks at.

Each filter and order has an index of its own, but one pair: visits of some days in the order of
arrival, and arrivals of some days in the order of visits (records/looking.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from records.engine.database import Database
from records.inbox_order import Part, Wanted, parts
from records.looking import LOOKED_AT_MOST, Way, look, theirs

A_DAY = 86_400  # seconds
Stretch = tuple[Any, Any]
"""From the first that counts to the first that does not."""
Stretches = Mapping[str, Stretch]
"""Of visits, and of arrivals in seconds since 1970."""
EVER: Stretches = {"visit": ("", "~"), "received": (0, 2**60)}
# The days of the visits that are meant, and of the answers for them.
MEANT = """SELECT min(day), max(day), min(first), max(last) FROM inbox_days
    WHERE day >= ? AND day < ? AND last >= ? AND first <= ?"""


@dataclass(frozen=True, slots=True)
class Place:
    """A line, by where it stands: in which part, by what that is sorted by, and by number.

    `at`: seconds since 1970 or a visit; "" for the beginning of a part.
    """

    part: int
    at: int | str
    id: int

    def __str__(self) -> str:
        return f"{self.part}.{self.at}.{self.id}"


@dataclass(frozen=True, slots=True)
class Found:
    """Where the wanted lines stand, in order; and where to look on, if that was all that a page
    may look at."""

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

    `marks` find the wanted reference (records/engine/encryption.py); `everyone`: see `parts`.
    """
    chain = parts(wanted, everyone)
    begin = _place(after, chain) or Place(0, "", 0)
    asked = _asked(wanted)
    near = _where_any_are(db, asked)
    found, left = list[Place](), LOOKED_AT_MOST
    for number in range(begin.part, len(chain) if near else 0):
        here = begin if number == begin.part and begin.at != "" else None
        way = _way(chain[number], asked, near or asked, marks, here)
        looked = look(db, way, limit - len(found), left)
        found += [Place(number, *key) for key in looked.keys]
        left -= looked.cost
        if len(found) >= limit:
            break
        if looked.last:
            return Found(tuple(found), Place(number, *looked.last))
        if left <= 0 and number + 1 < len(chain):
            return Found(tuple(found), Place(number + 1, "", 0))
    return Found(tuple(found))


def _place(text: str, chain: Sequence[Part]) -> Place | None:
    """A place as an address carries it; None for nonsense."""
    part, _, rest = text.partition(".")
    at, _, number = rest.rpartition(".")
    if not (_is_number(part) and _is_number(number) and int(part) < len(chain)):
        return None
    if at == "" or chain[int(part)].by_visit:
        return Place(int(part), at, int(number))
    return Place(int(part), int(at), int(number)) if _is_number(at) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _asked(wanted: Wanted) -> Stretches:
    since, before = wanted.received_from, wanted.received_before
    lowest, highest = EVER["received"]
    return {
        "visit": (wanted.visit_from, wanted.visit_before or EVER["visit"][1]),
        "received": (
            int(since.timestamp()) if since else lowest,
            int(before.timestamp()) if before else highest,
        ),
    }


def _where_any_are(db: Database, asked: Stretches) -> Stretches | None:
    """No farther than there are lines on both; None where there are none."""
    if asked == EVER:
        return asked
    (visit, visit_before), (since, before) = asked["visit"], asked["received"]
    days = [visit, visit_before, since // A_DAY, before // A_DAY]
    first, last, earliest, latest = db.execute(MEANT, days).fetchone()
    if first is None:
        return None
    return {
        "visit": (max(visit, first), min(visit_before, f"{last}~")),
        "received": (max(since, earliest * A_DAY), min(before, (latest + 1) * A_DAY)),
    }


def _way(
    part: Part, asked: Stretches, near: Stretches, marks: Sequence[str], after: Place | None
) -> Way:
    """Through one part, from behind a place on."""
    own, other = ("visit", "received") if part.by_visit else ("received", "visit")
    values: dict[str, Any] = {
        "waiting": part.waiting,
        "state": part.state and str(part.state),
        "physiotherapist": part.physiotherapist,
    }
    same = [f"{name} = :{name}" for name, value in values.items() if value is not None]
    across = _within(other, asked[other], values)
    along = _within(own, (near if across else asked)[own], values)
    if after:
        values |= {"after": after.at, "after_id": after.id}
        along.append(f"({own}, id) {'>' if part.is_upward else '<'} (:after, :after_id)")
    way = Way("inbox_lines", _index(part, own), (own, "id"), part.is_upward, values, same, along)
    if marks:
        term, named = theirs("invitation", marks)
        values |= named
        return replace(way, index="inbox_of", along=[*along, *across, term])
    if across:
        return replace(way, across=across, other=_index(part, other), apart=across)
    return way


def _within(column: str, stretch: Stretch, values: dict[str, Any]) -> list[str]:
    """That a column lies there, and the values that this needs; nothing where all do."""
    if stretch == EVER[column]:
        return []
    values |= {f"{column}_from": stretch[0], f"{column}_before": stretch[1]}
    return [f"{column} >= :{column}_from", f"{column} < :{column}_before"]


def _index(part: Part, order: str) -> str:
    whose = "" if part.physiotherapist is None else "_whose"
    return f"inbox{whose}{'_state' if part.state else ''}_{order}"
