"""What staff are told by mail: that a warning waits, or that a link came to the wrong person."""

from datetime import datetime, timedelta

from records.audit import Why, unaudited
from records.engine.database import Database
from records.engine.timestamps import CLOCKS_DIFFER, stamp

URGENT = 2
"""Today, or an emergency; a doctor soon may wait for the inbox."""
WAITING = (
    "acknowledged IS NULL AND urgency >= ? AND"
    " (SELECT wrong_person FROM responses WHERE responses.id = response) IS {} NULL"
)
NOT_TOLD = "is_not_me = 1 AND not_me_told IS NULL"


def tell_of_warnings(
    db: Database, every: timedelta, now: datetime, *, wrong_person: bool = False
) -> int:
    """How many patients have urgent warnings, if it is time to say so, and note that it was said.

    It is time when a warning is new, or was last told of long enough ago, or by a clock that
    was ahead; otherwise 0. With `wrong_person`: how many others, by links that were not for them.
    """
    waits = WAITING.format("NOT" if wrong_person else "")
    long_ago, ahead = stamp(now - every), stamp(now + CLOCKS_DIFFER)
    with unaudited(db, Why.MAIL):
        is_time = f"{waits} AND (alerted IS NULL OR alerted <= ? OR alerted > ?)"
        if not db.table("warnings").count_where(is_time, [URGENT, long_ago, ahead]):
            return 0
        waiting = list(db.table("warnings").rows_where(waits, [URGENT]))
        for row in waiting:
            db.table("warnings").update(row["id"], {"alerted": stamp(now)})
    return len({row["response"] for row in waiting})


def tell_of_not_me(db: Database, now: datetime) -> int:
    """How many links were newly said to have come to the wrong person; each is told once."""
    with unaudited(db, Why.MAIL):
        told = list(db.table("invitations").rows_where(NOT_TOLD))
        for row in told:
            db.table("invitations").update(row["id"], {"not_me_told": stamp(now)})
    return len(told)
