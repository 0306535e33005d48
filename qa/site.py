"""The app as somebody starts it: a process, a free port, and a folder with all that it keeps."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds for a start
SET_UP = re.compile(r"/clinic/set-up/(\w+)")
# As behind a web server: each visitor has an address, and one name holds for every server.
SETTINGS = {
    "FLASK_CLINIC_NAME": "A clinic for drills",
    "FLASK_BASE_URL": "http://localhost",
    "FLASK_BEHIND_PROXY": "true",
    "FLASK_LOG": "requests",
}


class Site:
    """`python app.py` on a free port. Two of one folder share records and keys.

    `settings`: as in the environment, like FLASK_KIOSK_IDLE="30".
    """

    program: tuple[str, ...] = ("app.py",)

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.log_file = folder / f"log-{self.port}.txt"
        outside = {key: text for key, text in os.environ.items() if not key.startswith("FLASK_")}
        own = {
            "FLASK_INSTANCE": str(folder / "instance"),
            "HOST": "127.0.0.1",
            "PORT": f"{self.port}",
        }
        self.environment = outside | SETTINGS | own | settings
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; the seconds until it was ready. Raises RuntimeError with its last words."""
        began = monotonic()
        self.launch()
        while not self.is_ready():
            if self._running.poll() is not None or monotonic() > began + PATIENCE:
                raise RuntimeError(f"The app did not start. {self.log[-800:]}")
            sleep(0.02)
        return monotonic() - began

    def launch(self) -> None:
        """Start it, and do not wait."""
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def is_ready(self) -> bool:
        """Whether it says so."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/readyz")
            return line.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            line.close()

    def kill(self) -> None:
        """In the middle of whatever it does (SIGKILL)."""
        self._running.kill()
        self._running.wait()

    def stop(self) -> tuple[int, float]:
        """Ask it to end (SIGTERM); its exit code, and how many seconds it took."""
        began = monotonic()
        self._running.terminate()
        return self._running.wait(timeout=PATIENCE), monotonic() - began

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            raise RuntimeError("It was never started.")
        return self.process

    @contextmanager
    def open(self) -> Iterator["Site"]:
        """Served while the block runs, however often it is killed and started meanwhile."""
        try:
            self.start()
            yield self
        finally:
            if self.process is not None and self.process.poll() is None:
                self.kill()

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`flask …` with the same settings, beside the server or without it."""
        return subprocess.run(
            [sys.executable, "-m", "flask", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def flask(self, *words: str) -> str:
        """What a command says. Raises RuntimeError when it ends with anything but 0."""
        done = self.command(*words)
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(words)}: {done.stdout}{done.stderr}"[-1500:])
        return done.stdout

    def add_staff(self, name: str, *roles: str) -> str:
        """Somebody new; the token of the link at which they choose a passphrase."""
        told = self.flask("staff", "add", name, *(f"--role={role}" for role in roles))
        found = SET_UP.search(told)
        if found is None:
            raise RuntimeError(told)
        return found[1]

    @property
    def log(self) -> str:
        """All that it said."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    @property
    def faults(self) -> list[str]:
        """The lines of its log that tell of a fault."""
        signs = ('"level": "error"', "Traceback")
        return [line for line in self.log.splitlines() if any(sign in line for sign in signs)]

    @property
    def cpu(self) -> float:
        """Seconds of processor time used so far (Linux)."""
        fields = Path(f"/proc/{self._running.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> int:
        """kB that it took for itself; what it shares with others is not in it (Linux)."""
        lines = Path(f"/proc/{self._running.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


class Hello(Site):
    """The least that Flask can be asked for, on the same web server."""

    program = ("-m", "qa.hello")


def free_port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
