"""Which points a cause can come to, each with the answers that change least to come to them."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from review.proving.classes import Answers, merged
from review.proving.people import People
from review.proving.points import CausePoints, JointBlocks, tests_of
from review.proving.walk import Budget, is_met
from rules.rulebook import Indicator


@dataclass(frozen=True, slots=True)
class Way:
    """Answers to the questions of a cause, and how far they are from the quiet person's."""

    cost: int
    answers: Answers


Ways = dict[int, Way]
"""The cheapest way to each number of points."""


@dataclass(frozen=True)
class Sums:
    """Every number of points that a cause can come to."""

    points: CausePoints
    people: People
    budget: Budget

    def ways(self, must: Indicator | None = None) -> Ways:
        """The cheapest way to each; with `must`, only of people who meet this indicator."""
        ways: Ways = {0: Way(0, {})}
        for part, prices in zip(self.points.parts, self._prices, strict=True):
            added = self._ways(part, prices, must)
            both: Ways = {}
            for (here, way), (more, other) in product(ways.items(), added.items()):
                _keep(both, here + more, Way(way.cost + other.cost, way.answers | other.answers))
            ways = both
        return ways

    @cached_property
    def _prices(self) -> list[list[list[Way]]]:
        """For each class of each block of each part, what it costs and an example."""
        return [
            [[Way(*one) for one in self.people.prices(block)] for block in part.blocks]
            for part in self.points.parts
        ]

    def _ways(self, part: JointBlocks, prices: list[list[Way]], must: Indicator | None) -> Ways:
        ways: Ways = {}
        matters = must in part.indicators
        classes = [
            _cheapest(part, number, price, [must] if must and matters else [])
            for number, price in enumerate(prices)
        ]
        for place in product(*classes):
            self.budget.spend()
            chosen = [price[number] for price, number in zip(prices, place, strict=True)]
            cost, points = sum(way.cost for way in chosen), part.points(place)
            if points in ways and ways[points].cost <= cost:
                continue
            answers = merged(way.answers for way in chosen)
            if must is None or not matters or is_met(must.when, answers):
                ways[points] = Way(cost, answers)
        return ways


def _keep(ways: Ways, points: int, way: Way) -> None:
    if points not in ways or way.cost < ways[points].cost:
        ways[points] = way


def _cheapest(part: JointBlocks, number: int, price: list[Way], must: list[Indicator]) -> list[int]:
    """The cheapest class of each sort of classes that the cause and `must` see alike."""
    tests = tests_of(part.blocks[number], must)
    found: dict[Hashable, int] = {}
    for one, example in enumerate(part.blocks[number].examples):
        met = tuple(passes(example) for passes in tests)
        key = (part.alone[number][one], part.seen[number][one], met)
        if key not in found or price[one].cost < price[found[key]].cost:
            found[key] = one
    return list(found.values())
