"""Four digits that the front desk gives to a patient in the diary, to be typed at a kiosk once.

So few digits are found by guessing: who looks them up counts the tries
(records/people/throttle.py).
"""

import secrets
from datetime import datetime, timedelta
from typing import cast

from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import from_iso, to_iso
from records.people.audit import NoEntryReason, changing, unaudited
from records.rows import in_brackets
from records.text import in_figures

LASTS = timedelta(hours=2)
DIGITS = 4


class TooMany(Exception):
    """So many codes are out that a new one could be guessed; wait until some have ended."""


MOST = 500  # codes out at once


def give(db: Store, encryption: Encryption, invitation: int, now: datetime) -> str:
    """A code for an invitation, in place of any before. Raises TooMany."""
    with changing(db):
        clear(db, now)
        db.delete("kiosk_codes", "invitation = :invitation", invitation=invitation)
        if db.value("SELECT count(*) FROM kiosk_codes") >= MOST:
            raise TooMany
        code = _unused(db, encryption)
        row = {
            "invitation": invitation,
            "blind_index": encryption.blind_indexes(code)[0],
            "ends": to_iso(now + LASTS),
        }
        db.insert("kiosk_codes", row)
    return code


def ends_of(db: Store, invitation: int, now: datetime) -> datetime | None:
    """Until when an invitation's code can be typed; None when there is none."""
    its = "SELECT ends FROM kiosk_codes WHERE invitation = :invitation AND ends > :now"
    ends: str | None = db.value(its, invitation=invitation, now=to_iso(now))
    return from_iso(ends)


def find(db: Store, encryption: Encryption, typed: str, now: datetime) -> str | None:
    """The name of the invitation that a code opens, and spends nothing; None for a wrong one."""
    digits = "".join(filter(str.isdecimal, in_figures(typed)))
    places, indexes = in_brackets(encryption.blind_indexes(digits))
    its = f"""SELECT name FROM kiosk_codes JOIN invitations ON invitations.id = invitation
        WHERE kiosk_codes.blind_index IN ({places})
        AND kiosk_codes.ends > :now"""
    return cast("str | None", db.value(its, **indexes, now=to_iso(now)))


def use(db: Store, encryption: Encryption, typed: str, now: datetime) -> str | None:
    """The same, and the code opens nothing any more."""
    with changing(db):
        name = find(db, encryption, typed, now)
        its = "invitation = (SELECT id FROM invitations WHERE name = :name)"
        db.delete("kiosk_codes", its, name=name)
        return name


def clear(db: Store, now: datetime) -> None:
    """Delete the codes that have ended."""
    with unaudited(db, NoEntryReason.TAKE_HOME):
        db.delete("kiosk_codes", "ends <= :now", now=to_iso(now))


def _unused(db: Store, encryption: Encryption) -> str:
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        out = "SELECT 1 FROM kiosk_codes WHERE blind_index = :index"
        if not db.value(out, index=encryption.blind_indexes(code)[0]):
            return code
