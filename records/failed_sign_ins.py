"""Sign-ins that failed, in the audit: the first at once, those of the hour after it together.

An entry for each would let anybody fill the audit, and the disk with it.
"""

from datetime import datetime, timedelta

from records import audit
from records.audit import Did, Why, audited, changing, unaudited
from records.engine.database import Database
from records.engine.timestamps import CLOCKS_DIFFER, stamp

TOGETHER = timedelta(hours=1)
SOMEBODY = "somebody"


def note(db: Database, about: str, now: datetime) -> None:
    """One more, about somebody of the staff or about nobody that is known."""
    with unaudited(db, Why.GUESSES):
        sum_up(db, now)
        more = "UPDATE failed_sign_ins SET more = more + 1 WHERE about = ?"
        if not db.execute(more, [about]).rowcount:
            db.table("failed_sign_ins").insert({"about": about, "since": stamp(now), "more": 0})
            audit.add(db, who=SOMEBODY, did=Did.COULD_NOT_SIGN_IN, about=about, now=now)


def sum_up(db: Database, now: datetime) -> None:
    """Give those whose hour is over their entry; also where the clock was set back meanwhile."""
    over = [stamp(now - TOGETHER), stamp(now + CLOCKS_DIFFER)]
    for row in list(db.table("failed_sign_ins").rows_where("since <= ? OR since > ?", over)):
        about, more = row["about"], row["more"]
        if more:
            who = f"{SOMEBODY}, {more} {'time' if more == 1 else 'times'} more within an hour"
            entry = audited(db, who=who, did=Did.COULD_NOT_SIGN_IN, about=about, now=now)
            with entry, changing(db):
                db.table("failed_sign_ins").delete(about)
        else:
            with unaudited(db, Why.GUESSES):
                db.table("failed_sign_ins").delete(about)
