"""One server after the other started again while people walk."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from time import sleep

from torture.figures import Figure, none_of
from torture.front.secured import SecuredWalker
from torture.front.servers import Server
from torture.front.site import Site
from torture.parts import Trial

CLIENTS = 4
TIMES, SHORT_TIMES = 20, 1
LONGEST_END = 5.0  # seconds
BETWEEN, SHORT_BETWEEN = 1.0, 0.2  # seconds in which both serve, before the next one
FINE = (200, 303)


@dataclass
class Tried:
    """What people met."""

    times: list[float] = field(default_factory=list)
    """Seconds that each answer took."""
    failures: list[str] = field(default_factory=list)
    walks: int = 0


def restarts(site: Site, servers: Sequence[Server], trial: Trial) -> Iterator[Figure]:
    """Each in turn, so that one of two is always there."""
    tried, over = Tried(), threading.Event()
    people = [threading.Thread(target=walk_on, args=(site, tried, over)) for _ in range(CLIENTS)]
    for person in people:
        person.start()
    times, pause = (SHORT_TIMES, SHORT_BETWEEN) if trial.is_short else (TIMES, BETWEEN)
    ends = []
    try:
        for number in range(times):
            ends.append(servers[number % len(servers)].restart())
            sleep(pause)
    finally:
        over.set()
        for person in people:
            person.join()
    for failure in tried.failures[:10]:
        trial.say(failure)
    yield from told_of(tried, ends)


def walk_on(site: Site, tried: Tried, over: threading.Event) -> None:
    """Self-check after self-check until it is over."""
    while not over.is_set():
        walker = SecuredWalker(site)
        try:
            walker.walk()
            tried.walks += 1
        except (AssertionError, OSError, HTTPException) as problem:
            tried.failures.append(f"{type(problem).__name__}: {problem}")
        finally:
            walker.line.close()
        met = walker.answers
        tried.times += [answer.seconds for answer in met]
        tried.failures += [f"{one.path}: {one.status}" for one in met if one.status not in FINE]


def told_of(tried: Tried, ends: Sequence[tuple[int, float]]) -> Iterator[Figure]:
    """The figures of all that."""
    what = f"requests that failed during {len(ends)} rolling restarts"
    yield none_of("34", what, len(tried.failures), f"of {len(tried.times):,}")
    yield Figure("34", f"self-checks that {CLIENTS} people finished meanwhile", f"{tried.walks}")
    yield Figure("34", "longest wait of one of them", f"{max(tried.times):.1f} s")
    bad = sum(code != 0 for code, _ in ends)
    yield none_of("34", "servers that did not end with 0", bad, f"of {len(ends)}")
    longest = max(seconds for _, seconds in ends)
    is_met = longest <= LONGEST_END
    yield Figure("34", "longest end, people served meanwhile", f"{longest:.1f} s", "5 s", is_met)
