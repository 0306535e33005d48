"""Complete, valid people: a quiet one, of whom the rules say little, and others who differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from questionnaire.case import BadCase, read_case
from questionnaire.questions import Question, QuestionKind, Questionnaire
from review.proving.atoms import Atom, every_atom
from review.proving.classes import Answers, Block, as_known, free_options, ordinary, tick
from review.proving.distances import BEFORE, NOW
from review.proving.places import every_rule
from rules import assess
from rules.conditions import Answer
from rules.rulebook import Rulebook

A_GAP = 100
"""What it costs to leave out an answer that anybody must give who is asked."""


@dataclass(frozen=True)
class People:
    """People made for one questionnaire and one rulebook."""

    questionnaire: Questionnaire
    rulebook: Rulebook

    @cached_property
    def quiet(self) -> Answers:
        """An answer to each question that a rule looks at or that must be answered.

        Chosen so that few rules are met.
        """
        read = {name for atom in self._atoms for name in atom.questions}
        asked = self.questionnaire.questions.items()
        choices = {name: self._choices(q) for name, q in asked if name in read or not q.may_skip}
        answers: Answers = {name: values[0] for name, values in choices.items()}
        for name, values in choices.items():
            best = min(values, key=lambda value: self._noise(answers | {name: value}))
            answers[name] = best
        return answers

    def _choices(self, question: Question) -> list[Answer]:
        """Answers to one question, with those first that tend to say least."""
        if question.kind is QuestionKind.DISTANCE:
            return [BEFORE[NOW.get(question.id, question.id)][0]]
        if question.kind is QuestionKind.CHOICES:
            return [[option] for option in (*reversed(question.exclusive), *free_options(question))]
        if question.kind is QuestionKind.CHOICE:
            return list(question.options)
        return list(ordinary(question, [a for a in self._atoms if a.questions == (question.id,)]))

    @cached_property
    def _atoms(self) -> tuple[Atom, ...]:
        return every_atom(one.when for one in every_rule(self.rulebook))

    def _noise(self, answers: Answers) -> tuple[int, int, int]:
        found = assess(self.rulebook, answers)
        met = sum(len(finding.met) for finding in found.findings)
        remarks = len(found.cross_checks) + len(found.notes)
        known = as_known(answers)
        named = sum(a.met_by(known) for a in self._atoms if a.condition.comparison != "none_of")
        return (len(found.signs), remarks + met + len(found.tips_by_rule), named)

    def differing(self, changed: Answers) -> Answers | None:
        """The quiet person with some answers changed; None where nobody can answer so."""
        answers = self.quiet | self._with_parents(changed)
        try:
            return dict(read_case(self.questionnaire, answers))
        except BadCase:
            return None

    def class_of(self, block: Block) -> int:
        """The class of a block that the quiet person is in."""
        return block.class_of({name: self.quiet[name] for name in block.questions})

    def prices(self, block: Block) -> Iterator[tuple[int, Answers]]:
        """For each class of a block, how much it says and an example of it.

        The quiet person's own class says nothing; most is said by what would hide the rest.
        """
        own = self.class_of(block)
        for number, example in enumerate(block.examples):
            if number == own:
                yield 0, {name: self.quiet[name] for name in block.questions}
            else:
                is_a_gap = not example and not any(question.may_skip for question in block.asked)
                yield self._loudness(example) + A_GAP * is_a_gap, example

    def cheapest(self, block: Block) -> list[tuple[int, Answers]]:
        """The same for each class that the rules can tell apart and that somebody can be in."""
        found: dict[int, tuple[int, Answers]] = {}
        for same, price in zip(block.alike, self.prices(block), strict=True):
            if price[0] < A_GAP and (same not in found or price[0] < found[same][0]):
                found[same] = price
        return list(found.values())

    def _loudness(self, changed: Answers) -> int:
        found = assess(self.rulebook, self.quiet | changed)
        hides = found.is_hidden or found.is_lowered
        return 1 + 20 * hides + 3 * bool(found.signs)

    def _with_parents(self, changed: Answers) -> Answers:
        """Changed answers, and those to earlier questions that let these questions be asked."""
        answers = dict(changed)
        for name, question in reversed(self.questionnaire.questions.items()):
            shown = question.show_when
            if name not in answers or not shown or shown.question in changed:
                continue
            parent = self.questionnaire.questions[shown.question]
            given = answers.get(parent.id, self.quiet[parent.id])
            if isinstance(given, str):
                answers[parent.id] = given if given in shown.one_of else shown.one_of[0]
            elif isinstance(given, Sequence) and not set(given) & set(shown.one_of):
                answers[parent.id] = tick(parent, given, shown.one_of[0])
        return answers
