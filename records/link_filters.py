"""Which links a list shows, in which order, and at which moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Show(StrEnum):
    """Which links a list shows."""

    COMING = "coming"
    """For visits from today on, whatever their state."""
    STUCK = "stuck"
    """Open, and without a change for a day or with the visit within a day."""
    MADE = "made"
    OPENED = "opened"
    IN_PROGRESS = "in progress"
    SUBMITTED = "submitted"
    READ = "read"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ALL = "all"


class Order(StrEnum):
    """What a list goes by."""

    VISIT = "visit"
    LAST_VISIT = "-visit"
    MADE = "made"
    LAST_MADE = "-made"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list. Days as in 2026-11-24, both included; an empty text or 0 leaves a filter out.

    `after` is the name of the last one on the page before.
    """

    show: Show = Show.COMING
    physiotherapist: int = 0
    visit_from: str = ""
    visit_to: str = ""
    reference: str = ""
    order: Order = Order.VISIT
    after: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """This moment, as records keep it and as the clinic's own clock shows it."""

    now: datetime
    here: datetime
