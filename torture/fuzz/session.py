"""Requests by the thousand, and everybody still comes through: tests 14 and 15 of the list."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count

from flask import Flask

from app import create_app
from bench.walker import Walker
from records import sign_ins
from records.engine.database import Connections
from services import services_of
from tests.factories import IN_CODE_ALONE, a_colleague, an_invitation, desk_of, settings_in
from torture.chance import Chance
from torture.clients.line import Line
from torture.clients.patient import Patient
from torture.clients.staff import Staff
from torture.figures import Figure, none_of
from torture.fuzz.carriers import BySocket, InProcess
from torture.fuzz.drawing import Drawing
from torture.fuzz.judge import MAY_CHANGE, Findings, Kept
from torture.fuzz.people import Somebody, everybody
from torture.fuzz.words import thought_up
from torture.parts import Trial
from torture.served import Served, faults_in, served

SEEDS = 3
LONG = (500,) * 24  # requests with the same people: some posts rightly end what they are about
SHORT = (900, 280)  # nearly nine in ten are posts
MOST_GROWTH = 5 * 1024  # kB
NUMBERS = count(1)
Carrier = InProcess | BySocket


@dataclass
class Fuzzing:
    """An app in this process and the same app served, on one database."""

    app: Flask
    served: Served
    trial: Trial
    people: list[Somebody] = field(default_factory=list)

    def run(self, number: int, found: Findings) -> None:
        """One seed's requests, by turns in this process and over a socket."""
        rounds = SHORT if self.trial.is_short else LONG
        for one, asked in enumerate(rounds):
            if not self.people or not self.trial.is_short:
                self.people = everybody(self.app)
            by_socket = BySocket(self.served.port)
            with closing(by_socket):
                carrier = by_socket if one % 2 else InProcess(self.app)
                told = len(found.all)
                self.round(carrier, number * 1000 + one, asked, found)
            for problem in found.all[told:][:20]:
                self.trial.say(problem)
            self.trial.say(f"seed {number}: {found.posted:,} posts, {len(found.all)} findings")

    def round(self, carrier: Carrier, number: int, asked: int, found: Findings) -> None:
        """Some requests of these people."""
        chance, thoughts = Chance(number), thought_up(number, asked // 3)
        drawing = Drawing(self.app, self.people, thoughts, chance)
        with closing(Connections(self.served.folder / "records.db")) as connections:
            kept = Kept(connections.database())
            for request in drawing.requests(asked):
                answer = carrier.carry(request)
                found.judge(type(carrier).__name__, request, answer)
                changed = kept.look() - MAY_CHANGE
                if changed and (answer.status >= 400 or answer.status == 0):
                    told = f"{request} → {answer.status}: {sorted(changed)}"
                    found.note(found.half_kept, told)

    def everybody_comes_through(self) -> list[str]:
        """Who did not, once the tries that were counted are past."""
        db, went_wrong = services_of(self.app).connections.database(), []
        db.table("throttle").delete_where()
        for who in (self.runner, self.patient, self.colleague):
            try:
                who()
            except AssertionError as problem:
                went_wrong.append(f"{who.__name__}: {problem}")
        return went_wrong

    def runner(self) -> None:
        """From the first page to the result."""
        Walker(self.served.port).walk()

    def patient(self) -> None:
        """From the link to what was sent."""
        _, token = an_invitation(self.app)
        line, chance = Line(self.served.port), Chance(self.trial.seed)
        with closing(Patient(line, chance, token, {}, "May I run")) as patient:
            expect(patient.go().status == 200, "the answers were not sent")

    def colleague(self) -> None:
        """Signed in, and a note beside what the last patient sent."""
        desk = desk_of(self.app)
        person = a_colleague(self.app, f"Comes through {next(NUMBERS)}")
        with closing(Staff(Line(self.served.port), Chance(self.trial.seed))) as staff:
            staff._cookies[f"staff-{self.served.port}"] = sign_ins.start(
                desk.db, person.id, desk.now
            )
            newest = staff.inbox()[0]
            expect("Called back" in staff.note(newest, "Called back").text, "the note is gone")


def expect(is_so: bool, otherwise: str) -> None:
    """Raises AssertionError with these words."""
    if not is_so:
        raise AssertionError(otherwise)


def run(trial: Trial) -> Iterator[Figure]:
    """Each seed, then what is left of the server."""
    own = settings_in(trial.folder)
    app = create_app(own)
    told = {name: str(value) for name, value in own.items() if name not in IN_CODE_ALONE}
    with closing(services_of(app).connections), served(trial.folder, **told) as running:
        fuzzing, memory = Fuzzing(app, running, trial), []
        for number in range(trial.seed, trial.seed + (1 if trial.is_short else SEEDS)):
            found = Findings()
            fuzzing.run(number, found)
            memory.append(running.memory)
            yield from figures(trial, number, found, fuzzing.everybody_comes_through())
        if not trial.is_short:
            yield growth(memory)
        yield none_of("14 15", "errors told in the server's log", faults_in(running.log))


def figures(trial: Trial, number: int, found: Findings, lost: list[str]) -> Iterator[Figure]:
    """What one seed found."""
    for one in lost:
        trial.say(one)
    about = f"seed {number}, {found.posted:,} posts of {found.asked:,} requests"
    yield none_of("15", f"{about}: answers above 499", len(found.failed))
    yield none_of("15", f"seed {number}: requests without an answer in 10 s", len(found.unanswered))
    yield none_of("13 15", f"seed {number}: texts that came back as markup", len(found.echoed))
    yield none_of(
        "14", f"seed {number}: headers split, missing or too large", len(found.bad_headers)
    )
    yield none_of("15", f"seed {number}: refused, yet something was stored", len(found.half_kept))
    yield none_of("15", f"seed {number}: people who did not come through afterwards", len(lost))


def growth(memory: list[int]) -> Figure:
    """How much the server grew after the first seed, when all pages had been made once."""
    grown = memory[-1] - memory[0]
    what = f"growth of the served process, {memory[0] / 1024:.0f} MB after the first seed"
    return Figure("15", what, f"{grown / 1024:.1f} MB", "< 5 MB", grown < MOST_GROWTH)
