"""What this process has done since it started, counted. Of nobody: no name, no time, no answer."""

import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
STEP = 5
"""Self-checks are told in fives: one more at a time would tell of whoever was here just then."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts as of one moment."""

    requests: dict[tuple[str, str], int]
    """By route ("" for an address that is none) and class of status, like "2xx"."""
    within: tuple[int, ...]
    """How many took at most each of BOUNDS, seconds; the last entry counts all."""
    seconds: float
    """What they took together."""
    told: dict[str, int]
    """How often somebody came to a next step, rounded down to a multiple of STEP."""


class Tally:
    """Counts under one lock, for many threads."""

    def __init__(self, next_steps: tuple[str, ...]) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, str]] = Counter()
        self._took = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0
        self._told = dict.fromkeys(next_steps, 0)

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        with self._lock:
            self._requests[route, f"{status // 100}xx"] += 1
            self._took[bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds

    def told(self, next_step: str) -> None:
        """Count that somebody came to a next step."""
        with self._lock:
            self._told[next_step] += 1

    def counted(self) -> Counted:
        """The counts as they stand."""
        with self._lock:
            within = tuple(sum(self._took[: end + 1]) for end in range(len(self._took)))
            told = {step: times - times % STEP for step, times in self._told.items()}
            return Counted(dict(self._requests), within, self._seconds, told)
