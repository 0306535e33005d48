"""Mail goes once, whatever the mail server and the records do meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from time import sleep

import pytest

from operations import smtp
from operations.job_context import JobContext
from operations.jobs import run_jobs, start_scheduler
from records.answers import outbox
from records.engine.database import open_database
from records.upkeep.retention import Keep
from services import services_of
from tests.beneath import beneath
from tests.faults.conftest import READS_FAIL
from tests.operations.mail.conftest import Letterbox, letterbox, mail, mail_to, serve

__all__ = ["letterbox", "mail", "mail_to", "serve"]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
KEEP = Keep(invitations=30, responses=365, requests=180)


@pytest.fixture
def rounds(app, mail):
    return JobContext(services_of(app).encryption, mail, "https://clinic.example", KEEP)


@pytest.fixture
def put(app, connections):
    about = {"to": "kim@example.org", "subject": "Hello", "text": "Words"}
    outbox.add(connections.database(), services_of(app).encryption, **about, now=NOW)


def go(rounds, connections, minutes=0):
    run_jobs(rounds, connections.database(), lambda: NOW + timedelta(minutes=minutes))


def test_a_mail_that_went_while_that_could_not_be_noted_goes_once(
    rounds, connections, letterbox, put
):
    def send_and_lock(mail, message):
        smtp.send(mail, message)
        other.execute("BEGIN IMMEDIATE")

    rounds = replace(rounds, send=send_and_lock)
    connections.database().execute("PRAGMA busy_timeout = 1")
    with open_database(connections.place) as other:
        with pytest.raises(Exception, match="locked"):
            go(rounds, connections)
        other.conn.rollback()
        assert beneath(connections.database()).table("outbox").count == 1
        go(rounds, connections, minutes=11)

    assert len(letterbox.letters) == 1
    assert beneath(connections.database()).table("outbox").count == 0


def test_a_server_that_is_slow_to_say_that_it_took_a_mail_gets_it_once(
    rounds, connections, letterbox, put
):
    letterbox.pause = 0.3
    rounds = replace(rounds, send=partial(smtp.send, at_most=0.1))
    go(rounds, connections)
    go(rounds, connections, minutes=60)

    assert len(letterbox.letters) == 1


class Rude(Letterbox):
    async def handle_QUIT(self, server, session, envelope):
        return "450 Not yet"


def test_a_server_that_does_not_let_go_has_the_mail(app, connections, serve, mail_to, put):
    rude = Rude()
    rounds = JobContext(
        services_of(app).encryption, mail_to(serve(rude)), "https://clinic.example", KEEP
    )
    go(rounds, connections)
    go(rounds, connections, minutes=60)

    assert len(rude.letters) == 1


@pytest.mark.parametrize("fault", READS_FAIL)
def test_rounds_go_on_after_any_fault(rounds, connections, letterbox, put, caplog, fault):
    with fault(connections):
        stop = start_scheduler(rounds, connections, every=0.02)
        for _ in range(200):
            if "The records are" in caplog.text:
                break
            sleep(0.02)
    for _ in range(500):
        if letterbox.letters:
            break
        sleep(0.02)
    stop()

    assert "The records are" in caplog.text
    assert len(letterbox.letters) == 1
