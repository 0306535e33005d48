import multiprocessing
from datetime import timedelta

import pytest

from records.engine.database import open_database, prepare_database
from records.engine.errors import StorageError
from records.people import audit
from records.people.audit import AuditAction
from tests.beneath import beneath


def add(db, now, subject="visit abc", action=AuditAction.LOOKED_AT, actor="Robin Hale"):
    audit.add(db, actor=actor, action=action, subject=subject, now=now)


@pytest.fixture
def five(db, now):
    """An audit of five entries."""
    for number in range(1, 6):
        add(db, now + timedelta(minutes=number), f"visit {number}")
    return db


def spoil(db, sql):
    """Change the audit as somebody with the file in hand could."""
    for trigger in ("audit_stays", "audit_remains"):
        db.execute(f"DROP TRIGGER {trigger}{'' if db.dialect == 'sqlite' else ' ON audit'}")
    db.execute(sql)


def test_every_entry_fits_the_one_before(five):
    chain = audit.verify(five)

    assert (chain.count, chain.broken) == (5, None)
    assert chain.head == list(beneath(five).table("audit").rows)[-1]["hash"]


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE audit SET subject = 'visit 9' WHERE sequence = 3", 3),
        ("UPDATE audit SET actor = 'Nobody' WHERE sequence = 1", 1),
        ("UPDATE audit SET at = '2020-01-01T00:00:00.000+00:00' WHERE sequence = 5", 5),
        ("UPDATE audit SET action = 'records.listed' WHERE sequence = 2", 2),
        ("UPDATE audit SET hash = upper(hash) WHERE sequence = 4", 4),
        ("DELETE FROM audit WHERE sequence = 1", 2),
        ("DELETE FROM audit WHERE sequence = 3", 4),
        ("UPDATE audit SET sequence = -sequence", -5),
        ("UPDATE audit SET sequence = 9 WHERE sequence = 2", 3),
    ],
)
def test_the_first_entry_that_does_not_fit_is_named(five, change, broken):
    spoil(five, change)

    assert audit.verify(five).broken.sequence == broken


def test_words_do_not_move_from_one_column_to_the_next(db, now):
    add(db, now, actor="Robin", subject="visit abc")
    spoil(db, "UPDATE audit SET actor = 'Robinlooked_at', action = '', subject = 'visit abc'")

    assert audit.verify(db).broken


def test_what_was_cut_off_at_the_end_shows_by_a_hash_kept_elsewhere(five):
    head = audit.verify(five).head
    spoil(five, "DELETE FROM audit WHERE sequence = 5")

    assert audit.verify(five).broken is None
    assert not audit.verify(five, head).has_expected


def test_a_hash_kept_elsewhere_is_found_behind_later_entries(five, now):
    head = audit.verify(five).head
    add(five, now)

    assert audit.verify(five, head).has_expected


@pytest.mark.parametrize("sql", ["UPDATE audit SET actor = 'Nobody'", "DELETE FROM audit"])
def test_entries_stay_as_they_are(five, sql):
    before = list(beneath(five).table("audit").rows)

    with pytest.raises(StorageError, match="only added to"):
        five.execute(sql)
    assert list(beneath(five).table("audit").rows) == before


def test_an_entry_stands_or_falls_with_what_it_tells(five, now):
    def look_and_stumble():
        with five.transaction():
            add(five, now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        look_and_stumble()
    assert audit.verify(five).count == 5


def add_fifty(path, now):
    """What one process does."""
    with open_database(path) as db:
        for _ in range(50):
            add(db, now)


@pytest.mark.slow
def test_processes_that_add_at_once_make_one_chain(path, now):
    prepare_database(path)
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.starmap(add_fifty, [(path, now)] * 4)

    with open_database(path) as db:
        chain = audit.verify(db)
    assert (chain.count, chain.broken) == (200, None)
