"""Varied people whose answers are valid, the same ones in every run."""

import hashlib
from collections.abc import Sequence
from typing import Any

from questionnaire.case import read_case
from questionnaire.questions import Kind, Question, Questionnaire

CLEAN_SCREENS = 14  # of 15: most people tick nothing on a safety screen, about half on none


def people(questionnaire: Questionnaire, count: int) -> list[dict[str, Any]]:
    """As many people's answers as the rules take them."""
    return [_person(questionnaire, Draws(number)) for number in range(count)]


class Draws:
    """Choices that look random and are the same in every run."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._count = 0

    def below(self, bound: int) -> int:
        """A whole number from 0 up to, not with, the bound."""
        self._count += 1
        digest = hashlib.sha256(f"{self._number} {self._count}".encode()).digest()
        return int.from_bytes(digest[:8]) % bound

    def one(self, options: Sequence[Any]) -> Any:
        """One of these."""
        return options[self.below(len(options))]


def _person(questionnaire: Questionnaire, draws: Draws) -> dict[str, Any]:
    asked = (q for page in questionnaire.safety.pages for q in page.questions)
    screens = {question.id for question in asked if "none" in question.exclusive}
    answers = {}
    for question in questionnaire.questions.values():
        is_clean = question.id in screens and draws.below(15) < CLEAN_SCREENS
        answers[question.id] = ["none"] if is_clean else _answer(question, draws)
    return read_case(questionnaire, answers)


def _answer(question: Question, draws: Draws) -> Any:
    if question.may_skip and draws.below(5) == 0:
        return None
    if question.kind is Kind.CHOICE:
        return draws.one(list(question.options))
    if question.kind is Kind.CHOICES:
        return _ticks(question, draws)
    low, high = question.range
    if question.kind is Kind.DISTANCE:
        high = high / 4
    return low + question.step * draws.below(int((high - low) / question.step) + 1)


def _ticks(question: Question, draws: Draws) -> list[str]:
    if question.exclusive and draws.below(3) == 0:
        return [draws.one(question.exclusive)]
    free = [option for option in question.options if option not in question.exclusive]
    ticked = {draws.one(free) for _ in range(1 + draws.below(3))}
    return [option for option in free if option in ticked]
