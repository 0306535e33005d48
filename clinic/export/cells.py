"""Cells that a spreadsheet shows and never carries out."""

import unicodedata

# A spreadsheet takes a cell that begins so for a formula; some also take the wide forms.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# They turn the order of what follows, so that a text reads as something else.
DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def text_cell(text: str) -> str:
    """A text from a person: line breaks stay, other controls go, a formula becomes a text."""
    tidied = text if text.isprintable() else _tidied(text)
    return f"'{tidied}" if tidied.lstrip().startswith(BEGINS_A_FORMULA) else tidied


def _tidied(text: str) -> str:
    return "".join(_shown(sign) for sign in text.replace("\r\n", "\n").replace("\r", "\n"))


def _shown(sign: str) -> str:
    if sign == "\n":
        return sign
    if sign == "\t":
        return " "
    category = unicodedata.category(sign)
    if category == "Cs":  # half a sign, which no file can hold
        return "\ufffd"
    return "" if category == "Cc" or sign in DIRECTIONS else sign


def number_cell(number: float | None) -> str:
    """A number of our own, in full: 7, 0.5, 11.7482112."""
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(number)
