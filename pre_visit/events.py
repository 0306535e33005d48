"""What another program of the clinic is told: that something came, and where to read it.

Nothing of it is about health: no answer, no sign, not how urgent.
"""

import json
from datetime import UTC, datetime
from enum import StrEnum
from secrets import token_urlsafe

from records.answers import outbox
from records.answers.invitations import Invitation
from records.answers.outbox import OutboxKind
from records.engine.encryption import Encryption
from records.engine.store import Store


class EventType(StrEnum):
    """What happened."""

    ANSWERS_ARRIVED = "answers.arrived"
    ANSWERS_NEED_REVIEW = "answers.need_review"


def announce(
    db: Store,
    encryption: Encryption,
    event: EventType,
    invitation: Invitation,
    base_url: str,
    now: datetime,
) -> None:
    """Put an event out, with an id that no other has; it is tried until somebody took it."""
    event_id = f"msg_{token_urlsafe(16)}"
    told = {
        "id": event_id,
        "type": event,
        "timestamp": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "data": {
            "visit": invitation.name,
            "reference": invitation.reference,
            "address": f"{base_url}/clinic/responses/{invitation.name}",
        },
    }
    outbox.add(
        db,
        encryption,
        to="",
        subject=event_id,
        text=json.dumps(told),
        kind=OutboxKind.WEBHOOK,
        now=now,
        invitation=invitation.id,
    )
