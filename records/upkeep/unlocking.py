"""Whether the keys fit the records: asked at the start, before anything new is encrypted."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from records.engine.database import open_database
from records.engine.encryption import BadKey, Encryption
from records.engine.place import Place
from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.people.audit import NoEntryReason, unaudited
from records.upkeep.key_rotation import newest_encrypted

NEWEST = 5  # rows of each table
TO_DO = "Without them it cannot be read: to begin anew, move it away."


def refuse_wrong_keys(place: Place, keys: Sequence[str], now: datetime) -> None:
    """Raise BadKey where none of what was encrypted last can be opened.

    One value that opens is enough: keys of long ago may be gone. Two machines that start on empty
    records agree on the keys of the first.
    """
    with open_database(place) as db, db.transaction():
        if not _opens_something(db, keys):
            raise BadKey(
                f"None of the encryption keys opens what is in {place}. Put back the keys that it "
                f"was encrypted with. {TO_DO}"
            )
        newest = db.value("SELECT fingerprint FROM key_fingerprints ORDER BY noted DESC LIMIT 1")
        ours = [fingerprint(key) for key in keys]
        if newest is not None and newest not in ours:
            raise BadKey(
                f"Another machine encrypts {place} with a key that is not here. "
                "Copy the keys from there."
            )
        if newest != ours[0]:
            _note(db, ours[0], now)


def fingerprint(key: str) -> str:
    """What tells a key from others and does not open anything."""
    return hashlib.sha256(f"fingerprint:{key}".encode()).hexdigest()[:16]


def _opens_something(db: Store, keys: Sequence[str]) -> bool:
    """True for empty records as well."""
    encryption, values = Encryption(keys), list(newest_encrypted(db, NEWEST))
    return not values or any(encryption.decrypt_if_it_can(one) is not None for one in values)


def _note(db: Store, name: str, now: datetime) -> None:
    with unaudited(db, NoEntryReason.KEYS):
        db.delete("key_fingerprints", "fingerprint = :name", name=name)
        db.insert("key_fingerprints", {"fingerprint": name, "noted": to_iso(now)})
