"""A few hundred patients at once, who think between pages, against a bare hello."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from random import Random
from statistics import quantiles
from threading import Event, Thread
from time import sleep

from qa.browser import FINE, LONGEST, Browser, Page
from qa.drill import Drill
from qa.people import ANSWERS, Patient, Staff
from qa.site import Hello, Site

PATIENTS, FEWER = 300, 100  # at once; in a drill of less than a minute
SHORT = 60  # seconds
THINKS = (2.0, 8.0)  # seconds before each page is sent
BUSY = 4  # who ask again as soon as they are answered
MOST = 1.0  # seconds that 99 in 100 answers may take
Visit = Callable[[Browser, "Pace"], None]


class Pace:
    """How long people think, and until when they come. `thinks`: None for not at all."""

    def __init__(self, thinks: tuple[float, float] | None, random: Random) -> None:
        self.thinks, self.random, self.over = thinks, random, Event()

    def think(self) -> bool:
        """Wait as a person does; whether there is time left."""
        if self.thinks is None:
            return not self.over.is_set()
        return not self.over.wait(self.random.uniform(*self.thinks))


class Met:
    """What everybody met."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.errors: list[str] = []

    @property
    def p50(self) -> float:
        """Half of the answers came within, in seconds."""
        return self._within(50)

    @property
    def p99(self) -> float:
        """99 in 100 did."""
        return self._within(99)

    def _within(self, share: int) -> float:
        times = [page.seconds for page in self.pages]
        return quantiles(times, n=100)[share - 1] if len(times) > 1 else float("inf")


def run(drill: Drill) -> None:
    """First four who never wait, then a crowd who think; each against hello at the same pace."""
    site, hello = Site(drill.within("clinic")), Hello(drill.within("hello"))
    patients = FEWER if drill.seconds < SHORT else PATIENTS
    links: SimpleQueue[str] = SimpleQueue()
    with site.open(), hello.open():
        staff = Staff(site.port)
        staff.set_up(site.add_staff("Robin Hale", "physiotherapist"), "Robin Hale")
        for number in range(patients * 2):
            links.put(staff.make_link(f"KL {number}"))
        before, answer = site.memory, answering(links)
        for what, count, thinks, share in (
            (f"{BUSY} who never wait", BUSY, None, 0.1),
            (f"{patients} who think {THINKS[0]:g} to {THINKS[1]:g} s", patients, THINKS, 0.4),
        ):
            seconds = max(drill.seconds * share, 2)
            bare = come(count, Pace(thinks, drill.random), seconds, hello, greeting)
            met = come(count, Pace(thinks, drill.random), seconds, site, answer)
            tell(drill, what, met, bare, seconds)
        drill.report.figure("memory of the server", f"{before:,} to {site.memory:,} kB")
    drill.report.none("faults in the log", site.faults)


def tell(drill: Drill, what: str, met: Met, bare: Met, seconds: float) -> None:
    """How long they waited."""
    rate = f"{len(met.pages) / seconds:.0f} and {len(bare.pages) / seconds:.0f}"
    drill.report.figure(f"{what}: requests a second, theirs and hello's", rate)
    bad = [f"{page.path}: {page.status}" for page in met.pages if page.status not in FINE]
    drill.report.none("  errors", met.errors + bad + bare.errors, len(met.pages))
    for name, one, other in (("p50", met.p50, bare.p50), ("p99", met.p99, bare.p99)):
        found = f"{one * 1000:.0f} ms, {one / other:.1f}x"
        drill.report.figure(f"  {name}, and against hello's {other * 1000:.1f} ms", found)
    drill.report.at_most("  p99", met.p99, MOST, " s")


def come(count: int, pace: Pace, seconds: float, site: Site, visit: Visit) -> Met:
    """So many at once, for so long."""
    met = Met()

    def be_there() -> None:
        while not pace.over.is_set():
            browser = Browser(site.port)
            try:
                visit(browser, pace)
            except Empty:
                return
            except Exception as problem:
                met.errors.append(repr(problem))
            met.pages += browser.pages
            browser.close()

    threads = [Thread(target=be_there, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    sleep(seconds)
    pace.over.set()
    for thread in threads:
        thread.join(timeout=LONGEST)
    return met


def greeting(browser: Browser, pace: Pace) -> None:
    """Hellos."""
    while pace.think():
        browser.get("/")


def answering(links: SimpleQueue[str]) -> Visit:
    """One patient after another, from the link to what was sent."""

    def answer(browser: Browser, pace: Pace) -> None:
        if not pace.think():
            return
        patient = Patient(*browser.ports, token=links.get(timeout=1), own=ANSWERS, words="Words")
        patient.pages = browser.pages
        try:
            page = patient.open_link()
            while pace.think() and not page.path.endswith("/sent"):
                page = patient.answer(page)
        finally:
            patient.close()

    return answer
