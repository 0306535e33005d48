"""From where somebody is signed in: a token in their browser, of which only the hash is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from records.engine.errors import StorageError
from records.engine.store import Store
from records.engine.timestamps import from_iso, to_iso
from records.engine.tokens import hash_of, new_token
from records.people.audit import NoEntryReason, changing, unaudited
from records.people.staff import Person, person_of

IDLE = timedelta(minutes=20)
AT_MOST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)  # a write for each page would cost more than the page
HELD = """SELECT token_hash, started, sign_ins.seen AS used, staff.*
    FROM sign_ins JOIN staff ON staff.id = sign_ins.staff WHERE token_hash = :hash"""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody signed in, and until when that lasts if it is not used meanwhile."""

    person: Person
    ends: datetime


def start(db: Store, staff: int, now: datetime) -> str:
    """The token of a new sign-in; those that are long over are cleared away."""
    token = new_token()
    with changing(db):
        db.delete("sign_ins", "started <= :over", over=to_iso(now - AT_MOST))
        row = {"token_hash": hash_of(token), "staff": staff}
        db.insert("sign_ins", {**row, "started": to_iso(now), "seen": to_iso(now)})
        db.update("staff", {"seen": to_iso(now)}, "id = :id", id=staff)
    return token


def find(db: Store, token: str, now: datetime, *, is_by_hand: bool = True) -> SignIn | None:
    """Who is signed in with this token, and has not been idle or signed in for too long.

    A clock that was set back ends a sign-in rather than lengthen it. What a page asks by itself
    (not `is_by_hand`) is no sign of life; and it may be asked on a page that was left open.
    """
    row = db.one(HELD, hash=hash_of(token))
    if row is None:
        return None
    started, used = from_iso(row["started"]), from_iso(row["used"])
    if row["gone"] is not None or not _holds(started, used if is_by_hand else now, now):
        return None
    if is_by_hand and now - used >= NOTED_EVERY:
        try:
            _note(db, row["token_hash"], row["id"], now)
            row, used = {**row, "seen": to_iso(now)}, now
        except StorageError as problem:
            if problem.kind is None:
                raise  # on a full disk staff can read on
    ends = min(used + IDLE, started + AT_MOST) if _holds(started, used, now) else now
    return SignIn(person_of(row), ends)


def end(db: Store, token: str) -> None:
    """Sign out here."""
    with changing(db):
        db.delete("sign_ins", "token_hash = :hash", hash=hash_of(token))


def end_all(db: Store, staff: int) -> int:
    """Sign out everywhere; gives how many sign-ins that were."""
    with changing(db):
        return db.delete("sign_ins", "staff = :staff", staff=staff)


def how_many(db: Store, staff: int) -> int:
    """The sign-ins of a person that have not been ended."""
    return int(db.value("SELECT count(*) FROM sign_ins WHERE staff = :staff", staff=staff))


def _holds(started: datetime, seen: datetime, now: datetime) -> bool:
    back = now < max(started, seen) - NOTED_EVERY
    return not back and now - seen < IDLE and now - started < AT_MOST


def _note(db: Store, token_hash: str, staff: int, now: datetime) -> None:
    with unaudited(db, NoEntryReason.SEEN):
        db.update("sign_ins", {"seen": to_iso(now)}, "token_hash = :hash", hash=token_hash)
        db.update("staff", {"seen": to_iso(now)}, "id = :id", id=staff)
