"""Walking every combination of classes, within a budget that is said beforehand."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from time import thread_time
from typing import TypeVar

from review.proving.classes import Answers, Block, as_known, merged
from rules.assessment import weigh
from rules.conditions import Known, When
from rules.measures import MEASURES
from rules.rulebook import Cause

Value = TypeVar("Value")
Place = tuple[int, ...]
"""One class of each block, by number."""


class Spent(Exception):
    """The budget ran out before everything was walked, so nothing is proved."""


@dataclass
class Budget:
    """How many classes, and for how many seconds of this thread's work, a proof may walk.

    Not by the clock: what else a machine does would decide what is proved.
    """

    classes: int = 1_000_000
    seconds: float = 30.0
    walked: int = 0
    started: float = field(default_factory=thread_time)

    def spend(self, classes: int = 1) -> None:
        """Count classes as walked. Raises Spent."""
        self.walked += classes
        if self.walked > self.classes:
            raise Spent(f"more than {self.classes:,} classes would have to be walked")
        if thread_time() - self.started > self.seconds:
            raise Spent(f"it took longer than {self.seconds:g} seconds")


def walk(
    blocks: Iterable[Block], of: Callable[[Answers], Value], budget: Budget
) -> dict[Place, Value]:
    """What comes out for every combination of the blocks' classes. Raises Spent."""
    found: dict[Place, Value] = {}
    for place, answers in combinations(tuple(blocks)):
        budget.spend()
        found[place] = of(answers)
    return found


def combinations(blocks: tuple[Block, ...]) -> Iterator[tuple[Place, Answers]]:
    """Every combination of classes that rules can tell apart, with answers that are an example."""
    numbered = [
        [(number, block.examples[number]) for number in sorted(set(block.alike))]
        for block in blocks
    ]
    for chosen in product(*numbered):
        answers = merged(example for _, example in chosen)
        yield tuple(number for number, _ in chosen), answers


def is_met(when: When, answers: Answers) -> bool:
    """Whether answers meet a rule; only the measures that it looks at are taken."""
    return when.met_by(known_to(when, answers))


def points(cause: Cause, answers: Answers) -> int:
    """What answers come to for a cause."""
    return weigh(cause, tuple(i for i in cause.indicators if is_met(i.when, answers))).points


def known_to(when: When, answers: Answers) -> Known:
    """Answers, and the measures that a rule looks at."""
    known = dict(as_known(answers))
    for subject in when.subjects & MEASURES.keys():
        known[subject] = MEASURES[subject].of(known)
    return known
