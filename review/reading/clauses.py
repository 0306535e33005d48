"""One condition as a clause: what must be ticked, answered or measured for it to hold."""

from collections.abc import Callable, Sequence
from typing import Any

from questionnaire.answers import in_words
from questionnaire.questions import Question, QuestionKind
from review.reading.phrases import Phrases
from rules.conditions import BOUNDS, Condition

BOUND = {
    "at_least": "at least {}",
    "above": "more than {}",
    "at_most": "at most {}",
    "below": "under {}",
    "one_of": "exactly {}",
    "none_of": "not {}",
}
UNANSWERED = "(or it was not answered)"


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return f"‘{text}’"


def listed(texts: Sequence[str], last: str = "or") -> str:
    """A, B or C."""
    return f" {last} ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def options(question: Question, ids: frozenset[str]) -> list[str]:
    """The labels of these options, in the order asked."""
    return [quoted(label) for option, label in question.options.items() if option in ids]


def amount(question: Question, value: float) -> str:
    """A number with its unit, unless the question's name already says it."""
    if question.kind is QuestionKind.DISTANCE:
        return f"{value:g} km"
    if question.unit and question.short.lower().endswith(question.unit.lower()):
        return f"{value:g}"
    return in_words(question, value)[0]


def said(question: Question, value: Any) -> str:
    """An answer in words; an option as it is read."""
    if question.kind is QuestionKind.CHOICES:
        return listed([quoted(label) for label in in_words(question, value)], "and")
    if question.kind is QuestionKind.CHOICE:
        return quoted(question.options[value])
    return amount(question, value)


def of_question(question: Question, condition: Condition, again: bool = False) -> str:
    """What must be answered. `again`: the clause before it was about the same question."""
    if question.kind is QuestionKind.CHOICES:
        return _of_choices(question, condition, again)
    if question.kind is QuestionKind.CHOICE:
        return _of_choice(question, condition)
    return _of_number(question, condition)


def _of_choices(question: Question, condition: Condition, again: bool) -> str:
    labels = options(question, condition.against)
    under = "there too" if again else f"under {quoted(question.short)}"
    if condition.comparison == "one_of":
        return f"{'any of ' if len(labels) > 2 else ''}{listed(labels)} is ticked {under}"
    if len(labels) == 1:
        return f"{labels[0]} is not ticked {under} {UNANSWERED}"
    return f"none of {listed(labels)} is ticked {under} {UNANSWERED}"


def _of_choice(question: Question, condition: Condition) -> str:
    labels, short = options(question, condition.against), quoted(question.short)
    if condition.comparison == "one_of":
        return f"the answer to {short} is {listed(labels)}"
    if len(labels) == 1:
        return f"the answer to {short} is not {labels[0]} {UNANSWERED}"
    return f"the answer to {short} is neither {listed(labels, 'nor')} {UNANSWERED}"


def _of_number(question: Question, condition: Condition) -> str:
    short, against = quoted(question.short), condition.against
    if condition.comparison in BOUNDS:
        return f"{short} is {BOUND[condition.comparison].format(amount(question, against))}"
    numbers = listed([amount(question, value) for value in sorted(against)])
    if condition.comparison == "one_of":
        return f"{short} is {numbers}"
    return f"{short} is not {numbers} {UNANSWERED}"


def of_measure(phrases: Phrases, condition: Condition) -> str:
    """What must be so, in the phrases of a measure."""
    if not phrases.number:
        asks_for_true = (True in condition.against) is (condition.comparison == "one_of")
        return phrases.yes if asks_for_true else phrases.no
    against = condition.against
    values = [against] if condition.comparison in BOUNDS else sorted(against)
    if values == [0] and condition.comparison == "one_of" and phrases.none:
        return phrases.none
    said = phrases.one if values == [1] else phrases.number
    return said.format(bound=_bound(phrases, condition.comparison, values))


def between(subject: Question | Phrases, low: Condition, high: Condition) -> str:
    """Two bounds on one number, as one clause."""
    if isinstance(subject, Question):
        lower = BOUND[low.comparison].format(f"{low.against:g}")
        upper = BOUND[high.comparison].format(amount(subject, high.against))
        return f"{quoted(subject.short)} is {lower} and {upper}"
    lower, upper = (_bound(subject, one.comparison, [one.against]) for one in (low, high))
    both = f"{lower}, but {upper}," if subject.more else f"{lower} and {upper}"
    return subject.number.format(bound=both)


def _bound(phrases: Phrases, comparison: str, values: Sequence[float]) -> str:
    said: Callable[[float], str] = (
        (lambda value: _times(value, phrases.more)) if phrases.more else "{:g}".format
    )
    return BOUND[comparison].format(listed([said(value) for value in values]))


def _times(ratio: float, more: str) -> str:
    """A share of an earlier distance: "double", "30% more than", "80% of"."""
    if ratio == 2:
        return "double"
    if ratio > 2:
        return f"{ratio:g} times"
    if ratio < 1:
        return f"{round(ratio * 100, 6):g}% of"
    return f"{round((ratio - 1) * 100, 6):g}% {more}"
