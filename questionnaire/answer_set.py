"""One person's answers so far, whoever keeps them: each room's answer_store.py says where."""

import hashlib
import json
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from questionnaire.answers import GivenAnswers
from questionnaire.journey import Journey
from questionnaire.packing import pack, reading, unpack
from questionnaire.questions import Asked, Question, Questionnaire
from rules.rulebook import NextStep

KEY = "sheet"
SHAPE = 5  # of what is kept: raised when it changes, so that older cookies are told apart


class OutdatedAnswers(Exception):
    """The answers were kept in a form that nothing here can read."""


@dataclass(frozen=True)
class AnswerSet:
    """One runner's answers so far, and what was chosen on the way."""

    questionnaire: Questionnaire
    answers: GivenAnswers = field(default_factory=dict)
    """Every answer given. Those to questions that are no longer asked come back with them; until
    then they count for nothing, and only `journey` says which count."""
    asks: Asked = Asked.ALWAYS
    """How much is asked."""
    explained: frozenset[str] = frozenset()
    unit: str = "km"
    """The unit that distances were last typed in."""
    unconfirmed: frozenset[str] = frozenset()
    """Safety questions that were hidden since they were answered: asked again, they hold the old
    answer, which counts once their page is sent again. So does what a recheck carries over."""
    counted_steps: frozenset[str] = frozenset()
    """The next steps that were counted on the way, each once."""
    is_planned: bool = False
    """Whether the way to the plan asked its questions: then their answers count, too."""
    is_of_before: bool = False
    """Whether they were given to an earlier version of the questions: those that still fit."""

    @cached_property
    def journey(self) -> Journey:
        """The way that these answers open, with those that count."""
        return Journey(
            self.questionnaire, self._counted, self.asks, self.explained, self.is_planned
        )

    @cached_property
    def _counted(self) -> GivenAnswers:
        counted: dict[str, object] = {}
        way = Journey(self.questionnaire, counted, self.asks, is_planned=self.is_planned)
        for question in self.questionnaire.as_opened:
            name = question.id
            is_kept = name in self.answers and name not in self.unconfirmed
            if is_kept and way.is_asked(question):
                counted[name] = self.answers[name]
        return counted

    @classmethod
    def of(cls, session: Mapping[str, Any], questionnaire: Questionnaire) -> Self:
        """The sheet in a session, or a blank one. Raises OutdatedAnswers."""
        kept = session.get(KEY)
        if kept is None:
            return cls(questionnaire)
        if (kept.get("version") or "")[:1] != [SHAPE]:
            raise OutdatedAnswers
        is_older = kept["version"][1] != questionnaire.version
        kept = cls(questionnaire)._plain | kept
        try:
            answers = unpack(kept["answers"], questionnaire)
        except (KeyError, TypeError) as error:
            raise OutdatedAnswers from error
        sheet = cls(
            questionnaire=questionnaire,
            answers=answers,
            asks=Asked(kept["asks"]),
            explained=frozenset(kept["explained"]) & set(answers),
            unit=kept["unit"],
            unconfirmed=frozenset(kept["unconfirmed"]) & set(answers),
            counted_steps=frozenset(kept["counted"]),
            is_planned=kept["is_planned"],
            is_of_before=is_older or len(answers) < len(kept["answers"]) or kept["is_of_before"],
        )
        if sheet.hidden <= sheet.unconfirmed:
            return sheet
        return replace(sheet, unconfirmed=sheet.unconfirmed | sheet.hidden)

    @property
    def hidden(self) -> frozenset[str]:
        """The safety questions that were answered and are not asked now."""
        asked, counted = self.questionnaire.safety_questions, self.journey.answers
        return frozenset(q for q in self.answers if q not in counted and q in asked)

    @property
    def carried_over(self) -> frozenset[str]:
        """What stands in the boxes from an earlier time, and was not sent again yet."""
        return self.unconfirmed - self.questionnaire.safety_questions

    def keep(self, session: MutableMapping[str, object]) -> None:
        """Put into a session what differs from a blank sheet."""
        kept, blank = self._plain, type(self)(self.questionnaire)._plain
        version = {"version": [SHAPE, self.questionnaire.version]}
        session[KEY] = version | {name: kept[name] for name in kept if kept[name] != blank[name]}

    @property
    def _plain(self) -> dict[str, Any]:  # in JSON's own types
        return {
            "answers": pack(self.answers, self.questionnaire),
            "asks": int(self.asks),
            "explained": sorted(self.explained),
            "unit": self.unit,
            "unconfirmed": sorted(self.unconfirmed),
            "counted": sorted(self.counted_steps),
            "is_planned": self.is_planned,
            "is_of_before": self.is_of_before,
        }

    def add(self, answers: GivenAnswers, unit: str | None = None) -> Self:
        """With these answers, new or changed.

        A change makes a screen explain itself anew, and so does one that hides it.
        """
        changed = {q for q, answer in answers.items() if self.answers.get(q) != answer}
        added = replace(
            self,
            answers={**self.answers, **answers},
            explained=self.explained - changed,
            unit=unit or self.unit,
            unconfirmed=self.unconfirmed - set(answers),
            is_of_before=False,
        )
        hidden = added.hidden
        unconfirmed = hidden | added.carried_over
        if unconfirmed == added.unconfirmed and not hidden & added.explained:
            return added
        return replace(added, explained=added.explained - hidden, unconfirmed=unconfirmed)

    def carry(self, answers: GivenAnswers) -> Self:
        """With answers of an earlier time in the boxes: each counts once its page is sent."""
        new = {name: answer for name, answer in answers.items() if name not in self.answers}
        return replace(
            self, answers={**self.answers, **new}, unconfirmed=self.unconfirmed | set(new)
        )

    def etag(self, questions: Iterable[Question]) -> str:
        """A tag that changes with these questions and their answers, and tells nothing of them."""
        asked = list(questions)
        own = {q.id: self.answers[q.id] for q in asked if q.id in self.answers}
        packed = json.dumps([pack(own, self.questionnaire), *map(reading, asked)])
        return hashlib.sha256(packed.encode()).hexdigest()[:8]

    def plan_with(self, answers: GivenAnswers, unit: str | None = None) -> Self:
        """With what the way to the plan asked, which is asked once: answered or skipped."""
        given = {q.id: answers.get(q.id) for q in self.questionnaire.for_plan}
        planned = replace(self, is_planned=True).add(given, unit)
        return replace(planned, is_of_before=self.is_of_before)

    def asking(self, asks: Asked) -> Self:
        """Asking so much."""
        return self if asks is self.asks else replace(self, asks=asks)

    def explain(self, questions: Iterable[str]) -> Self:
        """With these questions explained, so that "I am not sure" now stands."""
        return replace(self, explained=self.explained | frozenset(questions))

    def still_of_before(self) -> Self:
        """To be told on the next page, too, that the questions changed."""
        return replace(self, is_of_before=True)

    def counting(self, step: NextStep) -> Self:
        """With this next step counted."""
        return replace(self, counted_steps=self.counted_steps | {step.id})

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered yet."""
        return not self.answers.keys() - self.unconfirmed
