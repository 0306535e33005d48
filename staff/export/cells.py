"""Cells that a spreadsheet shows and never carries out."""

from records.text import tidied

# A spreadsheet takes a cell that begins so for a formula; some also take the wide forms.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def text_cell(text: str) -> str:
    """A text from a person: line breaks stay, other controls go, a formula becomes a text."""
    plain = tidied(text).replace("\t", " ")
    return f"'{plain}" if plain.startswith(BEGINS_A_FORMULA) else plain


def number_cell(number: float | None) -> str:
    """A number of our own, in full: 7, 0.5, 11.7482112."""
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(number)
