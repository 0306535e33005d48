"""Ten years of visits as they might have come, with the few that are hard to find among many.

Hard are: a state that a handful are in, a colleague with thirty patients among a million, one day
with a twentieth of all visits, and a patient with hundreds of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from torture.chance import Chance

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAYS = 3650
BUSY_DAY = NOW - timedelta(days=900)
REGULAR = 7
"""The patient with hundreds of visits."""
COLLEAGUES = 20
NEW_COLLEAGUE = COLLEAGUES - 1
LATELY = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit, its link, and the answers for it."""

    number: int
    patient: int
    colleague: int
    """From 0, the busiest."""
    at: datetime
    received: datetime | None
    state: str
    waiting: int
    is_withdrawn: bool = False


def visits(count: int, seed: int) -> Iterator[Visit]:
    """As many, in the order in which their links were made."""
    chance = Chance(seed)
    weights = [1 / (number + 1) for number in range(NEW_COLLEAGUE)]
    colleagues = chance.choices(range(NEW_COLLEAGUE), weights, k=count)
    for number in range(count):
        along = timedelta(days=DAYS + 14) * (number / count)
        at = NOW - timedelta(days=DAYS) + along + timedelta(days=chance.uniform(0, 4))
        if number % 20 == 0:
            at = BUSY_DAY
        at = at.replace(hour=8 + chance.randrange(10), minute=chance.randrange(0, 60, 5))
        patient = REGULAR if number % (count // 400 or 1) == 0 else chance.randrange(count // 4 + 9)
        new = number % (count // 30 or 1) == 1
        yield _answered(chance, number, patient, NEW_COLLEAGUE if new else colleagues[number], at)


def _answered(chance: Random, number: int, patient: int, colleague: int, at: datetime) -> Visit:
    received = at - timedelta(hours=min(1 + chance.expovariate(1 / 60), 1000))
    is_rare = chance.random() < 0.00004
    if chance.random() < 0.05 or received > NOW:
        return Visit(number, patient, colleague, at, None, "new", 0, chance.random() < 0.3)
    state, waiting = "closed" if chance.random() < 0.85 else "read", 0
    if NOW - received < LATELY:
        state = chance.choice(["new", "new", "read", "to read"])
        waiting = chance.choice([0] * 30 + [1, 2, 3])
    elif is_rare:
        state = chance.choice(["contact patient", "to read"])
        waiting = chance.choice([0, 1, 2])
    return Visit(number, patient, colleague, at, received, state, waiting)
