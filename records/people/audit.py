"""Who looked at, changed, exported or deleted what, and when. Nothing about anybody's health.

Each entry's hash covers its words and the entry before it, so that a change anywhere shows.

What the records change stands in one of two blocks. `changing(db)` is for all that belongs here,
and is refused outside of `audited(db, …)`, which adds the entry in the same transaction: both are
kept or neither. `unaudited(db, reason)` is for the little that needs no entry (`NoEntryReason`).
An action that changes nothing in the records, like opening a page, has its entry by `add`.
"""

import hashlib
import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

from records.engine.store import Row, Store
from records.engine.timestamps import from_iso, to_iso
from records.rows import in_brackets, record

FIRST = "0" * 64
HAS_ENTRY: ContextVar[bool] = ContextVar("HAS_ENTRY", default=False)
"""Whether what this thread changes now has its entry. Tests and drills that fill records say so."""


class NotAudited(RuntimeError):
    """Something would have been changed without an entry: a mistake of ours, and not done."""


class NoEntryReason(Enum):
    """Why a change needs no entry."""

    GUESSES = "counts how often somebody guesses; those who could not sign in have an entry"
    SEEN = "when somebody or something was last heard of"
    REHASHED = "the same passphrase under another hash, as its owner signs in"
    SAME_WORDS = "the same under another key; that the keys were changed has an entry"
    DERIVED = "what follows from other columns, whose change has its own entry or reason"
    UNDER_WAY = "how far a patient has come, and answers that are not sent yet: nobody else's doing"
    SITTING = "somebody at a kiosk, who has no name there"
    COUNTS = "numbers of nobody"
    CALL = "a call from a kiosk, that it was shown or is over; who saw to it has an entry"
    TAKE_HOME = "what a runner at a kiosk asked for themselves, and that its time is over"
    MAIL = "mail on its way; whoever had it sent has an entry"
    QUESTIONS = "the questions of a version, which are nobody's"
    KEYS = "which keys the records are encrypted with; a change of keys has an entry"
    CLOCK = "what the clock says"
    JOBS = "which of the things done again and again failed the last time"
    OVER = "what counts for nothing any more: sign-ins and guesses of long ago"


class AuditAction(StrEnum):
    """What can be done. Its value is the code that is kept, `records.` for any kind of them."""

    SIGNED_IN = "staff.signed_in"
    SIGNED_OUT = "staff.signed_out"
    SET_UP = "staff.set_up"
    COULD_NOT_SIGN_IN = "staff.could_not_sign_in"
    ADDED = "records.added"
    CHANGED = "records.changed"
    RESCHEDULED = "invitation.rescheduled"
    REASSIGNED = "invitation.reassigned"
    CHANGED_END = "invitation.changed_end"
    CORRECTED_EMAIL = "invitation.corrected_email"
    CORRECTED_PHONE = "invitation.corrected_phone"
    LOOKED_AT = "records.looked_at"
    SAW_LINK = "invitation.saw_link"
    LISTED = "records.listed"
    ACKNOWLEDGED = "records.acknowledged"
    LEFT_MESSAGE = "answers.left_message"
    TOLD = "answers.told_a_physiotherapist"
    EXPORTED = "records.exported"
    ERASED = "records.erased"
    WITHDREW = "records.withdrew"
    REPLACED = "invitation.replaced"
    REMINDED = "invitation.reminded"
    GAVE_AGAIN = "invitation.gave_again"
    REOPENED = "answers.reopened"
    ASKED_FOR_VISIT = "request.asked_for_visit"
    AGREED = "invitation.agreed"
    SENT_PART = "answers.sent_part"
    OPENED_KNOWN = "invitation.opened_known"
    OPENED_NEW = "invitation.opened_new"
    OPENED_BY_WORD = "invitation.opened_by_word"
    WRONG_WORD = "invitation.wrong_word"
    SUBMITTED = "answers.submitted"
    ASKED_TO_CORRECT = "answers.asked_to_correct"
    SAID_NOT_ME = "invitation.said_not_me"
    MAILED = "invitation.mailed"
    CANCELLED = "invitation.cancelled"
    SENT_BY_HAND = "invitation.sent_by_hand"
    REVOKED = "token.revoked"
    PURGED = "records.purged"
    BACKED_UP = "records.backed_up"
    RESTORED = "records.restored"
    ROTATED_KEYS = "records.rotated_keys"
    ENROLLED = "kiosk.enrolled"
    LEFT_KIOSK_MODE = "kiosk.left_kiosk_mode"
    GAVE_CODE = "kiosk.gave_code"
    USED_CODE = "kiosk.used_code"
    PRINTED = "kiosk.printed"


IN_WORDS: Mapping[str, str] = {
    AuditAction.SET_UP: "set a passphrase",
    AuditAction.REASSIGNED: "gave to a colleague",
    AuditAction.CHANGED_END: "changed the end",
    AuditAction.CORRECTED_EMAIL: "corrected the email",
    AuditAction.CORRECTED_PHONE: "corrected the phone number",
    AuditAction.SAW_LINK: "looked at the link of",
    AuditAction.GAVE_AGAIN: "gave another address",
    AuditAction.ASKED_FOR_VISIT: "asked for an appointment",
    AuditAction.SENT_PART: "sent in part",
    AuditAction.OPENED_KNOWN: "opened, known browser",
    AuditAction.OPENED_NEW: "opened, new browser",
    AuditAction.OPENED_BY_WORD: "opened, new browser with the right word",
    AuditAction.WRONG_WORD: "gave a wrong word",
    AuditAction.SAID_NOT_ME: "said: not me",
    AuditAction.LEFT_MESSAGE: "left a message",
    AuditAction.SENT_BY_HAND: "gave a link by hand",
    AuditAction.ROTATED_KEYS: "rotated the keys",
    AuditAction.GAVE_CODE: "gave a kiosk code",
    AuditAction.USED_CODE: "used a kiosk code",
}
"""Where they are not the code's verb with gaps."""


