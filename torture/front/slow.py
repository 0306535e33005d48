"""Browsers that send a byte a second and never come to an end, or half a request and no more."""

import resource
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from torture.front.secured import trusting
from torture.front.site import NAME, Site

BEGUN = (
    f"GET /about HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ",
    f"POST /questions/safety/now HTTP/1.1\r\nHost: {NAME}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nrf_now=",
)
HALF = {
    "http": f"GET / HTTP/1.1\r\nHost: {NAME}\r\nX-Half: ".encode(),
    "https": b"\x16\x03\x01\x02\x00",  # the head of a handshake
}


@contextmanager
def half_sent(site: Site, how_many: int) -> Iterator[list[socket.socket]]:
    """So many that begin by http or https in turn, and then say nothing, while the block runs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 2 * how_many)), hard))
    with ExitStack() as open_lines:
        lines = []
        for number in range(how_many):
            kind, port = ("http", site.http) if number % 2 else ("https", site.https)
            line = socket.create_connection(("127.0.0.1", port), timeout=10)
            lines.append(open_lines.enter_context(line))
            line.sendall(HALF[kind])
        yield lines


@contextmanager
def slow_browsers(site: Site, how_many: int) -> Iterator[None]:
    """So many, half of them in the headers and half in a form, while the block runs."""
    trusted, over = trusting(site.folder / "fullchain.pem"), threading.Event()
    lines = []
    for number in range(how_many):
        plain = socket.create_connection(("127.0.0.1", site.https), timeout=10)
        lines.append(trusted.wrap_socket(plain, server_hostname=NAME))
        lines[-1].sendall(BEGUN[number % 2].encode())

    def drip() -> None:
        while not over.wait(1):
            for line in lines:
                with suppress(OSError):
                    line.sendall(b"a")

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        yield
    finally:
        over.set()
        dripping.join()
        for line in lines:
            line.close()
