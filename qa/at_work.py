"""Eight people at work, and whether everything that was acknowledged to them is there."""

import html
import json
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from random import Random
from threading import Event, Thread
from time import sleep
from typing import Any

from qa.browser import Browser
from qa.people import WARNED, Patient, Runner, Staff, somebody
from qa.site import Site

PATIENCE = 300  # seconds that somebody tries again for
AHEAD = 6  # links that wait for a patient
ASKED_BY = re.compile(r'<th scope="row"><a [^>]*><bdi[^>]*>([^<]+)<')
NEXT_PAGE = re.compile(r'href="([^"]+)" rel="next"')
ROLES = {
    "Robin Hale": ("physiotherapist", "administrator"),
    "Kim Lee": ("physiotherapist",),
    "Sam Roe": ("front desk",),
}


class AtWork:
    """Two runners, three patients, two physiotherapists and the front desk, in threads.

    They use the servers at `ports`, which share one database. `way`: more of what a Browser takes.
    """

    def __init__(self, seed: int, *ports: int, **way: Any) -> None:
        self.seed, self.ports, self.way = seed, ports, {"patience": PATIENCE, **way}
        self.patients: list[Patient] = []
        self.staff: dict[str, Staff] = {}
        self.requests: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self.links: dict[str, str] = {}
        """The token for each reference."""
        self.seen_to: list[str] = []
        self.astray: list[str] = []
        self.pages = 0
        self.repeated = 0
        self.statuses: Counter[int] = Counter()
        self.told_to_wait: list[list[float]] = []
        """Of each person who left: when a page asked them for patience."""
        self._over = Event()
        self._threads: list[Thread] = []
        self._waiting: SimpleQueue[str] = SimpleQueue()
        self._received: SimpleQueue[Patient] = SimpleQueue()

    @property
    def acknowledged(self) -> int:
        """How many things were said to be kept."""
        answers = sum(len(one.taken) + one.is_sent for one in self.patients)
        kept = len(self.requests) + len(self.notes) + len(self.links) + len(self.seen_to)
        return answers + kept

    def begin(self, site: Site) -> None:
        """Let staff come in, then everybody begin."""
        for name, roles in ROLES.items():
            self.staff[name] = Staff(*self.ports, random=Random(len(self.staff)), **self.way)
            self.staff[name].set_up(site.add_staff(name, *roles), name)
        first, second, desk = self.staff.values()
        works: list[Callable[[Random], None]] = [*[self._run] * 2, *[self._answer] * 3]
        works += [
            lambda random: self._read(first, random),
            lambda random: self._read(second, random),
        ]
        works += [lambda random: self._invite(desk, random)]
        for number, work in enumerate(works):
            random = Random(self.seed * 1000 + number)
            thread = Thread(target=self._go_on, args=(work, random), daemon=True)
            self._threads.append(thread)
            thread.start()

    def end(self) -> None:
        """Let everybody finish what they are at."""
        self._over.set()
        for thread in self._threads:
            thread.join(timeout=PATIENCE)
        self.astray += ["somebody never ended" for thread in self._threads if thread.is_alive()]
        for one in self.staff.values():
            self._leave(one)

    def _go_on(self, work: Callable[[Random], None], random: Random) -> None:
        while not self._over.is_set():
            try:
                work(random)
            except Exception as problem:
                self.astray.append(repr(problem))
                return

    def _leave(self, one: Browser) -> None:
        self.pages += len(one.pages)
        self.repeated += one.repeated
        self.told_to_wait.append(one.told_to_wait)
        self.statuses += Counter(page.status for page in one.pages)
        one.close()

    def _run(self, random: Random) -> None:
        runner, name = (
            Runner(*self.ports, random=random, **self.way),
            f"Runner {draw(random)}",
        )
        runner.walk()
        if runner.ask_for_visit(name, "A note").path == "/booking/sent":
            self.requests.append(name)
        self._leave(runner)

    def _answer(self, random: Random) -> None:
        with suppress(Empty):
            patient = somebody(self.ports, self._waiting.get(timeout=0.2), random, **self.way)
            self.patients.append(patient)
            patient.go(until="/answers")
            if random.random() < 0.5:
                patient.change("pain_worst", f"{random.randint(2, 6)}")
            if random.random() < 0.8:  # the others never press Send
                patient.go()
                self._received.put(patient)
            self._leave(patient)

    def _read(self, one: Staff, random: Random) -> None:
        with suppress(Empty):
            patient = self._received.get(timeout=0.2)
            for text in (f"Note {draw(random)}", f"Note {draw(random)}"):
                if one.note(patient.name, text).is_kept:
                    self.notes.append((patient.name, text))
            if patient.own.items() >= WARNED.items():
                one.see_to(patient.name, done := f"Called {draw(random)}")
                self.seen_to.append(f"{patient.name} {done}")

    def _invite(self, one: Staff, random: Random) -> None:
        if self._waiting.qsize() >= AHEAD:
            sleep(0.05)
            return
        reference = f"KL {draw(random)}"
        self.links[reference] = one.make_link(reference)
        self._waiting.put(self.links[reference])


