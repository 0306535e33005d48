"""Where the wanted links stand, with a bound to how many one page looks at.

Each state that a link can stand in has an index by visit, one as they were made and one by their
end. What is asked of several states is looked for in each, and what was found is put in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from records.engine.database import Database
from records.engine.timestamps import to_iso
from records.link_filters import Clock, Order, Show, Wanted
from records.looking import Looked, Way, look, theirs

STUCK_AFTER = timedelta(hours=24)
OPEN = ("made", "opened", "in progress")
STATES = (*OPEN, "submitted", "read", "withdrawn")
STANDS = {Show.STUCK: OPEN, Show.EXPIRED: OPEN, Show.COMING: STATES, Show.ALL: STATES}
"""In which states; any other shows the one that it is called by."""
LIVE = (Show.STUCK, *(Show(state) for state in OPEN))
CHANGED = (
    "(SELECT changed FROM responses WHERE invitation = invitations.id ORDER BY round DESC LIMIT 1)"
)
STUCK = (
    "(visit BETWEEN :today AND :soon"
    f" OR (stands <> 'made' AND coalesce({CHANGED}, opened) <= :long_ago))"
)
# Among which links those for the wanted visits were made, in thousands.
MEANT = "SELECT min(thousand), max(thousand) FROM links_days WHERE last >= ? AND first <= ?"


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of wanted links, in order; and the last one looked at, if that was all that a
    page may look at."""

    numbers: tuple[int, ...]
    ended: int | None = None


def find(db: Database, wanted: Wanted, clock: Clock, marks: Sequence[str], limit: int) -> Found:
    """The links behind the one that `wanted` names; `marks` find a reference."""
    term, named = theirs("id", marks)
    values = {**moments(clock), **named, "whose": wanted.physiotherapist}
    values |= _visits_of(wanted, values)
    beyond = _beyond(db, wanted, values)
    looked = []
    states = STANDS.get(wanted.show, (str(wanted.show),))
    for state in states[:1] if marks else states:
        way = _way(wanted, values | {"stands": state}, beyond)
        looked.append(look(db, _of_reference(way, term, states) if marks else way, limit))
    return _in_order(looked, _is_upward(wanted), limit)


def moments(clock: Clock) -> dict[str, Any]:
    """The moments that terms about links speak of."""
    soon, two_days = clock.here + STUCK_AFTER, clock.here + timedelta(days=2)
    return {
        "now": to_iso(clock.now),
        "long_ago": to_iso(clock.now - STUCK_AFTER),
        "today": f"{clock.here:%Y-%m-%d}",
        "soon": f"{soon:%Y-%m-%dT%H:%M}",
        "two_days": f"{two_days:%Y-%m-%dT%H:%M}",
    }


def _in_order(looked: Sequence[Looked], is_upward: bool, limit: int) -> Found:
    """What was found in all states, as far as each was looked through."""
    keys = sorted((key for one in looked for key in one.keys), reverse=not is_upward)
    ends = [one.last for one in looked if one.last]
    if not ends:
        return Found(tuple(key[-1] for key in keys[:limit]))
    end = min(ends) if is_upward else max(ends)
    sure = [key[-1] for key in keys if (key <= end if is_upward else key >= end)]
    return Found(tuple(sure[:limit]), end[-1] if len(sure) < limit else None)


def _way(wanted: Wanted, values: Mapping[str, Any], beyond: Sequence[str]) -> Way:
    """Through the links of one state."""
    by_visit, whose = _is_by_visit(wanted), "_whose" if wanted.physiotherapist else ""
    visits = ["visit >= :visit_from AND visit < :visit_before"] if "visit_from" in values else []
    ends = ["ends > :now"] if wanted.show in LIVE else []
    across = [*ends, *(() if by_visit else visits)]
    if wanted.show is Show.EXPIRED:
        across.append("ends <= :now")
    if wanted.show is Show.STUCK:
        across.append(STUCK)
    way = Way(
        table="invitations",
        index=f"links{whose}_{'visit' if by_visit else 'made'}",
        keys=("visit", "id") if by_visit else ("id",),
        is_upward=_is_upward(wanted),
        values=values,
        same=["stands = :stands", *(["physiotherapist = :whose"] if whose else [])],
        along=[*beyond, *(visits if by_visit else ())],
        across=across,
    )
    if ends:  # Few are alive at a time.
        return replace(way, other=f"links{whose}_ends", apart=ends, sorted_at_most=4000)
    if visits and not by_visit:
        return replace(way, other=f"links{whose}_visit", apart=visits)
    return way


def _of_reference(way: Way, term: str, states: Sequence[str]) -> Way:
    """The same of one patient alone, in all of these states at once."""
    # The sign hides them from their index: theirs are fewer.
    hidden = [f"+{term}" for term in way.same if "stands" not in term]
    stands = f"+stands IN ({', '.join(map(repr, states))})"
    along = [term, stands, *hidden, *way.along, *way.across]
    return replace(way, index="", same=(), along=along, across=(), other="", apart=())


def _visits_of(wanted: Wanted, values: Mapping[str, Any]) -> dict[str, str]:
    """Between which days the visits are; nothing for all."""
    first = max(wanted.visit_from, values["today"] if wanted.show is Show.COMING else "")
    if not (first or wanted.visit_to):
        return {}
    return {"visit_from": first, "visit_before": f"{wanted.visit_to or '9'}~"}


def _beyond(db: Database, wanted: Wanted, values: dict[str, Any]) -> list[str]:
    """Terms that leave out what need not be looked at: what was shown, and what is far away."""
    by_visit, than = _is_by_visit(wanted), ">" if _is_upward(wanted) else "<"
    terms = []
    for row in db.table("invitations").rows_where("name = ?", [wanted.after]):
        values |= {"after": row["visit"], "after_id": row["id"]}
        terms.append(
            f"(visit, id) {than} (:after, :after_id)" if by_visit else f"id {than} :after_id"
        )
    if "visit_from" in values and not by_visit:
        days = [values["visit_from"][:10], values["visit_before"][:10]]
        first, last = db.execute(MEANT, days).fetchone()
        values |= {"first": (first or 0) * 1000, "last": (last or 0) * 1000 + 999}
        terms.append("id BETWEEN :first AND :last")
    return terms


def _is_by_visit(wanted: Wanted) -> bool:
    return wanted.order in (Order.VISIT, Order.LAST_VISIT)


def _is_upward(wanted: Wanted) -> bool:
    return wanted.order in (Order.VISIT, Order.MADE)
