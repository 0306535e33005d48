"""A backup in place of the records, which nobody else has in use; or nothing changed at all.

The file is copied first and looked at as a copy. Only one that is sound, ours, of this version
and readable with the present keys takes the place, in one transaction.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from records.engine.database import Database, Unusable, check, open_database
from records.engine.migrations import NotUpgraded, schema
from records.people import audit
from records.people.audit import AuditAction, audited, changing
from records.upkeep.backup import NotMade, OnPages, back_up, tell_nobody
from records.upkeep.key_rotation import count_key_use
from records.upkeep.retention import is_kept, remove

PAGES = 8  # a step: fewer than an empty file of ours has, so that there is one before the last


class RestoreRefused(Exception):
    """The file will not do, and nothing was changed; the words say why and what to do."""


class Older(RestoreRefused):
    """The file lacks what later versions added."""


class KeysMissing(RestoreRefused):
    """Some of it was encrypted with keys that are not here."""


@dataclass(slots=True)
class Restored:
    """What became of it."""

    kept: Path
    """Where the records that were replaced are now."""
    entries: int
    """Audit entries that came with it."""
    erased: int = 0
    """Visits and requests that were erased after the backup was made, and now were again."""


def restore(
    database: Path,
    file: Path,
    keys: Sequence[str],
    now: datetime,
    *,
    older: bool = False,
    unreadable: bool = False,
    told: OnPages = tell_nobody,
) -> Restored:
    """Put a backup in place of the records. Raises RestoreRefused.

    The app is stopped: nobody else may have the records in use (engine/process_lock.py).
    `older`: bring it up to date where it is from an earlier version. `unreadable`: take it
    even where the keys of some of it are missing.
    """
    with _copied(file, database.parent) as draft:
        with _refusing(file), open_database(draft) as db:
            _bring_up_to_date(file, db, allowed=older)
            _refuse_unsound(db)
            entries = _refuse_altered(file, db)
            _refuse_unreadable(file, db, keys, allowed=unreadable)
        restored = Restored(_free_name(database), entries)
        _replace(database, draft, restored, now, told)
        return restored


@contextmanager
def _copied(file: Path, folder: Path) -> Iterator[Path]:
    """A private copy, with the changes that may wait in a -wal file beside it."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as private:
        draft = Path(private) / "records.db"
        try:
            draft.touch(mode=0o600)
            shutil.copyfile(file, draft)
            if (log := file.with_name(f"{file.name}-wal")).exists():
                shutil.copyfile(log, draft.with_name(f"{draft.name}-wal"))
        except OSError as problem:
            raise RestoreRefused(f"{file} cannot be read: {problem.strerror}.") from problem
        yield draft


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as problem:
        raise RestoreRefused(f"{file} is damaged: {problem}. Nothing was changed.") from problem
    except Unusable as problem:
        raise RestoreRefused(f"{file}: {problem} Nothing was changed.") from problem
    except NotUpgraded as problem:
        raise RestoreRefused(f"{file} could not be brought up to date: {problem}") from problem


def _bring_up_to_date(file: Path, db: Database, *, allowed: bool) -> None:
    check(db)
    db.execute("PRAGMA journal_mode = DELETE")
    if not schema.applied(db):
        raise RestoreRefused(f"{file} holds no records of this app. Nothing was changed.")
    if not (missing := [step.name for step in schema.pending(db)]):
        return
    if not allowed:
        lacks = ", ".join(missing)
        raise Older(f"{file} is from an earlier version: it lacks {lacks}. Nothing was changed.")
    with db.transaction():
        schema.apply(db)


def _refuse_unsound(db: Database) -> None:
    found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found.splitlines()[-1])
    if row := db.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.DatabaseError(f"a row of {row[0]} belongs to nothing")


def _refuse_altered(file: Path, db: Database) -> int:
    chain = audit.verify(db)
    if chain.broken:
        raise RestoreRefused(
            f"{file}: entry {chain.broken.sequence} of its audit does not fit the one before it. "
            "Nothing was changed."
        )
    return chain.count


def _refuse_unreadable(file: Path, db: Database, keys: Sequence[str], *, allowed: bool) -> None:
    found = count_key_use(db, keys)
    if found.lost and not allowed:
        raise KeysMissing(
            f"{file}: {found.lost} of {found.values} encrypted values cannot be opened with "
            "the present keys. Put the keys of that time behind them. Nothing was changed."
        )


def _replace(database: Path, draft: Path, restored: Restored, now: datetime, told: OnPages) -> None:
    """What is there now kept aside, and the draft in its place, in one transaction."""

    def step(_: int, left: int, of: int) -> None:
        if not of:  # No step was made, for as long as anybody waits.
            raise Unusable("Another process writes to them.")
        told(left, of)

    try:
        back_up(database, restored.kept)
        restored.erased = _settle(draft, restored.kept, now)
        with open_database(draft) as source, open_database(database) as live:
            source.conn.backup(live.conn, pages=PAGES, progress=step)
    except (sqlite3.Error, OSError, NotMade, Unusable) as problem:
        restored.kept.unlink(missing_ok=True)
        raise RestoreRefused(
            f"The records could not be replaced: {problem} Nothing was changed."
        ) from problem


def _settle(draft: Path, kept: Path, now: datetime) -> int:
    """What was true and must stay so: erased is erased, nobody is signed in, no mail goes twice."""
    with open_database(kept) as before, open_database(draft) as db:
        subject = f"records; entries before ended in {audit.verify(before).head}"
        with db.transaction():
            again = [one for one in dict.fromkeys(audit.erased(before)) if is_kept(db, one)]
            for one in again:
                with audited(db, actor="command", action=AuditAction.ERASED, subject=one, now=now):
                    remove(db, one)
            with (
                audited(db, actor="command", action=AuditAction.RESTORED, subject=subject, now=now),
                changing(db),
            ):
                for table in ("sign_ins", "outbox"):
                    db.delete(table, "TRUE")
        if again:
            db.leave_nothing()
    return len(again)


def _free_name(database: Path) -> Path:
    """Not over what an earlier restore kept."""
    name, number = f"{database.name}.before-restore", 1
    while (path := database.with_name(name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return path
