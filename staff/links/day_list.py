"""A day's visits as people paste them: from a spreadsheet, a practice system, a page or a PDF.

A list is first cut into cells by whatever stands between them. Then each column is known by its
heading, or by what its cells are; what does not fit its column is told apart word by word. The
texts are only put in their places here: the form of the day says what is wrong with them.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from questionnaire.contact import mail_address, phone_link
from records.people.staff import Person
from records.text import folded, on_one_line
from staff.links.colleagues import fitting, is_named
from staff.typed import read_day, read_time, read_year

MOST = 60  # lines
GAP = re.compile(r"  +|\t+")
HALF_DAY = re.compile(r"[ap]\.?m\.?", re.IGNORECASE)
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


HEADINGS: Mapping[CellKind, Sequence[str]] = {
    CellKind.REFERENCE: (
        *("reference", "ref", "file number", "file no", "file", "patient number", "patient no"),
        *("patient id", "client number", "client id", "chart number", "chart", "id", "number"),
        *("initials", "patient", "client", "patient name", "client name", "name"),
    ),
    CellKind.DAY: ("day", "date", "visit date", "appointment date", "day of the visit"),
    CellKind.TIME: ("time", "start time", "start", "appointment time", "appointment", "from", "at"),
    CellKind.PHYSIOTHERAPIST: (
        *("physiotherapist", "physio", "practitioner", "therapist", "clinician", "provider"),
        *("staff", "with"),
    ),
    CellKind.EMAIL: ("email", "email address", "e mail", "patient email", "mail"),
    CellKind.PHONE: (
        *("mobile", "mobile phone", "mobile number", "cell", "cell phone", "phone"),
        *("phone number", "telephone", "tel", "patient phone"),
    ),
    CellKind.BIRTH_YEAR: (
        *("year of birth", "birth year", "date of birth", "birth date", "birthdate", "dob"),
        *("born", "birthday"),
    ),
}
"""What a column may be called, the best first: of two that fit, the better one counts."""
AS_THEY_COME = (CellKind.REFERENCE, CellKind.TIME, CellKind.PHYSIOTHERAPIST, CellKind.PHONE)
"""The columns of a short list whose headings and cells say nothing."""
DATES = (CellKind.DAY, CellKind.BIRTH_YEAR)

Line = Mapping[CellKind, str]
"""What was understood of one visit; what was not given is not there."""


class TooManyLines(ValueError):
    """More lines than can be made at once; the words say so."""


@dataclass(frozen=True, slots=True)
class PastedDay:
    """A list as it was understood."""

    lines: tuple[Line, ...]
    unused: tuple[str, ...]
    """The columns that were left out: by the heading, or by what stands in one of the cells."""


def read_list(text: str, people: Sequence[Person], today: date) -> PastedDay:
    """The visits of a list, in order, by whichever way of cutting it makes most sense of it.

    Raises TooManyLines.
    """
    tables = [_table(text, between) for between in ("\t", ";", ",", "")]
    if min(map(len, tables)) > MOST + 1:
        raise TooManyLines(f"Enter {MOST} lines at most; there are {min(map(len, tables))}.")
    readers = [_Reader(rows, people, today) for rows in tables]
    found = max(readers, key=_Reader.sense).read()
    if len(found.lines) > MOST:
        raise TooManyLines(f"Enter {MOST} lines at most; there are {len(found.lines)}.")
    return found


def _table(text: str, between: str) -> list[list[str]]:
    """Rows of cells with this sign between them; with gaps for none. Empty rows are left out."""
    if between:
        is_odd = text.count('"') % 2  # a quotation mark of another kind
        given = csv.reader(
            text.splitlines(keepends=True),
            delimiter=between,
            quotechar=None if is_odd else '"',
            quoting=csv.QUOTE_NONE if is_odd else csv.QUOTE_MINIMAL,
            skipinitialspace=between != "\t",
        )
        rows = [[on_one_line(cell).strip('" ') for cell in row] for row in given]
    else:
        rows = [[on_one_line(cell) for cell in _by_gaps(line)] for line in text.splitlines()]
    return [row for row in rows if any(row)]


def _by_gaps(line: str) -> list[str]:
    """What stands apart by a tab or more than one space, whatever kind of space."""
    return GAP.split("".join(" " if sign.isspace() and sign != "\t" else sign for sign in line))


class _Reader:
    """One way of cutting a list into cells, and what can be made of it."""

    def __init__(self, rows: list[list[str]], people: Sequence[Person], today: date) -> None:
        self.people, self.today = people, today
        self.headings = _headings(rows[0]) if rows and not self._kinds(rows[0]) else {}
        self.names = rows[0] if self.headings else []
        self.rows = rows[1:] if self.headings else rows
        self.width = max(map(len, rows), default=0)

    def sense(self) -> tuple[int, int]:
        """How much sense it makes: cells that can only be one thing, then cells."""
        known = sum(len(self._kinds(row)) for row in self.rows)
        return known + len(self.headings), sum(map(len, self.rows))

    def read(self) -> PastedDay:
        """The visits."""
        columns = self._columns()
        is_month_first = self._is_month_first(columns)
        lines = [dict(self._line(row, columns, is_month_first)) for row in self.rows]
        unused = [self._called(at) for at in range(self.width) if at not in columns]
        return PastedDay(tuple(lines), tuple(name for name in unused if name))

    def _columns(self) -> dict[int, CellKind]:
        """What each column holds, by its place."""
        columns = dict(self.headings)
        for at in range(self.width):
            kind = self._mostly(at)
            if at not in columns and kind and kind not in columns.values():
                columns[at] = kind
        free = [one for one in AS_THEY_COME if one not in columns.values()]
        if self.headings or self.width > len(AS_THEY_COME):
            free = [one for one in free if one is CellKind.REFERENCE]
        for at in range(self.width):
            if at not in columns and free and any(self._cells(at)):
                usual = [one for one in AS_THEY_COME[at : at + 1] if one in free]
                columns[at] = next(iter([*usual, *free]))
                free.remove(columns[at])
        if CellKind.REFERENCE not in columns.values():
            numbers = [at for at in columns if all(map(_is_file_number, self._cells(at)))]
            columns |= dict.fromkeys(numbers[:1], CellKind.REFERENCE)
        return columns

    def _cells(self, at: int) -> list[str]:
        """What stands in a column, without what is empty."""
        return [row[at] for row in self.rows if at < len(row) and row[at]]

    def _mostly(self, at: int) -> CellKind | None:
        """What half of a column's cells or more are."""
        cells = self._cells(at)
        kinds = Counter(kind for cell in cells if (kind := self._kind(cell)))
        [*most] = kinds.most_common(1)
        return next((kind for kind, count in most if 2 * count >= len(cells)), None)

    def _kinds(self, row: Sequence[str]) -> list[CellKind]:
        return [kind for cell in row if (kind := self._kind(cell))]

    def _kind(self, cell: str) -> CellKind | None:
        """What a cell can only be; None where it may be anything."""
        if mail_address(cell):
            return CellKind.EMAIL
        if read_time(cell) or _day_and_time(cell):
            return CellKind.TIME
        if day := read_day(cell) or read_day(cell, is_month_first=True):
            return CellKind.DAY if day.year >= self.today.year - 1 else CellKind.BIRTH_YEAR
        if year := read_year(cell):
            return CellKind.BIRTH_YEAR if year < self.today.year else None
        if is_named(cell, self.people):
            return CellKind.PHYSIOTHERAPIST
        return CellKind.PHONE if _is_phone_number(cell) else None

    def _is_month_first(self, columns: Mapping[int, CellKind]) -> bool:
        """Whether days are written 11/24/2026, as soon as one of them can only be read so."""
        cells = [cell for at in columns for cell in self._cells(at)]
        days = [(_day_and_time(cell) or (cell,))[0] for cell in cells]
        return any(read_day(one, is_month_first=True) and not read_day(one) for one in days)

    def _line(
        self, row: Sequence[str], columns: Mapping[int, CellKind], is_month_first: bool
    ) -> Iterator[tuple[CellKind, str]]:
        """What a row says; a cell that does not fit its column is told apart."""
        taken = {columns[at] for at, cell in enumerate(row) if cell and at in columns}
        for at, cell in enumerate(row):
            column = columns.get(at)
            if column is None or not cell:
                continue
            pieces = {} if self._fits(cell, column) else self._apart(cell, column, taken)
            taken |= pieces.keys()
            for kind, words in (pieces or {column: cell}).items():
                yield from _as_typed(kind, words, is_month_first).items()

    def _fits(self, cell: str, column: CellKind) -> bool:
        if column is CellKind.PHYSIOTHERAPIST:
            return bool(fitting(cell, self.people))
        is_date = column in DATES and self._kind(cell) in DATES
        return column is not CellKind.REFERENCE and (self._kind(cell) is column or is_date)

    def _apart(self, cell: str, column: CellKind, taken: set[CellKind]) -> dict[CellKind, str]:
        """The cell in pieces that each can only be one thing, and what is left for its column."""
        if (kind := self._kind(cell)) and kind not in taken and column is not CellKind.REFERENCE:
            return {kind: cell}
        words, left = cell.split(), list[str]()
        found: dict[CellKind, str] = {}
        while words:
            is_first = column is CellKind.REFERENCE and words == cell.split()
            kind, count = self._next(words, is_first)
            if kind and kind not in found and (kind not in taken or kind is column):
                found[kind] = " ".join(words[:count])
            else:
                left += words[:count]
            words = words[count:]
        if left and column not in found:
            found[column] = " ".join(left)
        elif left:
            return {}
        is_lost = column is CellKind.REFERENCE and column not in found
        return {} if is_lost and _is_file_number(cell) else found

    def _next(self, words: Sequence[str], is_first: bool) -> tuple[CellKind | None, int]:
        """What the next words are, and how many of them are it."""
        for count in range(min(len(words), 5), 0, -1):
            piece = " ".join(words[:count])
            kind = self._kind(piece)
            is_whole = kind is CellKind.PHYSIOTHERAPIST and is_named(
                piece, self.people, is_whole=is_first
            )
            is_number = kind is CellKind.PHONE and not is_first
            is_time = kind is CellKind.TIME and (
                count == 1 or (count == 2 and HALF_DAY.fullmatch(words[1]) is not None)
            )
            if is_whole or is_number or is_time or (kind is CellKind.EMAIL and count == 1):
                return kind, count
        return None, 1

    def _called(self, at: int) -> str:
        """A column's heading; else the first of its cells."""
        return next(iter([*self.names[at : at + 1], *self._cells(at)]), "")


