"""A practice system: a real server on this machine that keeps what it is told."""

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from settings.webhook import DEFAULTS, webhook_from

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  # as everybody may read it


@dataclass
class PracticeSystem:
    """What came in: path, headers by small letters, body. `answers`: those to come, then 204."""

    events: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Answers with a status and perhaps an address; "slow" stands for a byte now and then."""

    def do_POST(self):
        system = self.server.system
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers["content-length"]))
        system.events.append((self.path, headers, body))
        answer = system.answers.pop(0) if system.answers else 204
        if answer == "slow":
            self.drip(system)
            return
        status, to = answer if isinstance(answer, tuple) else (answer, "")
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self, system):
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not system.is_over.wait(0.02):
                self.wfile.write(b"x")
        except OSError:
            system.is_over.set()  # whoever called has gone
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    """Start practice systems, each stopped at the end; gives the address."""
    started = []

    def serve(system, sealed=None):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if sealed:
            server.socket = sealed.wrap_socket(server.socket, server_side=True)
        server.system = system
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        started.append((server, thread))
        return f"{'https' if sealed else 'http'}://127.0.0.1:{server.server_port}/events?of=clinic"

    yield serve
    for server, thread in started:
        server.system.is_over.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def system():
    return PracticeSystem()


@pytest.fixture
def webhook_to():
    """A webhook as it is set to an address."""
    return lambda url: webhook_from(DEFAULTS | {"WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET})


@pytest.fixture
def webhook(serve, system, webhook_to):
    return webhook_to(serve(system))
