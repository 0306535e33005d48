"""All that the page of figures tells, gathered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

from operations.monitoring.machine import machine_with
from records.upkeep.figures import Figures, figures_of, size_of
from services import Services


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
        built, started = self.services, self.started.timestamp()
        yield from _gauge("self_check_ready", "1 when all parts are ready.", not self.missing)
        if (found := figures_of(built.connections)) is not None:
            yield from _of_records(found, self.now)
        size = size_of(built.connections)
        yield from _gauge("self_check_database_bytes", "Size of the records.", size)
        since = _age(built.heartbeat.ended, self.now)
        told = "Since mail and clearing up were last seen to."
        yield from _gauge("self_check_round_age_seconds", told, since)
        yield from _of_machine(built.settings.records_file.parent)
        told = "When the process started, in seconds since 1970."
        yield from _gauge("process_start_time_seconds", told, started)
        told = "Which questions and rules are shown; always 1."
        shown = {
            "questionnaire": built.questionnaire.version,
            "rulebook": built.rulebook.version,
        }
        yield InfoMetricFamily("self_check_content", told, shown)


def _of_records(found: Figures, now: datetime) -> Iterator[Metric]:
    told = "Warnings that nobody has acknowledged."
    yield from _gauge("self_check_warnings_waiting", told, found.warnings)
    oldest = _age(found.oldest_warning, now) or 0.0
    told = "How long the oldest of them has waited; 0 when none does."
    yield from _gauge("self_check_oldest_warning_seconds", told, oldest)
    yield from _gauge("self_check_mails_waiting", "Mails that are still to be sent.", found.mails)
    told = "Mails that were given up and not dealt with."
    yield from _gauge("self_check_mails_failed", told, found.failed_mails)
    told = "Events for another program that are still to be sent."
    yield from _gauge("self_check_events_waiting", told, found.events)
    told = "Events for another program that nobody took."
    yield from _gauge("self_check_events_failed", told, found.failed_events)
    told = "Calls from kiosks that nobody has acknowledged."
    yield from _gauge("self_check_kiosk_calls_waiting", told, found.calls)
    told = "Since the last backup; not there when none was ever made."
    yield from _gauge("self_check_backup_age_seconds", told, _age(found.backed_up, now))
    told = "Since a kiosk was last heard of, by its number."
    seen = GaugeMetricFamily("self_check_kiosk_seen_age_seconds", told, labels=["kiosk"])
    for number, at in found.kiosks.items():
        seen.add_metric([str(number)], _age(at, now) or 0.0)
    yield seen


def _of_machine(folder: Path) -> Iterator[Metric]:
    try:
        found = machine_with(folder)
    except OSError:
        return
    told = "Room left on the disk of the records."
    yield from _gauge("self_check_disk_free_bytes", told, found.free_disk)
    told = "Memory that the process takes."
    yield from _gauge("process_resident_memory_bytes", told, found.memory)
    told = "Files that the process has open."
    yield from _gauge("process_open_fds", told, found.open_files)


def _gauge(name: str, told: str, value: float | None) -> Iterator[Metric]:
    """One number that goes up and down; nothing where it is not known."""
    if value is not None:
        yield GaugeMetricFamily(name, told, value)


def _age(at: datetime | None, now: datetime) -> float | None:
    """Seconds since a moment; 0 where the clock has been set back."""
    return None if at is None else max(0.0, (now - at).total_seconds())
