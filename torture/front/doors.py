"""Who comes by the wrong door, with too much, or when nobody is there; and what is noted of it."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from secrets import token_hex

from torture.figures import Figure, none_of
from torture.front.secured import Secured, trusting
from torture.front.servers import Server
from torture.front.site import NAME, Site

SECRET = token_hex(12)
"""Sent wherever somebody's secret could stand, and searched for afterwards."""
PLACES = (f"/v/{SECRET}", f"/clinic/set-up/{SECRET}", f"/about?q={SECRET}", f"/{SECRET}")
CARRIED = {"User-Agent": SECRET, "Referer": f"https://{NAME}/v/{SECRET}", "Cookie": f"a={SECRET}"}
KB = 1024


def at_the_doors(site: Site) -> Iterator[Figure]:
    """Plain http, another name, pages for this machine alone, and bodies of any size."""
    sent_on = plain(site, NAME, "/about")
    where = sent_on.headers["Location"]
    is_right = (sent_on.status, where) == (301, f"https://{NAME}/about")
    yield Figure("", "plain http is sent on to https", f"{sent_on.status}", "301", is_right)
    let_in = sum((answers_plainly(site, "evil.example"), shakes_hands(site, "evil.example")))
    yield none_of("", "answers under another name, by http and https", let_in)
    found = [ask(site, path)[0] for path in ("/metrics", "/readyz")]
    yield Figure("", "figures and readiness from outside", f"{found}", "404", set(found) == {404})
    for what, size in (("64 kB and a byte", 64 * KB + 1), ("10 MB", 10 * KB * KB)):
        status, words = post(site, b"a" * size)
        is_told = status == 413 and ("shorten" in words or "too much" in words.lower())
        yield Figure("16", f"a form of {what}", f"{status}", "413, in words", is_told)


def plain(site: Site, name: str, path: str) -> HTTPResponse:
    """What comes by http under a name."""
    line = HTTPConnection("127.0.0.1", site.http, timeout=10)
    line.request("GET", path, headers={"Host": name})
    response = line.getresponse()
    response.read()
    line.close()
    return response


def answers_plainly(site: Site, name: str) -> bool:
    """Whether anything comes by http under a name."""
    try:
        plain(site, name, "/")
    except (OSError, ValueError):
        return False
    return True


def shakes_hands(site: Site, name: str) -> bool:
    """Whether https begins under a name."""
    anybody = trusting(site.folder / "fullchain.pem")
    anybody.check_hostname = False
    try:
        with socket.create_connection(("127.0.0.1", site.https), timeout=10) as line:
            anybody.wrap_socket(line, server_hostname=name).close()
    except ssl.SSLError:
        return False
    return True


def ask(site: Site, path: str) -> tuple[int, str]:
    """A page, asked for by somebody who carries the secret everywhere."""
    line = Secured(site)
    line.request("GET", path, headers={**CARRIED, "Accept-Encoding": "identity"})
    response = line.getresponse()
    found = response.status, response.read().decode()
    line.close()
    return found


def post(site: Site, body: bytes) -> tuple[int, str]:
    """What a form of this size gets; a server may say no before all of it was sent."""
    line = Secured(site)
    with suppress(OSError):
        line.request("POST", f"/questions/safety/now?{SECRET}", body, CARRIED)
    response = line.getresponse()
    found = response.status, response.read().decode()
    line.close()
    return found


def away(site: Site, servers: Sequence[Server]) -> Iterator[Figure]:
    """Nobody behind the front: kind words, and nothing of the request noted."""
    for path in PLACES:
        ask(site, path)
    for server in servers:
        server.end()
        server.listener.close()
    status, words = ask(site, PLACES[0])
    is_kind = status == 503 and "is not lost" in words
    yield Figure("", "with both servers gone", f"{status}", "503, in words", is_kind)


def in_the_logs(site: Site, servers: Sequence[Server]) -> Iterator[Figure]:
    """The secret, addresses of pages, and names of browsers."""
    front = site.log
    own = "\n".join(server.log.read_text(encoding="utf-8") for server in servers)
    found = front.count(SECRET) + own.count(SECRET)
    signs = len(front) + len(own)
    yield none_of("31", "planted secrets in any log", found, f"in {signs:,} signs")
    paths = sum(log.count(part) for log in (front, own) for part in ("/v/", "/questions"))
    yield none_of("31", "addresses of pages in any log", paths)
