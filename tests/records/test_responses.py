"""Submissions: saved as they come, sent once, and every version kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from records.answers import responses
from records.answers.responses import AlreadySent, ReviewState
from records.engine.encryption import Encryption
from records.people.audit import AuditAction, audited
from tests.records.someone import KEYS_OF, a_link, begun

TOLD = {"next_step": {"id": "physio_first"}}
BRIEF = {"pain": 4, "next_step": "A physiotherapist", "cause": None}


@pytest.fixture
def invitation(db, encryption, now):
    return a_link(db, encryption, now)[0]


@pytest.fixture
def response(db, encryption, now, invitation):
    return responses.begin(db, encryption, invitation.id, {"sheet": 1}, now)


def again(db, encryption, response):
    return responses.by_id(db, encryption, response.id)


def test_a_submission_is_sent_once_and_stays_as_it_was(db, encryption, now, response):
    later = now + timedelta(minutes=3)
    responses.submit(db, encryption, response, TOLD, BRIEF, now)
    for try_again in (
        lambda: responses.submit(db, encryption, response, {}, {}, later),
        lambda: responses.save(db, encryption, response, {}, "", later),
    ):
        with pytest.raises(AlreadySent):
            try_again()

    sent = again(db, encryption, response)
    assert (sent.submitted, sent.received, sent.snapshot) == (now, now, TOLD)
    assert sent.kept == {"sheet": 1}


def test_sent_once_by_many_at_the_same_time(connections, encryption, now, response):
    def send(number):
        db = connections.database()
        try:
            with audited(
                db, actor="patient", action=AuditAction.SUBMITTED, subject="visit abc", now=now
            ):
                responses.submit(db, encryption, response, {"by": number}, BRIEF, now)
        except AlreadySent:
            return None
        return number

    with ThreadPoolExecutor(8) as threads:
        sent = [number for number in threads.map(send, range(24)) if number is not None]

    assert len(sent) == 1
    assert again(connections.database(), encryption, response).snapshot == {"by": sent[0]}


def test_a_warning_is_received_before_the_rest_is_sent(db, encryption, now, response):
    later = now + timedelta(minutes=3)
    responses.receive(db, encryption, response, TOLD, BRIEF, now)
    stopped = again(db, encryption, response)
    assert (stopped.received, stopped.submitted, stopped.snapshot) == (now, None, TOLD)

    responses.save(db, encryption, stopped, {"sheet": 2}, "stress", later)
    responses.submit(db, encryption, stopped, {"all": True}, BRIEF, later)
    sent = again(db, encryption, response)
    assert (sent.received, sent.submitted, sent.snapshot) == (now, later, {"all": True})


def test_reopening_keeps_both_versions(db, encryption, now, invitation, response):
    responses.submit(db, encryption, response, TOLD, BRIEF, now)
    sent = again(db, encryption, response)
    responses.ask_to_correct(db, sent, now)
    second = responses.reopen(db, encryption, sent, now)
    assert responses.reopen(db, encryption, sent, now) == second
    assert (second.submission, second.kept, second.submitted) == (2, {"sheet": 1}, None)
    responses.save(db, encryption, second, {"sheet": 2}, "", now)

    first = again(db, encryption, response)
    assert (first.kept, first.snapshot, first.correction) == ({"sheet": 1}, TOLD, None)
    assert [one.submission for one in responses.submissions(db, encryption, invitation.id)] == [
        2,
        1,
    ]
    assert responses.latest(db, encryption, invitation.id).kept == {"sheet": 2}


@pytest.mark.sqlite
def test_answers_are_sealed_and_a_submission_whose_key_is_gone_hides_no_other(
    db, encryption, now, connections
):
    _, response = begun(db, encryption, now)
    responses.submit(db, encryption, response, {"secret": "swordfish"}, BRIEF, now)
    unread = again(db, Encryption([KEYS_OF["somebody else"]]), response)

    assert (unread.kept, unread.snapshot, unread.submitted) == (None, None, now)
    kept = b"".join(path.read_bytes() for path in connections.place.parent.iterdir())
    assert b"swordfish" not in kept


@pytest.mark.parametrize("state", [ReviewState.READ, ReviewState.CONTACT, ReviewState.CLOSED])
def test_what_is_sent_after_a_stop_is_new_whatever_was_done_about_the_stop(
    db, encryption, now, response, state
):
    responses.receive(db, encryption, response, TOLD, BRIEF, now)
    responses.set_state(db, response, state)
    responses.submit(db, encryption, again(db, encryption, response), TOLD, BRIEF, now)

    assert again(db, encryption, response).state is ReviewState.NEW
