"""Whether somebody is who they say, and how long they wait after too many wrong tries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic.staff.keeping import hashed, is_right, is_weak
from records import audit, staff, throttle
from records.audit import Did
from records.database import Database
from records.staff import Person
from records.text import folded

NOBODY_KNOWN = "somebody"  # what was typed is never kept: it may be a passphrase, one box too high


@dataclass(frozen=True, slots=True)
class Refused:
    """Not let in. `wait`: how long until the next try; nothing at first."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Recognised:
    """Somebody, and the hash that their passphrase was compared with: they are signed in only
    while that is still the kept one."""

    person: Person
    compared: str


def recognise(
    db: Database, name: str, passphrase: str, address: str, now: datetime
) -> Recognised | Refused:
    """The person, or a refusal that is the same for a wrong name and a wrong passphrase."""
    of_name, of_address = f"name:{folded(name)}", f"address:{throttle.place_of(address)}"
    if wait := throttle.attempt(db, [of_name, of_address], now):
        return Refused(wait)
    person = staff.find(db, name)
    kept = staff.kept_passphrase(db, person.id) if person else ""
    if not is_right(passphrase, kept) or person is None:
        about = f"staff {person.name}" if person else "a name that is not known"
        audit.add(db, who=NOBODY_KNOWN, did=Did.COULD_NOT_SIGN_IN, about=about, now=now)
        return Refused(throttle.NO_TIME)
    if is_weak(kept):
        kept = _hashed_again(db, person, passphrase, kept)
    throttle.clear(db, of_name)
    throttle.forgive(db, of_address)
    return Recognised(person, kept)


def _hashed_again(db: Database, person: Person, passphrase: str, compared: str) -> str:
    kept = hashed(passphrase)
    staff.keep_passphrase(db, person.id, kept, compared)
    return kept
