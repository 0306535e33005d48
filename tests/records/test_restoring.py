"""A backup takes the records' place whole, or the records stay as they were."""

import multiprocessing
import os
import shutil
import signal
import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from records.answers import outbox
from records.engine.database import Connections, open_database, prepare_database
from records.engine.encryption import Encryption
from records.engine.migrations import pending
from records.engine.sqlite import PRAGMAS
from records.people import api_tokens, audit, sign_ins
from records.people.audit import AuditAction
from records.upkeep import retention
from records.upkeep.backup import back_up
from records.upkeep.restore import RestoreRefused, restore
from tests.beneath import beneath
from tests.records.someone import a_link, a_request, answered, everything, somebody

pytestmark = pytest.mark.sqlite

KEY, OTHER = (Fernet.generate_key().decode() for _ in range(2))
HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 29, tzinfo=UTC)


@pytest.fixture
def encryption():
    return Encryption([KEY])


@pytest.fixture
def file(path, db, encryption, now, tmp_path):
    """A backup of some records."""
    answered(db, encryption, now, warned=True)
    a_request(db, encryption, now)
    audit.add(db, actor="command", action=AuditAction.BACKED_UP, subject="records", now=now)
    back_up(path, tmp_path / "copy.db")
    return tmp_path / "copy.db"


def refused(path, file, words, keys=(KEY,)):
    """That a file is refused, and nothing was changed by it."""
    with open_database(path) as db:
        before, files = everything(db), sorted(path.parent.iterdir())

        with pytest.raises(RestoreRefused, match=words):
            restore(path, file, keys, NOW)
        assert everything(db) == before
        assert sorted(path.parent.iterdir()) == files


def without_what_a_restore_adds(tables):
    """Everything but the last entry of the audit, and what always starts empty."""
    rows = dict(tables)
    rows["audit"] = [row for row in rows["audit"] if row["action"] != AuditAction.RESTORED]
    rows["sqlite_sequence"] = rows["outbox"] = rows["sign_ins"] = []
    return rows


def test_into_another_folder_equal_table_by_table(tmp_path, db, file, now):
    path = tmp_path / "elsewhere" / "records.db"
    prepare_database(path)
    done = restore(path, file, [KEY], now)

    with open_database(path) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert without_what_a_restore_adds(everything(other)) == without_what_a_restore_adds(
            everything(db)
        )
        assert pending(other) == []
    assert (done.entries, done.erased) == (2, 0)


def test_what_was_there_is_kept_beside_it(path, db, encryption, now, file):
    a_request(db, encryption, now, once="later")
    before = everything(db)
    done = restore(path, file, [KEY], now)

    assert beneath(db).table("visit_requests").count == 1
    a_request(db, encryption, now, "after it")
    assert beneath(db).table("visit_requests").count == 2
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert audit.verify(db).broken is None
    assert done.kept.name == "clinic.db.before-restore"
    assert stat.S_IMODE(done.kept.stat().st_mode) == 0o600
    with open_database(done.kept) as kept:
        assert everything(kept) == before


def test_a_second_restore_keeps_what_the_first_one_kept(path, file, now):
    kept = [restore(path, file, [KEY], now).kept.name for _ in range(3)]

    assert kept == [f"clinic.db.before-restore{number}" for number in ("", "-2", "-3")]


def test_the_audit_says_what_it_was_before(path, db, file, now):
    audit.add(db, actor="Robin Hale", action=AuditAction.LOOKED_AT, subject="visit abc", now=now)
    head = audit.verify(db).head
    restore(path, file, [KEY], now + HOUR)
    newest = audit.newest(db)[0]

    assert (newest.action, newest.at) == (AuditAction.RESTORED, now + HOUR)
    assert newest.subject == f"records; entries before ended in {head}"


def test_who_was_erased_since_is_erased_again(path, db, encryption, file, now):
    a_link(db, encryption, now, reference="Since then")
    assert retention.erase(db, encryption, "KL 4711", now) == 1
    assert retention.erase(db, encryption, "Since then", now) == 1
    done = restore(path, file, [KEY], now)

    assert done.erased == 1
    assert retention.abouts(db, encryption, "KL 4711") == []
    assert [entry.action for entry in audit.newest(db, limit=2)] == [
        AuditAction.RESTORED,
        AuditAction.ERASED,
    ]


def test_nobody_is_signed_in_and_no_mail_goes_again(path, db, encryption, now, tmp_path):
    sign_ins.start(db, somebody(db), now)
    outbox.add(db, encryption, to="kim@example.org", subject="Hello", text="Hello.", now=now)
    back_up(path, tmp_path / "copy.db")
    restore(path, tmp_path / "copy.db", [KEY], now)

    assert (beneath(db).table("sign_ins").count, beneath(db).table("outbox").count) == (0, 0)


def test_a_token_that_was_revoked_since_reads_nothing(path, db, now, tmp_path):
    about = {"actor": "command", "action": AuditAction.ADDED, "subject": "token", "now": now}
    with audit.audited(db, **about):
        revoked, other = (api_tokens.add(db, name, ["answers"], now) for name in "ab")
    back_up(path, tmp_path / "copy.db")
    with audit.audited(db, **about):
        api_tokens.revoke(db, 1, now)
    restore(path, tmp_path / "copy.db", [KEY], now)

    assert api_tokens.find(db, revoked, now) is None
    assert api_tokens.find(db, other, now).name == "b"


