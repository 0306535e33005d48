"""Twenty thousand self-checks, one after another: whether anything grows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from random import Random

from torture.chance import Chance
from torture.clients.runner import Runner
from torture.figures import Figure, none_of
from torture.kills.house import House
from torture.load.pace import Pace
from torture.load.people import Visitors
from torture.load.session import share_99
from torture.parts import Trial
from torture.served import Served

RUNNERS, LOOKS = (20_000, 60), 10  # in full, in short; how often one looks
AT_ONCE = 4
ASKS = 20  # one runner in so many asks for a visit
GROWTH = 1.05  # of memory, from the second look on
LARGEST_WAL = 8_000  # kB; SQLite writes it back at 1,000 pages of 4 kB
SLOWER = 1.2


@dataclass(frozen=True, slots=True)
class Look:
    """What the server had taken at some moment, and how long the answers since took."""

    memory: int
    """kB"""
    files: int
    """Open ones."""
    wal: int
    """kB"""
    slow: float
    """Seconds that 99 in 100 answers took."""


@dataclass
class Soakers(Visitors):
    """Runners only; some ask for a visit."""

    def _one(self, kind: str) -> None:
        runner = Runner(self.line, self.random)
        self.seen.by(runner, runner.walk)
        if kind == "asks":
            self.seen.by(runner, lambda: runner.ask_for_visit("Runner"))


def run(trial: Trial) -> Iterator[Figure]:
    """All of them, in ten stretches with a look after each."""
    house, looks, errors = House(trial.folder), [], []
    runners = RUNNERS[trial.is_short]
    with house.open(1) as [server]:
        for number in range(LOOKS):
            soakers = stretch(server, Chance(trial.seed + number), runners // LOOKS)
            looks.append(look(server, house.folder, soakers.seen.times))
            errors += soakers.seen.errors
            trial.say(f"{(number + 1) * runners // LOOKS:,} came: {looks[-1]}")
    yield none_of("28", f"{runners:,} self-checks: errors", errors)
    yield from grown(looks[1], looks[-1], is_judged=not trial.is_short)


def stretch(server: Served, random: Random, runners: int) -> Soakers:
    """So many runners."""
    soakers = Soakers(Pace(server.port), SimpleQueue(), random)
    soakers.come(["asks" if n % ASKS == 0 else "runner" for n in range(runners)], AT_ONCE)
    return soakers


def look(server: Served, folder: Path, times: Sequence[float]) -> Look:
    """At this moment."""
    files = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
    wal = (folder / "records.db-wal").stat().st_size // 1024
    return Look(server.memory, files, wal, share_99(times))


def grown(first: Look, last: Look, is_judged: bool) -> Iterator[Figure]:
    """From the second look to the last: before it, the server still warms up."""

    def figure(what: str, found: str, aim: str, is_met: bool) -> Figure:
        return Figure("28", what, found, aim, is_met if is_judged else None)

    ratio, slower = last.memory / first.memory, last.slow / first.slow
    found = f"{first.memory:,} to {last.memory:,} kB, {ratio:.3f}x"
    yield figure("memory of the server", found, f"<= {GROWTH}x", ratio <= GROWTH)
    found = f"{first.files} to {last.files}"
    yield figure("open files", found, "no more", last.files <= first.files + AT_ONCE)
    yield figure(
        "log of the database", f"{last.wal:,} kB", f"<= {LARGEST_WAL:,} kB", last.wal <= LARGEST_WAL
    )
    found = f"{first.slow * 1000:.0f} to {last.slow * 1000:.0f} ms, {slower:.2f}x"
    yield figure("99 in 100 answered within", found, f"<= {SLOWER}x", slower <= SLOWER)
