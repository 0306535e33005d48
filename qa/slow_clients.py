"""Half-sent requests, a byte a second, to the app alone and behind nginx; honest people beside."""

import resource
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from statistics import quantiles
from time import monotonic, sleep

from qa.drill import Drill
from qa.nginx import HEADERS, NAME, PROGRAM, SETTINGS, Front, nginx_before
from qa.people import Runner
from qa.site import Site

COUNTS = (64, 300)  # slow clients at once
MOST = 10.0  # times as long as with nobody slow beside; a p99 under FLOOR is fine whatever it was
FLOOR = 0.1  # seconds
FORM = (
    "POST /questions/safety/now HTTP/1.1\r\nHost: {host}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\na="
)
BEGUN = ("GET /about HTTP/1.1\r\nHost: {host}\r\nX-Slow: ", FORM, FORM[:40])
READER = "GET /about HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: identity\r\n\r\n" * 3
Connect = Callable[[int], socket.socket]


def run(drill: Drill) -> None:
    """Each crowd in turn, on one server; then the same behind the shipped nginx."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    is_here = PROGRAM.exists()
    stretch = drill.seconds / (len(COUNTS) + 1) / (2 if is_here else 1)
    alone = Site(drill.within("alone"))
    with alone.open():
        crowds(drill, alone, "the app alone", stretch, lambda _: plain(alone.port))
    drill.report.none("faults in the log", alone.faults)
    if not is_here:
        drill.report.say("Left out: behind nginx, which is not here (apt-get install nginx-light).")
        return
    behind, second = [Site(drill.folder / "alone", **SETTINGS) for _ in range(2)]
    with (
        behind.open(),
        second.open(),
        nginx_before(drill.within("nginx"), behind.port, second.port) as front,
    ):
        # The site allows an address 100 requests at once, so they come from several.
        crowds(
            drill,
            behind,
            "behind nginx",
            stretch,
            lambda n: front.open_line(f"127.0.1.{n % 20 + 1}"),
            front,
        )
    drill.report.none("faults in the log, behind nginx", [*behind.faults, *second.faults])
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def plain(port: int) -> socket.socket:
    """A connection to the app itself."""
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def crowds(
    drill: Drill,
    site: Site,
    where: str,
    seconds: float,
    connect: Connect,
    front: Front | None = None,
) -> None:
    """Nobody slow, then each crowd; what honest people meet meanwhile."""
    host, before = (NAME if front else "localhost"), site.memory
    for _ in range(2):
        new_runner(site, front).walk()  # each page is made once, by each server
    calm = honest(drill, f"{where}, nobody slow", site, seconds, front)
    for count in COUNTS:
        with slow_ones(count, connect, host):
            p99 = honest(drill, f"{where}, {count} slow", site, seconds, front)
        drill.report.at_most("  p99 against nobody slow", p99 / max(calm, FLOOR / MOST), MOST, "x")
    drill.report.figure("memory of the server", f"{before:,} to {site.memory:,} kB")


def honest(drill: Drill, what: str, site: Site, seconds: float, front: Front | None) -> float:
    """Self-check after self-check, each by somebody new; seconds that 99 in 100 answers took."""
    times, failed, walks, until = [], [], 0, monotonic() + seconds
    while walks == 0 or monotonic() < until:
        runner, walks = new_runner(site, front), walks + 1
        try:
            runner.walk()
        except Exception as problem:
            failed.append(repr(problem))
        times += [page.seconds for page in runner.pages]
        runner.close()
    drill.report.none(f"{what}: self-checks that failed", failed, walks)
    p99 = quantiles(times, n=100)[98] if len(times) > 1 else float("inf")
    drill.report.figure("  p99 of an answer", f"{p99 * 1000:.0f} ms of {len(times):,}")
    return p99


def new_runner(site: Site, front: Front | None) -> Runner:
    """Somebody who comes to the app itself, or by https."""
    if front is None:
        return Runner(site.port)
    return Runner(site.port, dial=front.dial, headers=HEADERS)


@contextmanager
def slow_ones(count: int, connect: Connect, host: str) -> Iterator[None]:
    """A quarter each: in the headers, in a form, in the head of a form, taking a byte at a time."""
    lines, over = [], threading.Event()
    for number in range(count):
        line = connect(number)
        if number % 4 == 3:
            line.sendall(READER.format(host=host).encode())
        else:
            line.sendall(BEGUN[number % 4].format(host=host).encode())
        line.setblocking(False)
        lines.append(line)

    def drip() -> None:
        while not over.wait(1):
            for number, line in enumerate(lines):
                with suppress(OSError):
                    line.recv(1) if number % 4 == 3 else line.send(b"a")

    dripping = threading.Thread(target=drip, daemon=True)
    dripping.start()
    sleep(1)
    try:
        yield
    finally:
        over.set()
        dripping.join()
        for line in lines:
            line.close()
