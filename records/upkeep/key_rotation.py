"""Everything encrypted again with a new key. It may be interrupted anywhere, and run again.

Old keys stay readable until nothing needs them: at no moment is a value without its key.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from records.engine.encryption import Encryption
from records.engine.private_files import write
from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.people.audit import AuditAction, NoEntryReason, audited, unaudited

# Every encrypted column there is, by table, behind the column that numbers its rows.
ENCRYPTED: Mapping[str, tuple[str, Sequence[str]]] = {
    "visit_requests": ("sequence", ["encrypted"]),
    "invitations": ("id", ["encrypted"]),
    "answerers": ("id", ["encrypted"]),
    "responses": ("id", ["encrypted", "snapshot", "summary", "verdict"]),
    "warnings": ("id", ["encrypted"]),
    "notes": ("id", ["encrypted"]),
    "outbox": ("id", ["encrypted"]),
    "handoffs": ("id", ["encrypted"]),
}
AT_ONCE = 500  # rows a transaction

OnValue = Callable[[int], object]
"""Is told how many rows were done since it was told last."""


def newest_encrypted(db: Store, rows: int) -> Iterator[bytes]:
    """What is encrypted in so many of the last rows of every table."""
    for table, (number, columns) in ENCRYPTED.items():
        last = f"SELECT * FROM {table} ORDER BY {number} DESC LIMIT :rows"
        for row in db.many(last, rows=rows):
            yield from (row[name] for name in columns if row[name] is not None)


def tell_nobody(rows: int) -> None:
    """For whoever does not watch."""


@dataclass(frozen=True, slots=True)
class KeyUse:
    """How many encrypted values there are, need a key behind the first, or open with none."""

    values: int = 0
    old: int = 0
    lost: int = 0

    def __add__(self, other: "KeyUse") -> "KeyUse":
        return KeyUse(self.values + other.values, self.old + other.old, self.lost + other.lost)

    @staticmethod
    def of(places: Iterable[int | None]) -> "KeyUse":
        """From which key each value needs."""
        needed = list(places)
        lost = needed.count(None)
        return KeyUse(len(needed), len(needed) - lost - needed.count(0), lost)


def new_key() -> str:
    """A key that nobody has."""
    return Fernet.generate_key().decode()


def rotate(
    db: Store,
    path: Path,
    keys: Sequence[str],
    key: str,
    told: OnValue = tell_nobody,
    *,
    now: datetime,
    actor: str = "command",
) -> tuple[bool, KeyUse]:
    """Put a key in front of those in the file, and encrypt everything with it; audited.

    Where an earlier change was interrupted, that is finished, and the key is not used: whether
    it is, and what was found. Of the old keys only the last stays, for cookies under way.
    """
    is_new = not count_key_use(db, keys, told).old
    with audited(db, actor=actor, action=AuditAction.ROTATED_KEYS, subject="records", now=now):
        if is_new:
            keys = [key, keys[0]]
            note_key(db, key, now)
            write(path, [f"{key}\n".encode() for key in keys], over=True)
    return is_new, reencrypt(db, keys, told)


def note_key(db: Store, key: str, now: datetime) -> None:
    """Remember which key encrypts from now on."""
    name = fingerprint(key)
    if db.value("SELECT fingerprint FROM key_fingerprints") != name:
        with unaudited(db, NoEntryReason.KEYS):
            db.delete("key_fingerprints", "TRUE")
            db.insert("key_fingerprints", {"fingerprint": name, "noted": to_iso(now)})


def fingerprint(key: str) -> str:
    """What tells a key from others and does not open anything."""
    return hashlib.sha256(f"fingerprint:{key}".encode()).hexdigest()[:16]


def how_many(db: Store) -> int:
    """The rows with something encrypted."""
    return sum(db.value(f"SELECT count(*) FROM {table}") for table in ENCRYPTED)


def count_key_use(db: Store, keys: Sequence[str], told: OnValue = tell_nobody) -> KeyUse:
    """What every encrypted value needs to be opened; changes nothing."""
    ring, found = _Ring(keys), KeyUse()
    for table in ENCRYPTED:
        for rows in _rows(db, table):
            found = sum((KeyUse.of(ring.places(table, row).values()) for row in rows), found)
            told(len(rows))
    return found


def reencrypt(db: Store, keys: Sequence[str], told: OnValue = tell_nobody) -> KeyUse:
    """Encrypt with the first key whatever another of these did; what was found before that.

    In small transactions: what an interruption leaves is mixed, and all of it readable. Nobody
    else may write meanwhile (engine/process_lock.py).
    """
    ring, found = _Ring(keys), KeyUse()
    for table in ENCRYPTED:
        for rows in _rows(db, table):
            with db.transaction():
                found = sum((_reencrypt(db, ring, table, row) for row in rows), found)
            told(len(rows))
    if found.old:
        db.leave_nothing()
    return found


def _reencrypt(db: Store, ring: "_Ring", table: str, row: Row) -> KeyUse:
    """Encrypt what of a row another key did, and make the blind index of its reference again."""
    places = ring.places(table, row)
    changed: dict[str, object] = {
        name: ring.reencrypt(row[name]) for name in places if places[name]
    }
    if changed and table == "invitations":
        changed["blind_index"] = ring.blind_index(row["encrypted"])
    if changed:
        with unaudited(db, NoEntryReason.SAME_WORDS):
            number = ENCRYPTED[table][0]
            db.update(table, changed, f"{number} = :number", number=row[number])
    return KeyUse.of(places.values())


def _rows(db: Store, table: str) -> Iterator[Sequence[Row]]:
    """The rows of a table in order, some at a time."""
    number, last = ENCRYPTED[table][0], 0
    some = f"SELECT * FROM {table} WHERE {number} > :last ORDER BY {number} LIMIT {AT_ONCE}"
    while rows := db.many(some, last=last):
        yield rows
        last = rows[-1][number]


class _Ring:
    """Keys in their order."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._each = [Fernet(key) for key in keys]
        self._any = MultiFernet(self._each)
        self._encryption = Encryption(keys)

    def places(self, table: str, row: Row) -> dict[str, int | None]:
        """Which key encrypted each column of a row, from 0 on; None for none of them."""
        names = (name for name in ENCRYPTED[table][1] if row[name] is not None)
        return {name: self._place(row[name]) for name in names}

    def _place(self, encrypted: bytes) -> int | None:
        for place, key in enumerate(self._each):
            with suppress(InvalidToken):
                key.decrypt(encrypted)
                return place
        return None

    def reencrypt(self, encrypted: bytes) -> bytes:
        """With the first key, and as old as before."""
        return self._any.rotate(encrypted)

    def blind_index(self, encrypted: bytes) -> str:
        """What the first key finds a reference by."""
        subject: Any = self._encryption.decrypt(encrypted)  # as it went in
        return self._encryption.blind_indexes(subject["reference"])[0]
