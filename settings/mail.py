"""Which server sends mail, from whom, and who is told of warnings. All from settings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Literal, cast

from questionnaire.contact import mail_address
from settings.clinic import BadSetting, whole

DEFAULTS: dict[str, object] = {
    "SMTP_HOST": "",
    "SMTP_PORT": 587,
    "SMTP_USER": "",
    "SMTP_PASSWORD": "",
    "SMTP_SECURITY": "starttls",
    "MAIL_FROM": "",
    "MAIL_ALERTS_TO": "",
    "ALERT_EVERY": 60,
    "REMIND_DAYS": "3,1",
}
LONGEST_BEFORE = 30  # days from a reminder to the visit
Security = Literal["starttls", "tls", "none"]
PORTS = range(1, 65_536)


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail goes out; without a `host` none does."""

    host: str
    port: int
    user: str
    password: str
    security: Security
    sender: str
    alerts_to: str
    alert_every: timedelta
    remind_days: tuple[int, ...] = ()
    """How many days before their visit patients are reminded by themselves; by text too."""

    @property
    def is_on(self) -> bool:
        """Whether there is a server to send by."""
        return bool(self.host)

    @property
    def alerts(self) -> bool:
        """Whether anybody is told of warnings."""
        return self.is_on and bool(self.alerts_to) and bool(self.alert_every)


def mail_from(settings: Mapping[str, object]) -> Mail:
    """How mail goes out, from the settings. Raises BadSetting."""
    host = str(settings["SMTP_HOST"])
    if host and not _is_host(host):
        raise BadSetting(f"FLASK_SMTP_HOST: '{host}' is no name of a server, like mail.example.")
    security = str(settings["SMTP_SECURITY"]).lower()
    if security not in ("starttls", "tls", "none"):
        raise BadSetting(f"FLASK_SMTP_SECURITY must be starttls, tls or none, not '{security}'.")
    return Mail(
        host=host,
        port=whole(settings, "SMTP_PORT", PORTS),
        user=_plain("SMTP_USER", str(settings["SMTP_USER"])),
        password=_password(settings),
        security=cast(Security, security),
        sender=_address(settings, "MAIL_FROM", is_needed=bool(host)),
        alerts_to=_address(settings, "MAIL_ALERTS_TO", needs=host),
        alert_every=timedelta(minutes=whole(settings, "ALERT_EVERY", range(0, 10_081))),
        remind_days=_days(str(settings["REMIND_DAYS"])),
    )


def _days(given: str) -> tuple[int, ...]:
    days = [part.strip() for part in given.split(",") if part.strip()]
    if not all(day.isascii() and day.isdecimal() and len(day) < 3 for day in days) or not all(
        1 <= int(day) <= LONGEST_BEFORE for day in days
    ):
        raise BadSetting(
            f"FLASK_REMIND_DAYS must be days before the visit, from 1 to {LONGEST_BEFORE}, like "
            f"3,1; empty for no reminders. It is '{given}'."
        )
    return tuple(sorted(set(map(int, days)), reverse=True))


def _address(
    settings: Mapping[str, object], name: str, *, is_needed: bool = False, needs: str = "-"
) -> str:
    given = str(settings[name])
    if is_needed and not given:
        raise BadSetting(
            f"FLASK_{name} must say who mail comes from, since FLASK_SMTP_HOST is set."
        )
    if given and not needs:
        raise BadSetting(f"FLASK_{name} needs FLASK_SMTP_HOST, the server that sends the mail.")
    if given and not mail_address(given):
        raise BadSetting(f"FLASK_{name}: '{given}' is no e-mail address like desk@clinic.example.")
    return mail_address(given)


def _password(settings: Mapping[str, object]) -> str:
    """The password as it was given: read as a number it would lose its zeros."""
    given = settings["SMTP_PASSWORD"]
    if not isinstance(given, str):
        raise BadSetting("FLASK_SMTP_PASSWORD reads as a number: put double quotes around it.")
    return _plain("SMTP_PASSWORD", given)


def _plain(name: str, given: str) -> str:
    """As a server can be told it: the way to sign in has no other letters."""
    if not (given.isascii() and given.isprintable()):
        raise BadSetting(
            f"FLASK_{name} has a sign that mail servers cannot be told when signing in: only "
            "letters without accents, digits and the signs of an English keyboard. "
            "Set another at the mail server."
        )
    return given


def _is_host(given: str) -> bool:
    """Whether a server may have this name or number; each part of a name has 1 to 63 letters."""
    try:
        if ":" in given:
            return bool(ip_address(given))
        name = given.removesuffix(".").encode("idna")
    except ValueError:
        return False
    return re.fullmatch(rb"[\w.-]+", name) is not None
