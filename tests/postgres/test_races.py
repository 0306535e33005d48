"""A write transaction means what it means on SQLite, whichever process or machine writes."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from records.answers import outbox
from records.engine.database import open_database
from records.engine.encryption import BadKey, Encryption
from records.engine.migrations import Unusable, applied
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
        assert applied(db) == ["baseline"]


def test_two_machines_agree_on_the_keys_of_the_first(place):
    ours, theirs = (Fernet.generate_key().decode() for _ in range(2))
    refuse_wrong_keys(place, [ours], NOW)

    with pytest.raises(BadKey, match="Copy the keys from there"):
        refuse_wrong_keys(place, [theirs], NOW)
    refuse_wrong_keys(place, [theirs, ours], NOW + timedelta(hours=1))
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
