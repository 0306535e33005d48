"""PostgreSQL's server dies and its replica takes over, again and again, behind nginx."""

from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from qa.at_work import Acknowledged, AtWork
from qa.database_servers import Server, address, closing_all, is_here
from qa.drill import Drill
from qa.killing import judge
from qa.nginx import HEADERS, PROGRAM, SETTINGS, nginx_before
from qa.site import Site

WORKS = (3.0, 6.0)  # seconds between one failure and the next
AGAIN = 5.0  # seconds after which somebody presses again, where a page asked for patience
LONGEST = 10.0  # seconds until both servers serve again
ONE_OUTAGE = 15.0  # seconds within which pages that ask for patience tell of the same failure
# What was acknowledged is on both machines: without this a failure may lose the last moments.
BOTH = ("synchronous_commit=on", "synchronous_standby_names=*")


@dataclass
class Pair:
    """Two servers, of which one is written to and the other follows it."""

    primary: Server
    replica: Server

    @classmethod
    def made_in(cls, folder: Path) -> "Pair":
        """A new one, running."""
        pair = cls(Server(folder / "first"), Server(folder / "second"))
        pair.primary.initialise()
        pair.mend()
        return pair

    def fail_over(self) -> None:
        """The server that is written to is gone, and the other takes over."""
        self.primary.stop("immediate")
        self.replica.promote()
        self.primary, self.replica = self.replica, self.primary

    def mend(self) -> None:
        """The other follows again, and every write waits for it from then on."""
        self.replica.follow(self.primary)
        for setting in BOTH:
            name, _, value = setting.partition("=")
            self.primary.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        self.primary.ask("SELECT pg_reload_conf()")

    @property
    def is_whole(self) -> bool:
        """Whether the replica has all that was acknowledged."""
        return self.primary.ask("SELECT sync_state FROM pg_stat_replication") == "sync"


def run(drill: Drill) -> None:
    """Two servers of the app behind nginx, on the pair; people at work until time is up."""
    if not (is_here() and PROGRAM.exists()):
        drill.report.say("Left out: apt-get install postgresql nginx-light")
        return
    databases = drill.within("postgresql")
    with closing_all(databases):
        pair = Pair.made_in(databases)
        own = {"FLASK_DATABASE": address(pair.primary, pair.replica), **SETTINGS}
        sites = [Site(drill.folder, **own) for _ in range(2)]
        with (
            sites[0].open(),
            sites[1].open(),
            nginx_before(drill.within("nginx"), sites[0].port, sites[1].port) as front,
        ):
            way = {"dial": front.dial, "headers": HEADERS, "again_after": AGAIN}
            people = AtWork(drill.seed, front.port, **way)
            people.begin(sites[0])
            outages = fail_again_and_again(drill, pair, sites)
            people.end()
            drill.report.figure("failures of the database's server", f"{len(outages)}")
            longest = max(outages, default=0)
            drill.report.at_most("longest until both serve again", longest, LONGEST, " s")
            most = max(map(most_in_one_outage, people.told_to_wait), default=0)
            drill.report.at_most("pages asking one person for patience, a failure", most, 1)
            judge(drill.report, people, Acknowledged(people), sites[0])


def fail_again_and_again(drill: Drill, pair: Pair, sites: list[Site]) -> list[float]:
    """Until the time is up: how many seconds each failure was felt."""
    outages, random = [], drill.random
    drill.begin()
    while not drill.is_over:
        sleep(random.uniform(*WORKS))
        began = monotonic()
        pair.fail_over()
        while not all(site.is_ready() for site in sites):
            sleep(0.02)
        outages.append(monotonic() - began)
        pair.mend()
        while not pair.is_whole:
            sleep(0.1)
    return outages


def most_in_one_outage(moments: list[float]) -> int:
    """The most pages that asked somebody for patience within one failure."""
    return max(
        (sum(at <= other < at + ONE_OUTAGE for other in moments) for at in moments), default=0
    )
