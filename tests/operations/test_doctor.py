"""flask doctor: each fault is told with what to do, and nothing of anybody is."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import namedtuple
from contextlib import closing
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from app import DEFAULTS
from operations.doctor.check import CheckState, DiagnosticContext
from operations.doctor.examination import examine
from records.engine.database import Connections
from records.kiosk import devices as kiosks
from records.people import audit
from records.people.audit import AuditAction
from records.upkeep import clock_jumps, jobs
from records.upkeep.backup import back_up
from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import (
    IN_CODE_ALONE,
    a_colleague,
    a_response,
    an_invitation,
    load_content_once,
    settings_in,
)

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DAY = timedelta(days=1)
KEY_FILES = {"encryption_keys": "ENCRYPTION_KEYS", "secret_key": "SECRET_KEY"}
CANARY = "plum-tart"
EVERYWHERE = str(ip_address(0))
WRONG, LOOK, OK = CheckState.WRONG, CheckState.LOOK, CheckState.OK


def now():
    """The records are written by the machine's clock, whenever these tests have their turn."""
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    """The content is the same for all of them."""
    monkeypatch.setattr("operations.doctor.content.load_content", load_content_once)


@pytest.fixture(scope="module")
def as_built(make_app, tmp_path_factory):
    """A clinic's folder with its keys, an administrator, answers and a backup."""
    folder = tmp_path_factory.mktemp("clinic")
    made = settings_in(folder)
    for name, setting in KEY_FILES.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(made[setting] + "\n")
    app = make_app(made)
    a_colleague(app, "Kim Lee", (Role.ADMINISTRATOR,))
    a_response(app)
    db = services_of(app).connections.database()
    audit.add(db, actor="command", action=AuditAction.BACKED_UP, subject="records", now=now())
    services_of(app).connections.close()
    return folder


@pytest.fixture
def folder(as_built, tmp_path):
    """The same before the first start: the keys alone."""
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    for name in KEY_FILES:
        shutil.copy(as_built / name, folder)
    return folder


@pytest.fixture
def clinic(as_built, folder):
    """The same clinic for each test; its records, which somebody has open."""
    shutil.copy(as_built / "records.db", folder)
    connections = Connections(folder / "records.db")
    clock_jumps.believe(connections.database(), now())
    yield connections
    connections.close()


@pytest.fixture
def look(folder):
    """What is found in that folder with these settings, at some time from now."""

    def look(after=0 * DAY, environment=(), refusal="", mistakes=(), **settings):
        private = {"BASE_URL": "https://clinic.example", "HTTPS": True, "BEHIND_PROXY": True}
        house = DiagnosticContext(
            settings={**DEFAULTS, "SECRET_KEY": None, "TIMEZONE": "UTC", **private, **settings},
            known=set(DEFAULTS),
            environment=dict(environment),
            code=folder,
            instance=folder,
            now=now() + after,
            refusal=refusal,
            content_mistakes=mistakes if callable(mistakes) else lambda *_: list(mistakes),
        )
        return list(examine(house))

    return look


def states(found, but=OK):
    """What is not well."""
    return {(check.name, check.state) for check in found if check.state is not but}


def of(found, name):
    return " ".join(f"{one.found} {one.remedy}" for one in found if one.name == name)


def test_a_clinic_in_which_all_is_well(look, clinic):
    found = look()

    assert states(found) == set()
    assert {one.name for one in found} >= {"database", "keys", "encrypted", "audit", "disk", "mail"}


def test_nothing_of_anybody_is_told(look, clinic):
    told = " ".join(f"{one.found} {one.remedy}" for one in look())

    assert "Kim" not in told
    assert "KL" not in told


