"""A link ends when the clinic says, by the clinic's own clock, and not long after the visit."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from staff.links.lifetime import NoSuchEnd, Until, as_kept, end_for
from tests.tables import every_row

TORONTO = ZoneInfo("America/Toronto")
NOW = datetime(2026, 10, 1, tzinfo=UTC)
VISIT, AT = date(2026, 11, 24), time(9, 30)


@every_row(
    ("until", "own", "ends"),
    [
        (Until.DAY, None, datetime(2026, 11, 25, 5, tzinfo=UTC)),
        (Until.VISIT, None, datetime(2026, 11, 24, 14, 30, tzinfo=UTC)),
        (Until.BEFORE, None, datetime(2026, 11, 24, 5, tzinfo=UTC)),
        (Until.OWN, date(2026, 12, 1), datetime(2026, 12, 2, 5, tzinfo=UTC)),
        (Until.OWN, date(2027, 1, 23), datetime(2027, 1, 24, 5, tzinfo=UTC)),
    ],
)
def test_it_ends_by_the_clinic_s_clock(until, own, ends):
    assert end_for(until, VISIT, AT, own, TORONTO, NOW) == ends


def test_on_a_day_of_25_hours_the_last_counts_too():
    ends = end_for(Until.DAY, date(2026, 11, 1), None, None, TORONTO, NOW)

    assert ends == datetime(2026, 11, 2, 5, tzinfo=UTC)


@every_row(
    ("until", "at", "own", "now"),
    [
        (Until.VISIT, None, None, NOW),
        (Until.OWN, AT, None, NOW),
        (Until.OWN, AT, date(2027, 1, 24), NOW),
        (Until.OWN, AT, date(2026, 9, 1), NOW),
        (Until.BEFORE, AT, None, datetime(2026, 11, 24, 5, tzinfo=UTC)),
        (Until.VISIT, AT, None, datetime(2026, 11, 24, 14, 30, tzinfo=UTC)),
    ],
)
def test_an_end_that_cannot_be_is_refused(until, at, own, now):
    with pytest.raises(NoSuchEnd):
        end_for(until, VISIT, at, own, TORONTO, now)


def test_a_visit_is_kept_with_its_time_if_it_has_one():
    assert as_kept(VISIT, AT) == "2026-11-24T09:30"
    assert as_kept(VISIT, None) == "2026-11-24"
