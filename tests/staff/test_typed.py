"""Days, times and years are read as people type them."""

from datetime import date, time

from staff.typed import is_month_first, is_time, read_day, read_time, read_year
from tests.tables import every_row


@every_row(
    ("text", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        (" 2026/11/24 ", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        ("24.11.2026", date(2026, 11, 24)),
        ("3-2-2026", date(2026, 2, 3)),
        ("29/02/2028", date(2028, 2, 29)),
        ("29/02/2026", None),
        ("11/24/2026", date(2026, 11, 24)),
        ("24/24/2026", None),
        ("24/11/26", None),
        ("24 November 2026", None),
        ("0000-01-01", None),
        ("٢٠٢٦-11-24", date(2026, 11, 24)),
        ("2" * 400, None),
        ("", None),
    ],
)
def test_a_day(text, day):
    assert read_day(text) == day


@every_row(
    ("text", "country", "day"),
    [
        ("03/12/2026", "US", date(2026, 3, 12)),
        ("03/12/2026", "GB", date(2026, 12, 3)),
        ("03/12/2026", "CA", None),
        ("24/11/2026", "US", date(2026, 11, 24)),
        ("11/24/2026", "CA", date(2026, 11, 24)),
        ("04/04/2026", "CA", date(2026, 4, 4)),
        ("2026-03-12", "CA", date(2026, 3, 12)),
    ],
)
def test_a_day_is_read_as_its_country_writes_it(text, country, day):
    assert read_day(text, is_month_first(country)) == day


@every_row(
    ("text", "at"),
    [
        ("09:30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("9h30", time(9, 30)),
        ("9h", time(9)),
        (" 09:30:00 ", time(9, 30)),
        ("9:30 am", time(9, 30)),
        ("9:30AM", time(9, 30)),
        ("9 p.m.", time(21)),
        ("12 am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("24:00", None),
        ("09:60", None),
        ("13 pm", None),
        ("0 am", None),
        ("9", time(9)),
        ("half nine", None),
        ("", None),
    ],
)
def test_a_time(text, at):
    assert read_time(text) == at


@every_row(
    ("text", "is_so"),
    [
        *((text, True) for text in ("09:30", "9.30", "9h", "9am", "9:30 am", " 9 P.M. ")),
        *((text, False) for text in ("204A", "1011P", "930a", "0930", "9", "20A", "")),
    ],
)
def test_what_can_only_be_a_time(text, is_so):
    assert is_time(text) is is_so


@every_row(
    ("text", "year"),
    [(" 1984 ", 1984), ("2009", 2009), ("84", None), ("1884", None), ("19840", None), ("", None)],
)
def test_a_year(text, year):
    assert read_year(text) == year
