"""One POST to another program; its certificate must be good, and no other address is followed."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR
from threading import Event, Timer
from urllib.parse import urlsplit

from operations.smtp import NotSent

AT_MOST = 15  # seconds: to connect, and again until there is an answer
ALWAYS = {"Content-Type": "application/json", "User-Agent": "upper-back-self-check"}


def post(
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    trusted: ssl.SSLContext | None = None,
    at_most: float = AT_MOST,
) -> int:
    """Post JSON; the status of the answer. Raises NotSent where none comes in time."""
    with connection_to(url, trusted, at_most) as connection:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, ALWAYS | dict(headers))
        return connection.getresponse().status


def reach(url: str, at_most: float = AT_MOST) -> None:
    """Connect, and post nothing. Raises NotSent."""
    with connection_to(url, at_most=at_most):
        pass


@contextmanager
def connection_to(
    url: str, trusted: ssl.SSLContext | None = None, at_most: float = AT_MOST
) -> Iterator[HTTPConnection]:
    """A connection that is cut when its time is over, however slowly the other side talks.

    Raises NotSent.
    """
    try:
        with closing(_connection(url, trusted, at_most)) as connection:
            connection.connect()
            is_over = Event()
            end = Timer(at_most, _cut, (connection, is_over))
            end.daemon = True
            end.start()
            try:
                yield connection
            finally:
                end.cancel()
            if is_over.is_set():  # half an answer reads like a whole one
                raise TimeoutError
    except (OSError, HTTPException, ValueError) as problem:
        raise NotSent(type(problem).__name__) from problem


def _connection(url: str, trusted: ssl.SSLContext | None, at_most: float) -> HTTPConnection:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = trusted or ssl.create_default_context()
        return HTTPSConnection(host, parts.port, timeout=at_most, context=context)
    return HTTPConnection(host, parts.port, timeout=at_most)


def _cut(connection: HTTPConnection, is_over: Event) -> None:
    is_over.set()
    with suppress(OSError, AttributeError):  # it has just ended by itself
        connection.sock.shutdown(SHUT_RDWR)
