"""The address at which people reach this clinic, for the links that are given out."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from clinic.details import BadSetting, yes_or_no


def base_url_from(setting: str, host: str, port: int) -> str:
    """What every link begins with, without a slash at the end. Raises BadSetting."""
    given = setting.strip().rstrip("/")
    if not given:
        return f"http://{_findable(host)}:{port}"
    if not re.fullmatch(r"https?://[\w.-]+(:\d+)?|https?://\[[0-9a-fA-F:]+\](:\d+)?", given):
        raise BadSetting(
            f"FLASK_BASE_URL: '{setting}' is no address. Write it as https://clinic.example, "
            "with nothing behind the name."
        )
    return given


def https_from(settings: Mapping[str, Any]) -> bool:
    """Whether people come by https: as the base address says, else as set. Raises BadSetting."""
    scheme, chosen = urlsplit(str(settings["BASE_URL"]).strip()).scheme, settings["HTTPS"]
    is_https = scheme == "https" if chosen in (None, "") else yes_or_no(settings, "HTTPS")
    if scheme and is_https != (scheme == "https"):
        raise BadSetting(
            f"FLASK_HTTPS is {str(chosen).lower()}, but FLASK_BASE_URL begins with {scheme}://. "
            "Leave FLASK_HTTPS out, or change the address."
        )
    return is_https


def hsts_from(settings: Mapping[str, Any]) -> int:
    """Seconds for which browsers are told to come by https alone; 0: not told. Raises BadSetting.

    Once told, a browser holds to it for as long, so it is for the clinic to decide.
    """
    seconds = settings["HSTS"]
    if type(seconds) is not int or seconds < 0:
        raise BadSetting("FLASK_HSTS must be a number of seconds, like 31536000; 0 for none.")
    return seconds


def works_only_here(base_url: str) -> bool:
    """Whether a link can be opened on this machine alone."""
    host = urlsplit(base_url).hostname or ""
    return _is(host, "is_loopback") or host == "localhost"


def _findable(host: str) -> str:
    """A host as an address names it; the machine itself where a server listens on all it has."""
    if not host or _is(host, "is_unspecified"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _is(host: str, what: str) -> bool:
    try:
        return bool(getattr(ip_address(host), what))
    except ValueError:
        return False