def test_before_the_first_start(look):
    assert states(look()) == {("database", LOOK)}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"ACCENT": "white"}, "FLASK_ACCENT: 'white' is not a colour"),
        ({"KEEP_RESPONSES": 0}, "FLASK_KEEP_RESPONSES must be a whole number"),
        ({"KIOSK_IDLE": 5}, "FLASK_KIOSK_IDLE must be"),
        ({"TIMEZONE": "Mars/Base"}, "FLASK_TIMEZONE: 'Mars/Base'"),
        ({"BASE_URL": "clinic"}, "FLASK_BASE_URL: 'clinic' is no address"),
        ({"HTTPS": "maybe"}, "FLASK_HTTPS must be true or false"),
        ({"HTTPS": False}, "FLASK_HTTPS is false, but FLASK_BASE_URL begins with https://"),
        ({"HSTS": "long"}, "FLASK_HSTS must be a number of seconds"),
        ({"BEHIND_PROXY": 1}, "FLASK_BEHIND_PROXY must be true or false"),
        ({"WEBHOOK_URL": "https://a.example"}, "FLASK_WEBHOOK_URL needs FLASK_WEBHOOK_SECRET"),
        ({"SMTP_HOST": "mail.example"}, "FLASK_MAIL_FROM must say"),
        ({"COUNTRY": "XX"}, "FLASK_COUNTRY must be one of CA"),
    ],
)
def test_each_setting_that_cannot_be_used(look, clinic, settings, words):
    found = look(**settings)

    assert ("settings", WRONG) in states(found)
    assert words in of(found, "settings")


def test_settings_nobody_knows_and_several_mistakes_at_once(look, clinic):
    told = of(look(environment={"FLASK_HTTS": "1", "FLASK_CLINIC": "x"}, ACCENT="no"), "settings")

    assert "FLASK_HTTS is not a setting. Did you mean 'HTTPS'?" in told
    assert "FLASK_CLINIC is not" in told
    assert "FLASK_ACCENT" in told


@pytest.mark.parametrize(
    ("settings", "host", "state"),
    [
        ({"BASE_URL": "http://clinic.example", "HTTPS": False}, "", WRONG),
        ({"BASE_URL": "http://127.0.0.1:8000", "HTTPS": False}, "", LOOK),
        ({"BASE_URL": "", "HTTPS": True}, "", WRONG),
        ({"BASE_URL": "", "HTTPS": False}, "127.0.0.1", LOOK),
        ({"BASE_URL": "", "HTTPS": False}, EVERYWHERE, WRONG),
        ({"BASE_URL": "https://clinic.example", "HTTPS": None}, "", OK),
    ],
)
def test_where_links_lead_and_by_which_way(look, clinic, settings, host, state):
    environment = {"HOST": host} if host else {}
    found = [one for one in look(environment=environment, **settings) if one.name == "address"]

    assert [one.state for one in found] == [state]


def test_a_door_beside_the_proxy(look, clinic):
    """Who comes by it says of themselves where they come from, and is believed."""
    beside = look(environment={"HOST": EVERYWHERE})

    assert "can be reached past the proxy. Let the proxy alone reach it" in of(beside, "proxy")
    assert of(look(environment={"HOST": "127.0.0.1"}), "proxy") == ""


def test_the_reason_why_the_app_does_not_start(look, clinic):
    found = look(refusal="The encryption keys are being changed.")

    assert states(found) == {("start", WRONG)}


def test_mistakes_in_the_content(look, clinic):
    found = look(mistakes=["overuse.toml: no such question"])

    assert states(found) == {("content", WRONG)}
    assert "overuse.toml: no such question" in of(found, "content")


@pytest.mark.parametrize("damage", ["gone", "text", "bytes", "folder"])
def test_keys_that_cannot_be_used(look, clinic, folder, damage):
    keys = folder / "encryption_keys"
    keys.unlink()
    if damage == "text":
        keys.touch(mode=0o600)
        keys.write_text("not-a-key")
    elif damage == "bytes":
        keys.touch(mode=0o600)
        keys.write_bytes(b"\xff\xfe" * 30)
    elif damage == "folder":
        keys.mkdir()

    assert states(look()) == {("keys", WRONG)}
    assert "Put them back" in of(look(), "keys")
    assert "not-a-key" not in of(look(), "keys")


def test_keys_of_somebody_else(look, clinic, folder):
    (folder / "encryption_keys").write_text(Fernet.generate_key().decode())

    assert states(look()) == {("encrypted", WRONG)}
    assert "open with no key" in of(look(), "encrypted")


