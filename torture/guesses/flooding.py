"""Wrong sign-ins from many made-up addresses, and somebody who works here beside them."""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from threading import Event, Thread

from torture.chance import Chance
from torture.figures import Figure, all_of
from torture.guesses.asking import Guesser
from torture.guesses.clinic import RIGHT, Clinic
from torture.guesses.finding import signs

HANDS = 12
A_HAND_EVERY = 1.0  # seconds
ROUNDS = 5  # of somebody honest, before and beside it
MS = 1000
DOOR = "/clinic/sign-in"


class Flood:
    """Tries that are sent all the time, each from an address of its own; half at one name."""

    def __init__(self, port: int, name: str, seed: int) -> None:
        self.port, self.name, self.seed = port, name, seed
        self.sent = self.refused = 0
        self._over = Event()

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Within it, every hand tries again and again."""
        hands = [Thread(target=self._try, args=[number]) for number in range(HANDS)]
        for hand in hands:
            hand.start()
        try:
            yield
        finally:
            self._over.set()
            for hand in hands:
                hand.join()

    def _try(self, number: int) -> None:
        random = Chance(self.seed + number)
        guesser = Guesser(self.port, random)
        guesser.open_form(DOOR)
        while not self._over.is_set():
            name = self.name if self.sent % 2 else signs(random, 8)
            found = guesser.send(DOOR, name=name, passphrase=signs(random, 14))
            self.sent += 1
            self.refused += found.status == 429
            self._over.wait(max(0.0, A_HAND_EVERY - found.seconds))
        guesser.close()


class Honest:
    """Signs in and looks at a runner's page, again and again; `at_once`: by the first press."""

    def __init__(self, browser: Guesser, name: str) -> None:
        self.browser, self.name = browser, name
        self.pages: list[float] = []
        self.ways_in: list[float] = []
        self.rounds = self.at_once = 0

    def go_round(self) -> None:
        """One page, and one press of "Sign in" with the right passphrase."""
        self.rounds += 1
        self.pages.append(self.browser.look("/").seconds * MS)
        self.browser.open_form(DOOR)
        found = self.browser.send(DOOR, name=self.name, passphrase=RIGHT)
        if found.status == 303:
            self.at_once += 1
            self.ways_in.append(found.seconds * MS)
        self.browser.forget("staff")


def beside_a_flood(port: int, clinic: Clinic, tries: int, seed: int) -> Iterator[Figure]:
    """The same in a quiet moment, and while so many tries are sent."""
    browser = Guesser(port)
    quiet, loud = Honest(browser, clinic.known), Honest(browser, clinic.known)
    for _ in range(ROUNDS):
        quiet.go_round()
    flood = Flood(port, clinic.known, seed)
    with flood.sending():
        while flood.sent < tries or loud.rounds < ROUNDS:
            loud.go_round()
    browser.close()
    told = f"{flood.refused} of {flood.sent}"
    yield Figure("12", f"wrong sign-ins by {HANDS} hands: not looked at", told)
    what = "beside them, in by the first press in a known browser"
    yield all_of("12", what, loud.at_once, loud.rounds)
    for what, found, before in (
        ("middle sign-in", loud.ways_in, quiet.ways_in),
        ("middle page of a runner", loud.pages, quiet.pages),
        ("slowest page of a runner", [max(loud.pages)], [max(quiet.pages)]),
    ):
        yield Figure("12", f"  {what}, beside them and before", _ratio(found, before))


def _ratio(found: list[float], before: list[float]) -> str:
    if not found:
        return "never"
    one, other = median(found), median(before)
    return f"{one:.0f} ms, {one / other:.1f} × {other:.0f}"
