"""Which other program is told that answers arrived, and how it knows that it was us."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from settings.address import Endpoint, safe_address
from settings.clinic import BadSetting

PREFIX = "whsec_"
SECRET_SIZES = range(24, 65)  # bytes, as the Standard Webhooks have it
DEFAULTS: dict[str, object] = {"WEBHOOK_URL": "", "WEBHOOK_SECRET": ""}
WHAT_TO_SET = {
    "WEBHOOK_URL": "Where the clinic's practice system is told that answers arrived or wait to be "
    "reviewed, like https://practice.example/events.",
}
HOW = 'Make one: openssl rand -base64 32, and put "whsec_" before it.'


@dataclass(frozen=True, slots=True)
class Webhook(Endpoint):
    """Where events go."""

    secrets: tuple[bytes, ...] = ()
    """What each is signed with: one, or for the time of a change the new one and the old."""


def webhook_from(settings: Mapping[str, object]) -> Webhook:
    """Where events go, from the settings. Raises BadSetting."""
    url, given = str(settings["WEBHOOK_URL"]), str(settings["WEBHOOK_SECRET"])
    if not url:
        if given:
            raise BadSetting("FLASK_WEBHOOK_SECRET needs FLASK_WEBHOOK_URL, where events go.")
        return Webhook()
    if not given:
        raise BadSetting(f"FLASK_WEBHOOK_URL needs FLASK_WEBHOOK_SECRET. {HOW}")
    return Webhook(
        safe_address("WEBHOOK_URL", url), tuple(map(_secret, given.replace(",", " ").split()))
    )


def _secret(given: str) -> bytes:
    try:
        secret = base64.b64decode(given.removeprefix(PREFIX), validate=True)
    except ValueError:
        secret = b""
    if not given.startswith(PREFIX) or len(secret) not in SECRET_SIZES:
        raise BadSetting(
            f'FLASK_WEBHOOK_SECRET must be "{PREFIX}" and the base64 of {SECRET_SIZES[0]} to '
            f"{SECRET_SIZES[-1]} bytes. {HOW}"
        )
    return secret
