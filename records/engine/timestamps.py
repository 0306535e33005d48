"""Moments as records keep them: in UTC, all of one length, so that text sorts as time."""

from datetime import UTC, datetime, timedelta
from typing import overload

CLOCKS_DIFFER = timedelta(minutes=1)
"""So far apart two good clocks may be, and one is put right by a little all the time."""


def to_iso(moment: datetime) -> str:
    """A moment (with its zone) as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


@overload
def from_iso(text: str) -> datetime: ...
@overload
def from_iso(text: None) -> None: ...
def from_iso(text: str | None) -> datetime | None:
    """The moment that a text keeps; None for none."""
    return datetime.fromisoformat(text) if text else None
