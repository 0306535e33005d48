"""Whether the records can be read, written and opened at this moment."""

import sqlite3
from datetime import timedelta

from records.engine.database import Connections, Database
from records.engine.encryption import Encryption, Unreadable
from records.engine.sqlite import PRAGMAS

PATIENCE = timedelta(seconds=1)  # far longer than any write of ours takes


def takes_writes(connections: Connections, patience: timedelta = PATIENCE) -> bool:
    """Whether the file can be read, and whether a writer gets its turn in time. Writes nothing."""
    try:
        db = connections.database()
        db.execute(f"PRAGMA busy_timeout = {patience // timedelta(milliseconds=1)}")
        try:
            with db.transaction():
                db.execute("SELECT id FROM staff LIMIT 1").fetchall()
        finally:
            db.execute(f"PRAGMA busy_timeout = {PRAGMAS['busy_timeout']}")
    except (sqlite3.Error, OSError):
        return False
    return True


def can_be_opened(connections: Connections, encryption: Encryption) -> bool:
    """Whether the keys open what was encrypted last; none of it is kept. True for empty records."""
    try:
        for encrypted in _last_sealed(connections.database()):
            encryption.decrypt(encrypted)
    except (sqlite3.Error, OSError, Unreadable):
        return False
    return True


def _last_sealed(db: Database) -> list[bytes]:
    found = (
        db.execute("SELECT encrypted FROM invitations ORDER BY id DESC LIMIT 1"),
        db.execute("SELECT encrypted FROM responses ORDER BY id DESC LIMIT 1"),
        db.execute("SELECT encrypted FROM visit_requests ORDER BY sequence DESC LIMIT 1"),
    )
    return [encrypted for rows in found for (encrypted,) in rows]
