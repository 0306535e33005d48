"""One text message to one person, by the clinic's own gateway."""

import json

from operations.posting import post
from operations.smtp import NotSent
from records.answers.outbox import Waiting
from settings.sms import Sms

NEVER = (400, 422)  # answers that stay the same however often it is tried


def send(gateway: Sms, message: Waiting) -> None:
    """Hand a text to the gateway: JSON with `to` and `text`. Raises NotSent for all but 2xx."""
    headers = {"Authorization": f"Bearer {gateway.token}"} if gateway.token else {}
    body = json.dumps({"to": message.to, "text": message.short}).encode()
    status = post(gateway.url, headers, body)
    if status not in range(200, 300):
        raise NotSent(f"the gateway answered {status}", is_final=status in NEVER)
