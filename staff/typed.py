"""A day, a time and a year as people type them."""

import re
from contextlib import suppress
from datetime import date, time

LONGEST = 20  # characters
YEAR_LAST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[./ -](\d{1,2})[./ -](\d{1,2})")
MONTH_FIRST = {"US": True, "CA": None}
"""Countries that do not write the day before the month; None where people write both."""
MORNING = time(6)  # an hour before it is seldom a visit's
TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2})|h)?(?::\d{2})?\s*(?:([ap])\.?(?:m\.?)?)?")
ONLY_TIME = re.compile(r"\d{1,2}\s*[:.hap]")


def is_month_first(country: str) -> bool | None:
    """Whether a country (as in the settings) writes 11/24/2026; None where it writes both ways."""
    return MONTH_FIRST.get(country, False)


def days_meant(text: str) -> list[date]:
    """The days that a text may mean: one of 2026-11-24 or 24/11/2026, of 03/12/2026 two.

    The one with the day before the month is first.
    """
    text = text.strip()[:LONGEST]
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _days((year, month, day))
    if found := YEAR_LAST.fullmatch(text):
        first, second, year = map(int, found.groups())
        return _days((year, second, first), (year, first, second))
    return []


def _days(*parts: tuple[int, int, int]) -> list[date]:
    found = []
    for year, month, day in dict.fromkeys(parts):
        with suppress(ValueError):
            found += [date(year, month, day)] if 1900 < year < 3000 else []
    return found


def read_day(text: str, is_month_first: bool | None = False) -> date | None:
    """A day such as 2026-11-24 or 24/11/2026; None for what is none.

    `is_month_first`: how to read 03/12/2026; None not to read what may be two days.
    """
    found = days_meant(text)
    if len(found) > 1 and is_month_first is None:
        return None
    return found[is_month_first is True and len(found) > 1] if found else None


def read_time(text: str) -> time | None:
    """A time such as 09:30, 9.30, 9h30, 0930, 9, 9 am or 9:30 pm; None for what is none."""
    found = TIME.fullmatch(text.strip().lower()[:LONGEST])
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def is_time(text: str) -> bool:
    """Whether a text can only be a time: not so 0930 or 204A, which may be a file's."""
    return read_time(text) is not None and bool(ONLY_TIME.match(text.strip().lower()))


def may_be_afternoon(text: str) -> bool:
    """Whether a time such as 1:30 is before six in the morning, with no am to say so."""
    at = read_time(text)
    return at is not None and at < MORNING and not re.search("[ap]", text.lower())


def read_year(text: str) -> int | None:
    """A year of four figures; None for what is none."""
    text = text.strip()
    return int(text) if re.fullmatch(r"(19|20)\d\d", text, re.ASCII) else None
