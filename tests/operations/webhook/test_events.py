"""A practice system is told once that answers came or need a look, and nothing that they say."""

import json
import re
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operations import webhook as events
from operations.job_context import job_context
from operations.jobs import run_jobs
from operations.smtp import NotSent
from records.answers.outbox import Waiting
from services import services_of
from settings.webhook import DEFAULTS, webhook_from
from tests.beneath import beneath
from tests.factories import a_colleague, a_response, healthy_runner, set_services, sign_in
from tests.operations.webhook.conftest import SECRET
from tests.pre_visit import states
from tests.pre_visit.walking import agree, answer_on
from tests.visitor import Visitor

DOCS = Path(__file__).parents[3] / "docs" / "clinic" / "connecting.md"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def told(app, webhook):
    """An app that tells the practice system."""
    before = services_of(app).settings
    set_services(app, webhook=webhook, base_url="https://clinic.example")
    yield app
    set_services(app, webhook=before.webhook, base_url=before.base_url)


@pytest.fixture
def go(told):
    """The jobs once, as they run in the app, some time from now."""

    def go(after=0 * MINUTE, **changed):
        context = replace(job_context(services_of(told)), **changed)
        db = services_of(told).connections.database()
        run_jobs(context, db, lambda: datetime.now(UTC) + after)

    return go


@pytest.fixture
def is_genuine():
    """What the page for the practice system shows."""
    (snippet,) = re.findall(r"^```python\n(.*?)^```", DOCS.read_text("utf-8"), re.M | re.S)
    shown = {}
    exec(snippet, shown)  # noqa: S102  # as whoever reads the page does
    return shown["is_genuine"]


def send_all(app, case):
    """A patient from the link to the end."""
    patient = agree(Visitor(app.test_client()), case)
    answer_on(patient).press("Send to Robin Hale").sees("Your answers are sent")


def waiting(app):
    rows = beneath(services_of(app).connections.database())["outbox"].rows
    return sorted(rows, key=lambda row: row["id"])


def test_once_answers_are_sent_it_is_told_where_to_read_them(told, go, system, is_genuine):
    case = states.made(told)
    send_all(told, case)
    go()
    go()

    [(path, headers, body)] = system.events
    event = json.loads(body)
    assert path == "/events?of=clinic"
    assert headers["content-type"] == "application/json"
    assert is_genuine(headers, body, SECRET)
    assert event == {
        "id": headers["webhook-id"],
        "type": "answers.arrived",
        "timestamp": event["timestamp"],
        "data": {
            "visit": case.name,
            "reference": case.invitation.reference,
            "address": f"https://clinic.example/clinic/responses/{case.name}",
        },
    }
    assert waiting(told) == []
    reader = sign_in(told.test_client(), a_colleague(told, "Sam Ortiz"))
    sheet = Visitor(reader).go(event["data"]["address"].removeprefix("https://clinic.example"))
    assert case.invitation.reference in sheet.page.text


def types(system):
    return [json.loads(body)["type"] for _, _, body in system.events]


def test_what_needs_a_look_is_told_before_anything_is_sent(told, go, system):
    patient = agree(Visitor(told.test_client()), states.made(told))
    patient.tick("I fainted or nearly fainted").press("Continue").sees("Get emergency help now")
    go()

    assert types(system) == ["answers.need_review"]


def test_how_urgent_it_is_shows_nowhere_in_an_event(told, go, system):
    """An emergency, today, and a doctor soon: told apart by names and times alone."""
    for sign in ({"rf_now": ["fainted_now"]}, {"rf_general": ["weight_loss"]}):
        a_response(told, healthy_runner(**sign), states.made(told).invitation)
    go()
    bodies = [json.loads(body) for _, _, body in system.events]
    urgent = bodies[0]
    soon = next(one for one in bodies[1:] if one["type"] == "answers.need_review")

    assert types(system) == ["answers.need_review", "answers.arrived", "answers.need_review"]
    for one in (urgent, soon):
        one["data"] = dict.fromkeys(one["data"])
        one["id"] = one["timestamp"] = ""
    assert urgent == soon


def test_a_sign_that_is_sent_again_is_told_once(told, go, system):
    invitation = states.made(told).invitation
    for _ in range(2):
        a_response(told, healthy_runner(rf_now=["fainted_now"]), invitation)
    go()

    assert types(system) == ["answers.need_review"]


def test_without_a_setting_nothing_is_kept_for_it(app):
    send_all(app, states.made(app))

    assert waiting(app) == []


