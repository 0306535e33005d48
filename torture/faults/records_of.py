"""A database with some people's records in it, and what becomes of each when it is damaged."""

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from shutil import copyfile

from records import visit_requests
from records.engine.database import Connections, Unusable, open_database, prepare_database
from records.engine.encryption import Sealer
from records.engine.errors import Kind, StorageError, kind_of
from records.engine.process_lock import ProcessLock

NAME = "records.db"
NOTE = "After ten kilometres it begins between my shoulder blades. " * 8


def fill(path: Path, sealer: Sealer, people: int) -> None:
    """So many people ask for a visit; the app was started on it before."""
    ProcessLock(path)
    prepare_database(path)
    with open_database(path) as db:
        for number in range(people):
            contact = {"name": f"Kim {number}", "note": NOTE, "phone": "555 010 0100"}
            about = {"once": f"{number}", "contact": contact, "attached": None}
            visit_requests.add(db, sealer, **about, now=datetime.now(UTC))
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def crash(path: Path, key: str, people: int) -> None:
    """The same by a process that is killed before it can tidy up."""
    process = get_context("spawn").Process(target=_fill_and_die, args=(path, key, people))
    process.start()
    process.join()


def _fill_and_die(path: Path, key: str, people: int) -> None:
    db = Connections(path).database()
    for number in range(people):
        contact = {"name": f"Lee {number}", "note": NOTE, "phone": "555 010 0100"}
        about = {"once": f"late {number}", "contact": contact, "attached": None}
        visit_requests.add(db, Sealer([key]), **about, now=datetime.now(UTC))
    os.kill(os.getpid(), signal.SIGKILL)


def copy_of(path: Path, to: Path) -> Path:
    """The database with all that lies beside it, in another folder."""
    to.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        copyfile(file, to / file.name)
        (to / file.name).chmod(0o600)
    return to / path.name


def change(file: Path, place: int, how: Callable[[bytes], bytes], size: int) -> None:
    """Change so many bytes of a file at a place."""
    with file.open("r+b") as opened:
        opened.seek(place)
        before = opened.read(size)
        opened.seek(place)
        opened.write(how(before))


def became_of(path: Path, sound: Path, sealer: Sealer) -> str:
    """Refused at the start with nothing written; the same in effect; told when read; or neither."""
    before = path.read_bytes()
    try:
        prepare_database(path)
    except Unusable as refusal:
        is_told = "flask restore" in str(refusal) and "\n" not in str(refusal)
        return "refused" if is_told and path.read_bytes() == before else "badly refused"
    if content(path) == content(sound):
        return "harmless"
    return "told" if _is_told(path, sealer) else "unnoticed"


def content(path: Path) -> list[str]:
    """All that a database says, line by line; nothing where it cannot be read to the end."""
    with open_database(path) as db:
        try:
            return list(db.conn.iterdump())
        except StorageError as problem:
            return [type(problem).__name__]


def _is_told(path: Path, sealer: Sealer) -> bool:
    """Whether somebody's sealed records do not open any more, or cannot be read."""
    with open_database(path) as db:
        try:
            sealed = [row["sealed"] for row in db.table("visit_requests").rows]
        except StorageError as problem:
            return kind_of(problem) is Kind.DAMAGED
    return any(sealer.open_if_it_can(one) is None for one in sealed)
