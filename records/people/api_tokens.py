"""Tokens by which other programs of the clinic read here. Only the hash of one is kept."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.engine.tokens import hash_of, new_token
from records.people.audit import NoEntryReason, changing, unaudited
from records.rows import record
from records.text import on_one_line

LONGEST_NAME = 60  # characters
WORTH_NOTING = timedelta(minutes=1)  # of being seen: a row need not change at every request
WITH_MAKER = """SELECT api_tokens.*, staff.name AS maker FROM api_tokens
    LEFT JOIN staff ON staff.id = api_tokens.made_by"""


class TokenNameTaken(ValueError):
    """Another token in use has this name; the words say so."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What one program may read, and whether it still may."""

    id: int
    name: str
    """Of the program, as the clinic calls it."""
    scopes: tuple[str, ...]
    made: datetime
    maker: str | None
    """Who of the staff made it."""
    seen: datetime | None
    revoked: datetime | None


def is_name(name: str) -> bool:
    """Whether a program may be called so."""
    return name == on_one_line(name) and 0 < len(name) <= LONGEST_NAME


def add(
    db: Store,
    name: str,
    scopes: Sequence[str],
    now: datetime,
    *,
    made_by: int | None = None,
    token: str = "",
) -> str:
    """A new token, `token` where one is given; it is shown once and not kept. Raises
    TokenNameTaken."""
    token = token or new_token()
    with changing(db):
        in_use = "SELECT 1 FROM api_tokens WHERE name = :name AND revoked IS NULL"
        if db.value(in_use, name=name):
            raise TokenNameTaken(f"There is a token called {name} already.")
        row = {"name": name, "token_hash": hash_of(token), "scopes": " ".join(scopes)}
        db.insert("api_tokens", row | {"made": to_iso(now), "made_by": made_by})
    return token


def find(db: Store, token: str, now: datetime) -> ApiToken | None:
    """The token as it stands, noted as seen; None for one that is unknown or revoked."""
    known = of_token(db, token)
    if known is None or known.revoked:
        return None
    if known.seen is None or abs(now - known.seen) >= WORTH_NOTING:
        with unaudited(db, NoEntryReason.SEEN):
            db.update("api_tokens", {"seen": to_iso(now)}, "id = :id", id=known.id)
    return known


def of_token(db: Store, token: str) -> ApiToken | None:
    """The same, revoked or not."""
    row = db.one(f"{WITH_MAKER} WHERE token_hash = :token_hash", token_hash=hash_of(token))
    return _opened(row) if row else None


def by_id(db: Store, number: int) -> ApiToken | None:
    """The one with this number."""
    number = min(number, sys.maxsize)  # an address may name more than the database can hold
    row = db.one(f"{WITH_MAKER} WHERE api_tokens.id = :id", id=number)
    return _opened(row) if row else None


def everyone(db: Store) -> list[ApiToken]:
    """All that there are or were, those in use first."""
    rows = db.many(f"{WITH_MAKER} ORDER BY revoked IS NOT NULL, api_tokens.id DESC")
    return [_opened(row) for row in rows]


def revoke(db: Store, number: int, now: datetime) -> None:
    """Let it read nothing more, from now on."""
    with changing(db):
        revoked = {"revoked": to_iso(now)}
        db.update("api_tokens", revoked, "id = :id AND revoked IS NULL", id=number)


def keep_revoked(db: Store, before: Store) -> None:
    """Let those that were revoked in the records of before stay so in these."""
    gone = "SELECT token_hash, revoked FROM api_tokens WHERE revoked IS NOT NULL"
    with changing(db):
        for row in before.many(gone):
            of_it = "token_hash = :token_hash AND revoked IS NULL"
            revoked = {"revoked": row["revoked"]}
            db.update("api_tokens", revoked, of_it, token_hash=row["token_hash"])


def _opened(row: Row) -> ApiToken:
    return record(ApiToken, row, scopes=tuple(row["scopes"].split()))
