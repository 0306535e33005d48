"""Screens in the waiting room: how a device becomes one, and until when it is.

A device is known by its cookie's token; of code and token only the hash is kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.engine.tokens import hash_of, new_token
from records.people.audit import NoEntryReason, changing, unaudited
from records.rows import record

CODE_LASTS = timedelta(minutes=15)
LONGEST_NAME = 60  # characters
SITTING = ("sitting", "sat_down", "touched")  # of whoever is there
WORTH_NOTING = timedelta(seconds=30)  # of being seen: a row need not change at every request


class KioskNameTaken(ValueError):
    """Another kiosk in use has this name; the words say so."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    """One device, and whether somebody is at it."""

    id: int
    name: str
    """Where it stands, as staff call it."""
    made: datetime
    code_ends: datetime | None
    """Until when its code can be typed; None when there is none."""
    enrolled: datetime | None
    seen: datetime | None
    version: str
    """Of the questions and rules that it last showed."""
    pin: str
    """What is kept of the PIN that leaves kiosk mode; empty for none."""
    withdrawn: datetime | None
    sitting: str | None
    sat_down: datetime | None
    """When whoever is there began."""
    touched: datetime | None
    section: str


def add(db: Store, name: str, now: datetime, token: str = "") -> tuple[Kiosk, str]:
    """A kiosk-to-be and the code that makes a device it. Raises KioskNameTaken.

    `token` is a secret of the form that adds it: a second press of its button finds the same
    kiosk with the same code.
    """
    token = token or new_token()
    with changing(db):
        if same := _one(db, "name = :name AND withdrawn IS NULL", name=name):
            its = "SELECT code_hash FROM kiosks WHERE id = :id"
            if db.value(its, id=same.id) != hash_of(_code(token)):
                raise KioskNameTaken(f"There is a kiosk called {name} already.")
            return same, new_code(db, same.id, now, token)
        number = db.insert("kiosks", {"name": name, "made": to_iso(now)})
        code = new_code(db, number, now, token)
        return by_id(db, number), code


def new_code(db: Store, number: int, now: datetime, token: str = "") -> str:
    """Another code for a kiosk, in place of any before; the device it was goes on until it is used.

    Eight signs in two groups, to be typed once; those that `token` begins with, where one is given.
    """
    code = _code(token or new_token())
    changed = {"code_hash": hash_of(code), "code_ends": to_iso(now + CODE_LASTS)}
    with changing(db):
        db.update("kiosks", changed, "id = :id", id=number)
    return code


def _code(token: str) -> str:
    return f"{token[:4]}-{token[4:8]}"


def enrol(db: Store, code: str, now: datetime) -> tuple[Kiosk, str] | None:
    """The kiosk that a device becomes by typing a code, and the token of its cookie.

    None for a code that was never given out, was used, or is too old.
    """
    with changing(db):
        found = of_code(db, code, now)
        if found is None:
            return None
        token = new_token()
        changed = {"token_hash": hash_of(token), "enrolled": to_iso(now), "seen": to_iso(now)}
        forgotten = dict.fromkeys(("code_hash", "code_ends", *SITTING))
        db.update("kiosks", changed | forgotten, "id = :id", id=found.id)
        return by_id(db, found.id), token


def of_code(db: Store, code: str, now: datetime) -> Kiosk | None:
    """The kiosk that a code would make a device, and spends nothing."""
    where = "code_hash = :hash AND code_ends > :now AND withdrawn IS NULL"
    return _one(db, where, hash=hash_of(code), now=to_iso(now))


def of_token(db: Store, token: str) -> Kiosk | None:
    """The kiosk that a device with this cookie is; None for any other device."""
    return _one(db, "token_hash = :hash AND withdrawn IS NULL", hash=hash_of(token))


def by_id(db: Store, number: int) -> Kiosk:
    """A kiosk, withdrawn or not. Raises LookupError."""
    if found := _one(db, "id = :id", id=number):
        return found
    raise LookupError(number)


def in_use(db: Store) -> list[Kiosk]:
    """Every kiosk that was not withdrawn, by name."""
    rows = db.many("SELECT * FROM kiosks WHERE withdrawn IS NULL ORDER BY name")
    return [record(Kiosk, row) for row in rows]


def note_seen(db: Store, kiosk: Kiosk, version: str, now: datetime) -> None:
    """Note that a device was heard of, and what it shows."""
    is_fresh = kiosk.seen is not None and abs(now - kiosk.seen) < WORTH_NOTING
    if not is_fresh or kiosk.version != version:
        with unaudited(db, NoEntryReason.SEEN):
            seen = {"seen": to_iso(now), "version": version}
            db.update("kiosks", seen, "id = :id", id=kiosk.id)


def leave(db: Store, kiosk: Kiosk) -> None:
    """The device is no kiosk any more; with another code it can be one again."""
    with changing(db):
        nothing = dict.fromkeys(("token_hash", "enrolled", *SITTING))
        db.update("kiosks", nothing, "id = :id", id=kiosk.id)


def withdraw(db: Store, number: int, now: datetime) -> None:
    """A kiosk is no more, whatever its device still holds."""
    gone = dict.fromkeys(("code_hash", "code_ends", "token_hash", *SITTING))
    with changing(db):
        db.update("kiosks", {**gone, "withdrawn": to_iso(now)}, "id = :id", id=number)


def set_pin(db: Store, number: int, hashed: str) -> None:
    """Another PIN to leave kiosk mode by; what is kept of it."""
    with changing(db):
        db.update("kiosks", {"pin": hashed}, "id = :id", id=number)


def _one(db: Store, where: str, **values: object) -> Kiosk | None:
    row = db.one(f"SELECT * FROM kiosks WHERE {where}", **values)
    return record(Kiosk, row) if row else None
