"""What becomes of answers once the clinic has them."""

from datetime import timedelta

import pytest

from records.answers import responses
from records.answers.responses import ReviewState
from records.people import staff
from tests.records.someone import answered, somebody


@pytest.fixture
def sent(db, encryption, now):
    return answered(db, encryption, now)[1]


def again(db, encryption, response):
    return responses.by_id(db, encryption, response.id)


def test_the_first_reader_stands(db, encryption, now, sent):
    other = staff.add(db, "Sam Reed", ["physiotherapist"]).id
    assert responses.mark_read(db, sent, somebody(db), now)
    assert not responses.mark_read(db, sent, other, now + timedelta(hours=1))

    read = again(db, encryption, sent)
    assert (read.read, read.state) == (now, ReviewState.READ)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ReviewState.NEW, ReviewState.READ),
        (ReviewState.TO_READ, ReviewState.READ),
        (ReviewState.CONTACT, ReviewState.CONTACT),
        (ReviewState.CLOSED, ReviewState.CLOSED),
    ],
)
def test_reading_does_not_undo_what_a_colleague_decided(db, encryption, now, sent, before, after):
    responses.set_state(db, sent, before)
    responses.mark_read(db, sent, somebody(db), now)

    assert again(db, encryption, sent).state is after


def test_a_correction_puts_it_before_the_physiotherapist_again(db, encryption, now, sent):
    responses.set_state(db, sent, ReviewState.CLOSED)
    responses.ask_to_correct(db, sent, now)

    asked = again(db, encryption, sent)
    assert (asked.correction, asked.state) == (now, ReviewState.TO_READ)
