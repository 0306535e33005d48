"""The points of a cause for every class of answers, worked out part by part.

Most questions count for a cause by themselves. Only those that one indicator, or the indicators
under one cap, look at together have to be walked together.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

from questionnaire.questions import Questionnaire
from review.proving.atoms import Atom, atoms_of, every_atom
from review.proving.classes import Answers, Block, Crossing, as_known, blocks_of, merged
from review.proving.walk import Budget, Place, is_met
from rules import assess
from rules.conditions import When
from rules.rulebook import Cause, Indicator, Rulebook


@dataclass(frozen=True)
class JointBlocks:
    """Blocks that a cause weighs together."""

    blocks: tuple[Block, ...]
    indicators: tuple[Indicator, ...]
    alone: tuple[tuple[int, ...], ...]
    """For each block, the points that each of its classes has by itself."""
    seen: tuple[tuple[int, ...], ...]
    """For each block, how the joint indicators see each of its classes, as a number."""
    together: dict[Place, int]
    """The points of the joint indicators, by what they see of each block."""

    def points(self, place: Place) -> int:
        """The points of one class of each block."""
        joint = tuple(seen[number] for seen, number in zip(self.seen, place, strict=True))
        alone = (points[number] for points, number in zip(self.alone, place, strict=True))
        return sum(alone) + self.together[joint]

    def change(self, number: int, move: Crossing) -> tuple[int, int]:
        """The least and the most that a move in one of the blocks can add to the points."""
        points, seen = self.alone[number], self.seen[number]
        alone = points[move.end] - points[move.start]
        start, end = seen[move.start], seen[move.end]
        joint = [
            self.together[(*place[:number], end, *place[number + 1 :])] - before
            for place, before in self.together.items()
            if place[number] == start
        ]
        return alone + min(joint), alone + max(joint)


@dataclass(frozen=True)
class CausePoints:
    """All that a cause's points come from."""

    cause: Cause
    parts: tuple[JointBlocks, ...]

    def moves(self) -> Iterator[tuple[Crossing, int, int]]:
        """Every change of one answer, with the least and the most that it can add."""
        for part in self.parts:
            for number, block in enumerate(part.blocks):
                known: dict[tuple[int, int], tuple[int, int]] = {}
                for move in block.moves:
                    ends = (move.start, move.end)
                    if ends not in known:
                        known[ends] = part.change(number, move)
                    yield move, *known[ends]


def points_of(
    questionnaire: Questionnaire, rulebook: Rulebook, cause: Cause, budget: Budget
) -> CausePoints:
    """Walk a cause. Raises Spent and NotDeclared."""
    blocks = blocks_of(questionnaire, [one.when for one in cause.indicators])
    looks_at = {one.id: _looks_at(blocks, [one]) for one in cause.indicators}
    for group in cause.caps:
        members = [one for one in cause.indicators if one.group == group]
        together = _looks_at(blocks, members)
        looks_at |= {one.id: together for one in members}
    parts = []
    for numbers in _joined(looks_at.values()):
        part_of = [one for one in cause.indicators if looks_at[one.id] <= numbers]
        alone = [one for one in part_of if len(looks_at[one.id]) == 1]
        joint = [one for one in part_of if len(looks_at[one.id]) > 1]
        own = tuple(blocks[number] for number in sorted(numbers))
        parts.append(_Walker(rulebook, cause, budget).part(own, alone, joint))
    return CausePoints(cause, tuple(parts))


def _looks_at(blocks: tuple[Block, ...], indicators: Iterable[Indicator]) -> frozenset[int]:
    """The numbers of the blocks that these indicators look at."""
    atoms = every_atom(one.when for one in indicators)
    questions = {name for atom in atoms for name in atom.questions}
    return frozenset(n for n, block in enumerate(blocks) if questions & set(block.questions))


def _joined(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Sets that share something become one."""
    joined: list[frozenset[int]] = []
    for one in sets:
        touching = [other for other in joined if other & one]
        joined = [*(o for o in joined if not o & one), one.union(*touching)]
    return joined


@dataclass(frozen=True)
class _Walker:
    """Takes points with the real judgement, a few indicators at a time."""

    rulebook: Rulebook
    cause: Cause
    budget: Budget

    def part(
        self, blocks: tuple[Block, ...], alone: list[Indicator], joint: list[Indicator]
    ) -> JointBlocks:
        seen, examples = zip(*(_as_seen(block, joint) for block in blocks), strict=True)
        together = {}
        for place in product(*(range(len(one)) for one in examples)):
            chosen = [one[number] for one, number in zip(examples, place, strict=True)]
            together[place] = self._points(joint, *chosen)
        points = (tuple(self._points(alone, one) for one in block.examples) for block in blocks)
        return JointBlocks(blocks, (*alone, *joint), tuple(points), tuple(seen), together)

    def _points(self, indicators: list[Indicator], *answers: Answers) -> int:
        self.budget.spend()
        if not indicators:
            return 0
        only = replace(self.cause, indicators=tuple(indicators))
        book = replace(self.rulebook, causes=(only,), signs=(), cross_checks=(), notes=())
        return assess(replace(book, tip_rules=()), merged(answers)).findings[0].points


def _as_seen(block: Block, indicators: list[Indicator]) -> tuple[tuple[int, ...], list[Answers]]:
    """A number for each class, alike where these indicators see no difference, and an example."""
    tests = tests_of(block, indicators)
    numbers: dict[tuple[bool, ...], int] = {}
    examples: list[Answers] = []
    seen = []
    for example in block.examples:
        key = tuple(met_by(example) for met_by in tests)
        if key not in numbers:
            numbers[key] = len(examples)
            examples.append(example)
        seen.append(numbers[key])
    return tuple(seen), examples


def tests_of(block: Block, indicators: list[Indicator]) -> list[Callable[[Answers], bool]]:
    """What these indicators look at in a block: whole conditions where they see nothing else."""
    mine = set(block.questions)
    conditions = (c for one in indicators for c in one.when.all_of + one.when.any_of)
    tests: dict[When | Atom, None] = {}
    for condition in dict.fromkeys(conditions):
        atoms = atoms_of(condition)
        if all(mine.issuperset(atom.questions) for atom in atoms):
            tests[When((condition,))] = None
        else:
            tests |= dict.fromkeys(atom for atom in atoms if mine.issuperset(atom.questions))
    return [
        partial(is_met, one) if isinstance(one, When) else partial(_passes, one) for one in tests
    ]


def _passes(atom: Atom, answers: Answers) -> bool:
    return atom.met_by(as_known(answers))
