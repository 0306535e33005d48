"""The address at which people reach this clinic, for the links that are given out."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from clinic.details import BadSetting


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
