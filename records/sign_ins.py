"""From where somebody is signed in: a token in their browser, of which only the hash is kept."""

import sqlite3
from contextlib import suppress
from datetime import datetime, timedelta

from records.audit import Why, changing, unaudited
from records.engine.database import Database
from records.engine.timestamps import moment, stamp
from records.engine.tokens import hash_of, new_token
from records.staff import Person, by_id

IDLE = timedelta(minutes=20)
AT_MOST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)  # a write for each page would cost more than the page


def start(db: Database, staff: int, now: datetime) -> str:
    """The token of a new sign-in; those that are long over are cleared away."""
    token = new_token()
    with changing(db):
        db.table("sign_ins").delete_where("started <= ?", [stamp(now - AT_MOST)])
        row = {"token_hash": hash_of(token), "staff": staff}
        db.table("sign_ins").insert({**row, "started": stamp(now), "seen": stamp(now)})
        db.table("staff").update(staff, {"seen": stamp(now)})
    return token


def find(db: Database, token: str, now: datetime, *, is_by_hand: bool = True) -> Person | None:
    """Who is signed in with this token, and has not been idle or signed in for too long.

    A clock that was set back ends a sign-in rather than lengthen it. What a page asks by itself
    (not `is_by_hand`) is no sign of life; and it may be asked on a page that was left open.
    """
    for row in db.table("sign_ins").rows_where("token_hash = ?", [hash_of(token)]):
        started, seen = moment(row["started"]), moment(row["seen"])
        seen = seen if is_by_hand else now
        if started and seen and _holds(started, seen, now):
            if now - seen >= NOTED_EVERY:
                with suppress(sqlite3.OperationalError):  # on a full disk staff can read on
                    _note(db, row["token_hash"], row["staff"], now)
            person = by_id(db, row["staff"])
            return person if person.gone is None else None
    return None


def time_left(db: Database, token: str, now: datetime) -> timedelta:
    """How long a sign-in lasts if it is not used meanwhile; nothing where it is over."""
    for row in db.table("sign_ins").rows_where("token_hash = ?", [hash_of(token)]):
        started, seen = moment(row["started"]), moment(row["seen"])
        if started and seen and _holds(started, seen, now):
            ends: datetime = min(seen + IDLE, started + AT_MOST)
            return ends - now
    return timedelta()


def end(db: Database, token: str) -> None:
    """Sign out here."""
    with changing(db):
        db.table("sign_ins").delete_where("token_hash = ?", [hash_of(token)])


def end_all(db: Database, staff: int) -> int:
    """Sign out everywhere; gives how many sign-ins that were."""
    with changing(db):
        count = how_many(db, staff)
        db.table("sign_ins").delete_where("staff = ?", [staff])
    return count


def how_many(db: Database, staff: int) -> int:
    """The sign-ins of a person that have not been ended."""
    return int(db.table("sign_ins").count_where("staff = ?", [staff]))


def _holds(started: datetime, seen: datetime, now: datetime) -> bool:
    back = now < max(started, seen) - NOTED_EVERY
    return not back and now - seen < IDLE and now - started < AT_MOST


def _note(db: Database, token_hash: str, staff: int, now: datetime) -> None:
    with unaudited(db, Why.SEEN):
        db.table("sign_ins").update(token_hash, {"seen": stamp(now)})
        db.table("staff").update(staff, {"seen": stamp(now)})
