"""Moments as records keep them: in UTC, all of one length, so that text sorts as time."""

from datetime import UTC, datetime, timedelta
from typing import overload

CLOCKS_DIFFER = timedelta(minutes=1)
"""So far apart two good clocks may be, and one is put right by a little all the time."""


def stamp(moment: datetime) -> str:
    """A moment (with its zone) as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


@overload
def moment(text: str) -> datetime: ...
@overload
def moment(text: None) -> None: ...
def moment(text: str | None) -> datetime | None:
    """The moment that a text keeps; None for none."""
    return datetime.fromisoformat(text) if text else None
