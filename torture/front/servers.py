"""Two servers of the app on sockets that outlive them, as the units that are shipped run them."""

import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

from torture.front.given import start_on
from torture.front.site import NAME
from torture.served import environment

SETTINGS = {
    "HSTS": "31536000",
    "BEHIND_PROXY": "true",
    "BASE_URL": f"https://{NAME}",
    "LOG": "requests",
}
BACKLOG = 1024
UNTIL_READY = 60  # seconds


class Server:
    """One of them; it can be told to end, and started again behind the same door."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
        self.port: int = self.listener.getsockname()[1]
        self.settings = {**settings, "HOST": "127.0.0.1", "PORT": str(self.port)}
        self.log = folder / f"{self.port}.txt"
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return start_on(self.listener, self.settings, log.fileno())

    def end(self) -> tuple[int, float]:
        """Tell it to end; its exit code, and the seconds that it took."""
        began = monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(), monotonic() - began

    def restart(self) -> tuple[int, float]:
        """End it and start it again; exit code and seconds of the end."""
        ended = self.end()
        self.process = self._start()
        self.wait()
        return ended

    def wait(self) -> None:
        """Until it says that it is ready. Raises RuntimeError."""
        until = monotonic() + UNTIL_READY
        while not self.is_ready():
            if monotonic() > until or self.process.poll() is not None:
                raise RuntimeError(f"A server is not ready: {self.log.read_text()}")
            sleep(0.05)

    def is_ready(self) -> bool:
        """Whether it says so itself."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=2)  # the door is open before
        try:
            line.request("GET", "/readyz")
            return line.getresponse().status == 200
        except OSError:
            return False
        finally:
            line.close()


@contextmanager
def two_servers(folder: Path) -> Iterator[list[Server]]:
    """Two on one database, until they are no longer needed."""
    settings = environment(folder, SETTINGS)
    servers = [Server(folder, settings), Server(folder, settings)]
    try:
        for server in servers:
            server.wait()
        yield servers
    finally:
        for server in servers:
            server.process.kill()
            server.process.wait()
            server.listener.close()
