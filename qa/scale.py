"""How many patients 1, 2 and 4 servers carry, on SQLite's file and on PostgreSQL, in one run."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from qa.browser import FINE
from qa.database_servers import Server, address, is_here, one_server
from qa.drill import Drill
from qa.load import Met, Pace, answering, come
from qa.people import Staff
from qa.site import Site

SERVERS = (1, 2, 4)  # processes of the app
CROWDS = (4, 16)  # patients at once who ask again as soon as they are answered
LINKS = 24  # for each of them, more than they come to answer
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Found:
    """What a crowd met, and what it cost. `app`, `database`: seconds of processor time."""

    met: Met
    seconds: float
    app: float
    database: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.met.pages) / self.seconds

    def each(self, of: float) -> str:
        """Milliseconds a request."""
        return f"{1000 * of / max(len(self.met.pages), 1):.2f}"


def run(drill: Drill) -> None:
    """Each engine with each number of servers and each crowd, against one server on SQLite."""
    seconds = max(drill.seconds / (len(SERVERS) * len(CROWDS) * 2), 2)
    drill.report.say(f"{os.cpu_count()} cores, which the patients' own process shares")
    drill.report.say(
        "engine      servers  at once  a second  against    p50     p99  app  database"
    )
    first: dict[int, Found] = {}
    for engine in ("SQLite", "PostgreSQL"):
        if engine == "PostgreSQL" and not is_here():
            drill.report.say("Left out: apt-get install postgresql")
            continue
        for count in SERVERS:
            for crowd, found in crowds_on(drill, engine, count, seconds):
                first.setdefault(crowd, found)
                against = found.rate / first[crowd].rate
                drill.report.say(
                    f"{engine:<12}{count:>7}{crowd:>9}{found.rate:>10.0f}{against:>8.2f}x"
                    f"{found.met.p50 * 1000:>7.0f}{found.met.p99 * 1000:>8.0f}"
                    f"{found.each(found.app):>6}{found.each(found.database):>7}  ms"
                )
                bad = [page.path for page in found.met.pages if page.status not in FINE]
                drill.report.none("  errors", found.met.errors + bad, len(found.met.pages))


def crowds_on(drill: Drill, engine: str, count: int, seconds: float) -> Iterator[tuple[int, Found]]:
    """So many servers, and what each crowd found."""
    folder = drill.within(f"{engine}-{count}")
    with ExitStack() as stack:
        server = (
            stack.enter_context(one_server(drill.within(f"server-{count}")))
            if engine == "PostgreSQL"
            else None
        )
        own = {"FLASK_DATABASE": address(server)} if server else {}
        sites = [stack.enter_context(Site(folder, **own).open()) for _ in range(count)]
        staff = Staff(sites[0].port)
        staff.set_up(sites[0].add_staff("Robin Hale", "physiotherapist"), "Robin Hale")
        for crowd in CROWDS:
            links: SimpleQueue[str] = SimpleQueue()
            for number in range(crowd * LINKS):
                links.put(staff.make_link(f"KL {crowd} {number}"))
            with measuring(sites, server) as spent:
                pace = Pace(None, drill.random)
                met = come(crowd, pace, seconds, sites, answering(links))
            yield crowd, Found(met, seconds, *spent)


@contextmanager
def measuring(sites: list[Site], server: Server | None) -> Iterator[list[float]]:
    """The processor time of the app and of the database while the block runs, once it is over."""
    spent: list[float] = []
    before = sum(site.cpu for site in sites), cpu_of(server)
    yield spent
    spent += [sum(site.cpu for site in sites) - before[0], cpu_of(server) - before[1]]


def cpu_of(server: Server | None) -> float:
    """Seconds that a server and all of its processes used, those that ended as well (Linux)."""
    if server is None:
        return 0.0
    parent = (server.data / "postmaster.pid").read_text().split()[0]
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if path.parent.name == parent:
            ticks += sum(map(int, fields[11:15]))
        elif fields[1] == parent:
            ticks += sum(map(int, fields[11:13]))
    return ticks / TICKS
