"""Classes of answers that some rules cannot tell apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from questionnaire.questions import Question, QuestionKind, Questionnaire
from review.proving.atoms import Atom, NotDeclared, every_atom
from review.proving.distances import Pairs, number_values
from rules.conditions import Known, When

Answers = dict[str, Any]  # what a block asks is all of one kind


@dataclass(frozen=True)
class Block:
    """Questions that are looked at together, and the classes of the answers to them."""

    questions: tuple[str, ...]
    examples: tuple[Answers, ...]
    """A valid answer for each class; empty where it is left unanswered."""
    atoms: tuple[Atom, ...]
    asked: tuple[Question, ...]

    def class_of(self, answers: Answers) -> int:
        """The number of the class that these answers to the block's questions are in."""
        try:
            return self._numbers[self._key(answers)]
        except KeyError:
            raise NotDeclared(f"{self.questions}: no example is like {answers}.") from None

    @cached_property
    def _numbers(self) -> dict[object, int]:
        return {self._key(answers): number for number, answers in enumerate(self.examples)}

    def _key(self, answers: Answers) -> object:
        return key_of(self.asked, self.atoms, answers)

    @cached_property
    def alike(self) -> tuple[int, ...]:
        """For each class the first that the rules see alike; what a tick would undo may differ."""
        first: dict[object, int] = {}
        seen = (tuple(a.met_by(as_known(answers)) for a in self.atoms) for answers in self.examples)
        return tuple(first.setdefault(key, number) for number, key in enumerate(seen))


def free_options(question: Question) -> tuple[str, ...]:
    """The options that may stand beside others."""
    return tuple(option for option in question.options if option not in question.exclusive)


def tick(question: Question, ticked: Sequence[str], option: str) -> list[str]:
    """What is ticked after one more option is; one that must stand alone gives way."""
    kept = [one for one in ticked if one not in question.exclusive and one != option]
    return [*kept, option]


def key_of(asked: Sequence[Question], atoms: Sequence[Atom], answers: Answers) -> object:
    """What the atoms can tell of these answers, and what a tick would undo."""
    known = as_known(answers)
    ticked = known.get(asked[0].id)
    stands_alone = isinstance(ticked, frozenset) and not ticked.isdisjoint(asked[0].exclusive)
    return (tuple(atom.met_by(known) for atom in atoms), stands_alone, not answers)


def merged(parts: Iterable[Answers]) -> Answers:
    """The answers of several blocks together."""
    whole: Answers = {}
    for part in parts:
        whole |= part
    return whole


def as_known(answers: Answers) -> Known:
    """Answers in the form that conditions take; no measures."""
    return {
        name: frozenset(answer) if isinstance(answer, list) else answer
        for name, answer in answers.items()
    }


def blocks_of(
    questionnaire: Questionnaire, whens: Iterable[When], is_half_way: bool = False
) -> tuple[Block, ...]:
    """The blocks of questions that these rules look at. Raises NotDeclared.

    Half-way through, any question may still be without an answer.
    """
    atoms = every_atom(whens)
    found = (_block(questionnaire, group, atoms, is_half_way) for group in _groups(atoms))
    order = list(questionnaire.questions)
    return tuple(sorted(found, key=lambda block: order.index(block.questions[0])))


def _groups(atoms: Iterable[Atom]) -> list[set[str]]:
    """The questions, those together that one atom looks at together."""
    groups: list[set[str]] = []
    for atom in atoms:
        joined = set(atom.questions).union(*(g for g in groups if g & set(atom.questions)))
        groups = [*(group for group in groups if not group & joined), joined]
    return groups


def _block(
    questionnaire: Questionnaire, group: set[str], atoms: Iterable[Atom], is_half_way: bool
) -> Block:
    asked = tuple(q for name, q in questionnaire.questions.items() if name in group)
    own = tuple(atom for atom in atoms if atom.questions[0] in group)
    if len(asked) > 1 and any(len(atom.questions) == 1 for atom in own):
        raise NotDeclared(f"{asked[0].id}: a rule may not compare this distance by itself too.")
    examples: dict[object, Answers] = {}
    for answers in _candidates(asked, own):
        examples.setdefault(key_of(asked, own, answers), answers)
    if is_half_way:
        examples.setdefault(key_of(asked, own, {}), {})
    return Block(tuple(q.id for q in asked), tuple(examples.values()), own, asked)


def _candidates(asked: tuple[Question, ...], atoms: tuple[Atom, ...]) -> Iterator[Answers]:
    """Valid answers, with every class among them."""
    question = asked[0]
    if len(asked) > 1:
        yield from Pairs(asked, atoms).answers()
        return
    if question.kind is QuestionKind.CHOICES:
        yield from ({question.id: ticked} for ticked in _tickings(question, atoms))
    else:
        values = question.options or ordinary(question, atoms)
        yield from ({question.id: value} for value in values)
    if question.may_skip or question.show_when:
        yield {}


def _tickings(question: Question, atoms: tuple[Atom, ...]) -> Iterator[list[str]]:
    """Each option that stands alone, and every mixture of the others as far as atoms differ."""
    yield from ([option] for option in question.exclusive)
    alike: dict[object, str] = {}
    for option in free_options(question):
        seen = frozenset(a for a in atoms if _names(option, a))
        alike.setdefault(seen, option)
    if frozenset() in alike:
        yield [alike.pop(frozenset())]
    mixtures: list[list[str]] = [[]]
    for option in alike.values():
        mixtures += [[*mixture, option] for mixture in mixtures]
    yield from sorted(mixtures[1:], key=len)


def _names(option: str, atom: Atom) -> bool:
    """Whether an atom looks for this option."""
    return option in atom.condition.against


def ordinary(question: Question, atoms: Sequence[Atom]) -> Iterator[float]:
    """One number out of each run of numbers that the atoms cannot tell apart.

    In the first and the last run it is one near the others, so that nobody sleeps 16 hours.
    """
    runs: list[list[float]] = []
    last = None
    for value in number_values(question, atoms):
        seen = [atom.met_by({question.id: value}) for atom in atoms]
        if seen != last:
            runs.append([])
        runs[-1].append(value)
        last = seen
    for number, run in enumerate(runs):
        share = 0.5 if 0 < number < len(runs) - 1 or len(runs) == 1 else 0.8 if number == 0 else 0.2
        yield run[int(share * (len(run) - 1))]
