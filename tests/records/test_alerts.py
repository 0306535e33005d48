"""Staff are told of urgent warnings until somebody has acted, and once of a link gone astray."""

from datetime import timedelta

import pytest

from records.answers import alerts, answerers, invitations, responses, warnings
from records.people import staff

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def robin(db):
    return staff.add(db, "Robin Hale", ["physiotherapist"]).id


@pytest.fixture
def invitation(db, encryption, now, robin):
    about = {"reference": "KL", "physiotherapist": robin, "made_by": robin, "now": now}
    return lambda: invitations.make(
        db, encryption, **about, visit="2026-04-01", ends=now + 24 * HOUR
    )[0]


@pytest.fixture
def warn(db, encryption, now, invitation):
    def warn(urgency=3, response=None):
        response = response or responses.begin(db, encryption, invitation().id, {}, now).id
        sign = {"signs": [{"id": f"E{len(warnings.of(db, encryption, response))}"}]}
        warnings.raise_once(db, encryption, response, sign, urgency, now)
        return response

    return warn


@pytest.fixture
def told(db, now):
    return lambda later=0 * HOUR: alerts.tell_of_warnings(db, HOUR, now + later)


@pytest.mark.parametrize(("urgency", "forms"), [(1, 0), (2, 1), (3, 1)])
def test_only_what_cannot_wait_is_told(warn, told, urgency, forms):
    warn(urgency)

    assert told() == forms


def test_a_new_one_does_not_wait_for_the_interval_and_counts_them_all(warn, told):
    warn()
    assert told() == 1
    warn()

    assert told(MINUTE) == 2
    assert told(HOUR) == 0


def test_two_warnings_of_one_form_are_one(warn, told):
    warn(2, warn(3))

    assert told() == 1


def test_two_forms_of_one_patient_are_one_patient(db, encryption, now, invitation, warn, told):
    theirs = invitation()
    for _ in range(2):
        whose = answerers.begin(db, theirs, now)
        warn(3, responses.begin(db, encryption, theirs.id, {}, now, whose).id)

    assert told() == 1
