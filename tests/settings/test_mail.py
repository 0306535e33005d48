"""Settings of mail are right, or the start says what to do."""

from datetime import timedelta

import pytest

from questionnaire.contact import mail_address
from settings.clinic import BadSetting
from settings.mail import DEFAULTS, mail_from
from tests.tables import every_row

SERVED = {"SMTP_HOST": "mail.clinic.example", "MAIL_FROM": "desk@clinic.example"}


def test_as_it_comes_no_mail_goes_out():
    mail = mail_from(DEFAULTS)

    assert not mail.is_on
    assert not mail.alerts


def test_with_a_server_and_a_sender_mail_goes_out():
    mail = mail_from(DEFAULTS | SERVED | {"MAIL_ALERTS_TO": "physio@clinic.example"})

    assert (mail.host, mail.port, mail.security) == ("mail.clinic.example", 587, "starttls")
    assert mail.alert_every == timedelta(hours=1)
    assert mail.is_on
    assert mail.alerts


@every_row(
    ("changed", "words"),
    [
        ({"MAIL_FROM": ""}, "FLASK_MAIL_FROM must say who mail comes from"),
        ({"MAIL_FROM": "the desk"}, "FLASK_MAIL_FROM: 'the desk' is no e-mail address"),
        ({"MAIL_ALERTS_TO": "a@b.c, d@e.f"}, "FLASK_MAIL_ALERTS_TO"),
        ({"SMTP_HOST": "", "MAIL_ALERTS_TO": "a@clinic.example"}, "needs FLASK_SMTP_HOST"),
        ({"SMTP_HOST": "mail server"}, "FLASK_SMTP_HOST: 'mail server' is no name"),
        ({"SMTP_SECURITY": "ssl"}, "must be starttls, tls or none, not 'ssl'"),
        ({"SMTP_PORT": 0}, "FLASK_SMTP_PORT must be a whole number from 1 to 65535"),
        ({"SMTP_PORT": "mail"}, "FLASK_SMTP_PORT"),
        ({"SMTP_PORT": 25.0}, "FLASK_SMTP_PORT"),
        ({"SMTP_PASSWORD": 1000}, "FLASK_SMTP_PASSWORD reads as a number: put double quotes"),
        ({"SMTP_USER": "praxis-müller"}, "FLASK_SMTP_USER has a sign that mail servers cannot"),
        ({"SMTP_PASSWORD": "blåbær"}, "FLASK_SMTP_PASSWORD has a sign that mail servers cannot"),
        ({"SMTP_PASSWORD": "two\nlines"}, "FLASK_SMTP_PASSWORD has a sign"),
        ({"SMTP_HOST": "mail..clinic.example"}, "FLASK_SMTP_HOST: 'mail..clinic.example' is no"),
        ({"SMTP_HOST": ".clinic.example"}, "FLASK_SMTP_HOST"),
        ({"SMTP_HOST": "m" * 64 + ".example"}, "FLASK_SMTP_HOST"),
        ({"SMTP_HOST": "mail.example:587"}, "FLASK_SMTP_HOST: 'mail.example:587' is no name"),
        ({"REMIND_DAYS": "3,0"}, "FLASK_REMIND_DAYS must be days before the visit, from 1 to 30"),
        ({"REMIND_DAYS": "soon"}, "FLASK_REMIND_DAYS"),
        ({"ALERT_EVERY": -1}, "FLASK_ALERT_EVERY must be a whole number from 0 to 10080"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(changed, words):
    with pytest.raises(BadSetting, match=words):
        mail_from(DEFAULTS | SERVED | changed)


@every_row("host", ["bücher.example", "127.0.0.1", "::1", "mail.example.", "mx_1"])
def test_a_server_may_have_any_name_that_there_can_be(host):
    assert mail_from(DEFAULTS | SERVED | {"SMTP_HOST": host}).host == host


def test_a_password_is_never_told():
    with pytest.raises(BadSetting) as refused:
        mail_from(DEFAULTS | SERVED | {"SMTP_PASSWORD": "blåbær"})

    assert "blåbær" not in str(refused.value)


@every_row(
    ("text", "is_one"),
    [
        ("kim@example.org", True),
        ("kim.lee+runs@mail.example.org", True),
        ("kim@example", False),
        ("kim@example.org\n", False),
        ("kim@example.org,lee@example.org", False),
        ("Kim <kim@example.org>", False),
        ("kim lee@example.org", False),
        ("k" * 65 + "@example.org", False),
        ("kim@" + "a" * 200 + ".org", False),
        ("", False),
    ],
)
def test_one_address_is_one_address(text, is_one):
    assert bool(mail_address(text)) is is_one


@every_row(("given", "days"), [("3,1", (3, 1)), ("1, 7,1", (7, 1)), ("", ()), (2, (2,))])
def test_patients_are_reminded_on_these_days_before(given, days):
    assert mail_from(DEFAULTS | {"REMIND_DAYS": given}).remind_days == days
