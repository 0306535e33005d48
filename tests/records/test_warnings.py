"""Warnings wait until a named person has acted, and stay."""

import pytest

from records.answers import responses, warnings
from records.engine.encryption import Encryption
from records.people import staff
from tests.records.someone import KEYS_OF, begun, somebody

FAINTED = {"next_step": {"id": "emergency"}, "signs": [{"id": "E1", "told": ["fainted"]}]}
BLOOD = {"next_step": {"id": "emergency"}, "signs": [{"id": "E1", "told": ["fainted", "blood"]}]}


@pytest.fixture
def response(db, encryption, now):
    return begun(db, encryption, now)[1]


def waiting(db, encryption, response):
    return responses.by_id(db, encryption, response.id).waiting


def test_a_warning_is_raised_once_and_weighs_until_it_is_acknowledged(
    db, encryption, now, response
):
    assert warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)
    assert not warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)
    [one] = warnings.of(db, encryption, response.id)
    assert (one.urgency, one.told, one.acknowledged, one.by) == (3, FAINTED, None, None)
    assert waiting(db, encryption, response) == 3
    assert warnings.how_many_wait(db) == 1

    who = somebody(db)
    assert warnings.acknowledge(db, encryption, one, by=who, done="Called Kim.", now=now)
    [one] = warnings.of(db, encryption, response.id)
    assert (one.by, one.done, one.acknowledged, one.told) == (
        "Robin Hale",
        "Called Kim.",
        now,
        FAINTED,
    )
    assert waiting(db, encryption, response) == 0
    assert warnings.how_many_wait(db) == 0


def test_the_first_who_acknowledges_stands(db, encryption, now, response):
    warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)
    [one] = warnings.of(db, encryption, response.id)
    other = staff.add(db, "Sam Reed", ["physiotherapist"]).id
    assert warnings.acknowledge(db, encryption, one, by=other, done="Called.", now=now)

    assert not warnings.acknowledge(db, encryption, one, by=somebody(db), done="Wrote.", now=now)
    assert [one.by for one in warnings.of(db, encryption, response.id)] == ["Sam Reed"]


def test_one_more_answer_to_the_same_sign_is_another_warning(db, encryption, now, response):
    warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)
    [one] = warnings.of(db, encryption, response.id)
    warnings.acknowledge(db, encryption, one, by=somebody(db), done="Called.", now=now)

    assert warnings.raise_once(db, encryption, response.id, BLOOD, 3, now)
    assert waiting(db, encryption, response) == 3


def test_the_most_urgent_that_waits_weighs(db, encryption, now, response):
    doctor = {"next_step": {"id": "see_doctor"}, "signs": [{"id": "D1"}]}
    warnings.raise_once(db, encryption, response.id, doctor, 1, now)
    warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)
    assert waiting(db, encryption, response) == 3
    urgent = warnings.of(db, encryption, response.id)[0]
    warnings.acknowledge(db, encryption, urgent, by=somebody(db), done="Called.", now=now)

    assert waiting(db, encryption, response) == 1


@pytest.mark.parametrize("was_needed", [True, False])
def test_whether_it_proved_needed_is_kept_beside_what_was_done(
    db, encryption, now, response, was_needed
):
    warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)
    [one] = warnings.of(db, encryption, response.id)
    warnings.acknowledge(db, encryption, one, by=somebody(db), done="Called.", now=now)
    [one] = warnings.of(db, encryption, response.id)
    warnings.say_whether_needed(db, encryption, one, was_needed, now)

    [one] = warnings.of(db, encryption, response.id)
    assert (one.was_needed, one.done) == (was_needed, "Called.")


def test_a_warning_whose_key_is_gone_still_waits(db, encryption, now, response):
    warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)
    [one] = warnings.of(db, Encryption([KEYS_OF["somebody else"]]), response.id)

    assert (one.urgency, one.told, one.was_needed) == (3, {}, None)


def test_what_was_taken_back_and_is_so_again_is_another_warning(db, encryption, now, response):
    warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)
    assert not warnings.raise_once(db, encryption, response.id, FAINTED, 3, now, is_again=True)
    [one] = warnings.of(db, encryption, response.id)
    warnings.acknowledge(db, encryption, one, by=somebody(db), done="A slip.", now=now)
    assert not warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)

    assert warnings.raise_once(db, encryption, response.id, FAINTED, 3, now, is_again=True)
    assert waiting(db, encryption, response) == 3


def test_what_was_something_else_in_between_is_another_warning(db, encryption, now, response):
    for told in (FAINTED, BLOOD):
        warnings.raise_once(db, encryption, response.id, told, 3, now)
        [one, *_] = warnings.of(db, encryption, response.id)
        warnings.acknowledge(db, encryption, one, by=somebody(db), done="Called.", now=now)

    assert warnings.raise_once(db, encryption, response.id, FAINTED, 3, now)
