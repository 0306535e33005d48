"""The patients before and after one, in the order in which a physiotherapist sees them."""

from dataclasses import dataclass

from records.answers.invitations import Invitation
from records.engine.store import Store

# Two visits at the same time stand in the order in which they were made.
NEAREST = """SELECT * FROM (SELECT '{side}' AS side, name FROM responses
    JOIN invitations ON invitations.id = responses.invitation
    WHERE listed = 1 AND responses.physiotherapist = :physiotherapist
        AND (responses.visit, responses.invitation) {than} (:visit, :id)
    ORDER BY responses.visit {way}, responses.invitation {way} LIMIT 1) AS {side}"""
BOTH = " UNION ALL ".join(
    (
        NEAREST.format(side="earlier", than="<", way="DESC"),
        NEAREST.format(side="later", than=">", way="ASC"),
    )
)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The names of the invitations before and after one; None at either end."""

    before: str | None
    after: str | None


def around(db: Store, invitation: Invitation) -> Neighbours:
    """Who was received for the visits just before and just after this one."""
    names = ("physiotherapist", "visit", "id")
    here = {name: getattr(invitation, name) for name in names}
    found = {row["side"]: row["name"] for row in db.many(BOTH, **here)}
    return Neighbours(found.get("earlier"), found.get("later"))
