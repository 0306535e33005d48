"""How long `make run` takes to its first page, once it has run before."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from bench.figures import Figure
from bench.trial import own_environment

STARTS = 3
PATIENCE = 15  # seconds


def start_figures() -> Iterator[Figure]:
    """From the command to the first page in full; keys and database are not the clinic's."""
    what = "make run, started again, to its first page"
    if not Path(".venv/installed-from").exists():
        yield Figure(what, None, "(make run has never run here)", at_most=1.5)
        return
    with TemporaryDirectory() as folder:
        times = [time_to_first_page(Path(folder)) for _ in range(STARTS + 1)][1:]
    yield Figure(what, median(times), "s", at_most=1.5)


def time_to_first_page(folder: Path) -> float:
    """Seconds from the command until the first page came."""
    port = free_port()
    environment = own_environment(folder) | {"PORT": str(port), "HOST": "127.0.0.1"}
    start = monotonic()
    with make_run(environment):
        while monotonic() - start < PATIENCE:
            if is_up(port):
                return monotonic() - start
            sleep(0.01)
    raise AssertionError(f"make run served no page in {PATIENCE} s.")


@contextmanager
def make_run(environment: dict[str, str]) -> Iterator[None]:
    """`make run` while the block runs; then it and all that it started are ended."""
    process = subprocess.Popen(
        ["/usr/bin/env", "make", "run"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=10)


def is_up(port: int) -> bool:
    """Whether the first page comes."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
