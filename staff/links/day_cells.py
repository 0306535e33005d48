"""What a cell or a heading of a pasted list may hold, and what it puts into the form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from questionnaire.contact import mail_address, phone_link
from records.people.staff import Person
from records.text import folded
from staff.links.colleagues import is_named
from staff.typed import days_meant, is_time, read_day, read_time, read_year

NUMBER = re.compile(r"[+(\d][\d() ./-]*(?:(?:ext|x|#)[ .:]*\d+)?", re.IGNORECASE)
SHORTEST_NUMBER = 10  # digits, where nothing else says that it is one: fewer may be a file's
LONGEST_INITIALS = 4  # letters
MOST_WORDS = 3  # of a reference: more are a title


class CellKind(StrEnum):
    """What a cell may hold; each by the name of its field in the form."""

    REFERENCE = "reference"
    DAY = "day"
    TIME = "at"
    PHYSIOTHERAPIST = "physiotherapist"
    EMAIL = "email"
    PHONE = "phone"
    BIRTH_YEAR = "birth_year"


HEADINGS: Mapping[CellKind, str] = {
    CellKind.REFERENCE: (
        "reference, ref, file number, file no, file, patient number, patient no, patient id, "
        "client number, client id, chart number, chart, id, number, initials, patient, client, "
        "patient name, client name, name"
    ),
    CellKind.DAY: "day, date, visit date, appointment date, day of the visit",
    CellKind.TIME: "time, start time, start, appointment time, appointment, from, at",
    CellKind.PHYSIOTHERAPIST: (
        "physiotherapist, physio, practitioner, therapist, clinician, provider, staff, with"
    ),
    CellKind.EMAIL: "email, email address, e mail, patient email, mail",
    CellKind.PHONE: (
        "mobile, mobile phone, mobile number, cell, cell phone, phone, phone number, telephone, "
        "tel, patient phone"
    ),
    CellKind.BIRTH_YEAR: (
        "year of birth, birth year, date of birth, birth date, birthdate, dob, born, birthday"
    ),
}
"""What a column may be called, the best first: of two that fit, the better one counts."""


class Doubt(StrEnum):
    """Why a line may be no patient's."""

    NOBODY = "nobody"
    """It names nobody, or has many words and no time, as titles do: it is left out."""
    WORD = "word"
    """A word in a list of file numbers or initials: "Lunch", or a patient's name."""


@dataclass(frozen=True, slots=True)
class Around:
    """What helps to understand a list: who works here, and which day it was pasted for."""

    people: Sequence[Person]
    today: date
    day: date
    """The day of the visits, as it was chosen."""
    is_month_first: bool | None = False
    """How the clinic's country writes days; None where it writes both ways."""

    def read_day(self, text: str) -> date | None:
        """A day; of two that it may be the one that was chosen, else by the country."""
        if self.day in days_meant(text):
            return self.day
        return read_day(text, self.is_month_first)

    def kind(self, cell: str) -> CellKind | None:
        """What a cell can only be; None where it may be anything."""
        if mail_address(cell):
            return CellKind.EMAIL
        if is_time(cell) or day_and_time(cell):
            return CellKind.TIME
        if days := days_meant(cell):
            return CellKind.DAY if days[0].year >= self.today.year - 1 else CellKind.BIRTH_YEAR
        if year := read_year(cell):
            return CellKind.BIRTH_YEAR if year < self.today.year else None
        if is_named(cell, self.people):
            return CellKind.PHYSIOTHERAPIST
        return CellKind.PHONE if is_phone_number(cell) else None


def day_and_time(cell: str) -> tuple[str, str] | None:
    """The two parts of a cell such as "30/11/2026 09:30"."""
    day, _, at = cell.replace("T", " ", 1).partition(" ")
    is_both = read_time(at) and days_meant(day)
    return (day, at) if is_both else None


def as_typed(column: CellKind, words: str, around: Around) -> dict[CellKind, str]:
    """What a cell puts into the fields of its line: a day as 2026-11-24, of a birth the year.

    A day that may be two stays as it is.
    """
    if column is CellKind.TIME and (both := day_and_time(words)):
        return as_typed(CellKind.DAY, both[0], around) | {CellKind.TIME: both[1]}
    day = around.read_day(words)
    if column is CellKind.DAY and day:
        return {column: day.isoformat()}
    if column is CellKind.BIRTH_YEAR and (days := days_meant(words)):
        return {column: str(days[0].year)}
    return {column: words}


def is_phone_number(cell: str) -> bool:
    is_short = is_file_number(cell) and len(cell) < SHORTEST_NUMBER
    return bool(NUMBER.fullmatch(cell) and phone_link(cell)) and not is_short


def is_file_number(cell: str) -> bool:
    return cell.isdecimal() and not cell.startswith("0")


def doubts(lines: Sequence[Mapping[CellKind, str]]) -> list[Doubt | None]:
    """Why each line of a list may be nobody's, as far as that shows without knowing its words.

    Who can be reached is a patient. A list of nothing else but what is left out has no doubts.
    """
    references = [cells.get(CellKind.REFERENCE, "") for cells in lines]
    is_word = [_is_word(reference) for reference in references]
    are_few = 2 * sum(is_word) < len(list(filter(None, references)))
    found: list[Doubt | None] = []
    for cells, reference, word in zip(lines, references, is_word, strict=True):
        is_reached = not {CellKind.EMAIL, CellKind.PHONE, CellKind.BIRTH_YEAR}.isdisjoint(cells)
        is_title = CellKind.TIME not in cells and len(reference.split()) > MOST_WORDS
        if is_reached or not (is_title or not reference or (word and are_few)):
            found.append(None)
        else:
            found.append(Doubt.WORD if reference and not is_title else Doubt.NOBODY)
    return [None] * len(found) if set(found) == {Doubt.NOBODY} else found


def _is_word(reference: str) -> bool:
    has_digit = any(map(str.isdecimal, reference))
    return not has_digit and sum(map(str.isalpha, reference)) > LONGEST_INITIALS


def headings_in(row: Sequence[str]) -> dict[int, CellKind]:
    """The columns that a row of headings names, by their place; of two alike the better one."""
    best: dict[CellKind, tuple[int, int]] = {}
    for at, cell in enumerate(row):
        name = " ".join(re.findall(r"\w+", folded(cell)))
        for column, called in HEADINGS.items():
            names = called.split(", ")
            if name in names:
                best[column] = min(best.get(column, (len(names), 0)), (names.index(name), at))
    return {at: column for column, (_, at) in best.items()}
