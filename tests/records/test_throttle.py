"""Guessing gets slower, however often the app is started again, and nobody is shut out for good."""

from datetime import timedelta

import pytest

from records.engine.database import open_database
from records.people import throttle
from tests.beneath import beneath

NAME, ADDRESS = "name:Kim Lee", "address:192.0.2.7"


def seconds(number):
    return timedelta(seconds=number)


def fail(db, key, now, times):
    for _ in range(times):
        throttle.fail(db, key, now)


@pytest.mark.parametrize(
    ("failures", "key", "pause"),
    [
        (0, NAME, 0),
        (4, NAME, 0),
        (5, NAME, 1),
        (6, NAME, 2),
        (7, NAME, 4),
        (10, NAME, 32),
        (11, NAME, 60),
        (60, NAME, 60),
        (11, ADDRESS, 64),
        (14, ADDRESS, 512),
        (15, ADDRESS, 900),
        (60, ADDRESS, 900),
    ],
)
def test_each_failure_makes_the_next_try_wait_longer(db, now, failures, key, pause):
    fail(db, key, now, failures)

    assert seconds(pause) == throttle.wait(db, key, now)
    assert throttle.wait(db, key, now + seconds(pause)) == seconds(0)
    if pause:
        assert throttle.wait(db, key, now + seconds(pause - 0.5)) == seconds(0.5)


def test_an_hour_without_failures_is_forgotten(db, now):
    fail(db, ADDRESS, now, 9)

    assert throttle.wait(db, ADDRESS, now + seconds(15)) > seconds(0)
    later = now + timedelta(hours=1)
    assert throttle.wait(db, ADDRESS, later) == seconds(0)
    throttle.fail(db, ADDRESS, later)
    assert [row["failures"] for row in beneath(db)["throttle"].rows] == [1]


def test_capitals_make_no_other_name(db, now):
    fail(db, NAME, now, 6)

    assert throttle.wait(db, "name:KIM LEE", now) == seconds(2)
    assert throttle.wait(db, "name:kim l", now) == seconds(0)


def test_it_is_kept_over_a_restart_and_names_nobody(db, connections, now):
    fail(db, NAME, now, 6)
    db.close()

    with open_database(connections.place) as again:
        assert throttle.wait(again, NAME, now) == seconds(2)
        assert "kim" not in str(list(beneath(again)["throttle"].rows)).casefold()


def test_a_try_counts_before_it_is_known_to_be_wrong(db, now):
    waits = [throttle.attempt(db, [NAME, ADDRESS], now) for _ in range(8)]

    assert [seconds(0)] * 5 + [seconds(1)] * 3 == waits


def test_the_longest_wait_of_all_keys_holds(db, now):
    fail(db, ADDRESS, now, 8)

    assert throttle.attempt(db, [NAME, ADDRESS], now) == seconds(8)
    assert throttle.wait(db, NAME, now) == seconds(0)


def test_a_right_try_clears_a_name_and_gives_an_address_its_one_back(db, now):
    fail(db, NAME, now, 9)
    fail(db, ADDRESS, now, 6)
    throttle.clear(db, NAME)
    throttle.forgive(db, ADDRESS)

    assert throttle.wait(db, NAME, now) == seconds(0)
    assert throttle.wait(db, ADDRESS, now) == seconds(1)
