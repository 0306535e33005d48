"""A sitting at a kiosk begins, is touched, and ends, by the clock that is given."""

from datetime import timedelta

import pytest

from records.kiosk import counts as kiosk_counts
from records.kiosk import devices as kiosks
from records.kiosk import sittings as kiosk_sittings
from records.kiosk.counts import KioskEvent
from records.kiosk.sittings import A_DOUBLE_TOUCH, EVERY, is_awake

DAY = "2026-03-29"
LIMIT = timedelta(seconds=90)


@pytest.fixture
def kiosk(db, now):
    _, code = kiosks.add(db, "Waiting room", now)
    return kiosks.enrol(db, code, now)[0]


def fresh(db, kiosk):
    return kiosks.by_id(db, kiosk.id)


def test_only_ones_own_sitting_is_ended(db, kiosk, now):
    sitting = kiosk_sittings.sit_down(db, kiosk, DAY, now)

    assert not kiosk_sittings.get_up(db, kiosk, DAY, only="another")
    assert not kiosk_sittings.get_up(db, kiosk, DAY, only="")
    assert fresh(db, kiosk).sitting == sitting
    assert kiosk_sittings.get_up(db, kiosk, DAY, only=sitting)
    assert not kiosk_sittings.get_up(db, kiosk, DAY)


@pytest.mark.parametrize(
    ("away", "is_there"),
    [
        (timedelta(0), True),
        (LIMIT, True),
        (LIMIT + timedelta(milliseconds=1), False),
        (-EVERY, True),
        (-EVERY - timedelta(milliseconds=1), False),
        (timedelta(days=400), False),
    ],
)
def test_somebody_is_there_for_so_long(db, kiosk, now, away, is_there):
    kiosk_sittings.sit_down(db, kiosk, DAY, now)

    assert is_awake(fresh(db, kiosk), LIMIT, now + away) is is_there


def test_a_touch_is_written_every_five_seconds_at_most(db, kiosk, now):
    kiosk_sittings.sit_down(db, kiosk, DAY, now)
    kiosk_sittings.touch(db, fresh(db, kiosk), now + EVERY)
    assert fresh(db, kiosk).touched == now
    later = now + EVERY + timedelta(milliseconds=1)
    kiosk_sittings.touch(db, fresh(db, kiosk), later)
    assert fresh(db, kiosk).touched == later


def test_a_second_touch_at_once_is_the_same_person_and_a_later_one_is_not(db, kiosk, now):
    first = kiosk_sittings.sit_down(db, kiosk, DAY, now)
    assert kiosk_sittings.sit_down(db, kiosk, DAY, now + A_DOUBLE_TOUCH) == first
    later = now + A_DOUBLE_TOUCH + timedelta(milliseconds=1)
    assert kiosk_sittings.sit_down(db, kiosk, DAY, later) != first


def test_nobody_takes_over_a_sitting_with_answers_in_it(db, kiosk, now):
    first = kiosk_sittings.sit_down(db, kiosk, DAY, now)
    kiosk_sittings.reach(db, fresh(db, kiosk), "safety")

    assert kiosk_sittings.sit_down(db, kiosk, DAY, now) != first


def test_each_sitting_is_counted_once_by_how_it_ended(db, kiosk, now):
    for section in ("", "safety", "result", "safety"):
        kiosk_sittings.sit_down(db, kiosk, DAY, now)
        kiosk_sittings.reach(db, fresh(db, kiosk), section)
        kiosk_sittings.get_up(db, kiosk, DAY)
        kiosk_sittings.get_up(db, kiosk, DAY)
    counted = {(one.what, one.section): one.times for one in kiosk_counts.since(db, DAY)}

    assert counted == {
        (KioskEvent.STARTED, ""): 4,
        (KioskEvent.CLEARED, ""): 1,
        (KioskEvent.CLEARED, "safety"): 2,
        (KioskEvent.FINISHED, ""): 1,
    }
    assert kiosk_counts.since(db, "2026-03-30") == []
