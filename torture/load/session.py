"""The server's own limit, and what people wait at seven tenths of it."""

from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from random import Random
from statistics import median, quantiles
from time import monotonic

from torture.chance import Chance
from torture.clients.line import Line
from torture.clients.runner import Runner
from torture.figures import Figure, none_of
from torture.kills.house import House
from torture.load.pace import Pace
from torture.load.people import Seen, Visitors, come_in, links, reading
from torture.parts import Trial

RUNNERS, PATIENTS = (1000, 30), (200, 6)  # in full, in short
LIMIT_FOR = (30, 1)  # seconds that the limit is looked for
STAFF_PAGES = 20  # a second
SHARE = 0.7  # of the limit
P99 = 0.250  # seconds


def run(trial: Trial) -> Iterator[Figure]:
    """A thousand self-checks and two hundred links, while staff read twenty pages a second."""
    house, random = House(trial.folder), Chance(trial.seed)
    runners, patients = RUNNERS[trial.is_short], PATIENTS[trial.is_short]
    with house.open(1) as [server]:
        one = come_in(house, Line(server.port), random)
        tokens = links(one, patients * 2)  # as many again for the look at the limit
        alone = walk_alone(server.port, random)
        one.line = Pace(server.port, rate=STAFF_PAGES)
        limit, at_limit = look_for_limit(
            Visitors(Pace(server.port), tokens, random), patients, LIMIT_FOR[trial.is_short]
        )
        trial.say(f"The limit is {limit:.0f} requests a second.")
        before = server.memory
        visitors = Visitors(Pace(server.port, rate=limit * SHARE - STAFF_PAGES), tokens, random)
        kinds = ["runner"] * runners + ["patient"] * patients
        random.shuffle(kinds)
        one.line = Pace(server.port, rate=STAFF_PAGES)
        with reading(one, visitors.received) as staff:
            visitors.come(kinds)
        grown = f"{before:,} to {server.memory:,} kB"
    yield Figure("", "limit, requests a second with 16 at once", f"{limit:.0f}")
    yield Figure("", "  half answered there within", f"{median(at_limit.times) * 1000:.0f} ms")
    yield Figure("", "a page with nobody else there, half within", f"{alone * 1000:.1f} ms")
    yield from waited(f"{runners:,} self-checks, {patients} links", visitors.seen, alone, trial)
    yield from waited(f"{STAFF_PAGES} staff pages a second", staff, alone, trial)
    late = share_99(visitors.line.late)
    yield Figure("", "99 in 100 requests begun late by at most", f"{late * 1000:.0f} ms")
    yield Figure("", "memory of the server", grown)


def walk_alone(port: int, random: Random) -> float:
    """Seconds that half of the pages of one runner take."""
    runner = Runner(Line(port), random)
    runner.walk()
    runner.close()
    return median(runner.times)


def look_for_limit(visitors: Visitors, patients: int, seconds: float) -> tuple[float, Seen]:
    """Requests a second when each is begun as soon as the one before is answered."""
    began = monotonic()
    kinds = ("patient" if n % 6 == 5 and n < patients * 6 else "runner" for n in count())
    visitors.come(takewhile(lambda _: monotonic() - began < seconds, kinds))
    return len(visitors.seen.times) / (monotonic() - began), visitors.seen


def waited(what: str, seen: Seen, alone: float, trial: Trial) -> Iterator[Figure]:
    """Errors, and the time within which 99 in 100 answers came."""
    yield none_of("", f"{what}: errors", seen.errors, f"of {len(seen.times):,}")
    slow = share_99(seen.times)
    found = f"{slow * 1000:.0f} ms, {slow / alone:.0f}x alone"
    is_met = None if trial.is_short else slow < P99
    yield Figure("", "  99 in 100 answered within", found, f"< {P99 * 1000:.0f} ms", is_met)


def share_99(times: Sequence[float]) -> float:
    """What 99 in 100 are at most."""
    return quantiles(times, n=100)[98]
