"""An event to another program of the clinic, signed as standardwebhooks.com has it."""

import base64
import hmac
import ssl
from collections.abc import Iterable
from datetime import datetime

from operations.posting import AT_MOST, post
from operations.smtp import NotSent
from records.answers.outbox import Waiting
from settings.webhook import Webhook

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
    body = event.text.encode()
    headers = signed(webhook.secrets, event.subject, body, now)
    status = post(webhook.url, headers, body, trusted, at_most)
    if status not in range(200, 300):
        raise NotSent(f"the other program answered {status}", is_final=status == GONE)
