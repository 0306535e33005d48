"""The people who work at the clinic: their names, roles, and how each first comes in.

A name is compared as people read it: capitals and stray spaces make no difference.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from records.engine.store import Row, Store
from records.engine.timestamps import to_iso
from records.engine.tokens import hash_of, new_token
from records.people import known_browsers
from records.people.audit import NoEntryReason, changing, unaudited
from records.rows import record
from records.text import folded, on_one_line

SET_UP_LASTS = timedelta(hours=72)
PRESSED_TWICE = timedelta(minutes=1)
FIRST = "First administrator"  # until the set-up page has asked for the person's own name
ADMINISTRATOR = "administrator"
LONGEST_NAME = 80  # characters


class StaffNameTaken(ValueError):
    """Somebody else has this name, or had it: the audit knows people by name."""


class Outdated(ValueError):
    """Meanwhile they left, have a new link or another passphrase: what was compared is over."""


class LastAdministrator(ValueError):
    """Without this person nobody could add or remove people any more."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here, or did until `gone`; `seen` is to the minute."""

    id: int
    name: str
    roles: tuple[str, ...]
    is_set_up: bool
    gone: datetime | None
    seen: datetime | None


def add(db: Store, name: str, roles: Iterable[str]) -> Person:
    """Somebody new, who signs in only after following a set-up link. Raises StaffNameTaken."""
    with changing(db):
        _refuse_taken(db, name)
        row = {"name": on_one_line(name), "roles": ",".join(roles)}
        number = db.insert("staff", row)
    return by_id(db, number)


def everyone(db: Store) -> list[Person]:
    """Everybody, by name; those who left too."""
    people = [person_of(row) for row in db.many("SELECT * FROM staff")]
    return sorted(people, key=lambda person: folded(person.name))


def find(db: Store, name: str) -> Person | None:
    """The person of this name, who may have left."""
    same = (one for one in everyone(db) if folded(one.name) == folded(name))
    return next(same, None)


def by_id(db: Store, staff: int) -> Person:
    """Somebody who is or was here. Raises KeyError."""
    number = min(staff, sys.maxsize)  # an address may name more than the database can hold
    if row := db.one("SELECT * FROM staff WHERE id = :id", id=number):
        return person_of(row)
    raise KeyError(staff)


def name_of(db: Store, staff: int | None) -> str | None:
    """What somebody is called; None for nobody."""
    return None if staff is None else by_id(db, staff).name


def kept_passphrase(db: Store, staff: int) -> str:
    """The hash of a passphrase; "" before it is set, and of somebody who left."""
    its = "SELECT passphrase FROM staff WHERE id = :id AND gone IS NULL"
    return db.value(its, id=staff) or ""


def refuse_outdated(db: Store, staff: int, compared: str) -> None:
    """Raise Outdated where the kept hash is not the one that somebody's passphrase was compared
    with. To hash takes long, and is done before the transaction that rests on it."""
    if kept_passphrase(db, staff) != compared:
        raise Outdated("This passphrase was changed, or they left.")


def keep_passphrase(db: Store, staff: int, passphrase_hash: str, compared: str) -> None:
    """The same passphrase under another hash; nobody is signed out by it. Raises Outdated."""
    with unaudited(db, NoEntryReason.REHASHED):
        refuse_outdated(db, staff, compared)
        db.update("staff", {"passphrase": passphrase_hash}, "id = :id", id=staff)


def new_set_up_link(
    db: Store, staff: int, now: datetime, token: str = "", *, is_last_too: bool = False
) -> str:
    """The token of a new link; links before it, the old passphrase and all sign-ins are over.

    Somebody who had left is back. `token`: the one to give, unless it was given out before.
    `is_last_too`: also for the only administrator, where whoever asks has the link in hand. Raises
    LastAdministrator.
    """
    with changing(db):
        if not is_last_too:
            _refuse_last(db, staff)
        given_before = "SELECT id FROM staff WHERE set_up_hash = :hash"
        if not token or db.value(given_before, hash=hash_of(token)):
            token = new_token()
        _end_sign_ins(db, staff)
        known_browsers.forget_all(db, staff)
        ends = {"set_up_hash": hash_of(token), "set_up_ends": to_iso(now + SET_UP_LASTS)}
        changed = {**ends, "passphrase": None, "gone": None}
        db.update("staff", changed, "id = :id", id=staff)
    return token


