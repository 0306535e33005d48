"""flask requests: what runners asked of the clinic."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from records import visit_requests
from records.sealing import Sealer

CONTACT = {"name": "Zoë Quill", "phone": "555 010 2000", "email": "", "times": "", "note": ""}
ATTACHED = {
    "questionnaire": "0.1",
    "answers": {"form_notice": ["hunched"], "km_last_7d": 30, "gone_since": "yes"},
    "assessment": {"next_step": "physio_first"},
}


@pytest.fixture
def listed(app):
    def listed(*options):
        return app.test_cli_runner().invoke(args=["requests", *options])

    return listed


@pytest.fixture
def ask(app):
    """Keep a request, as the booking page does."""

    def ask(once="a form", attached=None, sealer=None, hour=9):
        db = app.extensions["connections"].database()
        now = datetime(2026, 7, 1, hour, tzinfo=UTC)
        sealer = sealer or app.extensions["sealer"]
        return visit_requests.add(
            db, sealer, once=once, contact=CONTACT, attached=attached, now=now
        )

    return ask


def test_nobody_asked_yet(listed):
    result = listed()

    assert (result.output, result.exit_code) == ("Nobody has asked for a visit yet.\n", 0)


def test_a_request_with_what_was_given(listed, ask):
    reference = ask().reference
    lines = listed().output.splitlines()

    assert lines[0] == f"{reference}  2026-07-01 09:00 UTC"
    assert lines[1:3] == ["  name: Zoë Quill", "  phone: 555 010 2000"]
    assert "email" not in listed().output
    assert "answers" not in listed().output


def test_the_newest_comes_first_and_a_limit_holds(listed, ask):
    first, second = ask("one"), ask("two", hour=10)
    output = listed().output

    assert output.index(second.reference) < output.index(first.reference)
    assert first.reference not in listed("--limit", "1").output


def test_answers_are_shown_only_when_asked_for(listed, ask):
    ask(attached=ATTACHED)

    assert "next step: physio first" in listed().output
    assert "Running form" not in listed().output
    output = listed("--answers").output
    assert "Running form: Rounded back or hunched shoulders" in output
    assert "gone_since: yes" in output


def test_answers_are_shown_with_their_units(listed, ask):
    ask(attached=ATTACHED)

    assert "Last 7 days: 30 km" in listed("--answers").output


def test_an_option_that_is_gone_does_not_hide_the_others(listed, ask):
    ask(attached=ATTACHED | {"answers": {"form_notice": ["gone"], "pain_onset": "gone"}})
    result = listed("--answers")

    assert result.exit_code == 0
    assert "gone" in result.output


def test_a_request_whose_key_is_gone_is_listed_all_the_same(listed, ask):
    ask("old", sealer=Sealer([Fernet.generate_key().decode()]))
    ask("new")
    output = listed("--answers").output

    assert "cannot be read: the key that sealed it is missing" in output
    assert "Zoë Quill" in output
