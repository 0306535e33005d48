"""The addresses that open an invitation. Only the hash of each is kept."""

from dataclasses import dataclass
from datetime import datetime

from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.engine.tokens import hash_of, new_token
from records.people.audit import changing
from records.rows import record


@dataclass(frozen=True, slots=True)
class Link:
    """One address. `is_replaced`: a newer one was given out instead."""

    id: int
    invitation: str
    """The name of what it opens."""
    made: datetime
    is_replaced: bool


def add(db: Store, invitation: int, *, now: datetime, token: str = "") -> str:
    """Another link to an invitation; its token. The earlier ones stay good.

    `token`: the one to give, unless it was given out before.
    """
    if not token or of_token(db, token):
        token = new_token()
    row = {"token_hash": hash_of(token), "invitation": invitation, "made": to_iso(now)}
    with changing(db):
        db.insert("links", row)
    return token


def replace_all(db: Store, invitation: int, *, now: datetime, token: str = "") -> str:
    """A new link in place of all earlier ones; its token, as for `add`."""
    with changing(db):
        still_good = "invitation = :invitation AND replaced IS NULL"
        db.update("links", {"replaced": to_iso(now)}, still_good, invitation=invitation)
        return add(db, invitation, now=now, token=token)


def of_token(db: Store, token: str) -> Link | None:
    """The link with this token; None for a token that was never given out."""
    return _link(db, "links.token_hash = :value", hash_of(token))


def by_id(db: Store, number: int) -> Link | None:
    """The link that a browser came by."""
    return _link(db, "links.id = :value", number)


def _link(db: Store, where: str, value: str | int) -> Link | None:
    its = f"""SELECT links.id, name, links.made, replaced FROM links
        JOIN invitations ON invitations.id = invitation WHERE {where}"""
    row = db.one(its, value=value)
    if row is None:
        return None
    return record(Link, row, invitation=row["name"], is_replaced=row["replaced"] is not None)
