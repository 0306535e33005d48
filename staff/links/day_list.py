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

from records.text import on_one_line
from staff.links.colleagues import fitting, is_named
from staff.links.day_cells import (
    Around,
    CellKind,
    Doubt,
    as_typed,
    day_and_time,
    doubts,
    headings_in,
    is_file_number,
)
from staff.typed import read_time

MOST = 60  # lines
GAP = re.compile(r"  +|\t+")
HALF_DAY = re.compile(r"[ap]\.?m\.?", re.IGNORECASE)


AS_THEY_COME = (CellKind.REFERENCE, CellKind.TIME, CellKind.PHYSIOTHERAPIST, CellKind.PHONE)
"""The columns of a short list whose headings and cells say nothing."""
DATES = (CellKind.DAY, CellKind.BIRTH_YEAR)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """What was understood of one line; what was not given is not there."""

    number: int
    """Which line of the list it is, its headings and empty lines counted."""
    cells: Mapping[CellKind, str]
    doubt: Doubt | None
    """Why it may be no patient's."""


class TooManyLines(ValueError):
    """More lines than can be made at once; the words say so."""


@dataclass(frozen=True, slots=True)
class PastedDay:
    """A list as it was understood."""

    lines: tuple[PastedLine, ...]
    unused: tuple[str, ...]
    """The columns that were left out: by the heading, or by what stands in one of the cells."""
    above: tuple[str, ...] = ()
    """The lines above the headings."""
    has_headings: bool = False


def read_list(text: str, around: Around) -> PastedDay:
    """The visits of a list, in order, by whichever way of cutting it makes most sense of it.

    Raises TooManyLines.
    """
    tables = [_table(text, between) for between in ("\t", ";", ",", "")]
    if min(map(len, tables)) > 2 * MOST:
        raise TooManyLines(f"Enter {MOST} lines at most; there are {min(map(len, tables))}.")
    readers = [_Reader(rows, around) for rows in tables]
    found = max(readers, key=_Reader.sense).read()
    if len(found.lines) > MOST:
        raise TooManyLines(f"Enter {MOST} lines at most; there are {len(found.lines)}.")
    return found


def _table(text: str, between: str) -> dict[int, list[str]]:
    """Rows of cells with this sign between them, by the number of their line; with gaps for none.

    Empty rows are left out.
    """
    lines = text.splitlines()
    if between:
        is_odd = text.count('"') % 2  # a quotation mark of another kind
        given = csv.reader(
            (f"{line}\n" for line in lines),
            delimiter=between,
            quotechar=None if is_odd else '"',
            quoting=csv.QUOTE_NONE if is_odd else csv.QUOTE_MINIMAL,
            skipinitialspace=between != "\t",
        )
        cells = ((given.line_num, row) for row in given)
        rows = {number: [on_one_line(one).strip('" ') for one in row] for number, row in cells}
    else:
        cut = enumerate(map(_by_gaps, lines), start=1)
        rows = {number: [on_one_line(one) for one in row] for number, row in cut}
    return {number: row for number, row in rows.items() if any(row)}


def _by_gaps(line: str) -> list[str]:
    """What stands apart by a tab or more than one space, whatever kind of space."""
    return GAP.split("".join(" " if sign.isspace() and sign != "\t" else sign for sign in line))


