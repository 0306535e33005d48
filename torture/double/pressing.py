"""Round after round of pressing, and what there is to say afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from bench.walker import Answer
from clinic.staff.roles import Role
from records import links
from torture.chance import Chance
from torture.clients.line import Line
from torture.clients.runner import Runner
from torture.clients.staff import TOKEN, Staff
from torture.double.fingers import Fingers
from torture.double.kinds import Desk, Press
from torture.figures import Figure, none_of
from torture.kills.house import House
from torture.parts import Trial
from torture.served import faults_in

PRESSES = {True: 12, False: 50}
ROUNDS = {True: 2, False: 200}
SLOW = "a passphrase chosen"  # each press takes as much work as guessing should
SLOW_PRESSES, SLOW_ROUNDS = {True: 4, False: 8}, {True: 1, False: 25}


@dataclass
class Pressed:
    """What came of one kind."""

    what: str
    presses: int
    rounds: int = 0
    doubled: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    def add(self, replies: set[str], records: int) -> None:
        """One more round."""
        self.rounds += 1
        if records != 1:
            self.doubled.append(f"{records} records")
        if len(replies) != 1 or not next(iter(replies)).startswith(("200", "303")):
            self.differing.append(" and ".join(sorted(replies)))

    def figures(self) -> Iterator[Figure]:
        """One record, one reply."""
        of = f"of {self.rounds} x {self.presses}"
        yield none_of("18", f"{self.what}: rounds with other than one record", self.doubled, of)
        yield none_of("18", f"{self.what}: rounds with replies that differ", self.differing, of)


def run(trial: Trial) -> Iterator[Figure]:
    """Every kind of form, on two servers of one database."""
    house = House(trial.folder)
    with house.open(2) as servers:
        line = Line(*(server.port for server in servers))
        fingers = Fingers(line, PRESSES[trial.is_short])
        desk = desk_in(house, line)
        with closing(fingers), closing(desk):
            found = rounds(desk, fingers, trial)
    for one in found:
        yield from one.figures()
    yield none_of("18", "faults in the log", faults_in(house.log))


def rounds(desk: Desk, fingers: Fingers, trial: Trial) -> Iterable[Pressed]:
    """Each kind in its turn, round after round; what came of each."""
    every = {what: pressed(what, trial.is_short) for what in desk.kinds}
    for number in range(ROUNDS[trial.is_short]):
        for what, ready in desk.kinds.items():
            if number < (SLOW_ROUNDS if what == SLOW else ROUNDS)[trial.is_short]:
                press(every[what], ready(number), fingers, desk.house)
        if number % 20 == 19:
            trial.say(f"{number + 1} rounds.")
    return every.values()


def pressed(what: str, is_short: bool) -> Pressed:
    """Nothing yet."""
    return Pressed(what, (SLOW_PRESSES if what == SLOW else PRESSES)[is_short])


def press(one: Pressed, ready: Press, fingers: Fingers, house: House) -> None:
    """One button, once."""
    button, count = ready
    answers = fingers.press(button, one.presses)
    one.add(replies(answers, house), count())


def desk_in(house: House, line: Line) -> Desk:
    """A runner with a result, and a physiotherapist who is signed in."""
    runner, physio = Runner(line, Chance(1)), Staff(line, Chance(2))
    runner.walk()
    physio.set_up(house.add("Robin Hale", Role.PHYSIOTHERAPIST), "Robin Hale")
    return Desk(house, runner, physio)


def replies(answers: Sequence[Answer], house: House) -> set[str]:
    """Each reply by its status and by where it leads; an address by what it opens."""
    return {f"{one.status} {one.location or shown(one, house)}" for one in answers}


def shown(answer: Answer, house: House) -> str:
    """What an address on the page opens."""
    token = TOKEN.search(answer.text)
    link = links.of_token(house.db, token[1]) if token else None
    return link.invitation if link else "nothing"
