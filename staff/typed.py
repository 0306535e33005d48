"""A day, a time and a year as people type them."""

import re
from datetime import date, time

LONGEST = 20  # characters
DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[./ -](\d{1,2})[./ -](\d{1,2})")
TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})?)?(?::\d{2})?\s*([ap])?\.?(?:m\.?)?")


def read_day(text: str, is_month_first: bool = False) -> date | None:
    """A day such as 2026-11-24 or 24/11/2026; None for what is none.

    `is_month_first`: such as 11/24/2026 instead.
    """
    text = text.strip()[:LONGEST]
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        if is_month_first:
            day, month = month, day
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """A time such as 09:30, 9.30, 9h30, 9 am or 9:30 pm; None for what is none."""
    found = TIME.fullmatch(text.strip().lower()[:LONGEST])
    if found is None or not (found[2] or found[3] or "h" in text.lower()):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_year(text: str) -> int | None:
    """A year of four figures; None for what is none."""
    text = text.strip()
    return int(text) if re.fullmatch(r"(19|20)\d\d", text, re.ASCII) else None
