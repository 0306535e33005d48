"""One text message to one person, by the clinic's own gateway."""

import json
import ssl

from operations.posting import AT_MOST, connection_to, post
from operations.smtp import NotSent
from records.answers.outbox import Waiting
from settings.texts import Texts

NEVER = (400, 422)  # answers that stay the same however often it is tried


def send(
    texts: Texts,
    message: Waiting,
    trusted: ssl.SSLContext | None = None,
    at_most: float = AT_MOST,
) -> None:
    """Hand a text to the gateway: JSON with `to` and `text`. Raises NotSent for all but 2xx."""
    headers = {"Authorization": f"Bearer {texts.token}"} if texts.token else {}
    body = json.dumps({"to": message.to, "text": message.text}).encode()
    status = post(texts.url, headers, body, trusted, at_most)
    if status not in range(200, 300):
        raise NotSent(f"the gateway answered {status}", is_final=status in NEVER)


def reach(texts: Texts, trusted: ssl.SSLContext | None = None, at_most: float = AT_MOST) -> None:
    """Connect, and send nothing. Raises NotSent."""
    with connection_to(texts.url, trusted, at_most):
        pass
