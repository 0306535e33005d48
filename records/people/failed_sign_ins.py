"""Sign-ins that failed, in the audit: the first at once, those of the hour after it together.

An entry for each would let anybody fill the audit, and the disk with it.
"""

from datetime import datetime, timedelta

from records.engine.store import Store
from records.engine.timestamps import CLOCKS_DIFFER, to_iso
from records.people import audit
from records.people.audit import AuditAction, NoEntryReason, audited, changing, unaudited

TOGETHER = timedelta(hours=1)
SOMEBODY = "somebody"


def note(db: Store, subject: str, now: datetime) -> None:
    """One more, about somebody of the staff or about nobody that is known."""
    with unaudited(db, NoEntryReason.GUESSES):
        sum_up(db, now)
        more = db.value(
            "SELECT more FROM failed_sign_ins WHERE subject = :subject", subject=subject
        )
        if more is not None:
            db.update("failed_sign_ins", {"more": more + 1}, "subject = :subject", subject=subject)
        else:
            db.insert("failed_sign_ins", {"subject": subject, "since": to_iso(now), "more": 0})
            audit.add(
                db, actor=SOMEBODY, action=AuditAction.COULD_NOT_SIGN_IN, subject=subject, now=now
            )


def sum_up(db: Store, now: datetime) -> None:
    """Give those whose hour is over their entry; also where the clock was set back meanwhile."""
    over = "SELECT * FROM failed_sign_ins WHERE since <= :past OR since > :ahead"
    for row in db.many(over, past=to_iso(now - TOGETHER), ahead=to_iso(now + CLOCKS_DIFFER)):
        subject, more = row["subject"], row["more"]
        if more:
            actor = f"{SOMEBODY}, {more} {'time' if more == 1 else 'times'} more within an hour"
            entry = audited(
                db, actor=actor, action=AuditAction.COULD_NOT_SIGN_IN, subject=subject, now=now
            )
            with entry, changing(db):
                db.delete("failed_sign_ins", "subject = :subject", subject=subject)
        else:
            with unaudited(db, NoEntryReason.GUESSES):
                db.delete("failed_sign_ins", "subject = :subject", subject=subject)