def test_one_that_is_not_taken_comes_again_the_same_and_signed_anew(told, go, system, is_genuine):
    a_response(told, invitation=states.made(told).invitation)
    system.answers = [500, 302, 404]
    for after in (0, 2, 10, 50):
        go(after * MINUTE)
    first, *others = system.events

    assert len(others) == 3
    assert {body for _, _, body in others} == {first[2]}
    assert {headers["webhook-id"] for _, headers, _ in others} == {first[1]["webhook-id"]}
    times = [int(headers["webhook-timestamp"]) for _, headers, _ in system.events]
    assert times == sorted(times)
    assert len(set(times)) == 4
    assert len({headers["webhook-signature"] for _, headers, _ in system.events}) == 4
    assert waiting(told) == []


def test_one_that_nobody_wants_any_more_is_given_up(told, go, system, caplog):
    a_response(told, invitation=states.made(told).invitation)
    system.answers = [410]
    go()
    go(60 * MINUTE)

    assert len(system.events) == 1
    assert [bool(row["given_up"]) for row in waiting(told)] == [True]
    assert "An event was not sent (try 1): the other program answered 410." in caplog.text


def test_no_redirect_is_followed(told, go, system, serve):
    elsewhere = type(system)()
    system.answers = [(307, serve(elsewhere))]
    a_response(told, invitation=states.made(told).invitation)
    go()

    assert (len(system.events), elsewhere.events) == (1, [])


def test_one_that_does_not_answer_is_tried_once_a_round_and_mail_goes_all_the_same(
    told, go, system, webhook_to
):
    for _ in range(3):
        a_response(told, invitation=states.made(told).invitation)
    go(webhook=webhook_to("http://127.0.0.1:1/"))
    assert [row["tries"] for row in waiting(told)] == [1, 0, 0]

    go(2 * MINUTE)
    assert types(system) == ["answers.arrived"] * 3
    assert waiting(told) == []


def test_one_that_answers_without_end_is_cut_off(system, webhook):
    system.answers = ["slow"]
    with pytest.raises(NotSent):
        events.call(webhook, AN_EVENT, NOW, at_most=0.2)

    assert system.is_over.wait(10)


def test_two_servers_tell_each_event_once(told, system):
    for _ in range(8):
        a_response(told, invitation=states.made(told).invitation)
    built = services_of(told)

    def go():  # with a list of its own of what went, as each process has
        run_jobs(job_context(built), built.connections.database(), lambda: datetime.now(UTC))

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(system.events) == 8
    assert len({headers["webhook-id"] for _, headers, _ in system.events}) == 8


NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
AN_EVENT = Waiting(1, 1, to="", subject="msg_1", text='{"type": "test"}')


def test_only_a_certificate_that_somebody_vouches_for_will_do(
    serve, system, webhook_to, of_server, trusted
):
    webhook = webhook_to(serve(system, of_server))
    with pytest.raises(NotSent, match="SSLCertVerificationError"):
        events.call(webhook, AN_EVENT, NOW)
    assert system.events == []

    events.call(webhook, AN_EVENT, NOW, trusted)
    assert len(system.events) == 1


def test_it_is_signed_as_standard_webhooks_has_it():
    """The example that its own libraries are tested with."""
    webhook = webhook_from(
        DEFAULTS | {"WEBHOOK_URL": "https://a.example", "WEBHOOK_SECRET": SECRET}
    )
    at, body = datetime.fromtimestamp(1614265330, UTC), b'{"test": 2432232314}'
    headers = events.signed(webhook.secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", body, at)

    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-signature"] == expected


def test_what_was_changed_recorded_or_signed_by_somebody_else_is_not_genuine(is_genuine):
    new, old = "whsec_" + "A" * 40, SECRET
    set_to = {"WEBHOOK_URL": "https://a.example", "WEBHOOK_SECRET": f"{new}, {old}"}
    secrets = webhook_from(DEFAULTS | set_to).secrets
    now = datetime.fromtimestamp(time.time(), UTC)
    headers = events.signed(secrets, "msg_1", b"{}", now)

    assert is_genuine(headers, b"{}", old)
    assert is_genuine(headers, b"{}", new)
    assert not is_genuine(headers, b"{ }", old)
    assert not is_genuine(headers, b"{}", "whsec_" + "B" * 40)
    assert not is_genuine(headers | {"webhook-id": "msg_2"}, b"{}", old)
    for away in (-6, 6):
        recorded = events.signed(secrets, "msg_1", b"{}", now + away * MINUTE)
        assert not is_genuine(recorded, b"{}", old)


def test_the_command_says_whether_it_arrives(app, told, system, caplog):
    system.answers = [204, 503]
    run = app.test_cli_runner().invoke
    took, refused = run(args=["webhook", "test"]), run(args=["webhook", "test"])

    assert (took.exit_code, took.output) == (0, "127.0.0.1 took it.\n")
    assert refused.exit_code == 1
    assert "127.0.0.1 did not take it: the other program answered 503." in refused.output
    assert types(system) == ["test", "test"]
