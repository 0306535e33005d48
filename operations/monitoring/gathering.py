"""All that the page of figures tells, gathered."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import disk_usage

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

from records.upkeep.figures import Figures, figures_of, size_of
from services import Services

OWN = Path("/proc/self")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every figure but the counters, as of one moment; what cannot be had now is not there."""

    services: Services
    started: datetime
    missing: tuple[str, ...]
    """What the app is not ready for."""
    now: datetime

    def collect(self) -> Iterator[Metric]:
        """What prometheus_client asks for."""
        built, connections, since = self.services, self.services.connections, self._since
        ready = int(not self.missing)
        yield from _gauge("self_check_ready", "1 when all parts are ready.", ready)
        if (found := figures_of(connections)) is not None:
            yield from self._of_records(found)
        yield from _gauge("self_check_database_bytes", "Size of the records.", size_of(connections))
        help_text = "Since mail and clearing up were last seen to."
        yield from _gauge("self_check_round_age_seconds", help_text, since(built.heartbeat.ended))
        yield from _of_machine(built.settings.records_file.parent)
        help_text = "When the process started, in seconds since 1970."
        yield from _gauge("process_start_time_seconds", help_text, self.started.timestamp())
        shown = {
            "questionnaire": built.questionnaire.version,
            "rulebook": built.rulebook.version,
        }
        help_text = "Which questions and rules are shown; always 1."
        yield InfoMetricFamily("self_check_content", help_text, shown)

    def _of_records(self, found: Figures) -> Iterator[Metric]:
        oldest, backed_up = self._since(found.oldest_warning) or 0.0, self._since(found.backed_up)
        for name, help_text, value in (
            ("warnings_waiting", "Warnings that nobody has acknowledged.", found.warnings),
            ("oldest_warning_seconds", "How long the oldest of them has waited; 0: none.", oldest),
            ("mails_waiting", "Mails that are still to be sent.", found.mails),
            ("mails_failed", "Mails that were given up and not dealt with.", found.failed_mails),
            ("events_waiting", "Events for another program still to be sent.", found.events),
            ("events_failed", "Events for another program that nobody took.", found.failed_events),
            ("kiosk_calls_waiting", "Calls from kiosks that nobody has acknowledged.", found.calls),
            ("backup_age_seconds", "Since the last backup; not there for none.", backed_up),
        ):
            yield from _gauge(f"self_check_{name}", help_text, value)
        help_text = "Since a kiosk was last heard of, by its number."
        seen = GaugeMetricFamily("self_check_kiosk_seen_age_seconds", help_text, labels=["kiosk"])
        for number, at in found.kiosks.items():
            seen.add_metric([str(number)], self._since(at) or 0.0)
        yield seen

    def _since(self, at: datetime | None) -> float | None:
        """Seconds since a moment; 0 where the clock has been set back."""
        return None if at is None else max(0.0, (self.now - at).total_seconds())


def _of_machine(folder: Path) -> Iterator[Metric]:
    """What the process takes, and the room that it has.

    prometheus_client would tell the first, but not where /proc has processes alone, as in our unit.
    """
    with suppress(OSError):  # the folder is gone
        help_text = "Room left on the disk of the records."
        yield from _gauge("self_check_disk_free_bytes", help_text, disk_usage(folder).free)
    if sys.platform != "win32" and (OWN / "statm").exists():  # not on every system
        pages = int((OWN / "statm").read_text(encoding="ascii").split()[1])
        resident = pages * os.sysconf("SC_PAGE_SIZE")
        yield from _gauge("process_resident_memory_bytes", "Memory of the process.", resident)
        count = len(list((OWN / "fd").iterdir()))
        yield from _gauge("process_open_fds", "Files that the process has open.", count)


def _gauge(name: str, help_text: str, value: float | None) -> Iterator[Metric]:
    """One number that goes up and down; nothing where it is not known."""
    if value is not None:
        yield GaugeMetricFamily(name, help_text, value)
