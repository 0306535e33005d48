"""Answers as an Excel workbook: numbers, days and moments are such, all else is text for good."""

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from records.text import tidied
from staff.export.answered import Answered
from staff.export.cells import as_text
from staff.export.columns import Cell, Documents, cells_of, columns_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

LONGEST = 32_767  # characters that a cell takes
FIRST_DAY = "1900-03-01"  # before it, spreadsheets count a day that never was
IN_MEMORY = {"in_memory": True}  # else what people answered lies in the machine's temporary files
# Text format: what is typed over such a cell is still a text, and no formula.
FORMATS = {"text": "@", "number": "General", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
WIDTH = 18  # characters


class Sheet:
    """The one sheet of a workbook, with its formats."""

    def __init__(self, book: "Workbook", made: datetime) -> None:
        book.set_properties({"created": made.replace(tzinfo=None)})
        self._sheet = book.add_worksheet("Answers")
        self._formats = {
            kind: book.add_format({"num_format": number}) for kind, number in FORMATS.items()
        }
        self._head = book.add_format({"bold": True})

    def head(self, names: list[str]) -> None:
        """The first line, which stays in view."""
        for at, name in enumerate(names):
            self._sheet.write_string(0, at, name, self._head)
        self._sheet.set_column(0, len(names) - 1, WIDTH)
        self._sheet.freeze_panes(1, 2)

    def write(self, row: int, at: int, cell: Cell) -> None:
        """One cell, as what it is."""
        if isinstance(cell, date) and cell.isoformat() < FIRST_DAY:
            cell = as_text(cell)
        if isinstance(cell, datetime):
            self._sheet.write_datetime(row, at, cell, self._formats["moment"])
        elif isinstance(cell, date):
            midnight = datetime.combine(cell, time())
            self._sheet.write_datetime(row, at, midnight, self._formats["day"])
        elif isinstance(cell, str):
            self._sheet.write_string(row, at, tidied(cell)[:LONGEST], self._formats["text"])
        elif cell is not None:
            self._sheet.write_number(row, at, cell, self._formats["number"])


def xlsx_of(submissions: Iterable[Answered], documents: Documents, made: datetime) -> bytes:
    """The whole file. `documents`: every version's questions, the newest first."""
    from xlsxwriter import Workbook  # a serving process seldom needs it

    file = io.BytesIO()
    columns = columns_of(documents)
    with Workbook(file, IN_MEMORY) as book:
        sheet = Sheet(book, made)
        sheet.head([column.name for column in columns])
        for row, one in enumerate(submissions, start=1):
            for at, cell in enumerate(cells_of(one, columns)):
                sheet.write(row, at, cell)
    return file.getvalue()
