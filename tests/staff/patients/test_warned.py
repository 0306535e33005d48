"""Warnings in words, beside the answers that stand today."""

from dataclasses import replace

import pytest

from records.answers import responses, warnings
from staff.patients.warnings import UNREADABLE, warned
from tests.staff.patients.conftest import FEVER


@pytest.fixture
def stopped(receive, db, encryption):
    """Answers that stopped at a warning."""
    return responses.latest(db, encryption, receive("KL 4711", answers=FEVER).id)


@pytest.fixture
def raised(stopped, db, encryption):
    return warnings.of(db, encryption, stopped.id)


def test_a_warning_tells_what_the_patient_was_told_and_why(raised, stopped):
    [one] = warned(raised, stopped)
    [reason] = one.reasons

    assert one.title == "Get medical help today"
    assert "fever" in reason.because
    assert reason.answers == (
        ("The pain and general health", "Fever, chills or sweats, or I feel very unwell"),
    )


TAKEN_BACK = {"taken_back": "2026-11-24T09:30:00.000+00:00"}
NOTHING = {"signs": []}


@pytest.mark.parametrize(
    ("changed", "is_taken_back"),
    [
        ({}, False),
        ({"kept": None}, False),
        ({"snapshot": None}, False),
        ({"snapshot": NOTHING}, True),
        ({"kept": TAKEN_BACK}, True),
        ({"kept": TAKEN_BACK, "submitted": "sent"}, False),
        ({"kept": TAKEN_BACK, "id": 99}, False),
        ({"snapshot": NOTHING, "id": 99}, True),
        ({"snapshot": NOTHING, "id": 0}, False),
    ],
)
def test_an_answer_is_taken_back_where_a_later_word_lacks_it(
    raised, stopped, encryption, changed, is_taken_back
):
    columns = {"kept": "encrypted", "snapshot": "snapshot"}
    encrypted = {
        columns[n]: v and encryption.encrypt(v) for n, v in changed.items() if n in columns
    }
    plain = {name: value for name, value in changed.items() if name not in columns}
    [one] = warned(raised, replace(stopped, **plain, encrypted={**stopped.encrypted, **encrypted}))

    assert one.is_taken_back is is_taken_back


def test_what_waits_stands_first(raised, stopped, now):
    done = replace(raised[0], id=7, acknowledged=now)

    assert [one.warning.id for one in warned([done, *raised], stopped)] == [raised[0].id, 7]


def test_a_warning_whose_key_is_gone_says_so(raised, stopped):
    [one] = warned([replace(raised[0], told={})], stopped)

    assert (one.title, one.reasons) == (UNREADABLE, ())