def test_a_writer_who_does_not_end_is_not_waited_for_for_ever(path, db, file, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 10)
    with db.transaction():
        beneath(db).table("throttle").insert({"key": "k", "failures": 1, "last": ""})

        refused(path, file, "Another process writes")


def halfway(then):
    """Do something when half of the pages are there."""

    def told(left, of):
        if 0 < left < of / 2:
            then()

    return told


def test_what_fails_halfway_changes_nothing(path, db, file, now):
    def stumble():
        raise OSError(28, "No space left on device")

    beneath(db).table("visit_requests").delete_where()
    before, files = everything(db), sorted(path.parent.iterdir())
    with pytest.raises(
        RestoreRefused, match="could not be replaced: .*No space left.* Nothing was"
    ):
        restore(path, file, [KEY], now, told=halfway(stumble))

    assert everything(db) == before
    assert sorted(path.parent.iterdir()) == files


def restore_and_die(path, file, key, now):
    """A process that is killed halfway."""
    restore(path, file, [key], now, told=halfway(lambda: os.kill(os.getpid(), signal.SIGKILL)))


@pytest.mark.slow
def test_killed_halfway_nothing_changes(path, db, file, now):
    beneath(db).table("visit_requests").delete_where()
    before = everything(db)
    process = multiprocessing.get_context("spawn").Process(
        target=restore_and_die, args=(path, file, KEY, now)
    )
    process.start()
    process.join()

    assert process.exitcode == -signal.SIGKILL
    assert everything(db) == before
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    restore(path, file, [KEY], now)
    assert beneath(db).table("visit_requests").count == 1


def test_what_is_no_database(path, file):
    file.write_text("Dear diary, this is not a database at all. " * 50)

    refused(path, file, "copy.db is damaged: file is not a database. Nothing was changed")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00"])
def test_what_is_no_database_of_ours(path, file, content):
    file.write_bytes(content)

    refused(path, file, "holds no records|is damaged")


def test_what_is_not_there(path, db, file):
    file.unlink()

    refused(path, file, "copy.db cannot be read: No such file")


def test_a_folder(path, db, tmp_path):
    refused(path, tmp_path, "cannot be read: Is a directory")


def test_cut_short(path, file):
    file.write_bytes(file.read_bytes()[:-4096])

    refused(path, file, "copy.db is damaged")


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"\xff" * 4096, b"\x80\xff\xff\xff"])
def test_damaged_on_any_page(path, file, damage):
    sound = file.read_bytes()
    for start in range(0, len(sound), 4096):
        file.write_bytes(sound[:start] + damage + sound[start + len(damage) :])

        refused(path, file, "copy.db")


def altered(file, sql):
    """A backup that somebody changed."""
    with open_database(file) as db:
        for trigger in ("audit_stays", "audit_remains"):
            db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        db.execute("PRAGMA foreign_keys = OFF")
        with db.transaction():
            db.execute(sql)


def test_with_an_audit_that_somebody_changed(path, file):
    altered(file, "UPDATE audit SET actor = 'Nobody'")

    refused(path, file, "entry 1 of its audit does not fit")


def test_with_a_row_that_belongs_to_nothing(path, file):
    altered(file, "DELETE FROM staff")

    refused(path, file, "belongs to nothing")


def test_with_an_index_that_finds_other_rows(path, file):
    """Each page is sound by itself."""
    other = "UPDATE sqlite_master SET sql = :index"
    with open_database(file) as db:
        db.execute("PRAGMA writable_schema = ON")
        index = "CREATE INDEX invitations_by_reference ON invitations (name)"
        db.execute(f"{other} WHERE name = 'invitations_by_reference'", {"index": index})

    refused(path, file, "copy.db is damaged")


def test_from_a_newer_version(path, file):
    altered(file, "INSERT INTO schema_steps VALUES ('a_later_step', '')")

    refused(path, file, "a_later_step.*Start that version. Nothing was changed")


def test_from_an_earlier_version(path, db, now, file, later_step):
    refused(path, file, "is from an earlier version: it lacks later.* To .* take it: --older")
    restore(path, file, [KEY], now, older=True)

    assert pending(db) == []
    assert beneath(db).table("later").exists()


def test_sealed_with_keys_that_are_not_here(path, db, file, now):
    words = r"8 of 8 encrypted values cannot be opened with the present keys"
    refused(path, file, words, keys=[OTHER])
    restore(path, file, [OTHER], now, unreadable=True)

    assert beneath(db).table("visit_requests").count == 1


def test_a_copy_made_by_hand_with_its_log_beside_it(path, db, encryption, now, tmp_path):
    """As a clinic does that copies the folder."""
    connections = Connections(path)
    a_request(connections.database(), encryption, now)
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", f"{tmp_path / 'by-hand.db'}{end}")
    beneath(db).table("visit_requests").delete_where()
    restore(path, tmp_path / "by-hand.db", [KEY], now)
    connections.close()

    assert beneath(db).table("visit_requests").count == 1


def test_the_file_itself_is_not_touched(path, file, now):
    before = file.read_bytes()
    file.chmod(0o400)
    restore(path, file, [KEY], now)

    assert file.read_bytes() == before
    assert sorted(one.name for one in file.parent.iterdir()) == ["copy.db", "instance"]
