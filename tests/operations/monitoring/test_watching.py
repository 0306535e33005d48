"""Asked by a machine: is the app alive, is it ready, how does it do."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from time import sleep

import pytest
from cryptography.fernet import Fernet

from operations.job_context import job_context
from operations.jobs import start_scheduler
from operations.monitoring.readiness import RecentCheck
from operations.monitoring.views import Monitor
from records.answers import outbox
from records.answers.outbox import OutboxKind
from records.engine.encryption import Encryption
from records.people import audit
from records.people.audit import AuditAction
from records.upkeep.readiness import takes_writes
from services import Heartbeat, services_of
from staff.accounts.roles import Role
from tests.factories import (
    a_colleague,
    a_kiosk,
    a_response,
    an_invitation,
    at_kiosk,
    set_services,
    sign_in,
    swap,
)

WORD = "a word that no machine would guess in a year"
BEARER = {"Authorization": f"Bearer {WORD}"}
SIGN = re.compile(r"# (HELP|TYPE) \w+ .+|\w+(\{\w+=\"[^\"]*\"(,\w+=\"[^\"]*\")*\})? -?[\d.e+-]+")


@pytest.fixture
def watched(app, monkeypatch):
    """The app with a token, and with nothing counted or looked for before."""
    monitor = Monitor()
    swap(monkeypatch, app, counters=monitor, heartbeat=Heartbeat(), metrics_token=WORD)
    monkeypatch.setattr(app.wsgi_app, "seen", monitor.request)
    return app


@pytest.fixture
def db(watched):
    return services_of(watched).connections.database()


def figures(app):
    """Every figure that a machine with the token reads, by its name and labels."""
    answer = app.test_client().get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=1.0.0; charset=utf-8"
    lines = answer.text.splitlines()
    assert [line for line in lines if not SIGN.fullmatch(line)] == []
    told = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in told}


def readiness(app):
    answer = app.test_client().get("/readyz")
    return answer.status_code, answer.text.strip()


def test_alive_and_ready_are_said_in_a_word(watched):
    client = watched.test_client()

    assert client.get("/healthz").text == "ok\n"
    assert client.head("/healthz").status_code == 200
    assert readiness(watched) == (200, "ready")


def test_alive_does_not_look_at_the_records(watched, db):
    db.execute("DROP TABLE staff")

    assert watched.test_client().get("/healthz").status_code == 200
    assert readiness(watched) == (503, "database")


def test_keys_that_open_nothing_are_not_ready(watched):
    an_invitation(watched)
    right = services_of(watched).encryption
    set_services(watched, encryption=Encryption([Fernet.generate_key().decode()]))

    assert readiness(watched) == (503, "keys")
    set_services(watched, encryption=right)


def test_a_thread_that_ended_is_not_ready(watched):
    class Ended:
        def is_alive(self):
            return False

    set_services(watched, heartbeat=Heartbeat(thread=Ended()))

    assert readiness(watched) == (503, "rounds")


def test_records_that_take_no_writes_are_not_ready_and_are_again(watched, db, tmp_path):
    db.execute("SELECT 1")
    connections, patience = services_of(watched).connections, timedelta(milliseconds=20)
    with closing(sqlite3.connect(tmp_path / "records.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not takes_writes(connections, patience)

    assert takes_writes(connections, patience)
    assert db.execute("PRAGMA busy_timeout").fetchone() == (10_000,)


def test_what_was_found_holds_for_a_second(watched, stopped_clock):
    looks, built = [], services_of(watched)
    lately = RecentCheck(lambda built: tuple(looks.append(1) or ["database"]))
    later = [0, 0.5, 0.999, 1, 1.5, -3600, 2]
    found = {lately.found(built, stopped_clock + timedelta(seconds=seconds)) for seconds in later}

    assert found == {("database",)}
    assert len(looks) == 4  # at 0, at 1, when the clock went back, and when it was right again


def test_requests_are_counted_by_route_and_class_of_status(watched):
    client = watched.test_client()
    for path in ("/", "/", "/about", "/answers", "/nothing"):
        client.get(path)
    found = figures(watched)

    assert found['self_check_requests_total{route="questionnaire.start",status="2xx"}'] == 2
    assert found['self_check_requests_total{route="questionnaire.check",status="3xx"}'] == 1
    assert found['self_check_requests_total{route="none",status="4xx"}'] == 1
    assert found["self_check_errors_total"] == 0
    assert found["self_check_request_seconds_count"] == 5
    assert found['self_check_request_seconds_bucket{le="+Inf"}'] == 5
    assert found["self_check_request_seconds_sum"] > 0
    assert found["self_check_ready"] == 1


def test_nothing_tells_when_something_was_first_asked_for(watched):
    watched.test_client().get("/")

    assert [name for name in figures(watched) if "_created" in name] == []


def test_next_steps_are_told_in_fives(watched):
    told = 'self_check_assessments_total{next_step="emergency"}'
    found = []
    for _ in range(11):
        services_of(watched).counters.told("emergency")
        found.append(figures(watched).get(told))

    assert found == [None] * 4 + [5] * 5 + [10] * 2


def test_what_waits_is_told_with_its_age(watched, stopped_clock, db):
    ago = [stopped_clock - timedelta(seconds=seconds) for seconds in (500, 200)]
    for moment in ago:
        a_response(watched, {"rf_now": ["fainted_now"]}, now=moment)
    encryption = services_of(watched).encryption
    outbox.add(db, encryption, to="a@example.org", subject="x", text="x", now=stopped_clock)
    event = {"to": "", "text": "x", "kind": OutboxKind.WEBHOOK}
    outbox.add(db, encryption, **event, now=stopped_clock)
    found = figures(watched)

    assert found["self_check_warnings_waiting"] == 2
    assert found["self_check_oldest_warning_seconds"] == pytest.approx(500, abs=1)
    assert found["self_check_mails_waiting"] == 1
    assert found["self_check_mails_failed"] == 0
    assert found["self_check_events_waiting"] == 1
    assert found["self_check_events_failed"] == 0


def test_a_backup_is_told_by_its_age_and_none_by_nothing(watched, stopped_clock, db):
    assert "self_check_backup_age_seconds" not in figures(watched)
    an_hour_ago = stopped_clock - timedelta(hours=1)
    audit.add(db, actor="command", action=AuditAction.BACKED_UP, subject="records", now=an_hour_ago)
    audit.add(db, actor="command", action=AuditAction.PURGED, subject="records", now=stopped_clock)

    assert figures(watched)["self_check_backup_age_seconds"] == pytest.approx(3600, abs=1)


def test_a_kiosk_is_told_by_its_number_and_not_by_its_name(watched, stopped_clock):
    kiosk, _ = a_kiosk(watched, "By the window", now=stopped_clock - timedelta(minutes=2))
    found = figures(watched)

    age = found[f'self_check_kiosk_seen_age_seconds{{kiosk="{kiosk.id}"}}']
    assert age == pytest.approx(120, abs=1)
    assert not any("window" in name for name in found)


def test_a_clock_that_was_set_back_makes_no_negative_age(watched, stopped_clock, db):
    tomorrow = stopped_clock + timedelta(days=1)
    audit.add(db, actor="command", action=AuditAction.BACKED_UP, subject="records", now=tomorrow)

    assert figures(watched)["self_check_backup_age_seconds"] == 0


def test_without_records_the_rest_is_still_told(watched, db):
    db.execute("DROP TABLE warnings")
    found = figures(watched)

    assert "self_check_warnings_waiting" not in found
    assert found["self_check_database_bytes"] > 0


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ([Role.ADMINISTRATOR], 200),
        ([Role.PHYSIOTHERAPIST], 404),
        ([Role.FRONT_DESK], 404),
        ([], 404),
    ],
)
def test_the_figures_are_for_administrators(watched, roles, status):
    client = watched.test_client()
    if roles:
        sign_in(client, a_colleague(watched, roles=roles))

    assert client.get("/metrics").status_code == status


@pytest.mark.parametrize("given", ["", "Bearer", f"Bearer {WORD}x", f"Basic {WORD}", "Bearer é"])
def test_for_a_wrong_word_they_are_not_there(watched, given):
    wrong = watched.test_client().get("/metrics", headers={"Authorization": given})
    nothing = watched.test_client().get("/nothing")

    assert wrong.status_code == 404
    assert "self_check" not in wrong.text
    assert len(wrong.text) == len(nothing.text)


def test_without_a_token_no_word_opens_them(watched):
    set_services(watched, metrics_token="")
    answer = watched.test_client().get("/metrics", headers={"Authorization": "Bearer "})

    assert answer.status_code == 404


def test_a_kiosk_does_not_get_there(watched):
    client = at_kiosk(watched.test_client())

    assert client.get("/metrics", headers=BEARER).headers["Location"] == "/kiosk"


def test_whoever_goes_round_leaves_a_pulse(watched):
    heartbeat, built = Heartbeat(), services_of(watched)
    end = start_scheduler(job_context(built), built.connections, every=0.01, heartbeat=heartbeat)
    while heartbeat.ended is None:
        sleep(0.01)

    assert heartbeat.is_alive
    end()
    assert not heartbeat.is_alive
