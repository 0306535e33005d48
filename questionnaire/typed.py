"""A number as people type it: "12,5", "7½", "2 min 30", "about 5 km", "8 hours a day"."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from records.text import in_figures, on_one_line

LONGEST = 40  # characters: room for words, none for a flood of digits
WORDS = {
    "hours": ("h", "hr", "hrs", "hour", "hours"),
    "minutes": ("m", "min", "mins", "minute", "minutes", "'"),
    "seconds": ("s", "sec", "secs", "second", "seconds", '"'),
    "days": ("d", "day", "days", "x", "time", "times"),
    "runs": ("run", "runs", "x", "time", "times"),
    "years": ("y", "yr", "yrs", "year", "years", "years old"),
    "km": ("k", "km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "kilomètres"),
    "mi": ("mi", "mile", "miles"),
    "day": ("d", "day"),
    "night": ("night",),
    "week": ("w", "wk", "week"),
}
"""All the words for a unit, and for the time that it is counted in; no other is understood."""
SECONDS = {"hours": 3600, "minutes": 60, "seconds": 1}
SMALLER = {"hours": "minutes", "minutes": "seconds"}
CLOCK = {"hours": "hours", "minutes": "minutes", "seconds": "minutes"}
"""What stands before the colon of 1:30, by the unit that was asked for."""

ABOUT = re.compile(r"^(?:[~≈]|(?:ca|c|circa|about|around|approx|approximately|roughly)\b\.?) ?")
PERIOD = re.compile(r"(.+?) ?(?:\b(?:a|per|each|every) |/ ?)([^\W\d_]+)\.?")
NUMBER = r"(?:\d{1,3} )?\d⁄\d{1,2}|\d{1,3} [1-3]/[234]|1/[234]|\d{1,6}(?:[.,]\d{0,6})?|[.,]\d{1,6}"
THOUSAND = re.compile(r"(?<![\d.,])[1-9]\d{0,2},\d{3}(?!\d)")
PART = re.compile(rf"({NUMBER}) ?([^\W\d_]+(?: old)?|['\"]|:(?=\d\d\b))?\.? ?")
QUOTES = str.maketrans({**dict.fromkeys("′’‘ʹ´`", "'"), **dict.fromkeys("″”“„", '"'), "٫": "."})


@dataclass(frozen=True, slots=True)
class TypedNumbers:
    """A typed answer: numbers, each with its unit ("" for none), and the period that they are for.

    There are two numbers in "2 min 30", and one in nearly everything else.
    """

    parts: tuple[tuple[float, str], ...]
    period: str = ""

    def in_unit(self, unit: str) -> float | None:
        """The number in a question's unit, like "hours a day"; None where it is in another."""
        noun, _, period = unit.partition(" a ")
        if self.period and self.period not in WORDS.get(period, (period,)):
            return None
        if noun in SECONDS:
            return self._duration(noun)
        [(value, word), *others] = self.parts
        is_own = not word or word in WORDS.get(noun, (noun,))
        return _as_whole(value) if is_own and not others else None

    def distance(self) -> tuple[float, str] | None:
        """The number with "km", "mi" or, where nothing was said, ""; None for another unit."""
        [(value, word), *others] = self.parts
        unit = next((one for one in ("km", "mi") if word in WORDS[one]), None if word else "")
        return None if unit is None or others or self.period else (_as_whole(value), unit)

    def _duration(self, noun: str) -> float | None:
        """In hours, minutes or seconds: each part in a smaller unit than the one before."""
        total, before, follows = 0.0, "", noun
        for value, word in self.parts:
            is_clock = word == ":"
            unit = CLOCK[noun] if is_clock else _time(word) if word else follows
            if before and (value >= 60 or SECONDS.get(unit, 0) >= SECONDS[before]):
                return None
            if not unit or not (total / SECONDS[before or unit]).is_integer():
                return None
            total, before = total + value * SECONDS[unit], unit
            follows = SMALLER.get(unit, "") if word else ""
        return _as_whole(round(total / SECONDS[noun], 9))


def read_number(text: str) -> TypedNumbers | None:
    """What was typed as a number; None where it is not one, or one of several.

    Three figures behind a comma or a point are decimals, and `two_readings` tells where that
    is not clear.
    """
    text = ABOUT.sub("", _plain(text), count=1) if len(text) <= LONGEST else ""
    counted = PERIOD.fullmatch(text)
    amount, period = counted.groups() if counted else (text, "")
    parts, at = [], 0
    while part := PART.match(amount, at):
        parts.append((_value(part[1]), part[2] or ""))
        at = part.end()
    is_read = parts and at == len(amount) and all(word for _, word in parts[:-1])
    return TypedNumbers(tuple(parts), period) if is_read else None


def two_readings(text: str) -> tuple[str, str] | None:
    """What "1,200" could be, "1.2" and "1200"; None where no comma stands before three figures."""
    found = THOUSAND.search(_plain(text))
    return (f"{_value(found[0]):g}", found[0].replace(",", "")) if found else None


def _plain(text: str) -> str:
    """In small letters, with the digits 0 to 9; a fraction that is one sign stands apart."""
    apart = "".join(f" {s}" if unicodedata.category(s) == "No" else s for s in text)
    plain = in_figures(unicodedata.normalize("NFKC", apart.translate(QUOTES))).lower()
    return on_one_line(plain).replace("''", '"')


def _value(number: str) -> float:
    if "/" in number or "⁄" in number:
        whole, _, part = number.rpartition(" ")
        return float(int(whole or 0) + Fraction(part.replace("⁄", "/")))
    return float(number.replace(",", "."))


def _time(word: str) -> str:
    """The unit of time that a word names; "" for none."""
    return next((unit for unit in SECONDS if word in WORDS[unit]), "")


def _as_whole(value: float) -> float:
    return int(value) if value.is_integer() else value
