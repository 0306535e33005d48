"""flask mail test says whether mail goes out, and if not, why."""

import pytest

from settings.mail import DEFAULTS, mail_from
from tests.factories import set_services


@pytest.fixture
def run(app):
    """The command with a mail of the test's own."""

    def run(mail, *words):
        set_services(app, mail=mail)
        return app.test_cli_runner().invoke(args=["mail", "test", *words])

    yield run
    set_services(app, mail=mail_from(DEFAULTS))


def test_it_arrives(run, mail, letterbox):
    result = run(mail, "kim@example.org")

    assert (result.exit_code, result.output) == (0, "Sent to kim@example.org by 127.0.0.1.\n")
    [(to, letter)] = letterbox.letters
    assert (to, letter["Subject"]) == (["kim@example.org"], "A test")


def test_without_a_server_it_says_so(run):
    result = run(mail_from(DEFAULTS), "kim@example.org")

    assert result.exit_code == 1
    assert "FLASK_SMTP_HOST is not set." in result.output


def test_what_is_no_address_is_refused(run, mail, letterbox):
    result = run(mail, "kim")

    assert result.exit_code == 2
    assert "Write one address, like name@example.com." in result.output
    assert letterbox.letters == []


def test_what_the_server_says_is_told(run, mail, letterbox):
    letterbox.refused = "550 no such person"
    result = run(mail, "kim@example.org")

    assert result.exit_code == 1
    assert "The mail was not sent" in result.output
    assert "recipient refused: 550" in result.output
