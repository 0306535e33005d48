"""What stands twice so that a list is one look into an index, kept in the transaction of a change.

Beside each submission: whether the list of patients has it, and of the visit when and with whom it
is. Beside each invitation: its status, but for the clock, which says whether an open one has ended.
"""

from collections.abc import Mapping, Sequence

from records.engine.store import Row, Store
from records.people.audit import NoEntryReason, unaudited

VISIT = """SELECT physiotherapist, visit, status, opened, withdrawn
    FROM invitations WHERE id = :id"""
SUBMISSIONS = """SELECT id, received, submitted, read, waiting, wrong_person,
    listed, physiotherapist, visit
    FROM responses WHERE invitation = :id ORDER BY submission DESC"""


def derive(db: Store, invitation: int) -> None:
    """Keep it of one invitation and its submissions. Within the transaction of what changed."""
    visit = db.one(VISIT, id=invitation)
    if visit is None:
        return
    submissions = db.many(SUBMISSIONS, id=invitation)
    own = [one for one in submissions if one["received"] and not one["wrong_person"]]
    for one in submissions:
        # The newest of the patient's own, and any other while a warning of its own waits.
        is_listed = one["received"] and (one["waiting"] or one in own[:1])
        wanted = {"listed": int(bool(is_listed))}
        _keep(db, "responses", one, wanted | {n: visit[n] for n in ("physiotherapist", "visit")})
    _keep(db, "invitations", {**visit, "id": invitation}, {"status": _status(visit, submissions)})


def _status(visit: Row, submissions: Sequence[Row]) -> str:
    """What was sent stays sent, whatever happens to the link.

    What stopped at a warning sign has come as well: a list must not tell how urgent a warning is.
    """
    sent = [one for one in submissions if one["submitted"] and not one["wrong_person"]]
    if sent:
        return "read" if sent[0]["read"] else "submitted"
    if any(one["received"] and not one["wrong_person"] for one in submissions):
        return "submitted"
    if visit["withdrawn"]:
        return "withdrawn"
    if submissions:
        return "in_progress"
    return "opened" if visit["opened"] else "made"


def _keep(db: Store, table: str, row: Row, wanted: Mapping[str, object]) -> None:
    if any(row[name] != value for name, value in wanted.items()):
        with unaudited(db, NoEntryReason.DERIVED):
            db.update(table, wanted, "id = :id", id=row["id"])
