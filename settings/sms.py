"""The gateway by which text messages go out. All from settings."""

from collections.abc import Mapping
from dataclasses import dataclass

from settings.address import Endpoint, safe_address
from settings.clinic import BadSetting

DEFAULTS: dict[str, object] = {"SMS_URL": "", "SMS_TOKEN": ""}
WHAT_TO_SET = {
    "SMS_URL": "The address of a gateway that sends text messages: one POST for each.",
}


@dataclass(frozen=True, slots=True)
class Sms(Endpoint):
    """The gateway by which text messages go out."""

    token: str = ""


def sms_from(settings: Mapping[str, object]) -> Sms:
    """How text messages go out, from the settings. Raises BadSetting."""
    url, token = str(settings["SMS_URL"]), str(settings["SMS_TOKEN"])
    if token and not url:
        raise BadSetting("FLASK_SMS_TOKEN needs FLASK_SMS_URL, the gateway it is shown to.")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise BadSetting("FLASK_SMS_TOKEN has a sign that cannot be sent in a header.")
    return Sms(safe_address("SMS_URL", url) if url else "", token)
