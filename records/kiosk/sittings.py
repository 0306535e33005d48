"""Who is at a kiosk: nobody, or one person until they finish, leave or stay away too long.

The server's clock decides. A sitting that ended is dead at once, whatever a browser has kept.
"""

import secrets
from datetime import datetime, timedelta

from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.kiosk import calls as kiosk_calls
from records.kiosk import counts as kiosk_counts
from records.kiosk.counts import KioskEvent
from records.kiosk.devices import SITTING, Kiosk, by_id
from records.people.audit import NoEntryReason, unaudited

EVERY = timedelta(seconds=5)  # a touch is written at most this often
A_DOUBLE_TOUCH = timedelta(seconds=3)
FINISHED = "result"  # the section of who has seen a result


def sit_down(db: Store, kiosk: Kiosk, day: str, now: datetime) -> str:
    """Begin for somebody new; the word that their cookie must hold. Ends any sitting before.

    The second touch of a hasty finger gets the same one. `day`: at the clinic, for the counts.
    """
    with unaudited(db, NoEntryReason.SITTING):
        here = by_id(db, kiosk.id)
        if here.sitting and not here.section and is_awake(here, A_DOUBLE_TOUCH, now):
            return here.sitting
        get_up(db, kiosk, day)
        sitting = secrets.token_urlsafe(12)
        began = to_iso(now)
        begun = {"sitting": sitting, "sat_down": began, "touched": began, "section": ""}
        db.update("kiosks", begun, "id = :id", id=kiosk.id)
        kiosk_counts.count(db, kiosk.id, KioskEvent.STARTED, day)
        return sitting


def is_awake(kiosk: Kiosk, limit: timedelta, now: datetime) -> bool:
    """Whether the last touch is no longer ago than that; never for a clock that went back."""
    return kiosk.touched is not None and -EVERY <= now - kiosk.touched <= limit


def touch(db: Store, kiosk: Kiosk, now: datetime) -> None:
    """Somebody is still there."""
    if not is_awake(kiosk, EVERY, now):
        with unaudited(db, NoEntryReason.SITTING):
            db.update("kiosks", {"touched": to_iso(now)}, "id = :id", id=kiosk.id)


def reach(db: Store, kiosk: Kiosk, section: str) -> None:
    """Note how far the person has come."""
    if kiosk.section != section:
        with unaudited(db, NoEntryReason.SITTING):
            db.update("kiosks", {"section": section}, "id = :id", id=kiosk.id)


def get_up(db: Store, kiosk: Kiosk, day: str, only: str | None = None) -> bool:
    """End the sitting, or end it only if it is that one; whether there was one to end.

    What they called for says from then on that they have left.
    """
    with unaudited(db, NoEntryReason.SITTING):
        here = by_id(db, kiosk.id)
        if here.sitting is None or only not in (None, here.sitting):
            return False
        nobody = {**dict.fromkeys(SITTING), "section": ""}
        db.update("kiosks", nobody, "id = :id", id=kiosk.id)
        kiosk_calls.note_left(db, kiosk.id)
        if here.section == FINISHED:
            kiosk_counts.count(db, kiosk.id, KioskEvent.FINISHED, day)
        else:
            kiosk_counts.count(db, kiosk.id, KioskEvent.CLEARED, day, here.section)
        return True
