"""What must hold for the app to take visitors, and what of it does not."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from shutil import disk_usage

from records.engine.errors import StorageError
from records.upkeep.jobs import failing
from records.upkeep.readiness import can_be_opened, takes_writes
from services import Services

LEAST_DISK = 64 * 1024 * 1024  # bytes; with less a copy of the records soon fails
LASTS = timedelta(seconds=1)


def missing_in(services: Services) -> tuple[str, ...]:
    """One word for each part of the app that is not ready; none when all are."""
    connections, encryption = services.connections, services.encryption
    checks: dict[str, Callable[[], bool]] = {
        "database": lambda: takes_writes(connections),
        "keys": lambda: can_be_opened(connections, encryption),
        "content": lambda: bool(services.questionnaire.sections and services.rulebook.version),
        "rounds": lambda: bool(services.heartbeat.is_alive),
        "jobs": lambda: not failing(connections.database()),
        "disk": lambda: disk_usage(services.settings.records_file.parent).free >= LEAST_DISK,
    }
    if not _holds(checks["database"]):  # others would only wait for it
        checks = {name: checks[name] for name in ("database", "content", "rounds", "disk")}
    return tuple(word for word, holds in checks.items() if not _holds(holds))


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
