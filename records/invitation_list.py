"""The list of links as staff look through it: filtered, in order, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.engine.database import Database
from records.engine.encryption import Encryption
from records.invitations import Invitation, State, opened
from records.link_filters import Clock, Show, Wanted
from records.link_search import find, moments

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Listed:
    """An invitation in the list, and what only a list tells of it."""

    invitation: Invitation
    state: State
    since: datetime
    """When it came to that state; for one in progress, when it was last changed."""
    is_stuck: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, and the name behind which to look on; "" after the last."""

    rows: tuple[Listed, ...]
    after: str
    is_cut: bool = False
    """It has fewer rows than it could, because so many others stand between them."""


STUCK = (
    "is_open = 1 AND ends > :now AND (visit BETWEEN :today AND :soon"
    " OR (stands <> 'made' AND coalesce(changed, opened) <= :long_ago))"
)
WRONG_PERSON = (
    "is_not_me = 1 AND visit >= :today AND NOT EXISTS (SELECT 1 FROM invitations AS newer"
    " WHERE newer.mark = invitations_now.mark AND newer.id > invitations_now.id)"
)
# More than anybody reads are not counted.
UNOPENED = """SELECT count(*) FROM (SELECT 1 FROM invitations INDEXED BY links_visit
    WHERE stands = 'made' AND visit BETWEEN :today AND :two_days AND ends > :now LIMIT 1000)"""


def page(db: Database, encryption: Encryption, wanted: Wanted, clock: Clock) -> Page:
    """A page of the list, of 25 at most."""
    marks = encryption.blind_indexes(wanted.reference) if wanted.reference else []
    found = find(db, wanted, clock, marks, A_PAGE + 1)
    shown = found.numbers[:A_PAGE]
    numbers = ", ".join(map(str, shown)) or "NULL"  # for an empty list every row is looked at
    rows = db.view("invitations_now").rows_where(
        f"id IN ({numbers})",
        moments(clock),
        select=f"*, ({STUCK}) AS is_stuck",
    )
    listed = {row["id"]: _listed(row, encryption, clock.now) for row in rows}
    last = shown[-1] if len(found.numbers) > A_PAGE else found.ended
    after = db.table("invitations").get(last)["name"] if last else ""
    is_cut = len(shown) < A_PAGE and last is not None
    return Page(tuple(listed[number] for number in shown), after, is_cut)


def counts(db: Database, clock: Clock) -> tuple[int, int]:
    """How many are stuck, and how many are not opened yet for visits in the next two days.

    1000 for more.
    """
    stuck = find(db, Wanted(Show.STUCK), clock, [], 1000).numbers
    return len(stuck), int(db.execute(UNOPENED, moments(clock)).fetchone()[0])


def wrong_person(db: Database, encryption: Encryption, clock: Clock) -> list[Invitation]:
    """Those of coming visits whose link reached the wrong person, until the patient has another.

    At most 100.
    """
    rows = db.view("invitations_now").rows_where(
        WRONG_PERSON, moments(clock), order_by="visit, id", limit=100
    )
    return [opened(row, encryption) for row in rows]


def of_batch(db: Database, encryption: Encryption, batch: str) -> list[Invitation]:
    """Those made by one press of a button, in the order they were made."""
    rows = db.view("invitations_now").rows_where("batch = ?", [batch], order_by="id")
    return [opened(row, encryption) for row in rows]


def _listed(row: Mapping[str, Any], encryption: Encryption, now: datetime) -> Listed:
    one = opened(row, encryption)
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
    return Listed(one, state, since or one.made, bool(row["is_stuck"]))
