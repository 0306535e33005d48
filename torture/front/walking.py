"""Whole self-checks through the front: what every answer says, and what slow browsers change."""

import socket
from collections.abc import Iterator
from email.message import Message
from http.client import HTTPException
from time import monotonic

from torture.figures import Figure, all_of, none_of
from torture.front.secured import Secured, SecuredWalker
from torture.front.site import Site
from torture.front.slow import half_sent, slow_browsers
from torture.parts import Trial

WALKS, SHORT_WALKS = 20, 1
SLOW, SHORT_SLOW = 64, 16
SECONDS, SHORT_SECONDS = 10, 1
HALF_SENT, BESIDE = 1700, 20
HEAD_WITHIN = 30  # seconds; three times what the site allows
MOST = 0.1  # seconds, for 99 of 100 answers beside slow browsers
FLAGS = ("Secure", "HttpOnly", "Path=/", "SameSite=Lax")
ON_ALL = ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options")


def walks(site: Site, trial: Trial) -> Iterator[Figure]:
    """Each a new browser; its cookies and the headers of all answers are looked at."""
    number, ended, met = SHORT_WALKS if trial.is_short else WALKS, 0, list[Message]()
    for _ in range(number):
        walker = SecuredWalker(site)
        try:
            walker.walk()
        except (AssertionError, OSError, HTTPException) as problem:
            trial.say(f"A walk was not finished: {problem}")
        else:
            ended += 1
        met += walker.line.met
    yield all_of("", "whole self-checks by https", ended, number)
    cookies = [one for headers in met for one in headers.get_all("Set-Cookie") or ()]
    bad = sum(not is_guarded(cookie) for cookie in cookies)
    yield none_of("30", "cookies without __Host-, Secure or HttpOnly", bad, f"of {len(cookies):,}")
    lacking = sum(any(name not in headers for name in ON_ALL) for headers in met)
    yield none_of("30", "answers without HSTS, CSP or nosniff", lacking, f"of {len(met):,}")
    told_of = sum("Server" in headers and "/" in headers["Server"] for headers in met)
    yield none_of("", "answers that tell a version", told_of, f"of {len(met):,}")


def is_guarded(cookie: str) -> bool:
    """Whether no other site can set it, no script read it, and no plain line carry it."""
    return cookie.startswith("__Host-") and all(flag in cookie for flag in FLAGS)


def beside_slow_ones(site: Site, trial: Trial) -> Iterator[Figure]:
    """Honest requests, one after the other, while others never come to an end."""
    slow, seconds = (SHORT_SLOW, SHORT_SECONDS) if trial.is_short else (SLOW, SECONDS)
    times, failed = [], 0
    with slow_browsers(site, slow):
        until = monotonic() + seconds
        while monotonic() < until:
            began = monotonic()
            failed += not opens(site, "/about")
            times.append(monotonic() - began)
    worst = sorted(times)[int(len(times) * 0.99)]
    what = f"honest requests that failed beside {slow} slow ones"
    yield none_of("17", what, failed, f"of {len(times):,}")
    is_met = None if trial.is_short else worst <= MOST
    told = f"{worst * 1000:.0f} ms"
    yield Figure("17", "p99 of them, each with a handshake of its own", told, "100 ms", is_met)


def beside_half_sent(site: Site) -> Iterator[Figure]:
    """Honest requests while one address holds as many connections as shut nginx's own settings."""
    with half_sent(site, HALF_SENT) as lines:
        failed = sum(not opens(site, "/about") for _ in range(BESIDE))
        what = f"honest requests that failed beside {HALF_SENT:,} half-sent ones"
        yield none_of("17", what, failed, f"of {BESIDE}")
        began = monotonic()
        held = sum(not is_given_up(line) for line in lines)
    told = f"{held} after {monotonic() - began:.0f} s"
    yield Figure("17", "of those, connections that nginx still held", told, "0", not held)


def is_given_up(line: socket.socket) -> bool:
    """Whether the server closes a connection within its patience for a request's head."""
    line.settimeout(HEAD_WITHIN)
    try:
        return not line.recv(1000).startswith(b"HTTP/1.1 2")
    except TimeoutError:
        return False
    except OSError:
        return True


def opens(site: Site, path: str) -> bool:
    """Whether a browser with nothing kept gets a page."""
    line = Secured(site)
    try:
        line.request("GET", path)
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
