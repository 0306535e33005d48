"""One measured figure, its aim, and how it is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

KB = 1000  # bytes


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. With no value it was left out, and `unit` says why."""

    what: str
    value: float | None
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is met; None where there is none, or nothing was measured."""
        if self.value is None:
            return None
        if self.at_most is not None:
            return self.value <= self.at_most
        return self.value >= self.at_least if self.at_least is not None else None

    def __str__(self) -> str:
        figure = "left out" if self.value is None else f"{_rounded(self.value)} {self.unit}"
        verdict = {True: "met", False: "MISSED", None: ""}[self.is_met]
        if self.value is None:
            verdict = self.unit
        return f"{self.what:<62}{figure:>14}{self._aim:>12}  {verdict}".rstrip()

    @property
    def _aim(self) -> str:
        if self.at_most is not None:
            return f"<= {self.at_most:g}"
        return f">= {self.at_least:g}" if self.at_least is not None else ""


def _rounded(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def heading() -> str:
    """The table's first lines."""
    return f"{'what':<62}{'figure':>14}{'aim':>12}\n" + "-" * 97


def seconds(work: Callable[[], object]) -> float:
    """Processor time of some work: what else the machine does then does not count."""
    start = process_time()
    work()
    return process_time() - start


def ratio_in_turns(
    one: Callable[[], object], other: Callable[[], object], rounds: int = 7
) -> float:
    """The time of one against the time of the other: the median of rounds, after a warm-up."""
    one(), other()
    return median(seconds(one) / seconds(other) for _ in range(rounds))
