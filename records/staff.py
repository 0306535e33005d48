"""The people who work at the clinic: their names, roles, and how each first comes in.

A name is compared as people read it: capitals and stray spaces make no difference.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from records import known_browsers
from records.audit import Why, changing, unaudited
from records.engine.database import Database
from records.engine.timestamps import moment, stamp
from records.engine.tokens import hash_of, new_token
from records.text import folded, on_one_line

SET_UP_LASTS = timedelta(hours=72)
PRESSED_TWICE = timedelta(minutes=1)
FIRST = "First administrator"  # until the set-up page has asked for the person's own name
ADMINISTRATOR = "administrator"
LONGEST_NAME = 80  # characters


class NameTaken(ValueError):
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


def add(db: Database, name: str, roles: Iterable[str]) -> Person:
    """Somebody new, who cannot sign in until they have followed a set-up link. Raises NameTaken."""
    with changing(db):
        _refuse_taken(db, name)
        row = {"name": on_one_line(name), "roles": ",".join(roles)}
        key = db.table("staff").insert(row).last_pk
    return by_id(db, int(str(key)))


def everyone(db: Database) -> list[Person]:
    """Everybody, by name; those who left too."""
    people = [_person(row) for row in db.table("staff").rows]
    return sorted(people, key=lambda person: folded(person.name))


def find(db: Database, name: str) -> Person | None:
    """The person of this name, who may have left."""
    same = (one for one in everyone(db) if folded(one.name) == folded(name))
    return next(same, None)


def by_id(db: Database, staff: int) -> Person:
    """Somebody who is or was here. Raises KeyError."""
    numbered = [min(staff, sys.maxsize)]  # an address may name more than the database can hold
    for row in db.table("staff").rows_where("id = ?", numbered):
        return _person(row)
    raise KeyError(staff)


def name_of(db: Database, staff: int | None) -> str | None:
    """What somebody is called; None for nobody."""
    return None if staff is None else by_id(db, staff).name


def kept_passphrase(db: Database, staff: int) -> str:
    """The hash of a passphrase; "" before it is set, and of somebody who left."""
    [row] = db.table("staff").rows_where("id = ?", [staff])
    return "" if row["gone"] else row["passphrase"] or ""


def refuse_outdated(db: Database, staff: int, compared: str) -> None:
    """Raise Outdated where the kept hash is not the one that somebody's passphrase was compared
    with. To hash takes long, and is done before the transaction that rests on it."""
    if kept_passphrase(db, staff) != compared:
        raise Outdated("This passphrase was changed, or they left.")


def keep_passphrase(db: Database, staff: int, passphrase_hash: str, compared: str) -> None:
    """The same passphrase under another hash; nobody is signed out by it. Raises Outdated."""
    with unaudited(db, Why.REHASHED):
        refuse_outdated(db, staff, compared)
        db.table("staff").update(staff, {"passphrase": passphrase_hash})


def new_set_up_link(
    db: Database, staff: int, now: datetime, token: str = "", *, is_last_too: bool = False
) -> str:
    """The token of a new link; links before it, the old passphrase and all sign-ins are over.

    Somebody who had left is back. `token`: the one to give, unless it was given out before.
    `is_last_too`: also for the only administrator, where whoever asks has the link in hand. Raises
    LastAdministrator.
    """
    with changing(db):
        if not is_last_too:
            _refuse_last(db, staff)
        if not token or db.table("staff").count_where("set_up_hash = ?", [hash_of(token)]):
            token = new_token()
        _end_sign_ins(db, staff)
        known_browsers.forget_all(db, staff)
        ends = {"set_up_hash": hash_of(token), "set_up_ends": stamp(now + SET_UP_LASTS)}
        db.table("staff").update(staff, {**ends, "passphrase": None, "gone": None})
    return token


def of_set_up_link(
    db: Database, token: str, now: datetime, *, is_spent: bool = False
) -> Person | None:
    """Whose link this is, while it holds; looking spends nothing.

    `is_spent`: whose it was until a moment ago, for a button that was pressed twice.
    """
    where = "set_up_hash = ? AND set_up_ends > ? AND gone IS NULL AND passphrase IS "
    where += "NOT NULL" if is_spent else "NULL"
    rows = db.table("staff").rows_where(where, [hash_of(token), stamp(now)])
    return next((_person(row) for row in rows), None)


def set_up(
    db: Database, token: str, passphrase_hash: str, now: datetime, name: str = ""
) -> Person | None:
    """Spend a link; None when it no longer holds. `name` renames. Raises NameTaken."""
    with changing(db):
        person = of_set_up_link(db, token, now)
        if person is None:
            return None
        if name:
            _refuse_taken(db, name, apart_from=person.id)
        done = {"passphrase": passphrase_hash, "set_up_ends": stamp(now + PRESSED_TWICE)}
        db.table("staff").update(person.id, {**done, "name": on_one_line(name) or person.name})
        db.table("staff").delete_where("name = ? AND passphrase IS NULL", [FIRST])
    return by_id(db, person.id)


def change_passphrase(db: Database, staff: int, passphrase_hash: str, compared: str) -> None:
    """A new one in place of the old; every sign-in of before is over. Raises Outdated."""
    with changing(db):
        refuse_outdated(db, staff, compared)
        _end_sign_ins(db, staff)
        db.table("staff").update(staff, {"passphrase": passphrase_hash})


def give_roles(db: Database, staff: int, roles: Iterable[str]) -> None:
    """These roles and no others. Raises LastAdministrator."""
    with changing(db):
        given = tuple(roles)
        if ADMINISTRATOR not in given:
            _refuse_last(db, staff)
        db.table("staff").update(staff, {"roles": ",".join(given)})


def leave(db: Database, staff: int, now: datetime) -> None:
    """Shut somebody out at once; what they did stays told. Raises LastAdministrator."""
    with changing(db):
        _refuse_last(db, staff)
        _end_sign_ins(db, staff)
        known_browsers.forget_all(db, staff)
        nothing = dict.fromkeys(("passphrase", "set_up_hash", "set_up_ends"))
        db.table("staff").update(staff, {**nothing, "gone": stamp(now)})


def is_name(name: str) -> bool:
    """Whether somebody can be called this."""
    return 0 < len(on_one_line(name)) <= LONGEST_NAME and folded(name) != folded(FIRST)


def _refuse_taken(db: Database, name: str, apart_from: int = 0) -> None:
    there = find(db, name)
    if there and there.id != apart_from:
        raise NameTaken(f"There is a {there.name} already.")


def _refuse_last(db: Database, staff: int) -> None:
    """Only people who can sign in count: a link that was never followed helps nobody."""
    able = [one for one in everyone(db) if ADMINISTRATOR in one.roles and one.is_set_up]
    if [one.id for one in able] == [staff]:
        raise LastAdministrator(f"{able[0].name} is the only administrator.")


def _end_sign_ins(db: Database, staff: int) -> None:
    with changing(db):
        db.table("sign_ins").delete_where("staff = ?", [staff])


def _person(row: Mapping[str, Any]) -> Person:
    roles = tuple(filter(None, row["roles"].split(",")))
    is_set_up = row["passphrase"] is not None
    gone, seen = moment(row["gone"]), moment(row["seen"])
    return Person(row["id"], row["name"], roles, is_set_up, gone, seen)
