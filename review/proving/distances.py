"""Numbers on both sides of every bound; distances in pairs, as only their ratio is judged."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Any

from questionnaire.questions import Question, QuestionKind
from review.proving.atoms import LONGEST, RATIOS, WEEK, Atom
from rules.conditions import BOUNDS

BEFORE = {LONGEST[1]: (10.0, 80.0), WEEK[1]: (30.0, 18.0)}
"""For each distance that is compared with: usual kilometres, then some with another proportion
to the other pair (80 is more than four times 18)."""
NOW = {LONGEST[0]: LONGEST[1], WEEK[0]: WEEK[1]}
Distances = dict[str, Any]  # km, or None where nothing is said


def number_values(question: Question, atoms: Sequence[Atom]) -> list[float]:
    """Every number that the question takes; of distances, one between all bounds and each bound."""
    low, high = question.range
    if question.kind is not QuestionKind.DISTANCE:
        return [low + n * question.step for n in range(int((high - low) / question.step) + 1)]
    bounds = {atom.condition.against for atom in atoms if atom.condition.comparison in BOUNDS}
    ends = sorted(bounds | {low, high})
    return [*(x for a, b in pairwise(ends) for x in (a, (a + b) / 2)), high]


class Pairs:
    """Distances that rules see through their ratios, with examples on both sides of each bound."""

    def __init__(self, asked: Sequence[Question], atoms: Sequence[Atom]) -> None:
        self.questions = {question.id: question for question in asked}
        self.before = [name for name in BEFORE if name in self.questions]
        self.now = [name for name in NOW if name in self.questions]
        self.ratios = {name: list(_ratios(atoms, name)) for name in self.now}

    def answers(self) -> Iterator[Distances]:
        """Answers with every class among them, the most usual ones first."""
        for before in product(*([*BEFORE[name], 0.0, None] for name in self.before)):
            base = dict(zip(self.before, before, strict=True))
            for now in product(*([*self._now(name, base), None] for name in self.now)):
                found = base | dict(zip(self.now, now, strict=True))
                yield {name: found[name] for name in self.questions if found[name] is not None}

    def _now(self, name: str, base: Distances) -> list[float]:
        """What a distance may be against the one before it, from the same upwards, then less."""
        before = base.get(NOW[name]) or BEFORE[NOW[name]][0]
        limit = self.questions[name].range[1]
        values = [round(before * ratio, 6) for ratio in self.ratios[name]]
        return [*(value for value in values if value <= limit), 0.0]

    def steps(self) -> Iterator[tuple[str, Distances, Distances]]:
        """A question, and answers before and after its distance goes up while the rest stays."""
        for answers in self.answers():
            for name in answers:
                values = self._against(name, answers)
                for low, high in pairwise(sorted({*values, answers[name]})):
                    yield name, answers | {name: low}, answers | {name: high}

    def _against(self, name: str, answers: Distances) -> list[float]:
        """Distances that go through every ratio with what they are compared with."""
        if name in self.now:
            return self._now(name, answers)
        now = next((one for one in self.now if NOW[one] == name), "")
        if not answers.get(now):
            return [*BEFORE[name], 0.0]
        return [0.0, *(round(answers[now] / ratio, 6) for ratio in self.ratios[now] if ratio)]


def _ratios(atoms: Sequence[Atom], now: str) -> Iterator[float]:
    """No change, then each bound of a ratio and what lies between and beyond, upwards."""
    mine = {subject for subject, pair in RATIOS.items() if pair[0] == now}
    bounds = {
        float(value)
        for atom in atoms
        if atom.condition.subject in mine
        for value in _values(atom.condition.against)
    }
    ends = sorted(bounds | {1.0, 0.5})
    yield 1.0
    yield from (x for a, b in pairwise(ends) for x in (a, (a + b) / 2) if x != 1)
    yield from (ends[-1], ends[-1] * 1.25)


def _values(against: float | frozenset[float]) -> frozenset[float]:
    return against if isinstance(against, frozenset) else frozenset([against])
