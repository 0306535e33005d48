"""Moments as records keep them: in UTC, all of one length, so that text sorts as time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
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


@dataclass(frozen=True, slots=True)
class ClinicTime:
    """This moment, as records keep it and as the clinic's own clock shows it."""

    now: datetime
    here: datetime

    @property
    def today(self) -> date:
        """The date at the clinic."""
        return self.here.date()

    def is_past(self, visit: str) -> bool:
        """Whether a visit has begun; one without a time, once its day is over."""
        return visit < self.at_clinic(timedelta(0)) and visit != self.today.isoformat()

    def at_clinic(self, later: timedelta) -> str:
        """What the clinic's clock will show."""
        return f"{self.here + later:%Y-%m-%dT%H:%M}"
