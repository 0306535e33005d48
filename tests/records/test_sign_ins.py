"""Somebody who is signed in: until they are idle, or half a day is over, or it is ended."""

from datetime import timedelta

import pytest

from records.people import sign_ins, staff
from records.people.sign_ins import AT_MOST, IDLE
from tests.beneath import beneath
from tests.records.someone import in_the_clear

SECOND = timedelta(seconds=1)


@pytest.fixture
def kim(db):
    return staff.add(db, "Kim Lee", ["physiotherapist"])


def test_the_token_says_who_it_is_and_only_its_hash_is_kept(db, now, kim):
    token = sign_ins.start(db, kim.id, now)

    assert sign_ins.find(db, token, now).person.name == "Kim Lee"
    assert sign_ins.find(db, token[:-1], now) is None
    assert sign_ins.find(db, "", now) is None
    assert token not in in_the_clear(db)


@pytest.mark.parametrize(("idle", "holds"), [(IDLE - SECOND, True), (IDLE, False)])
def test_it_ends_after_twenty_idle_minutes(db, now, kim, idle, holds):
    token = sign_ins.start(db, kim.id, now)

    assert holds is (sign_ins.find(db, token, now + idle) is not None)


@pytest.mark.parametrize(("after", "holds"), [(AT_MOST - SECOND, True), (AT_MOST, False)])
def test_it_ends_after_twelve_hours_however_busy(db, now, kim, after, holds):
    token = sign_ins.start(db, kim.id, now)
    minutes = range(10, int(AT_MOST.total_seconds()) // 60, 10)
    assert all(sign_ins.find(db, token, now + timedelta(minutes=one)) for one in minutes)

    assert holds is (sign_ins.find(db, token, now + after) is not None)


def test_use_is_noted_once_a_minute(db, now, kim):
    token = sign_ins.start(db, kim.id, now)
    sign_ins.find(db, token, now + 59 * SECOND)
    assert staff.by_id(db, kim.id).seen == now

    sign_ins.find(db, token, now + 60 * SECOND)
    assert staff.by_id(db, kim.id).seen == now + 60 * SECOND


def test_to_sign_out_here_leaves_the_others(db, now, kim):
    here, there = (sign_ins.start(db, kim.id, now) for _ in range(2))
    sign_ins.end(db, here)

    assert sign_ins.find(db, here, now) is None
    assert sign_ins.find(db, there, now) is not None


def test_to_sign_out_everywhere_leaves_only_other_people(db, now, kim):
    robin = staff.add(db, "Robin Hale", ["front desk"])
    tokens = [sign_ins.start(db, kim.id, now) for _ in range(3)]
    other = sign_ins.start(db, robin.id, now)

    assert sign_ins.end_all(db, kim.id) == 3
    assert [sign_ins.find(db, token, now) for token in tokens] == [None] * 3
    assert sign_ins.find(db, other, now).person == staff.by_id(db, robin.id)


def test_sign_ins_that_are_long_over_are_cleared_away(db, now, kim):
    sign_ins.start(db, kim.id, now)
    sign_ins.start(db, kim.id, now + AT_MOST)

    assert beneath(db)["sign_ins"].count == 1
    assert sign_ins.how_many(db, kim.id) == 1
