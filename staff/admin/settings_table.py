"""The settings as an administrator reads them: in groups, each with what stands now."""

from collections.abc import Mapping
from dataclasses import dataclass

from settings.clinic import WHAT_TO_SET
from settings.kiosk import WHAT_TO_SET as OF_KIOSKS
from settings.monitoring import WHAT_TO_SET as WRITTEN_DOWN
from settings.settings import AS_GIVEN, DEFAULTS
from settings.sms import WHAT_TO_SET as OF_SMS
from settings.webhook import WHAT_TO_SET as OF_WEBHOOK

GROUPS: dict[str, dict[str, str]] = {
    "The clinic": WHAT_TO_SET,
    "Where it runs": {
        "BASE_URL": "The address that links begin with, like https://clinic.example.",
        "EMBED_ON": "The clinic's own site, like https://www.clinic.example: it may show the start "
        "page in a frame. Several with commas between; unless set, none may.",
        "TIMEZONE": "The clinic's time zone, like America/Toronto.",
        "HTTPS": "true where people come by https, and BASE_URL does not say so.",
        "HSTS": "Seconds for which browsers are told to come by https alone; 0 for none.",
        "BEHIND_PROXY": "true behind one proxy that passes requests on.",
        **WRITTEN_DOWN,
    },
    "Kiosks": OF_KIOSKS,
    "How long things are kept": {
        "KEEP_INVITATIONS": "Days that an invitation without answers is kept after its end.",
        "KEEP_RESPONSES": "Days that answers which were sent are kept.",
        "KEEP_REQUESTS": "Days that a request for an appointment is kept.",
    },
    "Mail and text messages": {
        "SMTP_HOST": "The server that sends mail. Without one no mail is sent.",
        "SMTP_PORT": "Its port.",
        "SMTP_USER": "The name to sign in there with.",
        "SMTP_SECURITY": "starttls, tls or none: how the way to it is kept private.",
        "MAIL_FROM": "The address that mail comes from.",
        "MAIL_ALERTS_TO": "Who is mailed that a warning or a call waits; never about health.",
        "ALERT_EVERY": "Minutes until such a mail is sent again; 0 for never.",
        "REMIND_DAYS": "Days before an appointment to remind patients; empty for never.",
        "SMS_URL": OF_SMS["SMS_URL"],
    },
    "Your practice system": OF_WEBHOOK,
}
OTHERS = "Others"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting, and whether somebody set it."""

    name: str
    what: str
    value: str
    is_set: bool


def groups_of(given: Mapping[str, object]) -> list[tuple[str, list[SettingRow]]]:
    """Every setting that may be shown, in groups; one that is in no group stands at the end."""
    grouped = {name for group in GROUPS.values() for name in group}
    others = dict.fromkeys(sorted(set(DEFAULTS) - grouped - set(AS_GIVEN)), "")
    return [
        (title, [_row(name, what, given[name]) for name, what in group.items()])
        for title, group in {**GROUPS, OTHERS: others}.items()
        if group
    ]


def _row(name: str, what: str, value: object) -> SettingRow:
    words = str(value).lower() if isinstance(value, bool) else str("" if value is None else value)
    return SettingRow(name, what, words, value != DEFAULTS[name])
