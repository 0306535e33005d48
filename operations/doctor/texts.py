"""The gateway for text messages, and whether patients are written to. Nothing is sent."""

import ssl
from collections.abc import Iterator

from operations import sms
from operations.doctor.check import Check, DiagnosticContext, attention, ok, wrong
from operations.smtp import NotSent
from settings.clinic import BadSetting
from settings.mail import mail_from
from settings.texts import texts_from

PATIENCE = 5  # seconds
LOOK_AT = "Look at FLASK_SMS_URL, and whether this machine may connect there."
NO_REMINDERS = "No reminder and no recheck goes by itself: what links begin with is not known."
SET = "Set FLASK_BASE_URL to the address at which people reach the clinic."


def texts(context: DiagnosticContext, trusted: ssl.SSLContext | None = None) -> Iterator[Check]:
    """Connect, say nothing and leave."""
    try:
        settings = texts_from(context.settings)
    except BadSetting:
        return  # told with the settings
    if not settings.is_on:
        yield ok("texts", "None go out: FLASK_SMS_URL is not set.")
        return
    try:
        sms.reach(settings, trusted, PATIENCE)
        yield ok("texts", f"{settings.host} answers.")
    except NotSent as problem:
        yield wrong("texts", f"{settings.host} cannot be reached: {problem}.", LOOK_AT)


def reminders(context: DiagnosticContext) -> Iterator[Check]:
    """Whether those can go by themselves where there is a way for them."""
    try:
        is_on = mail_from(context.settings).is_on or texts_from(context.settings).is_on
    except BadSetting:
        return  # told with the settings
    if is_on and not context.settings["BASE_URL"]:
        yield attention("reminders", NO_REMINDERS, SET)
