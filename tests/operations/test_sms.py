"""Text messages go by the clinic's gateway: once, and are tried again for a day."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from operations.job_context import job_context
from operations.jobs import run_jobs
from operations.posting import post
from operations.smtp import NotSent
from records.answers import outbox
from records.answers.outbox import OutboxKind
from services import services_of
from settings.clinic import BadSetting
from settings.sms import DEFAULTS, Sms, sms_from
from tests.beneath import beneath
from tests.operations.webhook.conftest import PracticeSystem, serve
from tests.tables import every_row

__all__ = ["serve"]
MINUTE, TOKEN = timedelta(minutes=1), "s3cret-of-the-gateway"


@pytest.fixture
def gateway():
    return PracticeSystem()


@pytest.fixture
def go(app, serve, gateway):
    """The jobs once, some time from now, with a gateway."""
    sms = Sms(serve(gateway), TOKEN)

    def go(after=0 * MINUTE):
        context = replace(job_context(services_of(app)), sms=sms)
        db = services_of(app).connections.database()
        run_jobs(context, db, lambda: datetime.now(UTC) + after)

    return go


@pytest.fixture
def put(app):
    db, encryption = services_of(app).connections.database(), services_of(app).encryption

    def put(text, to="+44 7700 900123"):
        now = datetime.now(UTC) - MINUTE
        outbox.add(db, encryption, kind=OutboxKind.SMS, to=to, short=text, now=now)

    put.rows = lambda: list(beneath(db)["outbox"].rows)
    return put


def test_one_goes_once_as_json_with_the_token(go, gateway, put):
    put("Your visit is booked. é")
    go()
    go()

    [(path, headers, body)] = gateway.events
    assert path == "/events?of=clinic"
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == {"to": "+44 7700 900123", "text": "Your visit is booked. é"}
    assert put.rows() == []


@pytest.mark.parametrize("answer", [500, 401, 429, (302, "http://127.0.0.1:1/"), (307, "/other")])
def test_what_the_gateway_does_not_take_is_tried_again_and_no_other_address(
    go, gateway, put, answer, caplog
):
    gateway.answers = [answer]
    put("Words")
    go()
    assert len(gateway.events) == 1
    assert "A text message was not sent (try 1)" in caplog.text
    assert not [word for word in ("7700", "Words", TOKEN) if word in caplog.text]

    go(2 * MINUTE)
    assert [path for path, _, _ in gateway.events] == ["/events?of=clinic"] * 2
    assert put.rows() == []


def test_what_it_refuses_for_good_is_given_up_and_holds_up_no_other(go, gateway, put):
    gateway.answers = [422]
    put("Bad")
    put("Good")
    go()

    assert [json.loads(body)["text"] for _, _, body in gateway.events] == ["Bad", "Good"]
    assert [row["given_up"] is None for row in put.rows()] == [False]


def test_an_address_that_cannot_be_posted_to_is_not_sent_to():
    with pytest.raises(NotSent):
        post("https://gateway.example:99999/send", {}, b"{}")


def test_without_a_gateway_a_text_waits(app, put):
    put("Words")
    run_jobs(
        job_context(services_of(app)),
        services_of(app).connections.database(),
        services_of(app).clock,
    )

    assert [row["tries"] for row in put.rows()] == [0]


@every_row(
    "changed",
    [
        {"SMS_URL": "http://gateway.example/send"},
        {"SMS_URL": "ftp://gateway.example"},
        {"SMS_URL": "https://user:word@gateway.example"},
        {"SMS_URL": "https://"},
        {"SMS_URL": "https://gateway.example:99999/send"},
        {"SMS_TOKEN": "x"},
        {"SMS_URL": "https://gateway.example", "SMS_TOKEN": "ü"},
    ],
)
def test_a_gateway_that_would_not_be_safe_is_refused(changed):
    with pytest.raises(BadSetting, match="FLASK_SMS_"):
        sms_from(DEFAULTS | changed)


@pytest.mark.parametrize("url", ["https://gateway.example/send", "http://localhost:8080/send"])
def test_a_gateway_is_https_or_on_this_machine(url):
    assert sms_from(DEFAULTS | {"SMS_URL": url}).is_on
