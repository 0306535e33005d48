"""Complete, valid people: a quiet one, of whom the rules say little, and others who differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from questionnaire.case import BadCase, read_case
from questionnaire.questions import Question, QuestionKind, Questionnaire
from review.proving.atoms import Atom, every_atom
from review.proving.classes import Answers, Block, as_known, free_options, ordinary
from review.proving.distances import BEFORE, NOW
from review.proving.places import every_rule
from rules import assess
from rules.conditions import Answer
from rules.rulebook import Rulebook


@dataclass(frozen=True)
class People:
    """People made for one questionnaire and one rulebook."""

    questionnaire: Questionnaire
    rulebook: Rulebook

    @cached_property
    def quiet(self) -> Answers:
        """An answer to every question, chosen so that few rules are met."""
        choices = {name: self._choices(q) for name, q in self.questionnaire.questions.items()}
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
        answers = self.quiet | dict(self._asking(changed)) | changed
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
                yield self._loudness(example), example

    def _loudness(self, changed: Answers) -> int:
        found = assess(self.rulebook, self.quiet | changed)
        hides = found.is_hidden or found.is_lowered
        return 1 + 20 * hides + 3 * bool(found.signs)

    def _asking(self, changed: Answers) -> Iterator[tuple[str, Answer]]:
        """What has to be answered for these questions to be asked."""
        for name in changed:
            shown = self.questionnaire.questions[name].show_when
            if shown:
                parent = self.questionnaire.questions[shown.question]
                option = shown.one_of[0]
                yield parent.id, [option] if parent.kind is QuestionKind.CHOICES else option
