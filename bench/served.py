"""A server process as seen from here: where it is, and what it has used."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any


class Served:
    """A running server."""

    def __init__(self, ask: IO[str], told: IO[str], what: str) -> None:
        self._ask, self._told = ask, told
        self.port: int = self._report(what)["port"]

    def _report(self, line: str) -> dict[str, Any]:
        print(line, file=self._ask, flush=True)
        report: dict[str, Any] = json.loads(self._told.readline())
        return report

    @property
    def cpu(self) -> float:
        """Seconds of processor time used so far, by the process and for it in the system."""
        seconds: float = self._report("report")["cpu"]
        return seconds

    @property
    def memory_mb(self) -> float:
        """What it takes of memory."""
        kb: int = self._report("report")["kb"]
        return kb / 1024


@contextmanager
def served(what: str) -> Iterator[Served]:
    """A server of "app" or "hello" while the block runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            if process.stdin is None or process.stdout is None:
                raise AssertionError("The server cannot be asked.")
            yield Served(process.stdin, process.stdout, what)
        finally:
            if process.stdin:
                process.stdin.close()
            process.wait(timeout=10)
