"""Runners, patients and staff, all at once; what each waited for, and what went wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from queue import SimpleQueue
from random import Random
from threading import Event, Lock, Thread

from clinic.staff.roles import Role
from torture.clients.browser import Browser
from torture.clients.line import Line
from torture.clients.patient import Patient
from torture.clients.runner import Runner
from torture.clients.staff import Staff
from torture.kills.house import House
from torture.load.pace import Pace

AT_ONCE = 16  # runners and patients; more than the server has threads
READER = "Robin Hale"
PAGES = ["/clinic/inbox", "/clinic/links", "/clinic/requests", "/clinic/inbox?sort=visit"]
FINE = (200, 303)


@dataclass
class Seen:
    """What one kind of people met. `times`: seconds that each answer took."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    astray: list[str] = field(default_factory=list)
    """Who could not go on, and why."""

    def by(self, person: Browser, work: Callable[[], object]) -> None:
        """Let somebody do something, and note how it went."""
        try:
            work()
        except Exception as problem:
            self.astray.append(repr(problem))
        finally:
            person.close()
            self.times += person.times
            self.statuses += person.statuses

    @property
    def errors(self) -> list[str]:
        """Answers that are no page, and people who could not go on."""
        bad = [f"{one}" for one in self.statuses.elements() if one not in FINE]
        return bad + self.astray


@dataclass
class Visitors:
    """Runners and patients, from a list of what is to be done."""

    line: Pace
    tokens: SimpleQueue[str]
    random: Random
    seen: Seen = field(default_factory=Seen)
    received: SimpleQueue[str] = field(default_factory=SimpleQueue)
    """The visits of patients who have sent their answers."""

    def come(self, kinds: Iterable[str], at_once: int = AT_ONCE) -> None:
        """One after another, so many at once, until the list is empty."""
        to_come, turn = iter(kinds), Lock()

        def work() -> None:
            while True:
                with turn:
                    kind = next(to_come, None)
                if kind is None:
                    return
                self._one(kind)

        threads = [Thread(target=work) for _ in range(at_once)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _one(self, kind: str) -> None:
        if kind == "runner":
            runner = Runner(self.line, self.random)
            self.seen.by(runner, runner.walk)
            return
        patient = Patient(self.line, self.random, self.tokens.get(), {}, "A word of my own")
        self.seen.by(patient, patient.go)
        self.received.put(patient.name)


def come_in(house: House, line: Line, random: Random) -> Staff:
    """A physiotherapist who is signed in."""
    one = Staff(line, random)
    one.set_up(house.add(READER, Role.PHYSIOTHERAPIST), READER)
    return one


def links(one: Staff, count: int) -> SimpleQueue[str]:
    """The tokens of as many links, made page by page."""
    day = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
    made: SimpleQueue[str] = SimpleQueue()
    for number in range(count):
        made.put(one.make_link(f"KL {number}", day))
    return made


@contextmanager
def reading(one: Staff, received: SimpleQueue[str]) -> Iterator[Seen]:
    """Staff pages read at the reader's own pace meanwhile: lists, and each face sheet that came."""
    seen, is_over = Seen(), Event()
    one.times, one.statuses = [], Counter()

    def read() -> None:
        for page in cycle(PAGES):
            if is_over.is_set():
                return
            one.ask(page) if received.empty() else one.sheet(received.get())

    thread = Thread(target=seen.by, args=(one, read))
    thread.start()
    try:
        yield seen
    finally:
        is_over.set()
        thread.join()
