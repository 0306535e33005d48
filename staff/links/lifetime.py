"""How long a link lives, reckoned from the visit."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from settings.times import Zone, end_of

LONGEST_AFTER = timedelta(days=60)
FURTHEST = timedelta(days=366)  # of a visit, from today


class Until(StrEnum):
    """When a link ends."""

    DAY = "day"
    VISIT = "visit"
    BEFORE = "before"
    OWN = "own"


WORDS = {
    Until.DAY: "The end of that day",
    Until.VISIT: "The time of the appointment",
    Until.BEFORE: "The end of the day before",
    Until.OWN: "Another day",
}


class NoSuchEnd(ValueError):
    """The link cannot end then; the words say why."""


def as_kept(day: date, at: time | None) -> str:
    """A visit as records keep it: 2026-11-24, or 2026-11-24T09:30."""
    return f"{day.isoformat()}T{at:%H:%M}" if at else day.isoformat()


def end_for(
    until: Until, day: date, at: time | None, own: date | None, zone: Zone, now: datetime
) -> datetime:
    """The moment at which a link for a visit ends. Raises NoSuchEnd."""
    ends = _end_for(until, day, at, own, zone)
    if ends <= now:
        raise NoSuchEnd("That is past already. Choose a later end.")
    if ends > end_of(day + LONGEST_AFTER, zone):
        raise NoSuchEnd(f"Choose a day up to {LONGEST_AFTER.days} days after the appointment.")
    return ends


def end_after_move(ends: datetime, before: str, after: str, zone: Zone, now: datetime) -> datetime:
    """When a link ends whose visit was moved: reckoned from the new one as it was from the old.

    One that ended on a day of its own stays, unless that is past.
    """
    for until in (Until.DAY, Until.VISIT, Until.BEFORE):
        if _reckoned(until, before, zone) == ends:
            moved = _reckoned(until, after, zone)
            if moved and moved > now:
                return moved
    last = end_of(date.fromisoformat(after[:10]), zone)
    return ends if ends > now or last <= now else last


def _reckoned(until: Until, visit: str, zone: Zone) -> datetime | None:
    """The end that follows from a visit as records keep it; None without the time that it needs."""
    at = time.fromisoformat(visit[11:]) if visit[11:] else None
    try:
        return _end_for(until, date.fromisoformat(visit[:10]), at, None, zone)
    except NoSuchEnd:
        return None


def _end_for(until: Until, day: date, at: time | None, own: date | None, zone: Zone) -> datetime:
    if until is Until.VISIT:
        if at is None:
            raise NoSuchEnd("Enter the time of the appointment, or choose another end.")
        return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
    if until is Until.BEFORE:
        return end_of(day - timedelta(days=1), zone)
    if until is Until.OWN:
        if own is None:
            raise NoSuchEnd("Enter the last day on which the link works, like 2026-11-24.")
        return end_of(own, zone)
    return end_of(day, zone)
