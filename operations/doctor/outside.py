"""What is reached outside: mail, text messages, the practice system. Nothing is sent."""

from collections.abc import Callable, Iterator

from operations import posting, smtp
from operations.doctor.check import Check, DiagnosticContext, attention, ok, wrong
from operations.smtp import NotSent
from records.answers import outbox
from records.answers.outbox import OutboxKind
from records.upkeep import soundness
from settings.clinic import BadSetting
from settings.mail import mail_from
from settings.sms import sms_from
from settings.webhook import webhook_from

PATIENCE = 5  # seconds, for each answer
LOOK_AT = "Look at the {} settings, and whether this machine may connect there."
MISSED = "See why in the log of the app; what is missed can be read again by /api/v1/responses."
NO_REMINDERS = "No reminder and no recheck goes by itself: what links begin with is not known."
SET = "Set FLASK_BASE_URL to the address at which people reach the clinic."


def mail(context: DiagnosticContext) -> Iterator[Check]:
    """Connect, sign in, say nothing and leave."""
    try:
        settings = mail_from(context.settings)
    except BadSetting:
        return  # told with the settings
    if not settings.is_on:
        yield ok("mail", "None goes out: FLASK_SMTP_HOST is not set.")
        return
    where = f"{settings.host}:{settings.port}, {settings.security}"
    yield _reached("mail", where, "FLASK_SMTP_", lambda: smtp.reach(settings, at_most=PATIENCE))


def sms(context: DiagnosticContext) -> Iterator[Check]:
    """Whether the gateway answers, and whether reminders and rechecks can go by themselves."""
    try:
        settings, has_mail = sms_from(context.settings), mail_from(context.settings).is_on
    except BadSetting:
        return  # told with the settings
    yield _posted_to("sms", settings.host, settings.url, "FLASK_SMS_URL")
    if (settings.is_on or has_mail) and not context.settings["BASE_URL"]:
        yield attention("reminders", NO_REMINDERS, SET)


def events(context: DiagnosticContext) -> Iterator[Check]:
    """Whether the practice system answers, and whether there are events that nobody took."""
    try:
        settings = webhook_from(context.settings)
    except BadSetting:
        return  # told with the settings
    yield _posted_to("events", settings.host, settings.url, "FLASK_WEBHOOK_URL")
    if settings.is_on and context.has_records:
        with soundness.looking_at(context.database) as db:
            if lost := outbox.given_up(db, OutboxKind.WEBHOOK):
                found = f"{lost} were given up: nobody took them for a day, or wants them any more."
                yield attention("events", found, MISSED)


def _posted_to(name: str, host: str, url: str, setting: str) -> Check:
    if not url:
        return ok(name, f"None go out: {setting} is not set.")
    return _reached(name, host, setting, lambda: posting.reach(url, PATIENCE))


def _reached(name: str, where: str, setting: str, reach: Callable[[], None]) -> Check:
    try:
        reach()
        return ok(name, f"{where} answers.")
    except NotSent as problem:
        return wrong(name, f"{where} cannot be reached: {problem}.", LOOK_AT.format(setting))
