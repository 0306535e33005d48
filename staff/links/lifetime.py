"""How long a link lives: until the end of its appointment's day, or of another."""

from datetime import date, datetime, time, timedelta

from settings.times import Zone, end_of

LONGEST_AFTER = timedelta(days=60)
FURTHEST = timedelta(days=366)  # of a visit, from today


class NoSuchEnd(ValueError):
    """The link cannot end then; the words say why."""


def as_kept(day: date, at: time | None) -> str:
    """A visit as records keep it: 2026-11-24, or 2026-11-24T09:30."""
    return f"{day.isoformat()}T{at:%H:%M}" if at else day.isoformat()


def end_for(day: date, zone: Zone, now: datetime, last: date | None = None) -> datetime:
    """The moment at which a link for a visit ends; `last`: its last day, if that is another.

    Raises NoSuchEnd.
    """
    ends = end_of(last or day, zone)
    if ends <= now:
        raise NoSuchEnd("That day is past. Choose today or a later day.")
    if ends > end_of(day + LONGEST_AFTER, zone):
        raise NoSuchEnd(f"Choose a day up to {LONGEST_AFTER.days} days after the appointment.")
    return ends


def last_day(ends: datetime, zone: Zone) -> date:
    """The last day on which a link works that ends then."""
    return (ends.astimezone(zone) - timedelta(microseconds=1)).date()


def end_after_move(ends: datetime, before: str, after: str, zone: Zone, now: datetime) -> datetime:
    """When a link ends whose visit was moved: with the new day, if it did with the old one or is
    past, where that is not past too."""
    moved = end_of(date.fromisoformat(after[:10]), zone)
    is_with_visit = ends == end_of(date.fromisoformat(before[:10]), zone)
    return moved if moved > now and (is_with_visit or ends <= now) else ends
