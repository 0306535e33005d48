"""Two ways to an app: in this process, where a fault shows its place, and by a socket."""

import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from io import BytesIO, StringIO
from traceback import extract_tb
from urllib.parse import unquote_to_bytes

from flask import Flask

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent, as it goes over the wire."""

    method: str
    target: str
    headers: Headers = ()
    body: bytes = b""
    texts: tuple[str, ...] = field(default=(), compare=False)
    """What in it must not come back as it is."""

    def __str__(self) -> str:
        return f"{self.method} {self.target[:120]} {self.body[:200]!r}"


OURS = re.compile(r"\b(self-check|staff|kiosk|patient)=")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `fault`: where the app broke, or why nothing came."""

    status: int
    headers: Headers = ()
    text: str = ""
    fault: str = ""

    @property
    def mimetype(self) -> str:
        """As the headers say."""
        return dict(self.headers).get("Content-Type", "").split(";")[0]

    @property
    def cookies(self) -> dict[str, str]:
        """Those that it sets; "" for one that it takes away."""
        set_to = (value for name, value in self.headers if name.lower() == "set-cookie")
        pairs = (one.split(";")[0].partition("=") for one in set_to)
        return {name: value for name, _, value in pairs}


class InProcess:
    """An app called as a server would call it. It raises what breaks in it (TESTING)."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def carry(self, request: Request) -> Answer:
        """Ask, and take in all that comes."""
        began: list[tuple[str, Headers]] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> object:
            began.append((status, tuple(headers)))
            return began

        try:
            chunks: Iterable[bytes] = self.app.wsgi_app(environ(request), start)
            body = b"".join(chunks)
            getattr(chunks, "close", lambda: None)()
        except Exception as fault:
            place = extract_tb(fault.__traceback__)[-1]
            return Answer(500, fault=f"{fault!r:.200} at {place.filename}:{place.lineno}")
        status, headers = began[-1]
        return Answer(int(status[:3]), headers, text_of(body, dict(headers)))


class BySocket:
    """A served app."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=10)
        self.named = rf"\1-{port}="  # its cookies carry its port

    def carry(self, request: Request) -> Answer:
        """Ask, and take in all that comes; no answer is a fault, unless too much was sent."""
        try:
            return self._ask(request)
        except (OSError, HTTPException) as fault:
            self.connection.close()
            was_too_much = len(request.body) > 64 * 1024
            return Answer(413) if was_too_much else Answer(0, fault=repr(fault))

    def close(self) -> None:
        """Leave."""
        self.connection.close()

    def _ask(self, request: Request) -> Answer:
        self.connection.putrequest(
            request.method, request.target, skip_host=True, skip_accept_encoding=True
        )
        for name, value in with_length(request):
            told = OURS.sub(self.named, value) if name == "Cookie" else value
            self.connection.putheader(name, told.encode("latin-1"))
        self.connection.endheaders(request.body)
        response = self.connection.getresponse()
        body, headers = response.read(), tuple(response.getheaders())
        return Answer(response.status, headers, text_of(body, dict(headers)))


def with_length(request: Request) -> Headers:
    """The headers, with the length of the body and a host where none is told."""
    names = {name.lower() for name, _ in request.headers}
    host = () if "host" in names else (("Host", "localhost"),)
    return (*host, *request.headers, ("Content-Length", str(len(request.body))))


def environ(request: Request) -> dict[str, object]:
    """A request as a server hands it on."""
    path, _, query = request.target.partition("?")
    told: dict[str, str] = {}
    for name, value in with_length(request):
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        told[key] = f"{told[key]}, {value}" if key in told else value
    return told | {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(request.body),
        "wsgi.errors": StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def text_of(body: bytes, headers: Mapping[str, str]) -> str:
    """What stands in a body."""
    is_zipped = headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(body) if is_zipped else body).decode("utf-8", "replace")
