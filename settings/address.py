"""The address at which people reach this clinic, for the links that are given out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from questionnaire.contact import host_in_ascii
from settings.clinic import BadSetting, yes_or_no

ADDRESS = re.compile(
    r"(?P<scheme>(?i:https?))://(?P<host>\[[^\]]+\]|[^/:@?#\s\[\]]+)(:(?P<port>[0-9]{1,5}))?"
)
PORTS = range(1, 65_536)


def listen_on(environment: Mapping[str, str]) -> tuple[str, int]:
    """Host and port; loopback and 8000 unless HOST and PORT say otherwise. Raises BadSetting.

    Conda's compilers set HOST to the name of the machine they build for: that is no address.
    """
    port = environment.get("PORT", "8000")
    if not port.isdecimal() or int(port) not in PORTS:
        raise BadSetting(f"PORT must be a number from 1 to {PORTS[-1]}, like 8000, not '{port}'.")
    host = environment.get("HOST", "")
    if not host or host == environment.get("CONDA_TOOLCHAIN_HOST"):
        host = "127.0.0.1"
    return host.strip("[]"), int(port)


def base_url_from(setting: str, host: str, port: int) -> str:
    """What every link begins with, without a slash at the end. Raises BadSetting.

    A name beyond ASCII is written as browsers send it, or nobody would be answered under it.
    """
    if not setting.rstrip("/"):
        return f"http://{_findable(host)}:{port}"
    found = _origin(setting)
    if not found:
        raise BadSetting(
            f"FLASK_BASE_URL: '{setting}' is no address that a browser finds. Write it as "
            "https://clinic.example, with nothing behind the name; letters like ü or ß as a "
            "domain's owner sees them, xn--…, if need be."
        )
    return found


def sites_from(setting: str) -> tuple[str, ...]:
    """The sites that may show the start page in a frame, as a policy names them; commas between.

    Raises BadSetting for anything but whole addresses: a `*` would let in more than one's own.
    """
    given = [one.strip() for one in setting.split(",") if one.strip()]
    for one in given:
        if not _origin(one):
            raise BadSetting(
                f"FLASK_EMBED_ON: '{one}' is no address of a site. Write it as "
                "https://www.clinic.example, with nothing behind the name, and commas between two."
            )
    return tuple(map(_origin, given))


def _origin(address: str) -> str:
    """Scheme, host and port, as browsers send them; "" for what has more, or is no address."""
    parts = ADDRESS.fullmatch(address.rstrip("/"))
    name = _name_of(parts["host"]) if parts else ""
    if parts is None or not name or int(parts["port"] or 1) not in PORTS:
        return ""
    return f"{parts['scheme'].lower()}://{name}" + (f":{parts['port']}" if parts["port"] else "")


def _name_of(host: str) -> str:
    """A host as browsers send it; "" for what is none."""
    if host.startswith("["):
        return host.lower() if _is(host.strip("[]"), "version") else ""
    name = host_in_ascii(host)
    is_number = name.rpartition(".")[2].isdecimal()  # browsers take such a name for an address
    return name if not is_number or _is(name, "version") else ""


def https_from(settings: Mapping[str, object]) -> bool:
    """Whether people come by https: as the base address says, else as set. Raises BadSetting."""
    begin, is_there, _ = str(settings["BASE_URL"]).strip().partition("://")
    scheme, chosen = begin.lower() if is_there else "", settings["HTTPS"]
    is_https = scheme == "https" if chosen in (None, "") else yes_or_no(settings, "HTTPS")
    if scheme and is_https != (scheme == "https"):
        raise BadSetting(
            f"FLASK_HTTPS is {str(chosen).lower()}, but FLASK_BASE_URL begins with {scheme}://. "
            "Leave FLASK_HTTPS out, or change the address."
        )
    return is_https


def hsts_from(settings: Mapping[str, object]) -> int:
    """Seconds for which browsers are told to come by https alone; 0: not told. Raises BadSetting.

    Once told, a browser holds to it for as long, so it is for the clinic to decide.
    """
    seconds = settings["HSTS"]
    if type(seconds) is not int or seconds < 0:
        raise BadSetting("FLASK_HSTS must be a number of seconds, like 31536000; 0 for none.")
    return seconds


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Another program that is posted to; without a `url` none is."""

    url: str = ""

    @property
    def is_on(self) -> bool:
        """Whether there is one."""
        return bool(self.url)

    @property
    def host(self) -> str:
        """The name of the machine that it is on."""
        return urlsplit(self.url).hostname or ""


def safe_address(setting: str, url: str) -> str:
    """Where another program is posted to, so that nobody on the way reads it. Raises BadSetting."""
    wrong = f"FLASK_{setting}: '{url}' is no address like https://practice.example/events"
    if not url.isascii() or not url.isprintable() or set(' "<>\\^`{|}') & set(url):
        raise BadSetting(f"{wrong}: write each other sign as %XX.")
    try:
        parts = urlsplit(url)
        is_there = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_there = False
    if not is_there:
        raise BadSetting(f"{wrong}.")
    if parts.username is not None or parts.fragment:
        raise BadSetting(f"{wrong}: it takes no name, no password and nothing behind a #.")
    if parts.scheme == "http" and not works_only_here(url):
        raise BadSetting(f"FLASK_{setting} must begin with https://, but on this machine itself.")
    return url


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
