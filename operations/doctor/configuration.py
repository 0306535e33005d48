"""Settings and addresses: each is read as the app reads it, and every mistake is told."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from operations.doctor.check import Check, DiagnosticContext, attention, ok, wrong
from settings.address import works_only_here
from settings.settings import BadSettings, read_settings

PROXY = "Set FLASK_BEHIND_PROXY=true behind a proxy: else every visitor has the proxy's address."
AROUND = "Let the proxy alone reach it, best by HOST=127.0.0.1: else anybody may come as anybody."


def start(context: DiagnosticContext) -> Iterator[Check]:
    """Whether the app starts, in its own words where it does not."""
    if context.refusal:
        yield wrong("start", f"The app does not start: {context.refusal}")
    else:
        yield ok("start", "The app starts.")


def settings(context: DiagnosticContext) -> Iterator[Check]:
    """Each setting that cannot be used."""
    try:
        read_settings(context.settings, context.environment, context.code, context.known)
    except BadSettings as bad:
        yield from (wrong("settings", mistake) for mistake in bad.mistakes)
        return
    count = sum(name.startswith("FLASK_") for name in context.environment)
    yield ok("settings", f"All can be used. Set in the environment: {count}.")


def address(context: DiagnosticContext) -> Iterator[Check]:
    """Where links lead, and whether the way there is kept private."""
    base = str(context.settings["BASE_URL"])
    host = context.environment.get("HOST", "127.0.0.1")
    if not base:
        yield from _no_address(host, context.settings["HTTPS"] is True)
        return
    is_https, here = urlsplit(base).scheme == "https", works_only_here(base)
    if here:
        yield attention("address", f"Links begin with {base}, which works on this machine alone.")
    elif is_https:
        yield ok("address", f"Links begin with {base}.")
    else:
        to = "Put a server with https in front, and set FLASK_BASE_URL to its https:// address."
        yield wrong("address", f"Links begin with {base}: answers travel in the open.", to)
    if is_https and context.settings["BEHIND_PROXY"] is False:
        yield attention("proxy", "FLASK_BEHIND_PROXY is false.", PROXY)
    elif context.settings["BEHIND_PROXY"] is True and not works_only_here(f"http://{host}"):
        yield attention("proxy", f"{host} can be reached past the proxy.", AROUND)


def zone(context: DiagnosticContext) -> Iterator[Check]:
    """By whose clock days begin."""
    name = str(context.settings["TIMEZONE"])
    if name:
        yield ok("zone", f"{name}.")
    else:
        to = "Set FLASK_TIMEZONE, like America/Toronto."
        yield attention("zone", f"The machine's own: {context.now.astimezone():%Z}.", to)


def _no_address(host: str, is_https: bool) -> Iterator[Check]:
    to = "Set FLASK_BASE_URL to the address at which people reach the clinic."
    if is_https:
        yield wrong("address", "FLASK_HTTPS is set, and links begin with http://.", to)
    elif works_only_here(f"http://{host}"):
        yield attention("address", "Links work on this machine alone.", to)
    else:
        yield wrong("address", f"{host} can be reached from outside, without https.", to)
