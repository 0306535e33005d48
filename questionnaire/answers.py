"""Answers as plain values, and what is wrong with one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from questionnaire.distance import KM_PER, Distance
from questionnaire.questions import OWN_WORDS, Question, QuestionKind

GivenAnswers = Mapping[str, Any]
"""Answers by question id, each as its question's kind has it.

None: asked and skipped. Absent: not asked yet. Own words are a text, a date is YYYY-MM-DD, and
activities are pairs of own words and a rating, None where it was not rated.
"""

MUST_ANSWER = {
    QuestionKind.CHOICE: "Choose one answer.",
    QuestionKind.SCALE: "Choose a number.",
    QuestionKind.NUMBER: "Enter a number.",
    QuestionKind.DISTANCE: "Enter a distance.",
}


def problem_with(question: Question, value: object) -> str | None:
    """What is wrong with an answer, in a sentence that says what to do; None when it is fine."""
    if value is None or value == []:
        return None if question.may_skip else must_answer(question)
    if question.kind is QuestionKind.CHOICES:
        return _problem_with_choices(question, value)
    if question.kind is QuestionKind.CHOICE:
        return (
            None if isinstance(value, str) and value in question.options else "Choose one answer."
        )
    if question.kind in OWN_WORDS:
        return _problem_with_words(question, value)
    return _problem_with_number(question, value.km if isinstance(value, Distance) else value)


def must_answer(question: Question) -> str:
    """What to do when there is no answer."""
    if question.kind is not QuestionKind.CHOICES:
        return MUST_ANSWER[question.kind]
    if "none" in question.exclusive:
        return f"Tick every one that fits, or “{question.options['none']}”."
    return "Tick at least one."


def _problem_with_choices(question: Question, value: object) -> str | None:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        return "Tick from the list."
    if set(value) - set(question.options) or len(set(value)) != len(value):
        return "Tick from the list, each once."
    alone = [option for option in value if option in question.exclusive]
    if alone and len(value) > 1:
        return f"“{question.options[alone[0]]}” cannot stand beside another answer. Untick one."
    return None


def _problem_with_words(question: Question, value: object) -> str | None:
    if question.kind is QuestionKind.TEXT:
        return _too_long(question, value)
    if question.kind is QuestionKind.DATE:
        return None if is_date(value) else "Enter a date like 2027-05-16."
    if not isinstance(value, list) or not all(map(_is_pair, value)):
        return "Name each in a few words, with a number from 0 to 10."
    if len(value) > question.most:
        return f"Name {question.most} at most."
    low, high = question.range
    ratings = [rating for _, rating in value if rating is not None]
    if any(isinstance(one, bool) or not low <= one <= high or one % 1 for one in ratings):
        return f"Rate each from {low:g} to {high:g}."
    return next(filter(None, (_too_long(question, words) for words, _ in value)), None)


def _too_long(question: Question, words: object) -> str | None:
    if not isinstance(words, str):
        return "Enter a text."
    if len(words) > question.longest:
        return f"Keep this under {question.longest:,} characters."
    return None


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and isinstance(value[0], str)
        and bool(value[0])
        and isinstance(value[1], int | float | None)
    )


def is_date(value: object) -> bool:
    """Whether it is a day of the calendar, as YYYY-MM-DD."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _problem_with_number(question: Question, value: object) -> str | None:
    low, high = question.range
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"Enter {limits(question)}."
    if not low <= value <= high:
        return f"Enter {limits(question)}."
    if question.kind is not QuestionKind.DISTANCE and value % question.step:
        return "Enter a whole number." if question.step == 1 else "Enter a whole or half number."
    return None


def limits(question: Question) -> str:
    """The numbers that a question takes, in words."""
    low, high = question.range
    if question.kind is QuestionKind.DISTANCE:
        return f"a distance from {low:g} to {high:g} km ({high / KM_PER['mi']:.0f} miles)"
    return f"a number from {low:g} to {high:g}"


def in_words(question: Question, value: Any) -> list[str]:
    """An answer as it is read back: the options' texts, own words, or a number with its unit."""
    if value is None:
        return []
    ways: dict[QuestionKind, Callable[[], list[str]]] = {
        QuestionKind.CHOICES: lambda: [question.options.get(option, option) for option in value],
        QuestionKind.CHOICE: lambda: [question.options.get(value, value)],
        QuestionKind.DISTANCE: lambda: [
            (value if isinstance(value, Distance) else Distance(value)).in_words
        ],
        QuestionKind.SCALE: lambda: [f"{value:g} out of {question.range[1]:g}"],
        QuestionKind.NUMBER: lambda: [
            f"{value:g} {question.unit_one if value == 1 else question.unit}"
        ],
        QuestionKind.TEXT: lambda: [value],
        QuestionKind.DATE: lambda: [_day(date.fromisoformat(value))],
        QuestionKind.ACTIVITIES: lambda: [_activity(question, *pair) for pair in value],
    }
    return ways[question.kind]()


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _activity(question: Question, words: str, rating: float | None) -> str:
    return words if rating is None else f"{words}: {rating:g} out of {question.range[1]:g}"
