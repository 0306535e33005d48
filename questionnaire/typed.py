"""A number and a text as a person types them: "12,5", "12.5 km", stray spaces."""

import re
from dataclasses import dataclass

LONGEST = 40  # characters: room for words, none for a flood of digits
TYPED = re.compile(r"(\d{0,6})(?:[.,](\d{0,6}))?\s*([^\W\d_]*)\.?(?:\s[^\W\d_]+)*")
UNITS = {"k": "km", "km": "km", "kms": "km", "mi": "mi", "mile": "mi", "miles": "mi"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A number, and the word that stood behind it (empty where there was none)."""

    value: float
    word: str

    @property
    def unit(self) -> str | None:
        """km or mi where the word names one; None otherwise."""
        if self.word.startswith(("kilomet", "kilomèt")):
            return "km"
        return UNITS.get(self.word)


def read_number(text: str) -> Typed | None:
    """What was typed as a number; None where it is not one."""
    text = text.strip().lower()
    match = TYPED.fullmatch(text) if len(text) <= LONGEST else None
    if match is None or not (match[1] or match[2]):
        return None
    value = float(f"{match[1] or 0}.{match[2] or 0}")
    return Typed(int(value) if value.is_integer() else value, match[3])


def plain(typed: str | None) -> str:
    """What was typed with one sign for each new line, without characters that steer a screen."""
    lines = (typed or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c.isprintable() or c == "\n").strip()
