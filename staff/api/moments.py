"""Moments and days in an address. Each raises BadRequest for what it cannot read."""

from datetime import UTC, date, datetime

from werkzeug.exceptions import BadRequest


def day_from(text: str) -> date:
    """A day, such as 2026-11-24; not the last that there is, which no day follows."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise BadRequest("day: write it as 2026-11-24.") from None
    if day == date.max:
        raise BadRequest("day: choose an earlier one.")
    return day


def moment_from(text: str) -> datetime:
    """A moment with its zone, such as 2026-11-23T12:00:00Z; a + may have come as a gap."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        return moment.astimezone(UTC) if moment.tzinfo else _bad_moment()
    except (ValueError, OverflowError):
        return _bad_moment()


def place_after(moment: datetime, number: int) -> str:
    """Where the next page begins: behind this one."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}_{number}"


def place_from(text: str) -> tuple[datetime, int]:
    """The same, read back."""
    moment, _, number = text.partition("_")
    if not (number.isascii() and number.isdecimal() and len(number) < 18):
        raise BadRequest("after: take it from `next` of the page before.")
    return moment_from(moment), int(number)


def _bad_moment() -> datetime:
    raise BadRequest("since: write it with its zone, as 2026-11-23T12:00:00Z.")
