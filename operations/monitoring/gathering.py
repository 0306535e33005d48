"""All that the page of figures tells, gathered."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from shutil import disk_usage

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

from records.upkeep.figures import Figures, figures_of, size_of
from services import Services


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every figure but the counters, as of one moment; what cannot be had now is not there."""

    services: Services
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
        with suppress(OSError):  # the folder is gone
            free = disk_usage(built.settings.records_file.parent).free
            yield from _gauge("self_check_disk_free_bytes", "Room left for the records.", free)
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


def _gauge(name: str, help_text: str, value: float | None) -> Iterator[Metric]:
    """One number that goes up and down; nothing where it is not known."""
    if value is not None:
        yield GaugeMetricFamily(name, help_text, value)
