"""Rechecks: a short form some weeks after a visit, made ready for the day on which it is due."""

from datetime import date, datetime

from records.answers import invitations
from records.answers.invitations import Invitation, InvitationKind, opened
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import to_iso

AT_MOST = 100
DUE = """SELECT * FROM invitations_now WHERE kind = 'recheck' AND status = 'made'
    AND sent IS NULL AND cancelled IS NULL AND visit <= :today AND ends > :now
    ORDER BY visit, id LIMIT :at_most"""
OF_VISIT = "SELECT * FROM invitations_now WHERE follows = :visit ORDER BY visit, id"


def ask_again(
    db: Store,
    encryption: Encryption,
    visit: Invitation,
    *,
    name: str,
    day: str,
    ends: datetime,
    by: int,
    now: datetime,
) -> Invitation:
    """A recheck of the patient of a visit, due on a day at the clinic (2026-11-24).

    A link goes out once it is due.
    """
    made, _ = invitations.make(
        db,
        encryption,
        name=name,
        kind=InvitationKind.RECHECK,
        follows=looks_back_on(visit),
        reference=visit.reference or "",
        physiotherapist=visit.physiotherapist,
        made_by=by,
        visit=day,
        ends=ends,
        now=now,
        birth_year=visit.birth_year,
        phone=visit.phone,
        email=visit.email,
        language=visit.language,
    )
    return made


def looks_back_on(invitation: Invitation) -> int:
    """The visit itself, and of a recheck the one that it follows."""
    return invitation.follows or invitation.id


def of_visit(db: Store, encryption: Encryption, invitation: Invitation) -> list[Invitation]:
    """Every recheck that looks back on the same visit, the first one due first."""
    rows = db.many(OF_VISIT, visit=looks_back_on(invitation))
    return [opened(row, encryption) for row in rows]


def due(db: Store, encryption: Encryption, today: date, now: datetime) -> list[Invitation]:
    """Those that are due and whose link went to nobody yet, the longest due first; 100 at most.

    `today`: the clinic's day.
    """
    rows = db.many(DUE, today=today.isoformat(), now=to_iso(now), at_most=AT_MOST)
    return [opened(row, encryption) for row in rows]
