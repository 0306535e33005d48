"""Browsers that send a byte a second and never come to an end."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from torture.front.secured import trusting
from torture.front.site import NAME, Site

BEGUN = (
    f"GET /about HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ",
    f"POST /questions/safety/now HTTP/1.1\r\nHost: {NAME}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nrf_now=",
)


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
