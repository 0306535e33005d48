"""Whether somebody is who they say, and how long they wait after too many wrong tries."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

from records.engine.store import Store
from records.people import audit, failed_sign_ins, known_browsers, staff, throttle
from records.people.staff import Person
from records.text import folded
from web.password_hashing import hashed, is_right, is_weak, turn_of_a_stranger


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """The sign-in failed. `wait`: how long until the next try; zero at first."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Authenticated:
    """Somebody, and the hash that their passphrase was compared with: they are signed in only
    while that is still the kept one."""

    person: Person
    compared: str


def authenticate(
    db: Store, name: str, passphrase: str, now: datetime, *, address: str, browser: str = ""
) -> Authenticated | SignInRefused:
    """The person, or a refusal that is the same for a wrong name and a wrong passphrase.

    `browser`: the token of one that may be known. Raises Busy, and Outdated where somebody left
    meanwhile.
    """
    person = staff.find(db, name)
    own, shared = f"name:{folded(name)}", throttle.of_address(address)
    is_known = person is not None and known_browsers.is_known(db, browser, person.id)
    if person and is_known:
        own, shared = known_browsers.name_of(browser, person.id), []
    with nullcontext() if is_known else turn_of_a_stranger():
        if wait := throttle.attempt(db, [own, *shared], now):
            return SignInRefused(wait)
        kept = _compared(db, person, passphrase)
    if person is None or not kept:
        # What was typed is never kept: it may be a passphrase, one box too high.
        about = audit.of_staff(person.name) if person else "a name that is not known"
        failed_sign_ins.note(db, about, now)
        return SignInRefused(throttle.NO_TIME)
    throttle.clear(db, own)
    for key in shared:
        throttle.forgive(db, key)
    return Authenticated(person, kept)


def _compared(db: Store, person: Person | None, passphrase: str) -> str:
    """The hash that is kept of this passphrase; "" where it is not the one."""
    kept = staff.kept_passphrase(db, person.id) if person else ""
    if not is_right(passphrase, kept) or person is None:
        return ""
    if not is_weak(kept):
        return kept
    again = hashed(passphrase)
    staff.keep_passphrase(db, person.id, again, kept)
    return again
