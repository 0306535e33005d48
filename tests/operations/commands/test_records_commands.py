"""What is done with the records at the machine itself."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from records.answers import invitations
from records.engine.encryption import Encryption
from records.people import audit
from records.people.audit import AuditAction
from records.upkeep import retention
from services import services_of
from tests.beneath import beneath
from tests.factories import swap
from tests.records.someone import KEYS_OF, a_link, a_request, answered

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=400)


@pytest.fixture
def run(app):
    """Run a command, as typed; what it says, and its exit code."""

    def run(*words, **how):
        done = app.test_cli_runner().invoke(args=[str(word) for word in words], **how)
        return done.output, done.exit_code

    return run


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


@pytest.fixture
def encryption(app):
    return services_of(app).encryption


def note(db, subject="visit abc"):
    audit.add(db, actor="Robin Hale", action=AuditAction.LOOKED_AT, subject=subject, now=NOW)


def test_a_sound_audit(run, db):
    note(db)
    note(db)
    output, code = run("audit", "verify")
    first, head = output.splitlines()

    assert (first, code) == ("All 2 entries fit. The last hash, to note elsewhere:", 0)
    assert run("audit", "verify", "--expect", head.upper())[1] == 0


def test_an_audit_that_was_changed(run, db):
    for about in ("one", "two", "three"):
        note(db, about)
    db.execute("DROP TRIGGER audit_stays")
    db.execute("UPDATE audit SET actor = 'Nobody' WHERE sequence = 2")
    output, code = run("audit", "verify")

    assert code == 1
    assert f"Error: Entry 2 of {NOW:%Y-%m-%d %H:%M} UTC does not fit" in output
    assert "1 before it fit." in output


def test_an_audit_that_was_cut_off(run, db):
    note(db, "one")
    note(db, "two")
    head = audit.verify(db).head
    db.execute("DROP TRIGGER audit_remains")
    db.execute("DELETE FROM audit WHERE sequence = 2")

    assert run("audit", "verify")[1] == 0
    output, code = run("audit", "verify", "--expect", head)
    assert code == 1
    assert "entries were cut off" in output


def test_a_dry_run_says_what_would_go_and_deletes_nothing(run, db, encryption):
    answered(db, encryption, LONG_AGO)
    a_link(db, encryption, LONG_AGO)
    a_link(db, encryption, LONG_AGO, reference="F 2")
    a_request(db, encryption, NOW)
    output, _ = run("purge", "--dry-run")

    assert output.splitlines() == [
        "Would be deleted:",
        "  links without an answer: 2",
        "  visits with answers: 1",
        "  requests for a visit: 0",
    ]
    assert beneath(db).table("invitations").count == 3


def test_a_purge_deletes_it_and_keeps_warnings_that_wait(run, db, encryption):
    answered(db, encryption, LONG_AGO, reference="F 1")
    answered(db, encryption, LONG_AGO, reference="F 2", warned=True)
    output, _ = run("purge")

    assert output.startswith("Deleted:\n")
    assert "  visits with answers: 1\n" in output
    assert "Kept past their time: 1. Nobody acknowledged their warning." in output
    assert invitations.of_reference(db, encryption, "F 1") == []
    assert audit.newest(db)[0].actor == "command"


def test_the_settings_say_how_long(run, app, db, encryption, monkeypatch):
    answered(db, encryption, LONG_AGO)
    keep = retention.Keep(invitations=1, responses=500, requests=1)
    swap(monkeypatch, app, keep=keep)

    assert "  visits with answers: 0\n" in run("purge")[0]


def test_erasing_asks_first(run, db, encryption):
    invitation, _ = answered(db, encryption, NOW)
    output, code = run("person", "erase", "kl-4711", input="n\n")

    assert f"  visit {invitation.name}: KL 4711, " in output
    assert "Delete all of it" in output
    assert code == 1
    assert invitations.of_reference(db, encryption, "KL 4711")


def test_erasing_a_person(run, db, encryption):
    answered(db, encryption, NOW)
    a_link(db, encryption, NOW)

    assert run("person", "erase", "KL 4711", "--yes") == ("Deleted: 2.\n", 0)
    assert invitations.of_reference(db, encryption, "KL 4711") == []


@pytest.mark.parametrize("what", [("erase", "--yes"), ("export",)])
def test_nobody_of_that_reference(run, what):
    output, code = run("person", what[0], "KL 4712", *what[1:])

    assert (output, code) == ("Error: Nothing is kept under 'KL 4712'.\n", 1)


def test_a_person_s_records_as_json(run, db, encryption):
    answered(db, encryption, NOW)
    told = json.loads(run("person", "export", "KL 4711")[0])

    assert told["visits"][0]["submissions"][0]["notes"][0]["encrypted"] == {
        "text": "Sat down well."
    }
    assert audit.newest(db)[0].action == AuditAction.EXPORTED


def test_there_and_back(run, db, encryption, tmp_path):
    a_request(db, encryption, NOW)
    output, code = run("backup", tmp_path / "copy.db")

    assert code == 0
    assert f"{tmp_path / 'copy.db'} holds all records as of now." in output
    assert audit.newest(db)[0].action == AuditAction.BACKED_UP
    beneath(db).table("visit_requests").delete_where()
    output, code = run("restore", tmp_path / "copy.db")
    assert code == 0
    assert f"What was there before: {tmp_path / 'records.db.before-restore'}" in output
    assert beneath(db).table("visit_requests").count == 1
    assert audit.newest(db)[0].action == AuditAction.RESTORED


def test_a_backup_over_a_file_is_made_only_when_told_so(run, tmp_path):
    (tmp_path / "copy.db").write_text("holiday pictures")
    output, code = run("backup", tmp_path / "copy.db")

    assert code == 1
    assert "copy.db is there already. To write over it: --force" in output
    assert run("backup", tmp_path / "copy.db", "--force")[1] == 0


def test_erased_since_the_backup(run, db, encryption, tmp_path):
    answered(db, encryption, NOW)
    run("backup", tmp_path / "copy.db")
    run("person", "erase", "KL 4711", "--yes")

    assert "Erased since that backup, and now again: 1." in run("restore", tmp_path / "copy.db")[0]
    assert beneath(db).table("invitations").count == 0


def test_a_file_whose_keys_are_missing(run, db, tmp_path):
    a_request(db, Encryption([KEYS_OF["somebody else"]]), NOW)
    run("backup", tmp_path / "copy.db")
    output, code = run("restore", tmp_path / "copy.db")

    assert code == 1
    assert "1 of 1 encrypted values cannot be opened with the present keys." in output
    assert "To take it all the same: --unreadable" in output
    assert run("restore", tmp_path / "copy.db", "--unreadable")[1] == 0


def test_keys_from_the_settings_are_changed_by_hand(run):
    output, code = run("keys", "rotate")

    assert code == 0
    assert "Put this new key in front" in output
    assert "flask keys reencrypt" in output
    assert run("keys", "drop-old")[1] == 1


def test_sealing_again_by_hand(run, app, db, encryption, monkeypatch):
    answered(db, encryption, NOW)
    keys = [KEYS_OF["the new one"], *services_of(app).keys]
    swap(monkeypatch, app, keys=keys)
    output, code = run("keys", "reencrypt")

    assert code == 0
    assert "Encrypted again: 6 of 6 values." in output
    assert invitations.of_reference(db, Encryption(keys[:1]), "KL 4711")
    assert "Encrypted again: 0 of 6 values." in run("keys", "reencrypt")[0]


def test_every_command_says_what_it_does(run):
    for words in ("audit", "keys", "person", "purge", "backup", "restore"):
        output, code = run(words, "--help")

        assert code == 0
        assert "help" in output
