"""All that the page of figures tells, gathered."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from clinic.watching.machine import machine_with
from clinic.watching.tally import BOUNDS, STEP, Counted, Tally
from clinic.watching.text import Family, Sample, by_label, gauge
from records.figures import Figures, figures_of
from services import Heartbeat, Services


def families(
    services: Services, tally: Tally, started: datetime, missing: tuple[str, ...], now: datetime
) -> Iterator[Family]:
    """Every figure that can be had now; `missing` is what the app is not ready for."""
    yield gauge("self_check_ready", "1 when all parts are ready.", not missing)
    yield from _of_requests(tally.counted())
    if (found := figures_of(services.connections)) is not None:
        yield from _of_records(found, now)
    yield from _of_rounds(services.heartbeat, now)
    yield from _of_machine(services.connections.path)
    told = "When the process started, in seconds since 1970."
    yield gauge("process_start_time_seconds", told, started.timestamp())
    yield _content(services)


def _of_requests(counted: Counted) -> Iterator[Family]:
    requests = (
        Sample(times, (("route", route or "none"), ("status", status)))
        for (route, status), times in sorted(counted.requests.items())
    )
    name = "self_check_requests_total"
    yield Family(name, "counter", "Requests by route and class of status.", tuple(requests))
    broken = sum(n for (_, status), n in counted.requests.items() if status == "5xx")
    told = "Requests that ended with a status of 500 or more."
    yield Family("self_check_errors_total", "counter", told, (Sample(broken),))
    yield _took(counted)
    name, told = "self_check_assessments_total", f"Next steps that people came to, in {STEP}s."
    yield by_label(name, "counter", told, "next_step", counted.told)


def _took(counted: Counted) -> Family:
    ends = [*(f"{bound:g}" for bound in BOUNDS), "+Inf"]
    rows = zip(ends, counted.within, strict=True)
    buckets = [Sample(times, (("le", end),), "_bucket") for end, times in rows]
    whole = [Sample(counted.seconds, (), "_sum"), Sample(counted.within[-1], (), "_count")]
    told = "Seconds until the answer to a request was there."
    return Family("self_check_request_seconds", "histogram", told, (*buckets, *whole))


def _of_records(found: Figures, now: datetime) -> Iterator[Family]:
    told = "Warnings that nobody has acknowledged."
    yield gauge("self_check_warnings_waiting", told, found.warnings)
    oldest = _age(found.oldest_warning, now) or 0.0
    told = "How long the oldest of them has waited; 0 when none does."
    yield gauge("self_check_oldest_warning_seconds", told, oldest)
    yield gauge("self_check_mails_waiting", "Mails that are still to be sent.", found.mails)
    told = "Mails that were given up and not dealt with."
    yield gauge("self_check_mails_failed", told, found.failed_mails)
    told = "Calls from kiosks that nobody has acknowledged."
    yield gauge("self_check_kiosk_calls_waiting", told, found.calls)
    told = "Since the last backup; not there when none was ever made."
    yield gauge("self_check_backup_age_seconds", told, _age(found.backed_up, now))
    told = "Since a kiosk was last heard of, by its number."
    seen = {str(number): _age(at, now) or 0.0 for number, at in found.kiosks.items()}
    yield by_label("self_check_kiosk_seen_age_seconds", "gauge", told, "kiosk", seen)


def _of_rounds(heartbeat: Heartbeat, now: datetime) -> Iterator[Family]:
    told = "Since mail and clearing up were last seen to."
    yield gauge("self_check_round_age_seconds", told, _age(heartbeat.ended, now))


def _of_machine(database: Path) -> Iterator[Family]:
    try:
        found = machine_with(database)
    except OSError:
        return
    yield gauge("self_check_database_bytes", "Size of the records.", found.database)
    told = "Room left on the disk of the records."
    yield gauge("self_check_disk_free_bytes", told, found.free_disk)
    told = "Memory that the process takes."
    yield gauge("process_resident_memory_bytes", told, found.memory)
    yield gauge("process_open_fds", "Files that the process has open.", found.open_files)


def _content(services: Services) -> Family:
    versions = {
        "questionnaire": services.questionnaire.version,
        "rulebook": services.rulebook.version,
    }
    told = "Which questions and rules are shown; always 1."
    sample = Sample(1, tuple(versions.items()))
    return Family("self_check_content_info", "gauge", told, (sample,))


def _age(at: datetime | None, now: datetime) -> float | None:
    """Seconds since a moment; 0 where the clock has been set back."""
    return None if at is None else max(0.0, (now - at).total_seconds())
