"""What a cell of a pasted list may hold, and what it puts into the form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from questionnaire.contact import mail_address, phone_link
from records.people.staff import Person
from staff.links.colleagues import is_named
from staff.typed import days_meant, is_time, read_day, read_time, read_year

NUMBER = re.compile(r"[+(\d][\d() ./-]*(?:(?:ext|x|#)[ .:]*\d+)?", re.IGNORECASE)
SHORTEST_NUMBER = 10  # digits, where nothing else says that it is one: fewer may be a file's


class CellKind(StrEnum):
    """What a cell may hold; each by the name of its field in the form."""

    REFERENCE = "reference"
    DAY = "day"
    TIME = "at"
    PHYSIOTHERAPIST = "physiotherapist"
    EMAIL = "email"
    PHONE = "phone"
    BIRTH_YEAR = "birth_year"


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
