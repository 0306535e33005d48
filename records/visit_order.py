"""The patients before and after one, in the order in which a physiotherapist sees them."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from records.invitations import Invitation


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The names of the invitations before and after one; None at either end."""

    before: str | None
    after: str | None


def around(db: Database, invitation: Invitation) -> Neighbours:
    """Who was received for the visits just before and just after this one.

    Two visits at the same time stand in the order in which they were made.
    """
    here = {
        "physiotherapist": invitation.physiotherapist,
        "visit": invitation.visit,
        "id": invitation.id,
    }
    return Neighbours(_nearest(db, "<", "DESC", here), _nearest(db, ">", "ASC", here))


def _nearest(db: Database, side: str, order: str, here: dict[str, Any]) -> str | None:
    rows = db.view("responses_received").rows_where(
        f"physiotherapist = :physiotherapist AND (visit, invitation) {side} (:visit, :id)",
        here,
        order_by=f"visit {order}, invitation {order}",
        limit=1,
    )
    return next((row["name"] for row in rows), None)
