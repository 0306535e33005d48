"""Somebody of the staff at the pages of links."""

from datetime import timedelta

import pytest

from records.answers import invitation_list, invitations
from records.answers.invitation_list import LinkQuery, Order, Show
from records.engine.timestamps import ClinicTime
from settings.mail import DEFAULTS, mail_from
from staff.accounts.roles import Role
from tests.factories import a_colleague, desk_of, set_services, sign_in
from tests.visitor import Visitor

SERVED = {"SMTP_HOST": "mail.example", "MAIL_FROM": "desk@clinic.example"}


@pytest.fixture
def robin(app):
    return a_colleague(app)


@pytest.fixture
def desk(app, robin):
    """The front desk, signed in."""
    front = a_colleague(app, "Sam Okoro", [Role.FRONT_DESK])
    return Visitor(sign_in(app.test_client(), front))


@pytest.fixture
def physio(app, robin):
    """Robin Hale, signed in."""
    return Visitor(sign_in(app.test_client(), robin))


@pytest.fixture
def kept(app):
    """The app's records: database, encryption and the moment."""
    return desk_of(app)


@pytest.fixture
def coming(kept):
    """A day some days from now, as it is typed."""
    return lambda days=3: f"{kept.now.astimezone() + timedelta(days=days):%Y-%m-%d}"


@pytest.fixture
def made(kept):
    """Every invitation there is, in the order they were made."""

    def made():
        wanted = LinkQuery(Show.ALL, order=Order.MADE)
        time = ClinicTime(kept.now, kept.now.astimezone())
        rows = invitation_list.page(kept.db, kept.encryption, wanted, time).rows
        return [invitations.find(kept.db, kept.encryption, row.invitation.name) for row in rows]

    return made


@pytest.fixture
def with_mail(app):
    """The app set up to send mail, for this test."""
    set_services(app, mail=mail_from(DEFAULTS | SERVED))
    yield app
    set_services(app, mail=mail_from(DEFAULTS))
