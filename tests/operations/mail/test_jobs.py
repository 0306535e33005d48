"""One thing that fails stops no other, and whoever watches is told of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from operations import smtp
from operations.job_context import JobContext
from operations.jobs import run_jobs, start_scheduler
from operations.smtp import NotSent
from records.answers import invitations, outbox
from records.engine.timestamps import to_iso
from records.kiosk import handoffs
from records.upkeep import jobs
from records.upkeep.retention import Keep
from services import Heartbeat, services_of
from staff.links.letters import Writer
from tests.beneath import beneath
from tests.factories import a_response, an_invitation, desk_of

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
KEEP = Keep(invitations=30, responses=365, requests=180)
# As no setting lets them in: a server that wants them may come behind a setting some day.
UNTELLABLE = [
    {"user": "praxis-müller", "password": "seven quiet herons"},
    {"user": "praxis", "password": "blåbær"},
    {"host": "mail..clinic.example"},
    {"host": "m" * 64 + ".example"},
]


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


@pytest.fixture
def rounds(app, mail):
    return JobContext(services_of(app).encryption, mail, "https://clinic.example", KEEP)


@pytest.fixture
def put(app, db):
    def put(subject, now=NOW):
        about = {"to": "kim@example.org", "subject": subject, "text": "Words"}
        outbox.add(db, services_of(app).encryption, **about, now=now)

    return put


def subjects(letterbox):
    return [letter["Subject"] for _, letter in letterbox.letters]


def readiness(app):
    services_of(app).counters.lately.__init__(services_of(app).counters.lately._look)
    answer = app.test_client().get("/readyz")
    return answer.status_code, answer.text.strip()


@pytest.mark.slow
@pytest.mark.parametrize("setting", UNTELLABLE, ids=str)
def test_what_cannot_be_told_to_a_server_is_a_mail_not_sent(serve, letterbox, mail_to, setting):
    known = SimpleNamespace(success=True, handled=True, auth_data=None, message=None)
    port = serve(letterbox, authenticator=lambda *_: known, auth_require_tls=False)
    mail = mail_to(port, **setting)
    letter = smtp.letter(mail, to="kim@example.org", subject="Hello", text="Words", now=NOW)
    for step in (lambda: smtp.reach(mail), lambda: smtp.send(mail, letter)):
        with pytest.raises(NotSent) as problem:
            step()
        assert "blåbær" not in str(problem.value)
    assert letterbox.letters == []


class Odd(Exception):
    """Something that nobody thought of."""


def odd_for(subject):
    def send(mail, message):
        if message["Subject"] == subject:
            raise Odd(message["To"])
        smtp.send(mail, message)

    return send


def test_one_mail_that_fails_stops_no_other_and_is_tried_again(rounds, db, letterbox, put):
    for subject in ("One", "Two", "Three"):
        put(subject)
    with pytest.raises(Odd):
        run_jobs(replace(rounds, send=odd_for("One")), db, lambda: NOW)
    assert subjects(letterbox) == ["Two", "Three"]

    run_jobs(rounds, db, lambda: NOW + timedelta(minutes=2))
    assert subjects(letterbox) == ["Two", "Three", "One"]


def go_once(rounds, app):
    """One round as the app goes it."""
    heartbeat = Heartbeat()
    start_scheduler(rounds, services_of(app).connections, every=3600, heartbeat=heartbeat)()
    assert heartbeat.ended


def test_whoever_watches_is_told_of_jobs_that_fail_and_then_that_they_do_not(
    app, rounds, db, letterbox, put, caplog
):
    put("One", datetime.now(UTC))
    go_once(replace(rounds, send=odd_for("One")), app)
    assert "A round was not finished (mail): Odd." in caplog.text
    assert "kim@example.org" not in caplog.text
    assert readiness(app) == (503, "jobs")
    [failing] = jobs.failing(db)
    assert (failing.name, failing.kind) == ("mail", "Odd")

    go_once(rounds, app)
    assert readiness(app) == (200, "ready")
    assert jobs.failing(db) == []


def test_mail_that_fails_leaves_clearing_up_to_be_done(app, rounds, db, put):
    now = datetime.now(UTC)
    copy = handoffs.add(db, services_of(app).encryption, {}, now - timedelta(minutes=20))
    put("One", now)
    outbox.add(db, services_of(app).encryption, to="x", subject="x", text="x", now=now)
    beneath(db)["outbox"].update(2, {"given_up": "2020-01-01T00:00:00.000+00:00"})
    go_once(replace(rounds, send=odd_for("One")), app)

    assert not handoffs.is_there(db, copy.token, now - timedelta(minutes=10))
    assert [row["id"] for row in beneath(db)["outbox"].rows] == [1]


def test_clearing_up_that_fails_leaves_mail_to_go_and_is_tried_again(
    app, rounds, db, letterbox, put
):
    put("One", datetime.now(UTC))
    db.execute("ALTER TABLE kiosk_calls RENAME COLUMN made TO away")
    go_once(rounds, app)
    assert subjects(letterbox) == ["One"]
    assert [(one.name, one.kind) for one in jobs.failing(db)] == [("clearing up", "StorageError")]

    db.execute("ALTER TABLE kiosk_calls RENAME COLUMN away TO made")
    go_once(rounds, app)
    assert jobs.failing(db) == []


def test_since_when_stays_while_it_fails(db):
    jobs.failed(db, "mail", "Odd", NOW)
    jobs.failed(db, "mail", "Other", NOW + timedelta(hours=1))
    [failing] = jobs.failing(db)
    assert (failing.since, failing.kind) == (NOW, "Other")


@pytest.fixture
def stopped(app, mail_to, mail):
    """A visit on the 24th, whose reminder of the 23rd met a server that was down since 19:58."""
    toronto = ZoneInfo("America/Toronto")

    def at(day, hour, minute=0):
        return datetime(2026, 11, day, hour, minute, tzinfo=toronto).astimezone(UTC)

    def visit(address, **about):
        when = {"visit": "2026-11-24T09:30", "ends": at(25, 0)} | about
        one, _ = an_invitation(app, at(10, 9), email=address, **when)
        desk = desk_of(app, at(10, 9))
        invitations.change(desk.db, one, sent=to_iso(at(10, 9)))
        return invitations.find(desk.db, desk.encryption, one.name)

    def context(by):
        about = JobContext(services_of(app).encryption, by, "https://clinic.example", KEEP)
        writer = Writer(services_of(app).settings.clinic, toronto, "911", 8)
        return replace(about, writer=writer, zone=toronto)

    def go(moment, by):
        run_jobs(context(by), desk_of(app).db, lambda: moment)

    down = mail_to(1, remind_days=(1,))
    return SimpleNamespace(at=at, visit=visit, context=context, go=go, down=down, up=mail)


@pytest.mark.slow
def test_a_reminder_that_waits_goes_by_day_and_to_nobody_whom_it_would_not_help(
    app, stopped, letterbox
):
    at, desk = stopped.at, desk_of(app)
    names = ("waits", "answered", "withdrawn", "moved")
    waits, answered, gone, moved = (stopped.visit(f"{name}@example.org") for name in names)
    stopped.visit("over@example.org", visit="2026-11-24T07:30")
    stopped.go(at(23, 19, 58), stopped.down)
    issuer = stopped.context(stopped.up).issuer(desk.db, at(23, 20, 1))
    issuer.reschedule(moved, "2026-11-26T09:30", moved.physiotherapist)
    assert beneath(desk.db)["outbox"].count == 5

    a_response(app, invitation=answered, now=at(23, 20, 2))
    a_response(app, invitation=moved, now=at(23, 20, 2))
    assert [outbox.waits_for(desk.db, one.id) for one in (answered, moved)] == [0, 1]
    invitations.change(desk.db, gone, withdrawn=to_iso(at(23, 20, 3)))
    for hour in (22, 23):
        stopped.go(at(23, hour), stopped.up)
    assert [to for to, _ in letterbox.letters] == [["moved@example.org"]]  # asks for nothing
    stopped.go(at(24, 7), stopped.up)
    stopped.go(at(24, 8, 1), stopped.up)

    assert [to for to, _ in letterbox.letters[1:]] == [["waits@example.org"]]
    assert beneath(desk.db)["outbox"].count == 0
    assert invitations.find(desk.db, desk.encryption, waits.name).reminded == at(23, 19, 58)
