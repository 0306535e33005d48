"""A clinic day's visits as pasted from a spreadsheet: reference, time, physiotherapist, phone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from questionnaire.contact import phone_link
from questionnaire.forms import LONGEST_PHONE
from records.people.staff import Person
from records.text import folded, on_one_line
from staff.typed import read_time

MOST = 60  # lines
LONGEST_REFERENCE = 40  # characters
SHORTEST_NAME = 3  # letters; fewer may be a patient's initials
HEADINGS = {"reference", "ref", "patient", "initials", "file", "file number", "time", "name"}


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit of the day."""

    reference: str
    at: time | None
    physiotherapist: int
    phone: str = ""


class BadLines(ValueError):
    """Lines that cannot be read; `problems` says for each what to do, by its number."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def read_lines(text: str, people: Sequence[Person], default: int) -> list[VisitRow]:
    """The visits, in order. A physiotherapist left out is `default`. Raises BadLines."""
    found, problems = [], []
    for number, cells in _rows(text):
        try:
            found.append(_line(cells, people, default))
        except ValueError as problem:
            problems.append(f"Line {number}: {problem}")
    problems += _said_twice(found)
    if not found and not problems:
        problems = ["Enter one line for each visit, like KL-204, 09:30, Robin Hale."]
    if len(found) > MOST:
        problems = [f"Enter {MOST} lines at most; there are {len(found)}."]
    if problems:
        raise BadLines(problems)
    return found


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The lines that say something, with their numbers; a first line of headings is none."""
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [on_one_line(cell).strip('" ') for cell in re.split(r"[\t;,]", line)]
        while cells and not cells[-1]:
            cells.pop()
        if cells and (rows or folded(cells[0]) not in HEADINGS):
            rows.append((number, cells))
    return rows


def _line(cells: list[str], people: Sequence[Person], default: int) -> VisitRow:
    """Raises ValueError, in words for whoever pasted it."""
    reference, at, name, phone, *others = [*cells, "", "", "", ""][: max(4, len(cells))]
    if others and any(others):
        raise ValueError("there is more than reference, time, physiotherapist and phone number.")
    if not reference:
        raise ValueError("the reference is missing.")
    if len(reference) > LONGEST_REFERENCE:
        raise ValueError(f"keep the reference under {LONGEST_REFERENCE} characters.")
    if misplaced := in_reference(reference, people):
        raise ValueError(
            f"“{misplaced}” stands in the reference. Put a comma or a tab between reference, "
            "time and physiotherapist."
        )
    if at and read_time(at) is None:
        raise ValueError(f"“{at}” is no time like 09:30.")
    if phone and not (phone_link(phone) and len(phone) <= LONGEST_PHONE):
        raise ValueError(f"“{phone}” is no phone number with its area code.")
    return VisitRow(reference, read_time(at), _named(name, people) if name else default, phone)


def in_reference(reference: str, people: Sequence[Person]) -> str:
    """The time or the colleague's name that a reference holds, as typed; "" for neither.

    A list from a page or a mail has gaps where a spreadsheet has columns.
    """
    words = reference.split()
    times = [word for word in words if read_time(word)]
    rests = [" ".join(words[at:]) for at in range(1, len(words))]
    names = [rest for rest in rests if len(rest) >= SHORTEST_NAME and _fitting(rest, people)]
    return next(iter([*times, *names]), "")


def _named(name: str, people: Sequence[Person]) -> int:
    """Whoever has this name, or alone has one that begins so. Raises ValueError."""
    fitting = _fitting(name, people)
    if len(fitting) > 1:
        raise ValueError(f"“{name}” could be {' or '.join(one.name for one in fitting)}.")
    if not fitting:
        raise ValueError(f"no physiotherapist here is called “{name}”.")
    return fitting[0].id


def _fitting(name: str, people: Sequence[Person]) -> list[Person]:
    same = [one for one in people if folded(one.name) == folded(name)]
    return same or [one for one in people if folded(one.name).startswith(folded(name))]


def _said_twice(lines: Sequence[VisitRow]) -> list[str]:
    """One patient twice at one time is a slip; two visits on a day are not."""
    seen: set[tuple[str, time | None]] = set()
    problems = []
    for line in lines:
        one = folded(line.reference), line.at
        if one in seen:
            problems.append(f"{line.reference} is there twice at the same time.")
        seen.add(one)
    return problems
