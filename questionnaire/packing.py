"""Answers as they are kept while a form is filled in: each by how its question read.

They outlive a change of the questions: what was given to a question that reads the same still
stands, and the rest is asked again.
"""

from functools import lru_cache
from typing import Any

from questionnaire.answers import GivenAnswers
from questionnaire.distance import Distance
from questionnaire.questions import Question, QuestionKind, Questionnaire
from rules.meaning import hash_of


def pack(answers: GivenAnswers, questionnaire: Questionnaire) -> dict[str, object]:
    """By each question's reading, its answer in JSON's own types."""
    questions = questionnaire.questions
    return {reading(questions[name]): _small(questions[name], one) for name, one in answers.items()}


def unpack(packed: dict[str, Any], questionnaire: Questionnaire) -> GivenAnswers:
    """The answers that were given to questions which read the same now.

    Raises KeyError and TypeError for an answer that its question cannot have.
    """
    return {
        name: _full(question, packed[reading(question)])
        for name, question in questionnaire.questions.items()
        if reading(question) in packed
    }


@lru_cache(maxsize=512)
def reading(question: Question) -> str:
    """Eight figures of one question that change with its text, its options, its range and unit."""
    words = [question.text, question.help, *question.options.values(), *question.explain.values()]
    words += question.ends
    asked = [question.kind, list(question.options), question.range, question.unit]
    special = [question.exclusive, question.unsure, question.may_skip]
    return hash_of(question.id, words, asked, special, question.show_when)


def _small(question: Question, answer: Any) -> object:
    """An answer in JSON's own types; an option by its place, which the reading fixes."""
    options = list(question.options)
    if question.kind is QuestionKind.CHOICE and answer is not None:
        return options.index(answer)
    if question.kind is QuestionKind.CHOICES and answer is not None:
        return [options.index(one) for one in answer]
    return [answer.value, answer.unit] if isinstance(answer, Distance) else answer


def _full(question: Question, small: Any) -> object:
    by_place = dict(enumerate(question.options))
    if question.kind is QuestionKind.CHOICE and small is not None:
        return by_place[small]
    if question.kind is QuestionKind.CHOICES and small is not None:
        return [by_place[place] for place in small]
    is_distance = question.kind is QuestionKind.DISTANCE and small is not None
    return Distance(*small) if is_distance else small
