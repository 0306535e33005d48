"""What staff are told by mail: that a warning waits, or that a link came to the wrong person."""

from datetime import datetime, timedelta

from records.engine.store import Store
from records.engine.timestamps import CLOCKS_DIFFER, to_iso
from records.people.audit import NoEntryReason, unaudited

URGENT = 2
"""Today, or an emergency; a doctor soon may wait until somebody looks."""
WAITING = (
    "acknowledged IS NULL AND urgency >= :urgent AND"
    " (SELECT wrong_person FROM responses WHERE responses.id = response) IS {} NULL"
)
NOT_TOLD = "is_not_me = 1 AND not_me_told IS NULL"


def tell_of_warnings(
    db: Store, every: timedelta, now: datetime, *, wrong_person: bool = False
) -> int:
    """How many patients have urgent warnings, if it is time to say so, and note that it was said.

    It is time when a warning is new, or was last told of long enough ago, or by a clock that
    was ahead; otherwise 0. With `wrong_person`: how many others, by links that were not for them.
    """
    waits = WAITING.format("NOT" if wrong_person else "")
    long_ago, ahead = to_iso(now - every), to_iso(now + CLOCKS_DIFFER)
    with unaudited(db, NoEntryReason.MAIL):
        is_time = f"{waits} AND (alerted IS NULL OR alerted <= :long_ago OR alerted > :ahead)"
        due = f"SELECT 1 FROM warnings WHERE {is_time}"
        if not db.value(due, urgent=URGENT, long_ago=long_ago, ahead=ahead):
            return 0
        db.update("warnings", {"alerted": to_iso(now)}, waits, urgent=URGENT)
        who, of = (
            ("id" if wrong_person else "invitation"),
            f"SELECT response FROM warnings WHERE {waits}",
        )
        people = f"SELECT count(DISTINCT {who}) FROM responses WHERE id IN ({of})"
        return int(db.value(people, urgent=URGENT))


def tell_of_not_me(db: Store, now: datetime) -> int:
    """How many links were newly said to have come to the wrong person; each is told once."""
    with unaudited(db, NoEntryReason.MAIL):
        return db.update("invitations", {"not_me_told": to_iso(now)}, NOT_TOLD)
