"""A backup in place of the records, which nobody else has in use; or nothing changed at all.

The file is copied first and looked at as a copy. Only one that is sound, ours, of this version
and readable with the present keys takes the place, in one transaction.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from records.engine.copies import copy_back
from records.engine.database import Unusable, open_database
from records.engine.errors import StorageError
from records.engine.migrations import NotUpgraded, applied, pending, upgrade
from records.engine.place import Place
from records.engine.sqlite import Sqlite
from records.engine.sqlite_file import check
from records.engine.store import OnProgress, Store
from records.people import api_tokens, audit
from records.people.audit import AuditAction, audited, changing
from records.upkeep.backup import NotMade, back_up, tell_nobody
from records.upkeep.key_rotation import count_key_use
from records.upkeep.retention import is_kept, remove


class RestoreRefused(Exception):
    """The file will not do, and nothing was changed; the words say why and what to do."""


NOT_REPLACED = "The records could not be replaced:"


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
    place: Place,
    file: Path,
    keys: Sequence[str],
    now: datetime,
    *,
    beside: Path | None = None,
    older: bool = False,
    unreadable: bool = False,
    told: OnProgress = tell_nobody,
) -> Restored:
    """Put a backup in place of the records. Raises RestoreRefused.

    The app is stopped: nobody else may have the records in use (engine/process_lock.py). What was
    there is kept beside them; where a server has them, beside the file that `beside` names.
    `older`: bring it up to date where it is from an earlier version. `unreadable`: take it
    even where the keys of some of it are missing.
    """
    near = place if isinstance(place, Path) else beside
    if near is None:
        raise ValueError("Where is what was there to be kept?")
    with _copied(file, near.parent) as draft:
        with _refusing(file), open_database(draft) as db:
            _bring_up_to_date(file, db, allowed=older)
            if damage := db.damage():
                raise RestoreRefused(f"{file} is damaged: {damage}. Nothing was changed.")
            entries = _refuse_altered(file, db)
            _refuse_unreadable(file, db, keys, allowed=unreadable)
        restored = Restored(_free_name(near), entries)
        _replace(place, draft, restored, now, told)
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
    except StorageError as problem:
        raise RestoreRefused(f"{file} is damaged: {problem}. Nothing was changed.") from problem
    except Unusable as problem:
        raise RestoreRefused(f"{file}: {problem} Nothing was changed.") from problem
    except NotUpgraded as problem:
        raise RestoreRefused(f"{file} could not be brought up to date: {problem}") from problem


def _bring_up_to_date(file: Path, db: Sqlite, *, allowed: bool) -> None:
    check(db)
    db.need_no_other_file()
    if not applied(db):
        raise RestoreRefused(f"{file} holds no records of this app. Nothing was changed.")
    if not (missing := pending(db)):
        return
    if not allowed:
        lacks = ", ".join(missing)
        raise RestoreRefused(
            f"{file} is from an earlier version: it lacks {lacks}. Nothing was changed. "
            "To bring it up to date and take it: --older"
        )
    upgrade(db)


def _refuse_altered(file: Path, db: Store) -> int:
    chain = audit.verify(db)
    if chain.broken:
        raise RestoreRefused(
            f"{file}: entry {chain.broken.sequence} of its audit does not fit the one before it. "
            "Nothing was changed."
        )
    return chain.count


def _refuse_unreadable(file: Path, db: Store, keys: Sequence[str], *, allowed: bool) -> None:
    found = count_key_use(db, keys)
    if found.lost and not allowed:
        raise RestoreRefused(
            f"{file}: {found.lost} of {found.values} encrypted values cannot be opened with "
            "the present keys. Put the keys of that time behind them. Nothing was changed. "
            "To take it all the same: --unreadable"
        )


def _replace(
    place: Place, draft: Path, restored: Restored, now: datetime, told: OnProgress
) -> None:
    """What is there now kept aside, and the draft in its place, in one transaction."""
    try:
        back_up(place, restored.kept)
        restored.erased = _settle(draft, restored.kept, now)
    except (StorageError, OSError, NotMade, Unusable) as problem:
        restored.kept.unlink(missing_ok=True)
        raise RestoreRefused(f"{NOT_REPLACED} {problem} Nothing was changed.") from problem
    try:
        copy_back(draft, place, told)
    except (StorageError, OSError, Unusable) as problem:
        if isinstance(place, Path):  # it is whole or not at all, and says which
            restored.kept.unlink(missing_ok=True)
            raise RestoreRefused(f"{NOT_REPLACED} {problem} Nothing was changed.") from problem
        raise RestoreRefused(
            f"The records may have been replaced or not: {problem}. Look at them before you go on. "
            f"What was there before is in {restored.kept}"
        ) from problem


def _settle(draft: Path, kept: Path, now: datetime) -> int:
    """What was true and must stay so: erased is erased, a token that was revoked reads nothing,
    nobody is signed in, no mail goes twice."""
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
                for table in ("sign_ins", "outbox", "key_fingerprints"):
                    db.delete(table, "TRUE")
                if before.is_there("api_tokens"):
                    api_tokens.keep_revoked(db, before)
        if again:
            db.leave_nothing()
    return len(again)


def _free_name(beside: Path) -> Path:
    """Not over what an earlier restore kept."""
    name, number = f"{beside.name}.before-restore", 1
    while (path := beside.with_name(name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return path
