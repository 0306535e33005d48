"""The eight people: two runners, three patients, two physiotherapists and the front desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from queue import Empty, SimpleQueue
from random import Random
from threading import Thread
from time import sleep

from clinic.staff.roles import Role
from torture.chance import Chance
from torture.clients.browser import Browser
from torture.clients.line import Line
from torture.clients.patient import Patient
from torture.clients.runner import Runner
from torture.clients.staff import Staff
from torture.kills.house import House

Work = Callable[[Random], None]


WARNED = {"rf_general": "weight_loss"}  # a doctor soon; the questions go on
AHEAD = 6  # links that wait for a patient
PHYSIO, DESK = Role.PHYSIOTHERAPIST, Role.FRONT_DESK
TEAM = {"Robin Hale": PHYSIO, "Kim Lee": PHYSIO, "Sam Roe": DESK}


@dataclass
class Crowd:
    """Everybody who was there, and what each was promised."""

    line: Line
    seed: int
    runners: list[Runner] = field(default_factory=list)
    patients: list[Patient] = field(default_factory=list)
    staff: list[Staff] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    """The token that was shown for each reference."""
    astray: list[str] = field(default_factory=list)
    """Who could not go on, and why."""
    is_over: bool = False
    _waiting: SimpleQueue[str] = field(default_factory=SimpleQueue)
    _received: SimpleQueue[Patient] = field(default_factory=SimpleQueue)
    _threads: list[Thread] = field(default_factory=list)

    @property
    def people(self) -> list[Browser]:
        """Everybody."""
        return [*self.runners, *self.patients, *self.staff]

    def begin(self, house: House) -> None:
        """Let staff come in, then everybody begin."""
        for number, (name, role) in enumerate(TEAM.items()):
            one = Staff(self.line, Chance(self.seed * 100 + number))
            one.set_up(house.add(name, role), name)
            self.staff.append(one)
        first, second, desk = self.staff
        works: list[Work] = [self.run, self.run, self.answer, self.answer, self.answer]
        works += [partial(self.read, first), partial(self.read, second)]
        works += [partial(self.invite, desk)]
        for number, work in enumerate(works):
            chance = Chance(self.seed * 1000 + number)
            thread = Thread(target=self._go_on, args=(work, chance), daemon=True)
            self._threads.append(thread)
            thread.start()

    def end(self) -> None:
        """Let everybody finish what they are at, and leave."""
        self.is_over = True
        for thread in self._threads:
            thread.join(timeout=120)
        self.astray += [f"{one.name} never ended" for one in self._threads if one.is_alive()]
        for person in self.people:
            person.close()

    def _go_on(self, work: Work, random: Random) -> None:
        try:
            while not self.is_over:
                work(random)
        except Exception as problem:
            self.astray.append(repr(problem))

    def run(self, random: Random) -> None:
        """A self-check, and a visit asked for."""
        runner = Runner(self.line, random)
        self.runners.append(runner)
        runner.walk()
        number = random.randrange(10**9)
        runner.ask_for_visit(f"Runner {number}", f"Note {number}")
        runner.close()

    def answer(self, random: Random) -> None:
        """A link, answered and sent; one answer in two is changed on the way."""
        try:
            token = self._waiting.get(timeout=0.2)
        except Empty:
            return
        own = {"pain_worst": f"{random.randint(2, 6)}"} | (WARNED if random.random() < 0.5 else {})
        patient = Patient(self.line, random, token, own, f"Words {random.randrange(10**9)}")
        self.patients.append(patient)
        patient.go(until="/answers")
        if random.random() < 0.5:
            patient.change("pain_worst", f"{random.randint(2, 6)}")
        patient.go()
        patient.close()
        self._received.put(patient)

    def read(self, one: Staff, random: Random) -> None:
        """Answers read, a note put beside them, a warning seen to."""
        try:
            patient = self._received.get(timeout=0.2)
        except Empty:
            return
        one.note(patient.name, f"Note {random.randrange(10**9)}")
        if WARNED.items() <= patient.own.items():
            one.acknowledge(patient.name, f"Called {random.randrange(10**9)}")
        one.note(patient.name, f"Note {random.randrange(10**9)}")

    def invite(self, one: Staff, random: Random) -> None:
        """A link for somebody, while few wait."""
        if self._waiting.qsize() >= AHEAD:
            sleep(0.05)
            return
        reference = f"KL {random.randrange(10**9)}"
        day = datetime.now(UTC).date() + timedelta(days=2)
        self.links[reference] = one.make_link(reference, day.isoformat())
        self._waiting.put(self.links[reference])


def fields_of(people: list[Browser], path: str, name: str) -> Iterator[tuple[str, bool]]:
    """What each wrote into a field of forms sent to a path that ends so; whether it was promised.

    What is not was sent, and may be kept or not.
    """
    for person in people:
        for sent in [*person.promised, *filter(None, [person.pending])]:
            if sent.path.endswith(path):
                yield sent.fields[name][0], bool(sent.led_to)
