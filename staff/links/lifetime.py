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
    Until.DAY: "The end of the visit's day",
    Until.VISIT: "The time of the visit",
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
        raise NoSuchEnd(f"Choose a day up to {LONGEST_AFTER.days} days after the visit.")
    return ends


def _end_for(until: Until, day: date, at: time | None, own: date | None, zone: Zone) -> datetime:
    if until is Until.VISIT:
        if at is None:
            raise NoSuchEnd("Enter the time of the visit, or choose another end.")
        return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
    if until is Until.BEFORE:
        return end_of(day - timedelta(days=1), zone)
    if until is Until.OWN:
        if own is None:
            raise NoSuchEnd("Enter the last day on which the link works, like 2026-11-24.")
        return end_of(own, zone)
    return end_of(day, zone)
