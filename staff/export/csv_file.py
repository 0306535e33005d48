"""Answers as CSV, for programs that read columns; a spreadsheet keeps more of the XLSX."""

import csv
import io
from collections.abc import Iterable, Iterator

from staff.export.answered import Answered
from staff.export.cells import as_text
from staff.export.columns import Documents, cells_of, columns_of

BOM = "\ufeff"  # or some spreadsheets take UTF-8 for something older


def csv_of(submissions: Iterable[Answered], documents: Documents) -> Iterator[str]:
    """The file, piece by piece. `documents`: every version's questions, the newest first."""
    columns = columns_of(documents)
    yield BOM + _line([column.name for column in columns])
    for one in submissions:
        yield _line([as_text(cell) for cell in cells_of(one, columns)])


def _line(cells: list[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue()
