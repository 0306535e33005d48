"""Moments as the clinic reads them: in its own zone. None stands for the machine's own zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from settings.clinic import BadSetting

Zone = tzinfo | None
NEAR_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}
"""What a day is called that is so many days from today."""


def zone_from(name: str) -> Zone:
    """The zone of a setting such as "America/Toronto". Raises BadSetting."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError) as error:  # KeyError: no such zone
        raise BadSetting(
            f"FLASK_TIMEZONE: '{name}' is no time zone. Write it as America/Toronto."
        ) from error


def when(moment: datetime, zone: Zone) -> str:
    """A moment with its time, such as "24 Nov 2026, 09:30"."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %Y, %H:%M}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, or a visit, as a page tells it."""

    iso: str
    """For machines: with the offset, or a day alone where a visit has no time."""
    exact: str
    """Such as "24 Nov 2026, 09:30"."""
    words: str
    """By its day where that is near, such as "today 09:30"; else exact. Not for paper."""


def moment_of(at: datetime | str, now: datetime, zone: Zone) -> Moment:
    """A moment, or a visit, as a page tells it now."""
    local = _visit_in(at, zone) if isinstance(at, str) else at.astimezone(zone)
    near = NEAR_DAYS.get((local.date() - now.astimezone(zone).date()).days)
    if isinstance(at, str) and "T" not in at:
        exact = f"{local.day} {local:%b %Y}"
        return Moment(at, exact, near or exact)
    exact, iso = f"{local.day} {local:%b %Y, %H:%M}", local.isoformat(timespec="seconds")
    return Moment(iso, exact, f"{near} {local:%H:%M}" if near else exact)


def _visit_in(visit: str, zone: Zone) -> datetime:
    """When a visit is, by the clock on the clinic's wall."""
    at = datetime.fromisoformat(visit)
    return at.replace(tzinfo=zone) if zone else at.astimezone()


def ago(moment: datetime, now: datetime) -> str:
    """How long ago a moment was, such as "40 seconds ago"; "just now" by a clock that was ahead."""
    length = waited(moment, now)
    return f"{length} ago" if length else "just now"


def waited(since: datetime, now: datetime) -> str:
    """How long something has waited, such as "3 hours"; "" for less than a second."""
    seconds = (now - since).total_seconds()
    for name, length in {"day": 86400, "hour": 3600, "minute": 60, "second": 1}.items():
        if (count := int(seconds // length)) >= 1:
            return f"{count} {name}{'s' if count > 1 else ''}"
    return ""


def weekday(day: date) -> str:
    """A day with its name, such as "Tuesday 24 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def day(moment: datetime | date, zone: Zone) -> str:
    """The day of a moment, or a day, such as "24 November 2026"."""
    at = moment.astimezone(zone) if isinstance(moment, datetime) else moment
    return f"{at.day} {at:%B %Y}"


def short_day(moment: datetime | date, zone: Zone) -> str:
    """The same where room is short, such as "24 Nov 2026"."""
    at = moment.astimezone(zone) if isinstance(moment, datetime) else moment
    return f"{at.day} {at:%b %Y}"


def visit_time(visit: str) -> str:
    """A visit's day, with its time if known, such as "24 November 2026, 09:30"."""
    at = datetime.fromisoformat(visit)
    return f"{at.day} {at:%B %Y, %H:%M}" if "T" in visit else f"{at.day} {at:%B %Y}"


def until(end: datetime, zone: Zone) -> str:
    """The last day before an end at midnight, such as "24 November 2026"; else with the time."""
    at = end.astimezone(zone)
    if at.time() == time():
        return day(at.date() - timedelta(days=1), zone)
    return f"{at.day} {at:%B %Y, %H:%M}"


def end_of(last: date, zone: Zone) -> datetime:
    """The moment at which a day is over."""
    midnight = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    return midnight.astimezone(UTC)
