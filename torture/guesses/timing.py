"""Whether the time of an answer tells one refusal from another: in turns, by the middle one."""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from statistics import median

from records import throttle
from records.engine.tokens import LENGTH, new_token
from records.staff import folded
from torture.figures import Figure
from torture.guesses.asking import Answered, Guesser
from torture.guesses.clinic import Clinic
from torture.guesses.finding import signs
from torture.kills.house import House

MS = 1000
MOST = 5  # ms between the middle answers of two kinds
MOST_OF_HASHING = 0.05  # of the time that a passphrase takes

Ask = Callable[[], Answered]
Figures = Iterator[Figure]


def middles(asks: Mapping[str, Ask], rounds: int) -> dict[str, float]:
    """The middle time of each kind in ms, asked for in turns so that a busy moment hits all."""
    times: dict[str, list[float]] = {what: [] for what in asks}
    for _ in range(rounds):
        for what, ask in asks.items():
            times[what].append(ask().seconds * MS)
    return {what: median(found) for what, found in times.items()}


def of_links(house: House, port: int, clinic: Clinic, rounds: int, random: Random) -> Figures:
    """Links that were never given out, of many kinds."""
    guesser, token = Guesser(port, random), clinic.link
    flipped = token[:-1] + chr(ord(token[-1]) ^ 1)
    kinds: dict[str, Callable[[], str]] = {
        "forged": lambda: signs(random, LENGTH),
        "first sign wrong": lambda: ("2" if token[0] != "2" else "3") + token[1:],
        "one bit flipped at the end": lambda: flipped,
        "short": lambda: token[:-1],
        "of a set-up link": lambda: clinic.set_up,
        "sealed by another key": lambda: new_token() * 6,
        "10,000 signs": lambda: "2" * 10_000,
    }
    asks = {what: _link(guesser, make) for what, make in kinds.items()}
    found = middles(asks, rounds)
    guesser.close()
    slowest = max(found, key=lambda what: found[what])
    between = found[slowest] - min(found.values())
    told = f"{min(found.values()):.1f} ms"
    yield Figure("7", f"middle of {rounds:,} answers to a wrong link", told)
    what = f"  most between two of {len(kinds)} kinds"
    yield Figure("7", what, f"{between:.2f} ms", f"under {MOST} ms", between < MOST)
    yield Figure("7", "  the slowest kind", slowest)


def _link(guesser: Guesser, make: Callable[[], str]) -> Ask:
    return lambda: guesser.look(f"/v/{make()}")


def of_names(house: House, port: int, clinic: Clinic, rounds: int, random: Random) -> Figures:
    """Signing in with a wrong passphrase: somebody known, somebody who left, nobody."""
    guesser = Guesser(port, random)
    guesser.open_form("/clinic/sign-in")

    def ask(name: str) -> Answered:
        throttle.clear(house.db, f"name:{folded(name)}")  # or the known would have to wait
        return guesser.send("/clinic/sign-in", name=name, passphrase=signs(random, 14))

    asks: dict[str, Ask] = {
        "known": lambda: ask(clinic.known),
        "gone": lambda: ask(clinic.gone),
        "unknown": lambda: ask(signs(random, 10)),
    }
    found = middles(asks, rounds)
    guesser.close()
    apart, least = max(found.values()) - min(found.values()), min(found.values())
    yield Figure("7", f"middle of {rounds:,} wrong passphrases", f"{least:.0f} ms")
    what, said = "  most between known, left and unknown", f"{apart / least:.1%}, {apart:.1f} ms"
    is_met = apart / least < MOST_OF_HASHING
    yield Figure("7", what, said, f"under {MOST_OF_HASHING:.0%}", is_met)
