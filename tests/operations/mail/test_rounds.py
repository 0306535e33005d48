"""Round after round, mail goes out once, and staff are told of what waits."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from operations import smtp
from operations.job_context import JobContext
from operations.jobs import clear_up, run_jobs, start_scheduler
from records.answers import alerts, invitations, outbox, responses, warnings
from records.engine.database import Connections
from records.engine.encryption import Encryption
from records.engine.timestamps import to_iso
from records.kiosk import calls
from records.kiosk import devices as kiosks
from records.kiosk.calls import CallKind
from records.people import staff
from records.upkeep.retention import Keep
from tests.beneath import beneath

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
KEEP = Keep(invitations=30, responses=365, requests=180)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def encryption():
    return Encryption([Fernet.generate_key().decode()])


@pytest.fixture
def connections(make_database, tmp_path):
    make_database(tmp_path / "records.db")
    connections = Connections(tmp_path / "records.db")
    yield connections
    connections.close()


@pytest.fixture
def db(connections):
    return connections.database()


@pytest.fixture
def go(db, encryption):
    """One round by a mail, some time after the first."""

    def go(mail, after=0 * MINUTE):
        rounds = JobContext(encryption, mail, "https://clinic.example", KEEP)
        run_jobs(rounds, db, lambda: NOW + after)

    return go


@pytest.fixture
def put(db, encryption):
    def put(to="kim@example.org", subject="Hello"):
        outbox.add(db, encryption, to=to, subject=subject, text="Words", now=NOW)

    return put


def subjects(letterbox):
    return [letter["Subject"] for _, letter in letterbox.letters]


def test_what_is_due_goes_out_once(go, mail, letterbox, put):
    put(subject="One")
    put(subject="Two")
    go(mail)
    go(mail)

    assert subjects(letterbox) == ["One", "Two"]


@pytest.mark.slow
def test_two_processes_together_send_each_once(db, connections, encryption, mail, letterbox, put):
    for number in range(8):
        put(subject=f"Number {number}")

    def go():  # with a list of its own of what went, as each process has
        own = JobContext(encryption, mail, "https://clinic.example", KEEP)
        run_jobs(own, connections.database(), lambda: NOW)

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(subjects(letterbox)) == [f"Number {number}" for number in range(8)]


def test_while_the_server_is_down_mail_waits_and_then_goes_once(
    go, mail_to, mail, letterbox, put, caplog
):
    put()
    down = mail_to(1)
    go(down)
    go(mail, 59 * MINUTE / 60)
    assert letterbox.letters == []
    go(mail, MINUTE)
    go(mail, HOUR)

    assert subjects(letterbox) == ["Hello"]
    assert "A mail was not sent (try 1): ConnectionRefusedError." in caplog.text
    assert "kim" not in caplog.text


def test_one_bad_address_does_not_hold_up_the_others(go, db, mail, letterbox, put):
    put(to="nobody\n@example.org", subject="Bad")
    put(subject="Good")
    go(mail)

    assert subjects(letterbox) == ["Good"]
    assert [row["given_up"] is None for row in beneath(db)["outbox"].rows] == [False]


def test_without_a_server_mail_waits(go, db, mail_to, put):
    put()
    go(mail_to(1, host=""))

    assert beneath(db)["outbox"].get(1)["tries"] == 0


@pytest.fixture
def form(db, encryption):
    """Answers to a link, perhaps with a warning."""
    robin = staff.add(db, "Robin Hale", ["physiotherapist"]).id

    def form(reference, urgency=0, **changed):
        about = {"reference": reference, "physiotherapist": robin, "made_by": robin}
        one, _ = invitations.make(
            db, encryption, **about, visit="2026-11-24", ends=NOW + 48 * HOUR, now=NOW
        )
        invitations.change(db, one, **changed)
        if urgency:
            response = responses.begin(db, encryption, one.id, {}, NOW)
            told = {"signs": [{"id": "E03", "because": "chest pain"}]}
            warnings.raise_once(db, encryption, response.id, told, urgency, NOW)

    return form


def test_staff_are_told_of_warnings_until_they_act(go, serve, letterbox, mail_to, form):
    form("KL-204", urgency=3)
    form("MB-117", urgency=1)
    mail = mail_to(serve(letterbox), alerts_to="physio@clinic.example")
    for minutes in (0, 30, 60, 90, 120):
        go(mail, minutes * MINUTE)

    assert subjects(letterbox) == ["1 patient has a warning sign: please review"] * 3
    [to], letter = letterbox.letters[0]
    assert to == "physio@clinic.example"
    words = letter.get_content().split()
    assert "https://clinic.example/clinic/today" in words
    assert not {"KL-204", "E03", "chest", "pain", "Robin", "emergency"} & set(words)


@pytest.mark.slow
def test_while_the_server_is_down_mails_to_staff_do_not_pile_up(
    go, db, serve, letterbox, mail_to, form
):
    form("KL", urgency=3)
    for hours in range(5):
        go(mail_to(1, alerts_to="physio@clinic.example"), hours * HOUR)
    assert beneath(db)["outbox"].count == 1
    go(mail_to(serve(letterbox), alerts_to="physio@clinic.example"), 6 * HOUR)

    assert subjects(letterbox) == ["1 patient has a warning sign: please review"]


def test_a_warning_counts_as_told_only_with_its_mail(go, db, encryption, mail_to, form):
    form("KL", urgency=3)
    mail = mail_to(1, alerts_to="physio@clinic.example")
    too_long = JobContext(encryption, mail, "x" * 300_000, KEEP)
    with pytest.raises(ValueError, match="too many to encrypt"):
        run_jobs(too_long, db, lambda: NOW)
    go(mail)

    assert beneath(db)["outbox"].count == 1


def test_several_forms_are_one_mail(go, serve, letterbox, mail_to, form):
    form("KL", urgency=3)
    form("MB", urgency=2)
    go(mail_to(serve(letterbox), alerts_to="physio@clinic.example"))

    assert subjects(letterbox) == ["2 patients have a warning sign: please review"]


def test_staff_are_told_once_that_a_link_went_astray(go, serve, letterbox, mail_to, form):
    form("KL", is_not_me=1, withdrawn=to_iso(NOW))
    mail = mail_to(serve(letterbox), alerts_to="physio@clinic.example")
    go(mail)
    go(mail, 5 * HOUR)

    assert subjects(letterbox) == ["1 link reached the wrong person"]
    assert "KL" not in letterbox.letters[0][1].get_content()


@pytest.fixture
def kiosk(db):
    return kiosks.enrol(db, kiosks.add(db, "Waiting room", NOW)[1], NOW)[0].id


@pytest.mark.parametrize("kind", [CallKind.EMERGENCY, CallKind.HELP])
def test_staff_are_told_once_of_a_call_that_nobody_answers(
    go, db, serve, letterbox, mail_to, kiosk, kind
):
    mail = mail_to(serve(letterbox), alerts_to="physio@clinic.example")
    calls.call(db, kiosk, kind, NOW)
    go(mail, 29 * MINUTE / 60)
    assert letterbox.letters == []
    for seconds in (30, 60, 5 * 3600):
        go(mail, seconds * MINUTE / 60)

    assert subjects(letterbox) == ["A call from a kiosk has not been answered"]
    words = letterbox.letters[0][1].get_content().split()
    assert "https://clinic.example/clinic/calls" in words
    assert not {"emergency", "urgent", "help", "room"} & set(" ".join(words).casefold().split())


def test_nobody_is_told_of_a_call_that_was_answered_or_can_wait(
    go, db, serve, letterbox, mail_to, kiosk
):
    calls.call(db, kiosk, CallKind.EMERGENCY, NOW)
    calls.acknowledge(db, calls.waiting(db)[0].id, by=None, now=NOW)
    calls.call(db, kiosk, CallKind.BOOK, NOW)
    go(mail_to(serve(letterbox), alerts_to="physio@clinic.example"), HOUR)

    assert letterbox.letters == []


@pytest.mark.parametrize("off", [{"alerts_to": ""}, {"alert_every": 0 * MINUTE}, {"host": ""}])
def test_alerts_can_be_off(go, db, mail, letterbox, mail_to, form, off):
    form("KL", urgency=3)
    go(mail_to(mail.port, **{"alerts_to": "physio@clinic.example"} | off))

    assert letterbox.letters == []
    assert alerts.tell_of_warnings(db, HOUR, NOW) == 1


def test_what_was_kept_for_long_enough_is_cleared_up(db, encryption, mail, form):
    form("KL")
    rounds = JobContext(encryption, mail, "x", KEEP)
    for days in range(31):
        clear_up(rounds, db, NOW + timedelta(days=days))
    assert beneath(db)["invitations"].count == 1
    clear_up(rounds, db, NOW + timedelta(days=33))

    assert beneath(db)["invitations"].count == 0


def test_nothing_is_cleared_up_by_a_clock_that_went_far_ahead(db, encryption, mail, form, caplog):
    form("KL")
    rounds = JobContext(encryption, mail, "x", KEEP)
    clear_up(rounds, db, NOW)
    clear_up(rounds, db, NOW + timedelta(days=400))

    assert beneath(db)["invitations"].count == 1
    assert "flask doctor" in caplog.text


def test_the_thread_clears_up_goes_round_and_stops(connections, encryption, mail, letterbox, form):
    db, now = connections.database(), datetime.now(UTC)
    form("KL", ends=to_iso(now - timedelta(days=31)))
    outbox.add(db, encryption, to="kim@example.org", subject="Hello", text="Words", now=now)
    went = threading.Event()

    def send(mail, message):
        smtp.send(mail, message)
        went.set()

    stop = start_scheduler(JobContext(encryption, mail, "x", KEEP, send), connections, every=0.01)
    assert went.wait(30)
    stop()

    assert subjects(letterbox) == ["Hello"]
    assert beneath(db)["invitations"].count == 0


def test_a_round_that_breaks_is_told_without_words_and_the_next_one_goes(
    connections, encryption, mail, put, caplog
):
    went = threading.Event()
    tried = []

    def send(mail, message):
        tried.append(message["To"])
        if len(tried) == 1:
            raise RuntimeError(message["To"])
        went.set()

    put("kim@example.org")
    put("lee@example.org")
    stop = start_scheduler(JobContext(encryption, mail, "x", KEEP, send), connections, every=0.01)
    assert went.wait(30)
    stop()

    assert tried == ["kim@example.org", "lee@example.org"]
    assert "A round was not finished (mail): RuntimeError." in caplog.text
    assert "kim" not in caplog.text
