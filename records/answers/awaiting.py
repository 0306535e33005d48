"""Whose answers are awaited, and who of them needs a reminder: the one rule for every list, count
and message."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from records.answers.invitations import Invitation, unread
from records.engine.store import Store
from records.engine.timestamps import ClinicTime, to_iso

A_DAY = timedelta(hours=24)
QUIET = timedelta(hours=12)
"""Nobody who had a message within this needs another."""
UNKNOWN_TIME = "T09:00"
"""What a reminder is reckoned from where an appointment has no time."""
# Found first, and by number: in one statement an engine walks all appointments in their order.
AWAITED = """SELECT * FROM invitations_now WHERE id IN (SELECT id FROM invitations
        WHERE status IN ('made', 'opened', 'in_progress') AND ends > :now
            AND (status <> 'made' OR (sent IS NOT NULL AND visit BETWEEN :today AND :until)))
    ORDER BY visit, id LIMIT 500"""


def awaited_unread(db: Store, time: ClinicTime, within: timedelta = A_DAY) -> list[Invitation]:
    """Those who have a link and have not answered, the next appointment first; 500 at most.

    Who has not opened a link is among them if the appointment is so soon. What is encrypted stays
    unread, which makes this cheap enough for the menu of every page.
    """
    until = time.at_clinic(within)
    values = {"now": to_iso(time.now), "today": time.today.isoformat(), "until": until}
    return [unread(row) for row in db.many(AWAITED, **values)]


def to_remind(db: Store, time: ClinicTime) -> list[Invitation]:
    """Everybody who needs a reminder, as `awaited_unread` has them."""
    return [one for one in awaited_unread(db, time) if needs_reminder(one, time)]


def may_be_reminded(one: Invitation, time: ClinicTime) -> bool:
    """Whether somebody was asked already and is to answer, and had no message just now.

    A link that nobody has sent is to be sent, which is no reminder.
    """
    is_over = not one.is_recheck and time.is_past(one.visit)
    is_quiet = all(at <= time.now - QUIET for at in (one.sent, one.reminded) if at)
    return one.was_asked and is_quiet and not is_over and one.awaits_answers(time.now)


def needs_reminder(one: Invitation, time: ClinicTime) -> bool:
    """Whether it is time for one: the appointment is within a day, or a form that was opened has
    not changed for a day."""
    is_soon = not one.is_recheck and time.today.isoformat() <= one.visit <= time.at_clinic(A_DAY)
    last = one.changed or one.opened
    has_stopped = last is not None and last <= time.now - A_DAY
    return (is_soon or has_stopped) and may_be_reminded(one, time)


def is_due(one: Invitation, days: Sequence[int], time: ClinicTime) -> bool:
    """Whether a time has come, so many days before the appointment, at which a patient is reminded
    who has not heard of the clinic since, nor was answering. Never for a recheck, whose day is
    the first one on which it is to be answered."""
    if one.is_recheck:
        return False
    at = datetime.fromisoformat(one.visit if "T" in one.visit else one.visit + UNKNOWN_TIME)
    visit = at.replace(tzinfo=time.here.tzinfo)
    last = max(at for at in (one.made, one.sent, one.reminded, one.opened, one.changed) if at)
    times = [visit - timedelta(days=day) for day in days]
    is_time = any(last + QUIET < one_time <= time.now < visit for one_time in times)
    return is_time and may_be_reminded(one, time)
