"""Mail: whether the server is there and lets the app in. No mail is sent."""

import ssl
from collections.abc import Iterator

from operations import smtp
from operations.doctor.check import Check, DiagnosticContext, ok, wrong
from operations.smtp import NotSent
from settings.clinic import BadSetting
from settings.mail import mail_from

PATIENCE = 5  # seconds, for each answer
LOOK_AT = "Look at the FLASK_SMTP_ settings, and whether this machine may connect there."


def mail(context: DiagnosticContext, trusted: ssl.SSLContext | None = None) -> Iterator[Check]:
    """Connect, sign in, say nothing and leave."""
    try:
        settings = mail_from(context.settings)
    except BadSetting:
        return  # told with the settings
    where = f"{settings.host}:{settings.port}, {settings.security}"
    if not settings.is_on:
        yield ok("mail", "None goes out: FLASK_SMTP_HOST is not set.")
        return
    try:
        smtp.reach(settings, trusted, PATIENCE)
        yield ok("mail", f"The server answers ({where}).")
    except NotSent as problem:
        yield wrong("mail", f"The server cannot be used ({where}): {problem}.", LOOK_AT)
