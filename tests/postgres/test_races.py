"""A write transaction means what it means on SQLite, whichever process or machine writes."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from records.answers import outbox
from records.engine import process_lease
from records.engine.database import open_database, prepare_database
from records.engine.encryption import BadKey, Encryption
from records.engine.errors import StorageError
from records.engine.migrations import Unusable, applied, known
from records.engine.process_lease import ProcessLease
from records.people import audit
from records.upkeep.unlocking import refuse_wrong_keys
from tests.postgres.writers import NOW, THREADS, TIMES

ROOT = Path(__file__).parents[2]
START = "from records.engine.database import *; prepare_database(Server(input()))"


def two(*words, given=""):
    """Two processes that do the same at the same time; what each says."""
    how = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    both = [subprocess.Popen([sys.executable, *words], **how) for _ in range(2)]  # noqa: S603
    said = [one.communicate(given, timeout=60)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    return said


def test_two_processes_of_eight_threads_leave_one_chain_and_send_each_mail_once(place):
    key, wanted = Fernet.generate_key().decode(), {f"{at}@example.org" for at in range(40)}
    with open_database(place) as db:
        for to in wanted:
            outbox.tell_staff(db, Encryption([key]), to=to, subject="Words", text="More", now=NOW)

    said = two("-m", "tests.postgres.writers", place.address, key)

    with open_database(place) as db:
        chain = audit.verify(db)
        assert (chain.count, chain.broken) == (2 * THREADS * TIMES, None)
    sent = [line for one in said for line in one.split()]
    assert sorted(sent) == sorted(wanted)


def test_two_that_start_at_once_make_the_tables_once(server):
    place = server.make_empty()
    two("-c", START, given=place.address)

    with open_database(place) as db:
        assert applied(db) == known()


def test_two_machines_agree_on_the_keys_of_the_first(place):
    ours, theirs = (Fernet.generate_key().decode() for _ in range(2))
    refuse_wrong_keys(place, [ours], NOW)

    with pytest.raises(BadKey, match="Copy the keys from the machine"):
        refuse_wrong_keys(place, [theirs], NOW)
    refuse_wrong_keys(place, [theirs, ours], NOW - timedelta(days=1))  # its clock is behind
    with pytest.raises(BadKey):
        refuse_wrong_keys(place, [ours], NOW)


def test_one_alone_waits_for_nobody_and_keeps_others_out(place):
    first, second = ProcessLease(place), ProcessLease(place)

    with pytest.raises(Unusable, match="in use"), first.exclusive():
        pass
    second.leave()
    with first.exclusive(), pytest.raises(Unusable, match="being restored"):
        ProcessLease(place)
    ProcessLease(place).leave()
    first.leave()


def test_a_server_that_isolates_more_by_default_breaks_no_chain(server):
    place = server.make_empty()
    prepare_database(place)
    name = place.address.partition("@/")[2].partition("?")[0]
    server.admin(f"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'")

    two("-m", "tests.postgres.writers", place.address, Fernet.generate_key().decode())

    with open_database(place) as db:
        assert audit.verify(db).broken is None


def test_one_that_was_away_for_long_stands_again_when_it_says_so(place):
    lease = ProcessLease(place)
    with open_database(place) as db:
        db.execute("DELETE FROM processes")
        process_lease._stand(db, lease._id)

        assert db.value("SELECT is_alone FROM processes") == 0
    lease.leave()


def test_a_lease_outlives_the_end_of_its_connection(server, place):
    lease = ProcessLease(place)
    with lease.exclusive():
        server.cut_all_but_ours()
    other = ProcessLease(place)
    other.leave()
    lease.leave()


def test_without_the_row_of_the_turn_nothing_is_written(place):
    with open_database(place) as db:
        db.execute("DELETE FROM turn")
        with pytest.raises(StorageError, match="turn is empty"):
            db.insert("kiosks", {"name": "one", "made": ""})
        db.execute("INSERT INTO turn VALUES (1)")
