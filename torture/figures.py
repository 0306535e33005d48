"""What a trial found, and the tables that say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADING = ("test", "what", "found", "aim", "")
VERDICTS = {True: "met", False: "MISSED", None: ""}


@dataclass(frozen=True, slots=True)
class Figure:
    """One finding beside its aim.

    `test`: its number in the list of fault tests, "" when it is in none. `is_met`: None where
    there is no aim.
    """

    test: str
    what: str
    found: str
    aim: str = ""
    is_met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line of a table."""
        return self.test, self.what, self.found, self.aim, VERDICTS[self.is_met]

    def __str__(self) -> str:
        test, what, found, aim, verdict = self.cells
        return f"{test:>5}  {what:<58}{found:>24}  {aim:<20}{verdict}".rstrip()


def none_of(test: str, what: str, wrong: int | Sequence[str], of: str = "") -> Figure:
    """There are to be none of these. Words about each, where there are any, begin to be told."""
    count, words = (wrong, ()) if isinstance(wrong, int) else (len(wrong), wrong[:3])
    told = f": {'; '.join(words)}" if words else ""
    return Figure(test, f"{what}{told}", f"{count:,} {of}".rstrip(), "0", not count)


def all_of(test: str, what: str, good: int, of: int) -> Figure:
    """All of these are to be good, and there are to be some."""
    return Figure(test, what, f"{good:,} of {of:,}", "all", good == of > 0)


def markdown(figures: Iterable[Figure]) -> str:
    """A table for the page of figures."""
    lines = [HEADING, ("---",) * len(HEADING), *(figure.cells for figure in figures)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
