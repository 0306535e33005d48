"""A physiotherapist who is signed in, and what came in."""

from datetime import UTC, datetime

import pytest

from records.people.audit import in_words
from services import services_of
from tests.beneath import beneath
from tests.factories import a_colleague, a_response, an_invitation, healthy_runner, sign_in
from tests.visitor import Visitor

FEVER = {"rf_general": ["fever_chills"]}


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


@pytest.fixture
def encryption(app):
    return services_of(app).encryption


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def robin(app):
    return a_colleague(app, "Robin Hale")


@pytest.fixture
def reader(app, client, robin):
    """Robin Hale, physiotherapist, at the page."""
    return Visitor(sign_in(client, robin))


@pytest.fixture
def receive(app, robin):
    """Answers that came in; gives the invitation."""

    def receive(reference="KL 4711", *, now=None, answers=None, **about):
        about = {"reference": reference, "physiotherapist": robin} | about
        invitation, _ = an_invitation(app, now, **about)
        a_response(app, healthy_runner(**(answers or {})), invitation, now)
        return invitation

    return receive


@pytest.fixture
def noted(db):
    """What the audit says was done about something, in order."""

    def noted(subject):
        rows = beneath(db).query(
            "SELECT actor, action FROM audit WHERE subject = ? ORDER BY sequence", [subject]
        )
        return [(row["actor"], in_words(row["action"])) for row in rows]

    return noted