def test_a_secret_that_is_too_short(look, clinic, folder):
    (folder / "secret_key").write_text("short")

    assert states(look()) == {("secret", WRONG)}


@pytest.mark.parametrize(
    "name", ["records.db", "records.db-wal", "encryption_keys", "secret_key", "records.db.copy"]
)
def test_files_that_others_can_read(look, clinic, folder, name):
    if name.endswith("copy"):
        back_up(folder / "records.db", folder / name)
    (folder / name).chmod(0o644)

    assert states(look()) == {("files", WRONG)}
    assert f"Run: chmod 600 {folder / name}" in of(look(), "files")


def test_a_folder_that_everybody_may_change(look, clinic, folder):
    folder.chmod(0o777)

    assert states(look()) == {("files", WRONG)}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_files_of_several_accounts(look, clinic, folder):
    os.chown(folder / "encryption_keys", 65_534, -1)

    assert states(look()) == {("files", LOOK)}
    assert "chown -R NAME" in of(look(), "files")


def closed(clinic):
    """The database as a stopped app leaves it."""
    clinic.close()
    return clinic.place


def test_a_damaged_database(look, clinic):
    path = closed(clinic)
    sound = path.read_bytes()
    path.write_bytes(sound[:20_480] + b"\xff" * 4096 + sound[24_576:])

    assert ("database", WRONG) in states(look())
    assert "-in-use files, and run: flask restore BACKUP" in of(look(), "database")


def test_something_that_is_no_database(look, clinic):
    closed(clinic).write_text("Dear diary. " * 999)

    assert ("database", WRONG) in states(look())


@pytest.mark.parametrize(
    ("change", "name", "state", "words"),
    [
        (
            "DELETE FROM schema_steps WHERE name = 'baseline'",
            "database",
            LOOK,
            "It lacks",
        ),
        (
            "UPDATE schema_steps SET name = 'x' WHERE name = 'baseline'",
            "database",
            WRONG,
            "newer",
        ),
        ("PRAGMA journal_mode = DELETE", "database", WRONG, "journal_mode is delete"),
        ("DROP TRIGGER audit_stays; UPDATE audit SET actor = 'x'", "audit", WRONG, "Entry 1"),
        ("DROP TRIGGER audit_remains; DELETE FROM audit", "backup", LOOK, "None was made"),
        ("UPDATE staff SET roles = 'front_desk'", "staff", WRONG, "0 of them"),
        ("UPDATE staff SET passphrase = NULL", "staff", LOOK, "Nobody has set"),
    ],
)
def test_what_can_be_wrong_inside(look, clinic, change, name, state, words):
    path = closed(clinic)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(change)

    assert (name, state) in states(look())
    assert words in of(look(), name)


