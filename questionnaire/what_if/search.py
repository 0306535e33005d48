"""What would change a result: the smallest change of an answer that a runner could really make.

Costs well under 5 ms a person, because only answers that the rules tell apart are tried, a few
for each question (questionnaire/what_if/alternatives.py); because only the rules that look at a
changed answer are judged again (rules/reassessment.py); and because the whole judgement follows
only where the cause itself has moved.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import combinations, product

from questionnaire.journey import Journey
from questionnaire.questions import Question, Questionnaire
from questionnaire.what_if.alternatives import Alternative, alternatives
from questionnaire.what_if_words import WhatIfWords
from rules.assessment import LIKELY, POSSIBLE, Assessment, know
from rules.conditions import Answer
from rules.reassessment import Reassessment
from rules.rulebook import Cause, TipsMode

MOST_ANSWERS = 2  # more would be no small change

Chosen = tuple[Alternative, ...]


class Strength(IntEnum):
    """How strongly the result page speaks of a cause."""

    NOT_SHOWN = 0
    MAY_PLAY_A_PART = 1
    MOST_LIKELY = 2


def strength_of(found: Assessment, cause: Cause) -> Strength:
    """How strongly a result speaks of a cause; never most likely where a doctor comes first."""
    finding = next((one for one in found.shown if one.cause is cause), None)
    if finding is None:
        return Strength.NOT_SHOWN
    likely = found.is_most_likely(finding)
    return Strength.MOST_LIKELY if likely else Strength.MAY_PLAY_A_PART


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """Other answers to one question or two, how strongly a cause would then stand, in words."""

    cause: Cause
    answers: dict[str, Answer]
    strength: Strength
    sentence: str


@dataclass(frozen=True)
class WhatIf:
    """One runner's answers and the changes that would move a cause; none on a hidden result."""

    questionnaire: Questionnaire
    reassessment: Reassessment

    def lever(self) -> AnswerChange | None:
        """The smallest change by which the page would say less of a cause that fits best."""
        return next(filter(None, (self.weakens(one.cause) for one in self._found.joint)), None)

    def weakens(self, cause: Cause) -> AnswerChange | None:
        """The smallest change by which the page would say less of a cause that it shows."""
        before = strength_of(self._found, cause)
        chosen = self._smallest(cause, before) if before else None
        if chosen is None:
            return None
        change = {one.question: one.answer for one in chosen}
        after = strength_of(self.reassessment.with_changes(change), cause)
        sentence = self._words.most.format(change=self._listed(chosen))
        return AnswerChange(cause, change, after, sentence[0].upper() + sentence[1:])

    @property
    def _found(self) -> Assessment:
        return self.reassessment.before

    @property
    def _words(self) -> WhatIfWords:
        return self.questionnaire.what_if

    @cached_property
    def _alternatives(self) -> dict[str, tuple[Alternative, ...]]:
        """By question that this runner may be told of, in the content's order."""
        answers, words = self.reassessment.answers, self._words
        withheld = words.withheld(know(answers))
        is_gentle = self._found.tips_mode is not TipsMode.FULL
        return {
            name: tuple(filter(self._asks_no_more, self._instead_of(question)))
            for name, question in self.questionnaire.questions.items()
            if name in words.phrases and name not in withheld
            if not is_gentle or name in words.gentle
            if name in answers and not question.is_unsure(answers[name])
        }

    def _instead_of(self, question: Question) -> tuple[Alternative, ...]:
        given = self.reassessment.answers[question.id]
        return alternatives(question, given, self._words, self.reassessment.rulebook)

    def _asks_no_more(self, change: Alternative) -> bool:
        """Whether it opens no further question: nobody knows what would be said there."""
        way = Journey(self.questionnaire, {change.question: change.answer})
        return not any(
            way.is_met(question.show_when)
            for question in self.questionnaire.questions.values()
            if question.show_when
            and question.show_when.question == change.question
            and question.id not in self.reassessment.answers
        )

    def _smallest(self, cause: Cause, before: Strength) -> Chosen | None:
        """Fewest answers, then nearest, then the content's order."""
        for count in range(1, MOST_ANSWERS + 1):
            for chosen in sorted(self._ways(cause, count), key=size_of):
                if self._only_weakens(cause, before, chosen):
                    return chosen
        return None

    def _ways(self, cause: Cause, count: int) -> Iterator[Chosen]:
        """Every way to change so many of the answers that count for a cause."""
        ours = [ways for name, ways in self._alternatives.items() if name in cause.reads]
        for group in combinations(ours, count):
            yield from product(*group)

    def _only_weakens(self, cause: Cause, before: Strength, chosen: Chosen) -> bool:
        """Whether a change weakens the cause, and does nothing else that matters.

        It may not bring the runner to see someone sooner, make answers contradict each other, or
        strengthen another cause.
        """
        change = {one.question: one.answer for one in chosen}
        bound = LIKELY if before is Strength.MOST_LIKELY else POSSIBLE
        if self.reassessment.finding_with(cause, change).points >= bound:
            return False  # quick to tell
        found, after = self._found, self.reassessment.with_changes(change)
        if after.next_step > found.next_step or after.is_hidden:
            return False
        if not set(after.cross_checks) <= set(found.cross_checks):
            return False
        others = [one.cause for one in found.findings if one.cause is not cause]
        return strength_of(after, cause) < before and all(
            strength_of(after, one) <= strength_of(found, one) for one in others
        )

    def _listed(self, chosen: Chosen) -> str:
        phrases = dict.fromkeys(phrase for one in chosen for phrase in one.phrases)
        return self._words.listed(tuple(phrases))


def size_of(chosen: Chosen) -> float:
    """How far answers are from those given, all together."""
    return sum(one.size for one in chosen)
