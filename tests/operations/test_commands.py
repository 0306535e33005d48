"""flask requests: what runners asked of the clinic."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from records.answers import appointment_requests as visit_requests
from records.engine.encryption import Encryption
from services import services_of

CONTACT = {"name": "Zoë Quill", "phone": "555 010 2000", "email": "", "times": "", "note": ""}
ATTACHED = {
    "questionnaire": "0.1",
    "answers": {"form_notice": ["hunched"], "km_last_7d": 24.14016},
    "in_words": {"Running form": "Rounded back or hunched shoulders", "Last 7 days": "15 miles"},
    "assessment": {
        "next_step": "physio_first",
        "causes": [
            {"id": "poor_posture", "strength": "likely"},
            {"id": "gone_since", "strength": "possible"},
        ],
        "version": "0.1+1a2b3c4d",
    },
}


@pytest.fixture
def listed(app):
    def listed(*options):
        return app.test_cli_runner().invoke(args=["requests", *options])

    return listed


@pytest.fixture
def ask(app):
    """Keep a request, as the booking page does."""

    def ask(once="a form", attached=None, encryption=None, hour=9, contact=CONTACT):
        db = services_of(app).connections.database()
        now = datetime(2026, 7, 1, hour, tzinfo=UTC)
        encryption = encryption or services_of(app).encryption
        return visit_requests.add(
            db, encryption, once=once, contact=contact, attached=attached, now=now
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


def test_answers_are_shown_as_they_were_typed(listed, ask):
    ask(attached=ATTACHED)

    assert "Last 7 days: 15 miles" in listed("--answers").output


def test_the_result_is_shown_with_the_answers_and_the_rules_behind_it(listed, ask):
    ask(attached=ATTACHED)
    output = listed("--answers").output

    assert "likely: Running posture" in output
    assert "possible: gone_since" in output
    assert "rules: 0.1+1a2b3c4d" in output


def test_nothing_typed_can_look_like_another_request(listed, ask):
    forged = "one\nZZZZ2222  2026-01-01 09:00 UTC"
    ask(contact=CONTACT | {"note": forged})

    assert "\n      ZZZZ2222" in listed().output


def test_a_request_whose_key_is_gone_is_listed_all_the_same(listed, ask):
    ask("old", encryption=Encryption([Fernet.generate_key().decode()]))
    ask("new")
    output = listed("--answers").output

    assert "cannot be read: the key that encrypted it is missing" in output
    assert "Zoë Quill" in output
