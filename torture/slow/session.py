"""Honest people walk the self-check while slow clients hang on: test 17 of the list."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from time import monotonic

from bench.walker import Walker
from torture.figures import Figure, none_of
from torture.parts import Trial
from torture.served import ROOT, Served, served

LONG = ((0, 10), (64, 10), (200, 30), (500, 10))  # slow clients, and for how many seconds
SHORT = ((64, 3),)
IN_LIST, AIM = 64, 100  # clients that the list of fault tests names; ms
MOST_GROWTH = 200  # kB for each slow client


@dataclass
class Honest:
    """What honest people met."""

    failures: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """Milliseconds of each answer."""
    walks: int = 0

    def walk_for(self, port: int, seconds: float) -> None:
        """One self-check after the other, each by somebody new."""
        until = monotonic() + seconds
        while monotonic() < until:
            walker = Walker(port)
            try:
                walker.walk()
                self.walks += 1
            except (AssertionError, OSError, HTTPException) as problem:
                self.failures.append(repr(problem))
            self.times += [answer.seconds * 1000 for answer in walker.answers]

    @property
    def p99(self) -> float:
        """Ninety-nine in a hundred answers took no longer, in ms."""
        return sorted(self.times)[int(len(self.times) * 0.99)] if self.times else float("inf")


def run(trial: Trial) -> Iterator[Figure]:
    """Each crowd on a server of its own."""
    for count, seconds in SHORT if trial.is_short else LONG:
        folder = trial.folder / f"{count}"
        folder.mkdir()
        with served(folder) as running:
            Walker(running.port).walk()  # each page is made once
            yield from beside(running, count, seconds, trial)


def beside(running: Served, count: int, seconds: float, trial: Trial) -> Iterator[Figure]:
    """Honest people beside so many slow clients."""
    honest, before = Honest(), running.memory
    with crowd(running.port, count) as slow:
        honest.walk_for(running.port, seconds)
        grown = running.memory - before
    for problem in honest.failures[:5]:
        trial.say(problem)
    trial.say(f"{count} slow clients, of which {slow.cut_off} were cut off")
    about = f"beside {count} slow clients for {seconds} s"
    test = "17" if count == IN_LIST else ""
    failed = len(honest.failures)
    of = f"of {honest.walks + failed:,} walks"
    yield none_of(test, f"honest people who failed {about}", failed, of)
    yield timing(test, about, honest, trial)
    each = f"{grown / max(count, 1):.0f} kB each"
    if count:
        yield Figure("", f"memory of {count} slow clients", each, "", None)


def timing(test: str, about: str, honest: Honest, trial: Trial) -> Figure:
    """How long they waited; a short trial has other work beside it, and no aim."""
    has_aim = test and not trial.is_short
    is_met = honest.p99 <= AIM if has_aim else None
    found = f"{honest.p99:.0f} ms of {len(honest.times):,}"
    return Figure(
        test, f"p99 of an answer {about}", found, f"<= {AIM} ms" if has_aim else "", is_met
    )


@dataclass
class Crowd:
    """Slow clients. `cut_off`: how many the server had no more patience with."""

    cut_off: int = 0


@contextmanager
def crowd(port: int, count: int) -> Iterator[Crowd]:
    """So many slow clients in a process of their own, while the block runs."""
    found = Crowd()
    process = subprocess.Popen(
        [sys.executable, "-m", "torture.slow.crowd"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("The crowd cannot be asked.")
        print(port, count, file=process.stdin, flush=True)
        if process.stdout.readline().strip() != "ready":
            raise AssertionError("The crowd did not get through.")
        try:
            yield found
        finally:
            process.stdin.close()
            found.cut_off = int(process.stdout.readline() or 0)
