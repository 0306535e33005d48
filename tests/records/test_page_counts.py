"""How many reached each page: kept together, told in fives, and for 400 days."""

from datetime import timedelta

import pytest

from records.engine.errors import StorageError
from records.upkeep import page_counts, retention
from records.upkeep.page_counts import Door, PageReached, Tally
from records.upkeep.retention import Keep

ONE = PageReached("2026-11-24", Door.WEB, "safety/now", "0.2")


def counted(times, one=ONE):
    tally = Tally()
    for _ in range(times):
        tally.add(one)
    return tally


def exactly(db):
    return {row["day"]: row["times"] for row in db.many("SELECT * FROM page_counts")}


def test_days_are_added_up_before_they_are_rounded(db):
    counted(3).keep(db)
    counted(3, PageReached("2026-11-25", Door.WEB, "safety/now", "0.2")).keep(db)

    assert [one.times for one in page_counts.since(db, "2026-11-01")] == [5]


def test_what_several_processes_count_is_put_together(db):
    tally = counted(2)
    for one in (tally, counted(3), tally):
        one.keep(db)

    assert exactly(db) == {"2026-11-24": 5}


@pytest.mark.sqlite
def test_what_cannot_be_written_now_is_written_later_and_once(db):
    tally = counted(2)
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        tally.keep(db)
    db.execute("PRAGMA query_only = OFF")
    tally.add(ONE)
    tally.keep(db)
    tally.keep(db)

    assert exactly(db) == {"2026-11-24": 3}


def test_a_purge_deletes_what_is_older_than_400_days(db, now):
    for back in (399, 400, 401):
        day = f"{now - timedelta(days=back):%Y-%m-%d}"
        counted(5, PageReached(day, Door.KIOSK, "safety/now", "0.2")).keep(db)
    retention.purge(db, Keep(30, 365, 180), now)

    assert sorted(exactly(db)) == [f"{now - timedelta(days=back):%Y-%m-%d}" for back in (400, 399)]
