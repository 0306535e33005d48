"""Answers as they are kept while a form is filled in: by name, each with its question as it read.

They outlive a change of the questions: what was given to a question that reads the same still
stands, and the rest is asked again.
"""

from functools import lru_cache
from typing import Any

from questionnaire.answers import GivenAnswers
from questionnaire.distance import Distance
from questionnaire.questions import Question, QuestionKind, Questionnaire
from rules.meaning import hash_of


def pack(answers: GivenAnswers, questionnaire: Questionnaire) -> dict[str, list[object]]:
    """By question: what it read like, and its answer in JSON's own types."""
    questions = questionnaire.questions
    return {name: [reading(questions[name]), _small(one)] for name, one in answers.items()}


def unpack(packed: dict[str, list[Any]], questionnaire: Questionnaire) -> GivenAnswers:
    """The answers that were given to questions which read the same now."""
    return {
        name: _full(question, packed[name][1])
        for name, question in questionnaire.questions.items()
        if name in packed and packed[name][0] == reading(question)
    }


@lru_cache(maxsize=512)
def reading(question: Question) -> str:
    """Six figures that change with what is asked: its text, every option, its range and unit."""
    words = [question.text, question.help, *question.options.values(), *question.explain.values()]
    words += question.ends
    asked = [question.kind, list(question.options), question.range, question.unit]
    special = [question.exclusive, question.unsure, question.may_skip]
    return hash_of(words, asked, special, question.show_when)[:6]


def _small(answer: Any) -> object:
    return [answer.value, answer.unit] if isinstance(answer, Distance) else answer


def _full(question: Question, small: Any) -> object:
    is_distance = question.kind is QuestionKind.DISTANCE and small is not None
    return Distance(*small) if is_distance else small
