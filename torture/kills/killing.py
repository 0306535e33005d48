"""Kill after kill, and what there is to say afterwards."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import median
from time import sleep

from torture.chance import Chance
from torture.clients.line import Line
from torture.figures import Figure, none_of
from torture.kills.crowd import Crowd
from torture.kills.house import House
from torture.kills.ledger import Found, is_chained
from torture.parts import Trial
from torture.served import Served, faults_in

KILLS = {True: 4, False: 200}
PATIENCE = 3600  # seconds that somebody tries again for: many kills after one another
UP = {True: (0.05, 1.0), False: (0.05, 2.0)}  # seconds between the first page and the kill
AT_START = 0.1  # of the starts are killed before they are done, too
READY = 2.0  # seconds
FINE = (200, 303)


@dataclass
class Siege:
    """The house, the people, and how often what went wrong."""

    house: House
    crowd: Crowd
    random: Random
    is_short: bool
    found: Found = field(default_factory=Found)
    kills: int = 0
    stuck: list[str] = field(default_factory=list)
    """Starts after a kill that did not come to a first page by themselves."""

    def go(self, say: Callable[[str], None]) -> None:
        """From the first start to the last look."""
        with self.house.open(1) as [server]:
            self.crowd.line.lead_to(server.port)
            self.crowd.begin(self.house)
            self._kill([server])
        while self.kills < KILLS[self.is_short]:
            self._round()
            if self.kills % 20 == 0:
                say(f"{self.kills} kills, {self.found.promised} answers promised.")
        with self.house.open(1) as [server]:
            self.found.look(self.house, self.crowd)
            self.crowd.line.lead_to(server.port)
            self.crowd.end()
            self.found.look(self.house, self.crowd)

    def _round(self) -> None:
        """A start, a look at what is kept, some work, a kill; sometimes two servers."""
        if self.random.random() < AT_START:
            self.house.kill_at_start(self.random.uniform(0, 1))
            self.kills += 1
        with self.house.open(self.random.choice([1, 1, 2])) as servers:
            self.found.look(self.house, self.crowd)
            self.crowd.line.lead_to(*(server.port for server in servers))
            self._kill(servers)

    def _kill(self, servers: list[Served]) -> None:
        """One after another, in the middle of whatever it does."""
        for server in servers:
            # A busy machine that starts slowly also answers slowly: something is to be under way.
            shortest, longest = UP[self.is_short]
            sleep(self.random.uniform(shortest, max(longest, self.house.ready[-1])))
            server.process.kill()
            self.kills += 1
        self.crowd.line.hold()


def run(trial: Trial) -> Iterator[Figure]:
    """Eight people, and a server that is killed again and again."""
    random = Chance(trial.seed)
    crowd = Crowd(Line(patience=PATIENCE), trial.seed)
    siege = Siege(House(trial.folder), crowd, random, trial.is_short)
    try:
        siege.go(trial.say)
    finally:
        crowd.is_over = True
    yield from kept_figures(siege)
    yield from met_figures(siege)
    yield from ready_figures(siege.house, trial.is_short)


def kept_figures(siege: Siege) -> Iterator[Figure]:
    """What became of what was promised."""
    found = siege.found
    of = f"of {found.promised:,}, {siege.kills} kills"
    yield none_of("1", "acknowledged answers lost", once(found.lost), of)
    yield none_of("1, 2", "records kept twice", once(found.doubled), of)
    yield none_of("1", "records that nobody sent so, or torn", once(found.strange), of)
    yield none_of("1", "integrity checks that failed", found.damaged, f"of {siege.kills}")
    repeated = sum(one.repeated for one in siege.crowd.people)
    yield Figure("2", "forms sent again since no answer came", f"{repeated:,}")
    broken = [] if is_chained(siege.house) else ["the audit"]
    yield none_of("1", "chain of the audit broken", broken)


def once(wrong: list[str]) -> list[str]:
    """Each once, though every look finds it again."""
    return list(dict.fromkeys(wrong))


def met_figures(siege: Siege) -> Iterator[Figure]:
    """What people met."""
    statuses = sum((one.statuses for one in siege.crowd.people), start=Counter())
    bad = [f"{status}" for status in statuses.elements() if status not in FINE]
    yield none_of("1", "answers that were no page", bad, f"of {statuses.total():,}")
    yield none_of("1", "people who could not go on", siege.crowd.astray)
    yield none_of("1", "faults in the log", faults_in(siege.house.log))


def ready_figures(house: House, is_short: bool) -> Iterator[Figure]:
    """How soon a killed server gave its first page again."""
    again = house.ready[1:]
    slowest = max(again)
    found = f"{slowest:.1f} s; half in {median(again):.1f} s"
    is_met = None if is_short else slowest <= READY
    yield Figure("1", "ready again after a kill, the slowest", found, f"<= {READY:g} s", is_met)
    found = f"{max(house.worked):.1f} s; half in {median(house.worked):.1f} s"
    yield Figure("1", "of this the processor's, the slowest", found)
