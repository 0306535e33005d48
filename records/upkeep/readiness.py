"""Whether the records can be read, written and opened at this moment."""

from datetime import timedelta

from records.engine.database import Connections
from records.engine.encryption import Encryption, Unreadable

PATIENCE = timedelta(seconds=1)  # far longer than any write of ours takes
NEWEST = (
    "SELECT encrypted FROM invitations ORDER BY id DESC LIMIT 1",
    "SELECT encrypted FROM responses ORDER BY id DESC LIMIT 1",
    "SELECT encrypted FROM visit_requests ORDER BY sequence DESC LIMIT 1",
)


def takes_writes(connections: Connections, patience: timedelta = PATIENCE) -> bool:
    """Whether a writer gets its turn in time. Writes nothing. Raises StorageError, OSError."""
    db = connections.database()
    db.value("SELECT id FROM staff LIMIT 1")
    return not db.why_not_written(patience)


def can_be_opened(connections: Connections, encryption: Encryption) -> bool:
    """Whether the keys open what was encrypted last; none of it is kept. True for empty records.

    Raises StorageError, OSError.
    """
    db = connections.database()
    try:
        for encrypted in filter(None, map(db.value, NEWEST)):
            encryption.decrypt(encrypted)
    except Unreadable:
        return False
    return True