def in_words(action: str) -> str:
    """What was done, as pages, commands and exports say it."""
    return IN_WORDS.get(action, action.rpartition(".")[2].replace("_", " "))


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the audit."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str

    @property
    def words(self) -> str:
        """What was done."""
        return in_words(self.action)


def of_visit(name: str) -> str:
    """What an entry is about when it is about a visit, by its invitation's name."""
    return f"visit {name}"


def of_request(reference: str) -> str:
    """The same of an asked-for visit, by its reference."""
    return f"request {reference}"


def of_staff(name: str) -> str:
    """The same of somebody who works here."""
    return f"staff {name}"


def of_kiosk(name: str) -> str:
    """The same of a kiosk."""
    return f"kiosk {name}"


def of_token(name: str) -> str:
    """The same of what another program shows to read here; it is also who does what it reads."""
    return f"token {name}"


def add(db: Store, *, actor: str, action: AuditAction, subject: str, now: datetime) -> None:
    """Put an entry behind the last one, within the transaction of what it tells if there is one."""
    with db.transaction():
        last = db.value("SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1")
        row = {"at": to_iso(now), "actor": actor, "action": str(action), "subject": subject}
        db.insert("audit", row | {"hash": hash_after(last or FIRST, row)})


@contextmanager
def audited(
    db: Store, *, actor: str, action: AuditAction, subject: str, now: datetime
) -> Iterator[None]:
    """One deed and its entry, both or neither, whatever else the transaction around it does."""
    with db.transaction(), db.all_or_nothing():
        add(db, actor=actor, action=action, subject=subject, now=now)
        before = HAS_ENTRY.set(True)
        try:
            yield
        finally:
            HAS_ENTRY.reset(before)


@contextmanager
def changing(db: Store) -> Iterator[None]:
    """Part of a deed that has its entry. Raises NotAudited for one that has none."""
    if not HAS_ENTRY.get():
        raise NotAudited("Whatever changes this is to say so: with audited(db, actor=…, action=…)")
    with db.transaction():
        yield


@contextmanager
def unaudited(db: Store, why: NoEntryReason) -> Iterator[None]:
    """A change without an entry, and the reason for that."""
    with db.transaction():
        yield


def hash_after(before: str, row: Mapping[str, object]) -> str:
    """The hash of an entry that follows the one with this hash."""
    words = [before, *(row[name] for name in ("at", "actor", "action", "subject"))]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Chain:
    """What was found along the entries, from the first to the last or to one that does not fit."""

    count: int
    """The entries that fit."""
    head: str
    """The hash of the last that fits. Kept elsewhere, it shows later that nothing was cut off."""
    broken: AuditEntry | None
    """The first that was changed, put in, or stands behind one that was taken out."""
    has_expected: bool
    """Whether the hash that was expected is on the chain."""


def verify(db: Store, expected: str = FIRST) -> Chain:
    """Follow every entry from the first, and look for the hash of one that was there before."""
    count, head, is_met = 0, FIRST, expected == FIRST
    for row in _in_order(db):
        if row["hash"] != hash_after(head, row):
            return Chain(count, head, next(_entries([row])), is_met)
        count, head = count + 1, row["hash"]
        is_met = is_met or head == expected
    return Chain(count, head, None, is_met)


def _in_order(db: Store) -> Iterator[Row]:
    """Every entry from the first, some at a time: there may be many."""
    some = "SELECT * FROM audit WHERE sequence > :last ORDER BY sequence LIMIT 1000"
    last = -sys.maxsize
    while rows := db.many(some, last=last):
        yield from rows
        last = rows[-1]["sequence"]


def erased(db: Store) -> list[str]:
    """What was erased, in order."""
    erased = "SELECT subject FROM audit WHERE action = :action ORDER BY sequence"
    return [row["subject"] for row in db.many(erased, action=str(AuditAction.ERASED))]


def last_backup(db: Store) -> datetime | None:
    """When `flask backup` last made a copy. Little else is about all records: an index finds it."""
    last = """SELECT at FROM audit WHERE subject = 'records' AND action = :action
        ORDER BY sequence DESC LIMIT 1"""
    at: str | None = db.value(last, action=str(AuditAction.BACKED_UP))
    return from_iso(at)


def last_of_each(
    db: Store, action: AuditAction, subjects: Collection[str]
) -> dict[str, AuditEntry]:
    """The last time that this was done about each of these, by the subject."""
    if not subjects:
        return {}
    places, values = in_brackets(subjects)
    theirs = f"""SELECT * FROM audit WHERE subject IN ({places}) AND action = :action
        ORDER BY sequence"""
    return {one.subject: one for one in _entries(db.many(theirs, **values, action=str(action)))}


def newest(
    db: Store, before: int | None = None, limit: int = 50, *, actor: str = "", subject: str = ""
) -> list[AuditEntry]:
    """The entries, last first, from below a sequence number if one is given.

    `actor` and `subject`: only those of one person, or about one thing, spelled as they are kept.
    """
    below = sys.maxsize if before is None else min(max(before, 0), sys.maxsize)
    terms = ["sequence < :below"]
    terms += ["actor = :actor"] if actor else []
    terms += ["subject = :subject"] if subject else []
    last = f"SELECT * FROM audit WHERE {' AND '.join(terms)} ORDER BY sequence DESC LIMIT :limit"
    return list(_entries(db.many(last, below=below, actor=actor, subject=subject, limit=limit)))


def _entries(rows: Iterable[Row]) -> Iterator[AuditEntry]:
    for row in rows:
        yield record(AuditEntry, row)
