"""The patients before and after one, in the order in which a physiotherapist sees them."""

from dataclasses import dataclass
from typing import Any

from records.engine.database import Database
from records.invitations import Invitation
from records.looking import select


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The names of the invitations before and after one; None at either end."""

    before: str | None
    after: str | None


def around(db: Database, invitation: Invitation) -> Neighbours:
    """Who was received for the visits just before and just after this one.

    Two visits at the same time stand in the order in which they were made.
    """
    return Neighbours(_nearest(db, invitation, BEFORE), _nearest(db, invitation, AFTER))


@dataclass(frozen=True, slots=True)
class _Side:
    """To which side of a visit to look, in SQL."""

    side: str
    nearest: str


BEFORE, AFTER = _Side("<", "max"), _Side(">", "min")
WEIGHTS = (0, 1, 2, 3)  # how urgent a warning waits: each has a stretch of the index of its own
LINES = "inbox_lines INDEXED BY inbox_whose_visit"
THESE = "waiting = ? AND physiotherapist = ?"


def _nearest(db: Database, here: Invitation, to: _Side) -> str | None:
    """First at the same time, then at the nearest one."""
    whose, number = here.physiotherapist, f"AND invitation {to.side} ?"
    found = _of_all(db, to, "invitation", f"visit = ? {number}", whose, here.visit, here.id)
    if found is None:
        visit = _of_all(db, to, "visit", f"visit {to.side} ?", whose, here.visit)
        found = _of_all(db, to, "invitation", "visit = ?", whose, visit)
    return None if found is None else db.table("invitations").get(found)["name"]


def _of_all(db: Database, to: _Side, what: str, where: str, *values: Any) -> Any:
    """The nearest value, whether a warning waits or not."""
    sql = f"{select(f'{to.nearest}({what})', LINES)} WHERE {THESE} AND {where}"
    found = [db.execute(sql, [weight, *values]).fetchone()[0] for weight in WEIGHTS]
    there = [one for one in found if one is not None]
    return (min if to is AFTER else max)(there, default=None)
