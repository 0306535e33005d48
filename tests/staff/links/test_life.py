"""A link ends when the clinic says, by the clinic's own clock, and not long after the visit."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from staff.links.lifetime import NoSuchEnd, end_for
from tests.tables import every_row

TORONTO = ZoneInfo("America/Toronto")
NOW = datetime(2026, 10, 1, tzinfo=UTC)
VISIT = date(2026, 11, 24)


@every_row(
    ("day", "last", "ends"),
    [
        (VISIT, None, datetime(2026, 11, 25, 5, tzinfo=UTC)),
        (VISIT, date(2026, 11, 23), datetime(2026, 11, 24, 5, tzinfo=UTC)),
        (VISIT, date(2027, 1, 23), datetime(2027, 1, 24, 5, tzinfo=UTC)),
        (date(2026, 11, 1), None, datetime(2026, 11, 2, 5, tzinfo=UTC)),  # of 25 hours
    ],
)
def test_it_ends_by_the_clinic_s_clock(day, last, ends):
    assert end_for(day, TORONTO, NOW, last) == ends


@every_row(
    ("last", "now"),
    [
        (date(2027, 1, 24), NOW),
        (date(2026, 9, 1), NOW),
        (date(2026, 11, 23), datetime(2026, 11, 24, 5, tzinfo=UTC)),
    ],
)
def test_an_end_that_cannot_be_is_refused(last, now):
    with pytest.raises(NoSuchEnd):
        end_for(VISIT, TORONTO, now, last)
