"""Answers made small for a cookie: options by their place in the question, not by name.

A cookie goes back and forth with every page. What it holds is only ever read together with the
version of the questions that it was packed for.
"""

from typing import Any

from questionnaire.answers import GivenAnswers
from questionnaire.distance import Distance
from questionnaire.questions import Question, QuestionKind, Questionnaire


def pack(answers: GivenAnswers, questionnaire: Questionnaire) -> list[object]:
    """Pairs of a question's place and its answer, one after the other, in JSON's own types."""
    places = {name: place for place, name in enumerate(questionnaire.questions)}
    return [
        part
        for name, answer in answers.items()
        for part in (places[name], _small(questionnaire.questions[name], answer))
    ]


def unpack(packed: list[Any], questionnaire: Questionnaire) -> GivenAnswers:
    """The answers that were packed: a cookie that opens holds what `pack` put there."""
    questions = tuple(questionnaire.questions.values())
    pairs = zip(packed[::2], packed[1::2], strict=True)
    return {questions[place].id: _full(questions[place], small) for place, small in pairs}


def _small(question: Question, answer: Any) -> object:
    if answer is None:
        return None
    if isinstance(answer, Distance):
        return [answer.value, answer.unit]
    if question.kind is QuestionKind.CHOICE:
        return list(question.options).index(answer)
    if question.kind is QuestionKind.CHOICES:
        options = list(question.options)
        return [options.index(option) for option in answer]
    return answer


def _full(question: Question, small: Any) -> object:
    if small is None:
        return None
    if question.kind is QuestionKind.DISTANCE:
        return Distance(*small)
    if question.kind is QuestionKind.CHOICE:
        return list(question.options)[small]
    if question.kind is QuestionKind.CHOICES:
        options = list(question.options)
        return [options[place] for place in small]
    return small