def draw(random: Random) -> int:
    """A number that nobody else has."""
    return random.randrange(10**12)


class Acknowledged:
    """What had been acknowledged at some moment, to be looked for later."""

    def __init__(self, people: AtWork) -> None:
        self.requests, self.notes = list(people.requests), list(people.notes)
        self.links, self.seen_to = dict(people.links), list(people.seen_to)
        self.patients = list(people.patients)
        self.taken = {one.token: dict(one.taken) for one in self.patients}
        self.sent = [one for one in self.patients if one.is_sent]

    def __len__(self) -> int:
        answers = sum(map(len, self.taken.values())) + len(self.sent)
        return answers + len(self.requests) + len(self.notes) + len(self.links) + len(self.seen_to)

    def missing(self, site: Site, reader: Staff) -> list[str]:
        """What is not there, or is there twice; read by commands and pages, nobody at work."""
        return [
            *self._requests(reader),
            *self._sent(json.loads(site.flask("export", "--format", "json"))["responses"]),
            *self._unsent(site),
            *self._beside(reader),
            *self._links(site),
        ]

    def _requests(self, reader: Staff) -> list[str]:
        names, more = Counter[str](), "/clinic/requests"
        while more:
            page = reader.get(more).text
            names.update(ASKED_BY.findall(page))
            more = html.unescape("".join(NEXT_PAGE.findall(page)))
        return [f"request {one}: {names[one]} times" for one in self.requests if names[one] != 1]

    def _sent(self, responses: list[dict[str, Any]]) -> list[str]:
        kept = {one["visit"]: one for one in responses}
        times = Counter(one["visit"] for one in responses)
        wrong = [
            f"{one.name}: {times[one.name]} times" for one in self.sent if times[one.name] != 1
        ]
        for one in self.sent:
            if one.name in kept:
                wrong += self._unlike(one, kept[one.name])
        return wrong

    def _unlike(self, one: Patient, kept: dict[str, Any]) -> list[str]:
        asked = {each["id"]: as_typed(each["answer"]) for each in kept["record"]["asked"]}
        taken = {name: said for name, said in self.taken[one.token].items() if name in asked}
        lost = {name for name, said in taken.items() if asked[name] != said}
        return [f"{one.name}: {name}" for name in lost]

    def _unsent(self, site: Site) -> list[str]:
        """Patients who had not sent yet see on each page what they answered there."""
        wrong = []
        for one in self.patients:
            if one.is_sent or not one.asked_at:
                continue
            again = Browser(site.port)
            again.cookies = dict(one.cookies)
            for name, said in self.taken[one.token].items():
                page = again.get(one.asked_at[name])
                if page.form().shown(name) != [text for text in said if text]:
                    wrong.append(f"{one.name}, not sent: {name}")
            again.close()
        return wrong

    def _beside(self, reader: Staff) -> list[str]:
        """Notes stand on the face sheet once; what was done about a warning at its head as well."""
        wanted = [(visit, text, 1) for visit, text in self.notes]
        wanted += [(visit, text, 2) for visit, text in (one.split(" ", 1) for one in self.seen_to)]
        sheets = {visit: reader.get(f"/clinic/responses/{visit}").text for visit, _, _ in wanted}
        return [
            f"{visit}: {text}"
            for visit, text, times in wanted
            if sheets[visit].count(text) != times
        ]

    def _links(self, site: Site) -> list[str]:
        wrong = []
        for reference, token in self.links.items():
            page = Browser(site.port).get(f"/v/{token}")
            wrong += [] if page.path.startswith("/visit/") else [f"the link of {reference}"]
        return wrong


def as_typed(answer: Any) -> list[str]:
    """An answer of the exported file as a browser sends it."""
    if answer is None:
        return [""]
    if isinstance(answer, list):
        return [str(one) for one in answer]
    return [answer if isinstance(answer, str) else f"{answer:g}"]
