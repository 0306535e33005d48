"""A day at the clinic: its appointments, the rechecks that are due, and what waits for somebody."""

from datetime import date, datetime, timedelta

from records.answers.contact import is_meant
from records.answers.invitations import Invitation, of_reference, opened
from records.engine.encryption import Encryption, begins_with, spellings
from records.engine.store import Store
from records.engine.timestamps import to_iso

# A time stands behind its day, and before the next one. A new link to the same visit takes the
# place of one that brought no answers.
APPOINTMENTS = """SELECT * FROM invitations_now AS here
    WHERE kind = 'visit' AND cancelled IS NULL AND visit >= :first AND visit < :after
        AND (submitted IS NOT NULL OR waiting_since IS NOT NULL OR warning_reviewed IS NOT NULL
            OR NOT EXISTS (SELECT 1 FROM invitations AS newer
                WHERE newer.blind_index = here.blind_index AND newer.visit = here.visit
                    AND newer.kind = 'visit' AND newer.cancelled IS NULL AND newer.id > here.id))
    ORDER BY CASE WHEN length(visit) = 10 THEN visit || 'T24' ELSE visit END, id"""
NEXT = """SELECT visit FROM invitations
    WHERE kind = 'visit' AND cancelled IS NULL AND visit >= :after
    ORDER BY visit, id LIMIT 1"""
NEXT_OF = """SELECT visit FROM invitations
    WHERE physiotherapist = :whose AND kind = 'visit' AND cancelled IS NULL AND visit >= :after
    ORDER BY visit, id LIMIT 1"""
AT_ONE_TIME = """SELECT encrypted, blind_index FROM invitations
    WHERE physiotherapist = :whose AND visit = :visit AND kind = 'visit' AND cancelled IS NULL
    ORDER BY id LIMIT 10"""
RECHECKS = """SELECT * FROM invitations_now
    WHERE kind = 'recheck' AND cancelled IS NULL AND withdrawn IS NULL AND status <> 'read'
        AND visit < :after AND (ends > :now OR submitted IS NOT NULL)
    ORDER BY visit, id LIMIT 100"""
WITH_WARNINGS = """SELECT * FROM invitations_now
    WHERE id IN (SELECT invitation FROM responses WHERE waiting > 0)
    ORDER BY waiting_since DESC, id DESC LIMIT 100"""

# An older submission that is listed while its warning waits is not what there is to call about.
TO_CONTACT = """SELECT here.*, responses.id AS response FROM responses
    JOIN invitations_now AS here ON here.id = responses.invitation
    WHERE responses.listed = 1 AND responses.state = 'contact_patient'
        AND responses.wrong_person IS NULL
        AND NOT EXISTS (SELECT 1 FROM responses AS later
            WHERE later.invitation = responses.invitation
                AND later.submission > responses.submission AND later.received IS NOT NULL
                AND later.wrong_person IS NULL)
    ORDER BY here.visit, here.id LIMIT 100"""


def appointments(db: Store, encryption: Encryption, first: date, last: date) -> list[Invitation]:
    """The appointments of some days, the last one included, by time, each day's without one last;
    none that was cancelled, and each once."""
    days = {"first": first.isoformat(), "after": _after(last)}
    return [opened(row, encryption) for row in db.many(APPOINTMENTS, **days)]


def next_day(db: Store, last: date, whose: int | None) -> date | None:
    """The first day after this one with an appointment, `whose`: of this physiotherapist alone."""
    after = _after(last)
    found = db.value(NEXT_OF, whose=whose, after=after) if whose else db.value(NEXT, after=after)
    return date.fromisoformat(found[:10]) if found else None


def double_booked(
    db: Store, encryption: Encryption, physiotherapist: int, visit: str, reference: str
) -> list[str]:
    """The references of other patients who have an appointment with a physiotherapist then.

    None for an appointment without a time.
    """
    own = encryption.blind_indexes(reference)
    rows = db.many(AT_ONE_TIME, whose=physiotherapist, visit=visit) if "T" in visit else []
    read = [
        encryption.decrypt_if_it_can(row["encrypted"]) or {}
        for row in rows
        if row["blind_index"] not in own
    ]
    return list(dict.fromkeys(one.get("reference") or "another patient" for one in read))


def rechecks_due(db: Store, encryption: Encryption, last: date, now: datetime) -> list[Invitation]:
    """The rechecks due by a day that nobody has read, the one due longest first; 100 at most."""
    rows = db.many(RECHECKS, after=_after(last), now=to_iso(now))
    return [opened(row, encryption) for row in rows]


def with_warnings(db: Store, encryption: Encryption) -> list[Invitation]:
    """Those with a warning that nobody has reviewed, whatever their day, the newest first; 100 at
    most."""
    return [opened(row, encryption) for row in db.many(WITH_WARNINGS)]


def to_contact(db: Store, encryption: Encryption) -> list[tuple[Invitation, int]]:
    """Those whose newest answers somebody marked for contact, each with the id of that submission;
    the first appointment first, 100 at most."""
    return [(opened(row, encryption), row["response"]) for row in db.many(TO_CONTACT)]


def search(
    db: Store, encryption: Encryption, typed: str, first: date, last: date
) -> list[Invitation]:
    """The appointments of some days whose reference or mail address begins so, or whose phone
    number has these digits; and those of a whole reference on any day, the newest 20 of each way
    to write it."""
    near = [
        one
        for one in appointments(db, encryption, first, last)
        if begins_with(one.reference or "", typed)
        or is_meant(typed, phone=one.phone, email=one.email)
    ]
    read = (of_reference(db, encryption, one) for one in spellings(typed))
    whole = [one for its in read for one in its[:20]]
    return list({one.id: one for one in (*near, *whole)}.values())


def _after(last: date) -> str:
    return (last + timedelta(days=1)).isoformat()