class _Reader:
    """One way of cutting a list into cells, and what can be made of it."""

    def __init__(self, table: Mapping[int, list[str]], around: Around) -> None:
        self.around, self.people, self.today = around, around.people, around.today
        numbers, rows = list(table), list(table.values())
        top = self._top(rows)
        self.headings = headings_in(rows[top]) if top is not None else {}
        self.names = rows[top] if top is not None else []
        self.above = [" ".join(filter(None, row)) for row in rows[: top or 0]]
        self.rows = rows[top + 1 :] if top is not None else rows
        self.numbers = numbers[-len(self.rows) :]
        self.width = max(map(len, rows), default=0)

    def _top(self, rows: Sequence[Sequence[str]]) -> int | None:
        """Where the headings stand: below the titles of a list there are two or more."""
        for at, row in enumerate(rows):
            kinds = self._kinds(row)
            if not kinds and len(headings_in(row)) > min(at, 1):
                return at
            if CellKind.TIME in kinds:
                return None
        return None

    def sense(self) -> tuple[int, int]:
        """How much sense it makes: cells that can only be one thing, then cells."""
        known = sum(len(self._kinds(row)) for row in self.rows)
        return known + len(self.headings), sum(map(len, self.rows))

    def read(self) -> PastedDay:
        """The visits."""
        columns = self._columns()
        cells = [dict(self._line(row, columns)) for row in self.rows]
        lines = map(PastedLine, self.numbers, cells, doubts(cells))
        unused = [self._called(at) for at in range(self.width) if at not in columns]
        return PastedDay(
            tuple(lines), tuple(filter(None, unused)), tuple(self.above), bool(self.names)
        )

    def _columns(self) -> dict[int, CellKind]:
        """What each column holds, by its place."""
        kinds = {at: self._mostly(at) for at in range(self.width) if at not in self.headings}
        numbers = [at for at, kind in kinds.items() if kind is CellKind.PHONE]
        columns = self._certain(kinds, numbers)
        free = [one for one in AS_THEY_COME if one not in columns.values()]
        if len(numbers) > 1:  # which of them to write to is not guessed by its place
            free = [one for one in free if one is not CellKind.PHONE]
        if self.headings or self.width > len(AS_THEY_COME):
            free = [one for one in free if one is CellKind.REFERENCE]
        for at, kind in kinds.items():
            is_open = at not in columns and kind is not CellKind.DAY and any(self._cells(at))
            if is_open and free:
                usual = AS_THEY_COME[at] if at < len(AS_THEY_COME) else None
                columns[at] = usual if usual in free else free[0]
                free.remove(columns[at])
        if CellKind.REFERENCE not in columns.values():
            files = [at for at in columns if all(map(is_file_number, self._cells(at)))]
            if files:
                columns[files[0]] = CellKind.REFERENCE
        return columns

    def _certain(
        self, kinds: Mapping[int, CellKind | None], numbers: Sequence[int]
    ) -> dict[int, CellKind]:
        """The columns that a heading or their cells tell apart."""
        columns = dict(self.headings)
        days = [at for at, kind in kinds.items() if kind is CellKind.DAY]
        unsure = set(days) | (set(numbers) if len(numbers) > 1 else set())
        for at, kind in kinds.items():
            if kind and at not in unsure and kind not in columns.values():
                columns[at] = kind
        if CellKind.DAY not in columns.values():
            columns |= self._day_of_the_visit(days, columns)
        if CellKind.PHONE not in columns.values():
            is_told = CellKind.REFERENCE in columns.values()
            others = [at for at, kind in kinds.items() if kind is None and self._cells(at)]
            columns |= self._of_numbers(numbers, is_alone=not (is_told or others))
        return columns

    def _day_of_the_visit(
        self, days: Sequence[int], columns: Mapping[int, CellKind]
    ) -> dict[int, CellKind]:
        """Which of these columns says the day: others say when a visit was booked, or the like."""
        times = [
            cell
            for at, kind in columns.items()
            if kind is CellKind.TIME
            for cell in self._cells(at)
        ]
        if any(map(day_and_time, times)):
            return {}
        read = {at: [self.around.read_day(cell) for cell in self._cells(at)] for at in days}
        coming = [
            at for at, cells in read.items() if all(one >= self.today for one in cells if one)
        ]
        chosen = [at for at, cells in read.items() if self.around.day in cells]
        found = chosen or (coming if len(coming) == 1 else []) or (days if len(days) == 1 else [])
        return {found[0]: CellKind.DAY} if found else {}

    def _of_numbers(self, numbers: Sequence[int], is_alone: bool) -> dict[int, CellKind]:
        """Which of some columns of numbers is the phone's; none where that would be a guess.

        `is_alone`: nothing else can be the reference.
        """
        phones = [at for at in numbers if not all(map(is_file_number, self._cells(at)))]
        if len(phones) == 1:
            return {phones[0]: CellKind.PHONE}
        if is_alone and phones and len(numbers) == 2:
            return {numbers[0]: CellKind.REFERENCE, numbers[1]: CellKind.PHONE}
        return {}

    def _cells(self, at: int) -> list[str]:
        """What stands in a column, without what is empty."""
        return [row[at] for row in self.rows if at < len(row) and row[at]]

    def _mostly(self, at: int) -> CellKind | None:
        """What half of a column's cells or more are."""
        cells = self._cells(at)
        kinds = Counter(kind for cell in cells if (kind := self.around.kind(cell)))
        for kind, count in kinds.most_common(1):
            return kind if 2 * count >= len(cells) else None
        return None

    def _kinds(self, row: Sequence[str]) -> list[CellKind]:
        return [kind for cell in row if (kind := self.around.kind(cell))]

    def _line(
        self, row: Sequence[str], columns: Mapping[int, CellKind]
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
                yield from as_typed(kind, words, self.around).items()

    def _fits(self, cell: str, column: CellKind) -> bool:
        if column is CellKind.PHYSIOTHERAPIST:
            return bool(fitting(cell, self.people))
        is_date = column in DATES and self.around.kind(cell) in DATES
        if column is CellKind.TIME:
            return bool(read_time(cell) or day_and_time(cell))
        return column is not CellKind.REFERENCE and (self.around.kind(cell) is column or is_date)

    def _apart(self, cell: str, column: CellKind, taken: set[CellKind]) -> dict[CellKind, str]:
        """The cell in pieces that each can only be one thing, and what is left for its column."""
        known = self.around.kind(cell)
        if known and known not in taken and column is not CellKind.REFERENCE:
            return {known: cell}
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
        return {} if is_lost and is_file_number(cell) else found

    def _next(self, words: Sequence[str], is_first: bool) -> tuple[CellKind | None, int]:
        """What the next words are, and how many of them are it."""
        for count in range(min(len(words), 5), 0, -1):
            piece = " ".join(words[:count])
            kind = self.around.kind(piece)
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
        if at < len(self.names):
            return self.names[at]
        return next(iter(self._cells(at)), "")
