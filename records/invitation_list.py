"""The list of links as staff look through it: filtered, in order, a page at a time.

Made for a million: every question is answered from an index. Which links are still open and how
long they live is known from one of those; so few are open at a time that they may be sorted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from records.invitations import Invitation, State, opened
from records.link_filters import Clock, Order, Show, Wanted
from records.moments import stamp
from records.sealing import Sealer

STUCK_AFTER = timedelta(hours=24)
A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Listed:
    """An invitation in the list, and what only a list tells of it."""

    invitation: Invitation
    state: State
    since: datetime
    """When it came to that state; for one in progress, when it was last changed."""
    is_stuck: bool
    is_reopened: bool
    """A physiotherapist asked for the answers once more."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; `more` says whether others follow."""

    rows: tuple[Listed, ...]
    more: bool


OPEN = "is_open = 1 AND ends > :now"
STUCK = (
    f"{OPEN} AND (visit BETWEEN :today AND :soon"
    " OR (stands <> 'made' AND coalesce(changed, opened) <= :long_ago))"
)
UNOPENED = f"{OPEN} AND stands || '' = 'made' AND visit BETWEEN :today AND :two_days"
PLACES = {
    Show.COMING: "visit >= :today",
    Show.STUCK: STUCK,
    Show.MADE: f"{OPEN} AND stands || '' = 'made'",
    Show.OPENED: f"{OPEN} AND stands || '' = 'opened'",
    Show.IN_PROGRESS: f"{OPEN} AND stands || '' = 'in progress'",
    Show.SUBMITTED: "stands = 'submitted'",
    Show.READ: "stands = 'read'",
    Show.EXPIRED: "is_open = 1 AND ends || '' <= :now",
    Show.WITHDRAWN: "stands = 'withdrawn'",
    Show.ALL: "1 = 1",
}
FEW = {Show.STUCK, Show.MADE, Show.OPENED, Show.IN_PROGRESS}
ROUND = "(SELECT max(round) FROM responses WHERE invitation = invitations_now.id)"


def page(db: Database, sealer: Sealer, wanted: Wanted, clock: Clock) -> Page:
    """A page of the list, of 25 at most."""
    last = next(iter(db.table("invitations").rows_where("name = ?", [wanted.after])), None)
    marks = sealer.marks(wanted.reference) if wanted.reference else []
    values = _values(wanted, clock) | {f"mark_{at}": mark for at, mark in enumerate(marks)}
    if last:
        values |= {"after_visit": last["visit"], "after_id": last["id"]}
    rows = db.view("invitations_now").rows_where(
        " AND ".join(_terms(wanted, len(marks), is_first=last is None)),
        values,
        select=f"*, {ROUND} AS round, ({STUCK}) AS is_stuck",
        order_by=", ".join(_order(wanted)),
        limit=A_PAGE + 1,
    )
    found = [_listed(row, sealer, clock.now) for row in rows]
    return Page(tuple(found[:A_PAGE]), more=len(found) > A_PAGE)


def counts(db: Database, clock: Clock) -> tuple[int, int]:
    """How many are stuck, and how many are not opened yet for visits in the next two days."""
    view, values = db.view("invitations_now"), _values(Wanted(), clock)
    return view.count_where(STUCK, values), view.count_where(UNOPENED, values)


def of_batch(db: Database, sealer: Sealer, batch: str) -> list[Invitation]:
    """Those made by one press of a button, in the order they were made."""
    rows = db.view("invitations_now").rows_where("batch = ?", [batch], order_by="id")
    return [opened(row, sealer) for row in rows]


def _terms(wanted: Wanted, marks: int, *, is_first: bool) -> list[str]:
    terms = [PLACES[wanted.show]]
    if marks:
        place = PLACES[wanted.show].replace("stands =", "stands || '' =")
        terms = [place.replace("is_open =", "is_open + 0 =")]
        terms.append(f"mark IN ({', '.join(f':mark_{at}' for at in range(marks))})")
    if wanted.physiotherapist:
        is_hidden = _is_few(wanted) or wanted.show is Show.EXPIRED
        terms.append(f"{_column('physiotherapist', is_hidden)} = :physiotherapist")
    if wanted.visit_from:
        terms.append("visit >= :visit_from")
    if wanted.visit_to:
        terms.append("visit < :visit_to")
    if not is_first:
        terms.append(_beyond(wanted))
    return terms


def _beyond(wanted: Wanted) -> str:
    """What comes after the last one of the page before."""
    names = [part.removesuffix(" DESC") for part in _order(wanted)]
    values = [":after_visit", ":after_id"][-len(names) :]
    sign = "<" if _is_backward(wanted) else ">"
    return f"({', '.join(names)}) {sign} ({', '.join(values)})"


def _order(wanted: Wanted) -> list[str]:
    is_few = _is_few(wanted)
    is_by_visit = wanted.order in (Order.VISIT, Order.LAST_VISIT)
    is_bounded = wanted.show is Show.COMING or bool(wanted.visit_from or wanted.visit_to)
    number = _column("id", is_few or (is_bounded and not is_by_visit))
    names = [_column("visit", is_few), number] if is_by_visit else [number]
    return [f"{name} DESC" for name in names] if _is_backward(wanted) else names


def _is_few(wanted: Wanted) -> bool:
    """Whether so few can be meant that they are found first and then sorted."""
    return wanted.show in FEW or bool(wanted.reference)


def _column(name: str, is_hidden: bool) -> str:
    """A column; hidden, it is no index's, so that the one that finds the few is used."""
    return f"coalesce({name}, 0)" if is_hidden else name


def _is_backward(wanted: Wanted) -> bool:
    return wanted.order in (Order.LAST_VISIT, Order.LAST_MADE)


def _values(wanted: Wanted, clock: Clock) -> dict[str, Any]:
    def at(later: timedelta) -> str:
        return f"{clock.here + later:%Y-%m-%dT%H:%M}"

    return {
        "now": stamp(clock.now),
        "long_ago": stamp(clock.now - STUCK_AFTER),
        "today": f"{clock.here:%Y-%m-%d}",
        "soon": at(STUCK_AFTER),
        "two_days": at(timedelta(days=2)),
        "physiotherapist": wanted.physiotherapist,
        "visit_from": wanted.visit_from,
        "visit_to": f"{wanted.visit_to}T99",
    }


def _listed(row: Mapping[str, Any], sealer: Sealer, now: datetime) -> Listed:
    one = opened(row, sealer)
    state = one.state(now)
    since = {
        State.MADE: one.made,
        State.OPENED: one.opened,
        State.IN_PROGRESS: one.changed,
        State.SUBMITTED: one.submitted,
        State.READ: one.read,
        State.EXPIRED: one.ends,
        State.WITHDRAWN: one.withdrawn,
    }[state]
    is_reopened = state is State.IN_PROGRESS and row["round"] > 1
    return Listed(one, state, since or one.made, bool(row["is_stuck"]), is_reopened)
