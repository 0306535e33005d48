"""Slow clients by the hundred: a byte a second each, from a process of their own.

It reads a line with a port and how many, says "ready" once all are connected, and sends until its
input ends; then it says how many the server had cut off.
"""

import socket
import sys
from itertools import cycle
from select import select
from time import monotonic, sleep

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"s" * 20_000
POST = (
    b"POST /questions/safety/now HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n"
)
READER = b"GET /about HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity\r\n\r\n" * 3
KINDS = ("get", "post", "head first", "reader")
EVERY = 1.0  # second


class Slow:
    """One of them. A reader asks for pages and takes a byte of them at a time."""

    def __init__(self, port: int, kind: str) -> None:
        self.kind = kind
        self.is_cut_off = False
        self.there = socket.socket()
        if kind == "reader":
            self.there.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self.there.connect(("127.0.0.1", port))
        self.there.setblocking(False)
        self.bytes = iter(GET) if kind == "get" else iter(POST + b"a=" + b"s" * 59_998)
        if kind == "post":
            self._send(bytes(next(self.bytes) for _ in POST))
        if kind == "reader":
            self._send(READER)

    def go_on(self) -> None:
        """One byte more."""
        if self.is_cut_off:
            return
        if self.kind == "reader":
            self._take()
        else:
            self._send(bytes([next(self.bytes)]))

    def _send(self, what: bytes) -> None:
        try:
            self.there.send(what)
        except BlockingIOError:
            pass
        except OSError:
            self.is_cut_off = True

    def _take(self) -> None:
        try:
            self.is_cut_off = not self.there.recv(1)
        except BlockingIOError:
            pass
        except OSError:
            self.is_cut_off = True


def main() -> None:
    """Be slow until nobody listens any more."""
    port, count = map(int, sys.stdin.readline().split())
    kinds = cycle(KINDS)
    crowd = [Slow(port, next(kinds)) for _ in range(count)]
    sleep(EVERY)  # what readers asked for is made by now
    print("ready", flush=True)
    started, rounds = monotonic(), 0
    while not select([sys.stdin], [], [], max(0, started + rounds * EVERY - monotonic()))[0]:
        rounds += 1
        for one in crowd:
            one.go_on()
    print(sum(one.is_cut_off for one in crowd), flush=True)


if __name__ == "__main__":
    main()
