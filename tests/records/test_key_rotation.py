"""A new key for everything: interrupted anywhere, run again, and at no moment unreadable."""

import multiprocessing
import os
import signal
import stat

import pytest
from cryptography.fernet import Fernet

from records.answers import answerers, invitations, responses
from records.answers import appointment_requests as visit_requests
from records.engine.database import open_database
from records.engine.encryption import Encryption, keys_from_text
from records.engine.private_files import write
from records.kiosk import handoffs
from records.upkeep import key_rotation
from records.upkeep.key_rotation import ENCRYPTED, KeyUse, count_key_use, new_key, reencrypt, rotate
from tests.beneath import beneath
from tests.records.someone import a_link, a_request, answered

OLD, NEW, LOST = (Fernet.generate_key().decode() for _ in range(3))
MANY, AT_ONCE = 60, 5


@pytest.fixture
def encryption():
    return Encryption([OLD])


@pytest.fixture
def key_file(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path.parent / "encryption_keys", [f"{OLD}\n".encode()], over=True)
    return path.parent / "encryption_keys"


def fill(db, encryption, now):
    """Every encrypted column has something in it, in more rows than go at once."""
    invitation, _ = answered(db, encryption, now, warned=True)
    someone = answerers.begin(db, invitation, now)
    answerers.keep_phone(db, encryption, someone, "07700 900123", now)
    handoffs.add(db, encryption, {"sheet": "what somebody takes along"}, now)
    for number in range(MANY):
        a_link(db, encryption, now, reference=f"F {number}")
        a_request(db, encryption, now, once=f"form {number}")
    submissions = beneath(db).table("responses")
    submissions.update(1, {"verdict": encryption.encrypt({"fits": "partly"}, now=now)})


def opened(db, encryption):
    """Everything that is encrypted, as it reads."""
    return {
        (table, row[key], column): encryption.decrypt(row[column])
        for table, (key, columns) in ENCRYPTED.items()
        for row in beneath(db).table(table).rows
        for column in columns
        if row[column] is not None
    }


@pytest.mark.sqlite
def test_every_sealed_column_there_is_has_its_place_in_the_list(db):
    encrypted = {
        table: [column.name for column in beneath(db).table(table).columns if column.type == "BLOB"]
        for table in beneath(db).table_names()
    }

    assert {table: columns for table, columns in encrypted.items() if columns} == {
        table: list(columns) for table, (_, columns) in ENCRYPTED.items()
    }
    assert {table: [key] for table, (key, _) in ENCRYPTED.items()} == {
        table: beneath(db).table(table).pks for table in ENCRYPTED
    }


def test_everything_opens_with_the_new_key_alone_and_says_the_same(db, encryption, now):
    fill(db, encryption, now)
    before = opened(db, encryption)
    found = reencrypt(db, [NEW, OLD])

    assert {(table, column) for table, _, column in before} == {
        (table, column) for table, (_, columns) in ENCRYPTED.items() for column in columns
    }
    assert opened(db, Encryption([NEW])) == before
    assert found == KeyUse(values=len(before), old=len(before))
    assert count_key_use(db, [NEW, OLD]) == KeyUse(values=len(before))


def test_a_reference_is_found_with_the_new_key_alone(db, encryption, now):
    invitation, _ = a_link(db, encryption, now, reference="KL 4711")
    reencrypt(db, [NEW, OLD])
    new = Encryption([NEW])

    assert [one.name for one in invitations.of_reference(db, new, "kl-4711")] == [invitation.name]


def test_a_value_is_as_old_as_before(db, encryption, now):
    a_request(db, encryption, now)
    reencrypt(db, [NEW, OLD])
    encrypted = beneath(db).table("visit_requests").get(1)["encrypted"]

    assert Fernet(NEW).extract_timestamp(encrypted) == int(now.timestamp())


def test_what_no_key_opens_stays_as_it_is(db, encryption, now):
    lost = Encryption([LOST])
    a_request(db, lost, now)
    _, response = answered(db, encryption, now)
    beneath(db).table("responses").update(response.id, {"snapshot": lost.encrypt({})})
    before = beneath(db).table("visit_requests").get(1)
    damaged = beneath(db).table("notes").get(1)["encrypted"][:-9]
    beneath(db).table("notes").update(1, {"encrypted": damaged})
    found = reencrypt(db, [NEW, OLD])

    assert found.lost == 3
    assert beneath(db).table("visit_requests").get(1) == before
    assert responses.by_id(db, Encryption([NEW]), response.id).kept
    assert lost.decrypt(beneath(db).table("responses").get(response.id)["snapshot"]) == {}


def test_a_rotation_puts_a_new_key_in_front_of_the_last_one(db, encryption, now, key_file):
    fill(db, encryption, now)
    before = opened(db, encryption)
    is_new, _ = rotate(db, key_file, [OLD], NEW, now=now)

    assert is_new
    assert keys_from_text(key_file.read_text()) == [NEW, OLD]
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [file.name for file in key_file.parent.glob(".*")] == []
    assert opened(db, Encryption([NEW])) == before


def test_the_next_rotation_drops_what_nothing_needs_any_more(db, encryption, now, key_file):
    fill(db, encryption, now)
    third = new_key()
    rotate(db, key_file, [OLD], NEW, now=now)
    rotate(db, key_file, [NEW, OLD], third, now=now)

    assert keys_from_text(key_file.read_text()) == [third, NEW]
    assert count_key_use(db, [third]).lost == 0


def stopped_in_the_middle(path, key_file, now, new, rows):
    """A rotation whose process is killed once so many rows are done."""
    key_rotation.AT_ONCE, done = AT_ONCE, 0

    def told(some):
        nonlocal done
        done += some
        if done >= rows:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_database(path) as db:
        rotate(db, key_file, keys_from_text(key_file.read_text()), new, told, now=now)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.5, 1.0, 1.5, 2.0])
@pytest.mark.sqlite
def test_killed_in_the_middle_all_is_readable_and_a_second_run_ends_it(
    path, db, encryption, now, key_file, monkeypatch, share
):
    """The first half of the rows is looked at, the second half encrypted."""
    monkeypatch.setattr(key_rotation, "AT_ONCE", AT_ONCE)
    fill(db, encryption, now)
    before, rows = opened(db, encryption), key_rotation.how_many(db)
    process = multiprocessing.get_context("spawn").Process(
        target=stopped_in_the_middle, args=(path, key_file, now, NEW, int(rows * share))
    )
    process.start()
    process.join()

    assert process.exitcode == -signal.SIGKILL
    keys = keys_from_text(key_file.read_text())
    assert keys == ([OLD] if share <= 1 else [NEW, OLD])
    assert opened(db, Encryption(keys)) == before
    assert invitations.of_reference(db, Encryption(keys), "F 7")
    assert visit_requests.newest(db, Encryption(keys))[0].contact
    is_new, _ = rotate(db, key_file, keys, new_key(), now=now)
    assert is_new == (share <= 1 or share == 2)  # else the second run ends the first one
    keys = keys_from_text(key_file.read_text())
    assert opened(db, Encryption(keys[:1])) == before