def of_set_up_link(
    db: Store, token: str, now: datetime, *, is_spent: bool = False
) -> Person | None:
    """Whose link this is, while it holds; looking spends nothing.

    `is_spent`: whose it was until a moment ago, for a button that was pressed twice.
    """
    its = "SELECT * FROM staff WHERE set_up_hash = :hash AND set_up_ends > :now AND gone IS NULL"
    row = db.one(its, hash=hash_of(token), now=to_iso(now))
    return person_of(row) if row and is_spent == (row["passphrase"] is not None) else None


def set_up(
    db: Store, token: str, passphrase_hash: str, now: datetime, name: str = ""
) -> Person | None:
    """Spend a link; None when it no longer holds. `name` renames. Raises StaffNameTaken."""
    with changing(db):
        person = of_set_up_link(db, token, now)
        if person is None:
            return None
        if name:
            _refuse_taken(db, name, apart_from=person.id)
        done = {"passphrase": passphrase_hash, "set_up_ends": to_iso(now + PRESSED_TWICE)}
        changed = {**done, "name": on_one_line(name) or person.name}
        db.update("staff", changed, "id = :id", id=person.id)
        db.delete("staff", "name = :first AND passphrase IS NULL", first=FIRST)
    return by_id(db, person.id)


def change_passphrase(db: Store, staff: int, passphrase_hash: str, compared: str) -> None:
    """A new one in place of the old; every sign-in of before is over. Raises Outdated."""
    with changing(db):
        refuse_outdated(db, staff, compared)
        _end_sign_ins(db, staff)
        db.update("staff", {"passphrase": passphrase_hash}, "id = :id", id=staff)


def give_roles(db: Store, staff: int, roles: Iterable[str]) -> None:
    """These roles and no others. Raises LastAdministrator."""
    with changing(db):
        given = tuple(roles)
        if ADMINISTRATOR not in given:
            _refuse_last(db, staff)
        db.update("staff", {"roles": ",".join(given)}, "id = :id", id=staff)


def leave(db: Store, staff: int, now: datetime) -> None:
    """Shut somebody out at once; what they did stays told. Raises LastAdministrator."""
    with changing(db):
        _refuse_last(db, staff)
        _end_sign_ins(db, staff)
        known_browsers.forget_all(db, staff)
        nothing = dict.fromkeys(("passphrase", "set_up_hash", "set_up_ends"))
        db.update("staff", {**nothing, "gone": to_iso(now)}, "id = :id", id=staff)


def is_name(name: str) -> bool:
    """Whether somebody can be called this."""
    return 0 < len(on_one_line(name)) <= LONGEST_NAME and folded(name) != folded(FIRST)


def _refuse_taken(db: Store, name: str, apart_from: int = 0) -> None:
    there = find(db, name)
    if there and there.id != apart_from:
        raise StaffNameTaken(f"There is a {there.name} already.")


def _refuse_last(db: Store, staff: int) -> None:
    """Only people who can sign in count: a link that was never followed helps nobody."""
    able = [one for one in everyone(db) if ADMINISTRATOR in one.roles and one.is_set_up]
    if [one.id for one in able] == [staff]:
        raise LastAdministrator(f"{able[0].name} is the only administrator.")


def _end_sign_ins(db: Store, staff: int) -> None:
    with changing(db):
        db.delete("sign_ins", "staff = :staff", staff=staff)


def person_of(row: Row) -> Person:
    """Somebody from a row of staff."""
    roles = tuple(filter(None, row["roles"].split(",")))
    return record(Person, row, roles=roles, is_set_up=row["passphrase"] is not None)
