"""An event to another program of the clinic, signed as standardwebhooks.com has it."""

import base64
import hmac
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR
from threading import Event, Timer
from urllib.parse import urlsplit

from operations.smtp import NotSent
from records.answers.outbox import Waiting
from settings.webhook import Webhook

AT_MOST = 15  # seconds: to connect, and again until there is an answer
GONE = 410  # nobody wants this any more


def signed(secrets: Iterable[bytes], event_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers by which whoever knows the secret knows that it is ours, and from now."""
    at = str(int(now.timestamp()))
    content = b".".join((event_id.encode(), at.encode(), body))
    signatures = (base64.b64encode(hmac.digest(one, content, "sha256")) for one in secrets)
    return {
        "webhook-id": event_id,
        "webhook-timestamp": at,
        "webhook-signature": " ".join(f"v1,{one.decode()}" for one in signatures),
    }


def call(
    webhook: Webhook,
    event: Waiting,
    now: datetime,
    trusted: ssl.SSLContext | None = None,
    at_most: float = AT_MOST,
) -> None:
    """Post an event; its certificate must be good, and no other address is followed.

    Raises NotSent for any answer but 2xx, and for none in time.
    """
    body, parts = event.text.encode(), urlsplit(webhook.url)
    headers = {"Content-Type": "application/json", "User-Agent": "upper-back-self-check"}
    headers |= signed(webhook.secrets, event.subject, body, now)
    with _connection(webhook, trusted, at_most) as connection:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, headers)
        status = connection.getresponse().status
    if status not in range(200, 300):
        raise NotSent(f"the other program answered {status}", is_final=status == GONE)


def reach(
    webhook: Webhook, trusted: ssl.SSLContext | None = None, at_most: float = AT_MOST
) -> None:
    """Connect, and send nothing. Raises NotSent."""
    with _connection(webhook, trusted, at_most):
        pass


@contextmanager
def _connection(
    webhook: Webhook, trusted: ssl.SSLContext | None, at_most: float
) -> Iterator[HTTPConnection]:
    """A connection that is cut when its time is over, however slowly the other side talks."""
    parts = urlsplit(webhook.url)
    if parts.scheme == "https":
        context = trusted or ssl.create_default_context()
        connection: HTTPConnection = HTTPSConnection(
            webhook.host, parts.port, timeout=at_most, context=context
        )
    else:
        connection = HTTPConnection(webhook.host, parts.port, timeout=at_most)
    try:
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
    finally:
        connection.close()


def _cut(connection: HTTPConnection, is_over: Event) -> None:
    is_over.set()
    with suppress(OSError, AttributeError):  # it has just ended by itself
        connection.sock.shutdown(SHUT_RDWR)