def _headings(row: Sequence[str]) -> dict[int, CellKind]:
    """The columns that a row of headings names, by their place; of two alike the better one."""
    best: dict[CellKind, tuple[int, int]] = {}
    for at, cell in enumerate(row):
        name = " ".join(re.findall(r"\w+", folded(cell)))
        for column, names in HEADINGS.items():
            if name in names:
                best[column] = min(best.get(column, (len(names), 0)), (names.index(name), at))
    return {at: column for column, (_, at) in best.items()}


def _day_and_time(cell: str) -> tuple[str, str] | None:
    """The two parts of a cell such as "30/11/2026 09:30"."""
    day, _, at = cell.replace("T", " ", 1).partition(" ")
    is_both = read_time(at) and (read_day(day) or read_day(day, is_month_first=True))
    return (day, at) if is_both else None


def _as_typed(column: CellKind, words: str, is_month_first: bool) -> dict[CellKind, str]:
    """What a cell puts into the fields of its line: a day as 2026-11-24, of a birth the year."""
    if column is CellKind.TIME and (both := _day_and_time(words)):
        return _as_typed(CellKind.DAY, both[0], is_month_first) | {CellKind.TIME: both[1]}
    day = read_day(words, is_month_first=is_month_first)
    if column is CellKind.DAY and day:
        return {column: day.isoformat()}
    if column is CellKind.BIRTH_YEAR and day:
        return {column: str(day.year)}
    return {column: words}


def _is_phone_number(cell: str) -> bool:
    is_short = _is_file_number(cell) and len(cell) < SHORTEST_NUMBER
    return bool(NUMBER.fullmatch(cell) and phone_link(cell)) and not is_short


def _is_file_number(cell: str) -> bool:
    return cell.isdecimal() and not cell.startswith("0")
