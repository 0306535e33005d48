"""Cells that a spreadsheet shows and never carries out."""

import re
from datetime import date, datetime

from records.text import tidied

# A spreadsheet takes a cell that begins so for a formula; some also take the wide forms.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Where a cell may begin: a spreadsheet set to another country parts cells at another sign, and
# then no quotes hold them together.
BEGINS_A_CELL = re.compile(rf"(^|[,;|\n])([\s\"']*)(?=[{re.escape(''.join(BEGINS_A_FORMULA))}])")


def as_text(cell: str | float | date | datetime | None) -> str:
    """A cell of a file of text: 2026-11-24, 2026-11-24 09:30, 0.5, a text; "" for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    return text_cell(cell) if isinstance(cell, str) else number_cell(cell)


def text_cell(text: str) -> str:
    """A text from a person: line breaks stay, other controls go, a formula becomes a text.

    Also one behind a sign within the text that somewhere parts cells.
    """
    plain = tidied(text).replace("\t", " ")
    return BEGINS_A_CELL.sub(r"\1\2'", plain)


def number_cell(number: float) -> str:
    """A number of our own, in full: 7, 0.5, 11.7482112."""
    return str(int(number)) if number == int(number) else repr(number)
