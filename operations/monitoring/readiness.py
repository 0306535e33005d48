"""What must hold for the app to take visitors, and what of it does not."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from shutil import disk_usage

from records.engine.database import Connections
from records.engine.errors import StorageError
from records.upkeep.jobs import failing
from records.upkeep.readiness import can_be_opened, takes_writes
from services import Services

LEAST_DISK = 64 * 1024 * 1024  # bytes; with less a copy of the records soon fails
LASTS = timedelta(seconds=1)


def missing_in(services: Services) -> tuple[str, ...]:
    """One word for each part of the app that is not ready, of the records with what is wrong."""
    connections, encryption = services.connections, services.encryption
    checks: dict[str, Callable[[], bool]] = {
        "keys": lambda: can_be_opened(connections, encryption),
        "content": lambda: bool(services.questionnaire.sections and services.rulebook.version),
        "rounds": lambda: bool(services.heartbeat.is_alive),
        "jobs": lambda: not failing(connections.database()),
        "disk": lambda: disk_usage(services.settings.records_file.parent).free >= LEAST_DISK,
    }
    if database := _database(connections):
        del checks["keys"], checks["jobs"]  # they would only wait for it
    return (*database, *(word for word, holds in checks.items() if not _holds(holds)))


def _database(connections: Connections) -> tuple[str, ...]:
    """Nothing where the records take writes."""
    try:
        return () if takes_writes(connections) else ("database",)
    except StorageError as problem:
        return (f"database ({problem.kind})" if problem.kind else "database",)
    except OSError:  # the folder itself is gone
        return ("database",)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (OSError, StorageError):  # The folder itself is gone, or nothing can be read.
        return False


class RecentCheck:
    """The result of a check that runs once a second at most; in between, the last one."""

    def __init__(self, look: Callable[[Services], tuple[str, ...]]) -> None:
        self._look, self._lock = look, threading.Lock()
        self._found: tuple[str, ...] = ()
        self._at: datetime | None = None

    def found(self, services: Services, now: datetime) -> tuple[str, ...]:
        """What was found at most LASTS ago."""
        with self._lock:
            if self._at is None or abs(now - self._at) >= LASTS:
                self._found, self._at = self._look(services), now
            return self._found