def test_a_database_that_another_program_holds(look, clinic):
    with closing(sqlite3.connect(clinic.place)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = look()

    assert states(found) == {("database", WRONG)}
    assert "database is locked" in of(found, "database")


def test_a_clock_before_this_version(look, clinic):
    assert ("clock", WRONG) in states(look(after=-400 * DAY))


def test_a_clock_behind_the_records(look, clinic):
    clinic_ahead = audit.AuditEntry(1, now() + DAY, "Kim Lee", "", "")
    db = clinic.database()
    audit.add(
        db, actor="Kim Lee", action=AuditAction.LISTED, subject="patients", now=clinic_ahead.at
    )

    assert states(look()) == {("clock", LOOK)}


def test_a_clock_that_jumped_ahead(look, clinic):
    db = clinic.database()
    clock_jumps.observe(db, now())
    found = look(after=400 * DAY)

    assert ("clock", LOOK) in states(found)
    assert "flask purge --clock-is-right" in of(found, "clock")


@pytest.mark.parametrize(("free", "state"), [(10_000, OK), (199, WRONG), (200, OK)])
def test_room_on_the_disk(look, folder, clinic, monkeypatch, free, state):
    disk = namedtuple("disk", "free")(free * 1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: disk)
    found = {one.name: one.state for one in look()}

    assert found["disk"] is state


def test_old_records_that_a_restore_kept(look, clinic, folder):
    back_up(folder / "records.db", folder / "records.db.before-restore")

    assert states(look()) == {("old records", LOOK)}


def test_a_backup_that_is_old(look, clinic):
    assert ("backup", LOOK) in states(look(after=8 * DAY))


def test_a_kiosk_that_went_silent(look, clinic):
    db = clinic.database()
    _, code = kiosks.add(db, "Waiting room", now() - 2 * DAY)
    kiosks.enrol(db, code, now() - 2 * DAY)

    assert states(look()) == {("kiosks", LOOK)}


def test_a_mail_server_that_is_not_there(look, clinic):
    mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": 1, "MAIL_FROM": "desk@clinic.example"}
    found = look(**mail, SMTP_SECURITY="none", SMTP_PASSWORD=CANARY)

    assert states(found) == {("mail", WRONG)}
    assert "127.0.0.1:1, none" in of(found, "mail")
    assert CANARY not in of(found, "mail")


def test_a_practice_system_that_is_not_there_and_did_not_take_an_event(look, clinic):
    secret = "whsec_" + "A" * 32
    row = {"due": "2026-01-01", "given_up": "2026-01-02", "kind": "webhook", "encrypted": b""}
    beneath(clinic.database())["outbox"].insert(row)
    found = look(WEBHOOK_URL="http://127.0.0.1:1/", WEBHOOK_SECRET=secret)

    assert {("events", WRONG), ("events", LOOK)} <= states(found)
    assert "127.0.0.1 cannot be reached: ConnectionRefusedError." in of(found, "events")
    assert "1 were given up" in of(found, "events")


def test_a_gateway_that_is_not_there_and_no_address_for_reminders(look, clinic):
    found = look(SMS_URL="http://127.0.0.1:1/", SMS_TOKEN=CANARY, BASE_URL="")

    assert {("sms", WRONG), ("reminders", LOOK)} <= states(found)
    assert "127.0.0.1 cannot be reached: ConnectionRefusedError." in of(found, "sms")
    assert "Set FLASK_BASE_URL" in of(found, "reminders")
    assert CANARY not in of(found, "sms")
    assert "reminders" not in {one.name for one in look(BASE_URL="")}


def test_a_job_that_fails(look, clinic):
    jobs.failed(clinic.database(), "mail", "UnicodeEncodeError", now())
    found = look()

    assert states(found) == {("jobs", WRONG)}
    assert "mail (UnicodeEncodeError)" in of(found, "jobs")


def test_what_cannot_be_looked_at_is_told_without_what_it_was(look, clinic):
    def stumble(*_):
        raise RuntimeError("KL 4711")

    found = look(mistakes=stumble)

    assert states(found) == {("content", WRONG)}
    assert "KL" not in of(found, "content")


def flask(folder, *words, **settings):
    """The command as typed at the machine."""
    own = settings_in(folder).items()
    given = {f"FLASK_{name}": str(value) for name, value in own if name not in IN_CODE_ALONE}
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import json, sys; from flask.cli import main;"
            "sys.argv[1:] = json.load(sys.stdin); main()",
        ],
        input=json.dumps(words),
        cwd=ROOT,
        env={**os.environ, **given, **settings},
        capture_output=True,
        text=True,
    )


def test_the_command_when_the_app_does_not_start(tmp_path):
    (tmp_path / "records.db").write_text("no database")
    (tmp_path / "records.db").chmod(0o600)
    done = flask(tmp_path, "doctor", FLASK_COUNTRY="XX", FLASK_ACCENT="white")

    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("wrong  start        The app does not start:")
    assert sum(line.startswith("wrong  settings") for line in lines) == 2
    assert any(line.startswith("wrong  database") for line in lines)
    assert any(line.startswith("ok     disk") for line in lines)


def test_any_other_command_then_says_why_and_names_it(tmp_path):
    done = flask(tmp_path, "staff", "list", FLASK_COUNTRY="XX")

    assert done.returncode == 1
    assert done.stderr.startswith("Error: FLASK_COUNTRY must be one of")
    assert "flask doctor" in done.stderr


def test_the_command_in_the_app(app):
    an_invitation(app)
    done = app.test_cli_runner().invoke(args=["doctor"])

    assert "ok     start        The app starts." in done.output
    assert "database" in done.output
