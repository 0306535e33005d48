"""Answers taken out in one file: the memory that a process needs for few and for many."""

import json
import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

from app import DEFAULTS, create_app
from services import services_of
from torture.figures import Figure
from torture.store.visits import NOW

PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
GROWTH_AT_MOST = 16  # MB
KINDS = ("csv", "json", "fhir")
FEW, MANY = timedelta(days=20), timedelta(days=200)


def figures(folder: Path, kinds: Sequence[str] = KINDS) -> Iterator[Figure]:
    """Each kind of file, of some days and of ten times as many."""
    for kind in kinds:
        small, few = _export(folder, kind, FEW)
        start = time.monotonic()
        large, many = _export(folder, kind, MANY)
        rate = many / (time.monotonic() - start)
        growth = (large - small) / 1024
        yield Figure(
            "",
            f"{kind}: memory for {many:,} rounds over that for {few:,}",
            f"{growth:+.1f} MB, {rate:,.0f} a second",
            f"{GROWTH_AT_MOST} MB",
            growth <= GROWTH_AT_MOST,
        )


def _export(folder: Path, kind: str, days: timedelta) -> tuple[int, int]:
    """The most memory in kB, and how many rounds: of a process that does nothing else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(export, folder, kind, f"{NOW - days:%Y-%m-%d}").result()


def export(folder: Path, kind: str, day: str) -> tuple[int, int]:
    """Write a file and delete it; the most memory this process ever had, and how many rounds."""
    app = create_app(DEFAULTS | json.loads((folder / "settings.json").read_text()))
    out = folder / f"export.{kind}"
    told = ["export", "--format", kind, "--since", day, "--out", str(out)]
    result = app.test_cli_runner().invoke(args=told)
    services_of(app).connections.close()
    out.unlink()
    [count] = re.findall(r"(\d+) written to", result.output)
    [peak] = PEAK.findall(Path("/proc/self/status").read_text())
    return int(peak), int(count)
