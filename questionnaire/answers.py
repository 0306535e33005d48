"""Answers as plain values, and what is wrong with one."""

from collections.abc import Mapping
from typing import Any

from questionnaire.distance import KM_PER, Distance
from questionnaire.questions import Question, QuestionKind

GivenAnswers = Mapping[str, Any]
"""Answers by question id, each as its question's kind has it.

None: asked and skipped. Absent: not asked yet.
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
    """An answer as it is read back: the options' texts, or a number with its unit."""
    if value is None:
        return []
    if question.kind is QuestionKind.CHOICES:
        return [question.options.get(option, option) for option in value]
    if question.kind is QuestionKind.CHOICE:
        return [question.options.get(value, value)]
    if question.kind is QuestionKind.DISTANCE:
        return [(value if isinstance(value, Distance) else Distance(value)).in_words]
    if question.kind is QuestionKind.SCALE:
        return [f"{value:g} out of {question.range[1]:g}"]
    return [f"{value:g} {question.unit_one if value == 1 else question.unit}"]
