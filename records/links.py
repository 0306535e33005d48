"""The addresses that open an invitation. Only the hash of each is kept."""

from dataclasses import dataclass
from datetime import datetime

from records.audit import changing
from records.engine.database import Database
from records.engine.timestamps import stamp
from records.engine.tokens import hash_of, new_token


@dataclass(frozen=True, slots=True)
class Link:
    """One address. `is_replaced`: a newer one was given out instead."""

    id: int
    invitation: str
    """The name of what it opens."""
    is_replaced: bool


def add(db: Database, invitation: int, *, now: datetime, token: str = "") -> str:
    """Another link to an invitation; its token. The earlier ones stay good.

    `token`: the one to give, unless it was given out before.
    """
    if not token or of_token(db, token):
        token = new_token()
    row = {"token_hash": hash_of(token), "invitation": invitation, "made": stamp(now)}
    with changing(db):
        db.table("links").insert(row)
    return token


def replace_all(db: Database, invitation: int, *, now: datetime, token: str = "") -> str:
    """A new link in place of all earlier ones; its token, as for `add`."""
    with changing(db):
        still_good = "invitation = ? AND replaced IS NULL"
        for row in list(db.table("links").rows_where(still_good, [invitation])):
            db.table("links").update(row["id"], {"replaced": stamp(now)})
        return add(db, invitation, now=now, token=token)


def of_token(db: Database, token: str) -> Link | None:
    """The link with this token; None for a token that was never given out."""
    return _link(db, "links.token_hash = :value", hash_of(token))


def by_id(db: Database, number: int) -> Link | None:
    """The link that a browser came by."""
    return _link(db, "links.id = :value", number)


def _link(db: Database, where: str, value: str | int) -> Link | None:
    rows = db.table("links").rows_where(where, {"value": value})
    for row in rows:
        name = db.table("invitations").get(row["invitation"])["name"]
        return Link(row["id"], name, row["replaced"] is not None)
    return None
