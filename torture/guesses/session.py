"""make torture ARGS="guesses": what chance finds, when guessing has to wait, what time tells."""

from collections.abc import Iterator
from dataclasses import replace

from torture.chance import Chance
from torture.figures import Figure
from torture.guesses.clinic import fill
from torture.guesses.finding import by_chance, from_one_place
from torture.guesses.flooding import beside_a_flood
from torture.guesses.timing import of_links, of_names
from torture.kills.house import House
from torture.parts import Trial

LINKS, TRIES, ROUNDS, PASSPHRASES, FLOOD = 500, 10_000, 1_000, 60, 300
FEW_LINKS, FEW = 20, 15  # in the short form


def run(trial: Trial) -> Iterator[Figure]:
    """The short form gives no verdict about time."""
    house, random = House(trial.folder), Chance(trial.seed)
    house.settings |= {"BEHIND_PROXY": "true", "LOG": "faults"}
    clinic = fill(house, FEW_LINKS if trial.is_short else LINKS)
    with house.open(1) as [site]:
        yield from beside_a_flood(site.port, clinic, FEW if trial.is_short else FLOOD, trial.seed)
        yield from by_chance(site.port, FEW if trial.is_short else TRIES, random)
        yield from from_one_place(site.port, random)
        for timing, rounds in ((of_links, ROUNDS), (of_names, PASSPHRASES)):
            often = 3 if trial.is_short else rounds
            for figure in timing(house, site.port, clinic, often, random):
                yield replace(figure, is_met=None) if trial.is_short else figure
