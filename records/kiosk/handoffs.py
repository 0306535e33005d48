"""A copy of a result that somebody asked to take along: for minutes, encrypted, and opened once.

It is deleted as it is opened; what nobody opened goes by the clock, and at once when the clock is
set back to before it was kept.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from records.answers.snapshot import KeptAnswers
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import CLOCKS_DIFFER, from_iso, to_iso
from records.engine.tokens import SIGNS, hash_of, new_token
from records.people.audit import NoEntryReason, unaudited

LASTS = timedelta(minutes=15)
OPENS = "ends > :now AND ends <= :latest"


@dataclass(frozen=True, slots=True)
class Handoff:
    """A new handoff, with the token and the code that open it: neither is stored in the clear."""

    id: int
    token: str
    """For a picture that a phone reads."""
    code: str
    """The same to be typed: eight characters in two groups."""
    ends: datetime


def add(db: Store, encryption: Encryption, kept: KeptAnswers, now: datetime) -> Handoff:
    """Keep a copy for a quarter of an hour."""
    token, signs = new_token(), "".join(secrets.choice(SIGNS) for _ in range(8))
    row = {
        "token_hash": hash_of(token),
        "code_hash": hash_of(signs),
        "ends": to_iso(now + LASTS),
        "encrypted": encryption.encrypt(dict(kept), now=now),
    }
    with unaudited(db, NoEntryReason.TAKE_HOME):
        clear(db, now)
        number = db.insert("handoffs", row)
    return Handoff(number, token, f"{signs[:4]}-{signs[4:]}", now + LASTS)


def is_there(db: Store, secret: str, now: datetime) -> bool:
    """Whether a token or a code, however it is typed, would open something; spends nothing."""
    its = f"""SELECT 1 FROM handoffs
        WHERE (token_hash = :hash OR code_hash = :hash) AND {OPENS}"""
    return db.value(its, hash=hash_of(secret), **_at(now)) is not None


def ends_of(db: Store, number: int, now: datetime) -> datetime | None:
    """Until when a copy can be opened; None when it was opened, or is too old."""
    its = f"SELECT ends FROM handoffs WHERE id = :id AND {OPENS}"
    ends: str | None = db.value(its, id=number, **_at(now))
    return from_iso(ends)


def take(db: Store, encryption: Encryption, secret: str, now: datetime) -> KeptAnswers | None:
    """What a token or a code opens; it is gone with that. None for what is not there."""
    return _take(db, encryption, "token_hash = :value OR code_hash = :value", hash_of(secret), now)


def take_numbered(
    db: Store, encryption: Encryption, number: int, now: datetime
) -> KeptAnswers | None:
    """The same for staff who print it."""
    return _take(db, encryption, "id = :value", number, now)


def clear(db: Store, now: datetime) -> None:
    """Delete the copies that are too old, and those that were kept after now."""
    with unaudited(db, NoEntryReason.TAKE_HOME):
        db.delete("handoffs", f"NOT ({OPENS})", **_at(now))


def _at(now: datetime) -> dict[str, str]:
    return {"now": to_iso(now), "latest": to_iso(now + LASTS + CLOCKS_DIFFER)}


def _take(
    db: Store, encryption: Encryption, where: str, value: str | int, now: datetime
) -> KeptAnswers | None:
    with unaudited(db, NoEntryReason.TAKE_HOME):
        clear(db, now)
        row = db.one(f"SELECT id, encrypted FROM handoffs WHERE {where}", value=value)
        if row is None or (opened := encryption.decrypt_if_it_can(row["encrypted"])) is None:
            return None
        db.delete("handoffs", "id = :id", id=row["id"])
        kept: KeptAnswers = opened
        return kept
