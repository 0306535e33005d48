"""The app as a process of its own, with everything that it writes in one folder."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from secrets import token_urlsafe
from time import sleep
from typing import IO, Any

from cryptography.fernet import Fernet

from records.engine.database import Connections
from records.engine.sqlite import Sqlite

ROOT = Path(__file__).parents[1]
FIRST = 3  # under this number systemd hands a socket over
SERVES = "(Ctrl-C stops it)"  # the app listens before it says so; from then on it answers


@dataclass
class Served:
    """A running app: where it is, and what it writes."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]
    port: int

    @cached_property
    def db(self) -> Sqlite:
        """Its records, opened beside it."""
        return Connections(self.folder / "records.db").database()

    @property
    def log(self) -> str:
        """What it has said so far."""
        return (self.folder / "log.txt").read_text(encoding="utf-8", errors="replace")

    @property
    def memory(self) -> int:
        """What the process has taken for itself, in kB; what it shares depends on others."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[Served]:
    """The app on a free port, until it is no longer needed; its log is in the folder.

    `settings` are those of the README without FLASK_, like CLINIC_PHONE="…"; keys and database
    may be told, so that a second process, or one started later, shares them.
    """
    port, starts = free_port(), starts_told(folder)
    process = launched(folder, port, settings)
    try:
        site = Served(f"http://127.0.0.1:{port}", folder, process, port)
        for _ in range(1200):
            if starts_told(folder) > starts or process.poll() is not None:
                break
            sleep(0.1)
        if starts_told(folder) == starts:
            raise RuntimeError(f"The app did not start. {site.log[-500:]}")
        yield site
    finally:
        end(process)


def end(process: subprocess.Popen[Any]) -> None:
    """End a server at once: told twice, it lets in nobody who may still come."""
    while process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)


def starts_told(folder: Path) -> int:
    """How often an app has said in this folder's log that it serves."""
    log = folder / "log.txt"
    return log.read_text(encoding="utf-8", errors="replace").count(SERVES) if log.exists() else 0


def launched(folder: Path, port: int, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """The app as it starts, its log in the folder; whoever asked for it has to end it."""
    own = environment(folder, settings) | {"PORT": f"{port}"}
    with (folder / "log.txt").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=os.environ | own, stdout=log, stderr=log
        )


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """What an app needs to run with all that it keeps in one folder; new keys unless told."""
    own = {
        "SECRET_KEY": token_urlsafe(32),
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "DATABASE": str(folder / "records.db"),
        "CLINIC_NAME": "Your clinic",
    }
    return {f"FLASK_{name}": value for name, value in (own | dict(settings)).items()}


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_for(port: int) -> None:
    """Until somebody takes visitors there, for two minutes at most. Raises TimeoutError."""
    for _ in range(1200):
        with socket.socket() as visitor:
            if visitor.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise TimeoutError(f"Nobody answers at port {port}.")


def start_on(
    listener: socket.socket, settings: Mapping[str, str], out: IO[bytes] | int, folder: Path
) -> subprocess.Popen[bytes]:
    """The app.py of a folder, on a socket that stays when it ends, as systemd starts one."""

    def take() -> None:
        os.dup2(listener.fileno(), FIRST)
        os.environ.update(settings, LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")

    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=folder,
        pass_fds=[FIRST],
        preexec_fn=take,
        stdout=out,
        stderr=out,
    )
