"""The practice system that is told of answers: whether it is there. No event is sent."""

import ssl
from collections.abc import Iterator

from operations import webhook
from operations.doctor.check import Check, DiagnosticContext, attention, ok, wrong
from operations.smtp import NotSent
from records.answers import outbox
from records.answers.outbox import OutboxKind
from records.upkeep import soundness
from settings.clinic import BadSetting
from settings.webhook import webhook_from

PATIENCE = 5  # seconds
LOOK_AT = "Look at FLASK_WEBHOOK_URL, and whether this machine may connect there."
MISSED = "See why in the log of the app; what is missed can be read again by /api/v1/responses."


def events(context: DiagnosticContext, trusted: ssl.SSLContext | None = None) -> Iterator[Check]:
    """Connect, say nothing and leave; and tell of events that nobody took."""
    try:
        settings = webhook_from(context.settings)
    except BadSetting:
        return  # told with the settings
    if not settings.is_on:
        yield ok("events", "None go out: FLASK_WEBHOOK_URL is not set.")
        return
    try:
        webhook.reach(settings, trusted, PATIENCE)
        yield ok("events", f"{settings.host} answers.")
    except NotSent as problem:
        yield wrong("events", f"{settings.host} cannot be reached: {problem}.", LOOK_AT)
    if not context.has_records:
        return
    with soundness.looking_at(context.database) as db:
        if lost := outbox.given_up(db, OutboxKind.WEBHOOK):
            found = f"{lost} were given up: nobody took them for a day, or wants them any more."
            yield attention("events", found, MISSED)
