"""The gateway by which text messages go out. All from settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from settings.clinic import BadSetting

DEFAULTS: dict[str, object] = {"SMS_URL": "", "SMS_TOKEN": ""}
WHAT_TO_SET = {
    "SMS_URL": "The address of a gateway that sends text messages: one POST for each.",
}
AT_HOME = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Texts:
    """How text messages go out; without a `url` none does."""

    url: str = ""
    token: str = ""

    @property
    def is_on(self) -> bool:
        """Whether there is a gateway to send by."""
        return bool(self.url)

    @property
    def host(self) -> str:
        """The name of the machine that the gateway is on."""
        return urlsplit(self.url).hostname or ""


def texts_from(settings: Mapping[str, object]) -> Texts:
    """How text messages go out, from the settings. Raises BadSetting."""
    url, token = str(settings["SMS_URL"]), str(settings["SMS_TOKEN"])
    if url and not _is_safe(url):
        raise BadSetting(
            f"FLASK_SMS_URL: '{url}' must be an https:// address, or http:// on this machine."
        )
    if token and not url:
        raise BadSetting("FLASK_SMS_TOKEN needs FLASK_SMS_URL, the gateway it is shown to.")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise BadSetting("FLASK_SMS_TOKEN has a sign that cannot be sent in a header.")
    return Texts(url, token)


def _is_safe(url: str) -> bool:
    """Whether nobody on the way can read what is sent there."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    is_http = parts.scheme == "http" and host in AT_HOME
    is_plain = url.isascii() and url.isprintable() and not (parts.username or parts.fragment)
    return bool(host) and is_plain and (parts.scheme == "https" or is_http)
