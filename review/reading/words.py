"""A rule's condition as one plain sentence, in the words of the questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questionnaire.answers import in_words
from questionnaire.questions import Question, QuestionKind
from review.reading.phrases import Phrases
from rules.conditions import BOUNDS, Condition, When

BOUND = {
    "at_least": "at least {}",
    "above": "more than {}",
    "at_most": "at most {}",
    "below": "under {}",
    "one_of": "exactly {}",
    "none_of": "not {}",
}
UNANSWERED = "(or it was not answered)"


@dataclass(frozen=True)
class Words:
    """Says rules in the words of one questionnaire and of the measures' phrases."""

    questions: Mapping[str, Question]
    phrases: Mapping[str, Phrases]

    def sentence(self, when: When, of_answered: bool = False) -> str:
        """When …, and …, and either …, or … .

        `of_answered`: of a check, which holds only where all that it looks at was answered.
        """
        clauses = [self._clause(one) for one in when.all_of]
        choices = [self._clause(one) for one in when.any_of]
        if len(choices) > 1:
            choices = ["at least one of these holds: " + "; ".join(choices)]
        said_in_full = f"When {', and '.join(clauses + choices)}."
        return said_in_full.replace(f" {UNANSWERED}", "") if of_answered else said_in_full

    def measures_in(self, when: When) -> list[str]:
        """What each measure is that the condition looks at."""
        subjects = dict.fromkeys(one.subject for one in when.all_of + when.any_of)
        return [self.phrases[name].what for name in subjects if name in self.phrases]

    def _clause(self, condition: Condition) -> str:
        name = condition.subject
        if name in self.phrases:
            return _of_measure(self.phrases[name], condition)
        question = self.questions[name]
        if question.kind is QuestionKind.CHOICES:
            return _of_choices(question, condition)
        if question.kind is QuestionKind.CHOICE:
            return _of_choice(question, condition)
        return _of_number(question, condition)


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return f"‘{text}’"


def listed(texts: Sequence[str], last: str = "or") -> str:
    """A, B or C."""
    return f" {last} ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def _options(question: Question, ids: frozenset[str]) -> list[str]:
    """The labels of these options, in the order asked."""
    return [quoted(label) for option, label in question.options.items() if option in ids]


def _amount(question: Question, value: float) -> str:
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
    return _amount(question, value)


def _of_choices(question: Question, condition: Condition) -> str:
    labels = _options(question, condition.against)
    under = f"under {quoted(question.short)}"
    if condition.comparison == "one_of":
        return f"{'any of ' if len(labels) > 2 else ''}{listed(labels)} is ticked {under}"
    if len(labels) == 1:
        return f"{labels[0]} is not ticked {under} {UNANSWERED}"
    return f"none of {listed(labels)} is ticked {under} {UNANSWERED}"


def _of_choice(question: Question, condition: Condition) -> str:
    labels, short = _options(question, condition.against), quoted(question.short)
    if condition.comparison == "one_of":
        return f"the answer to {short} is {listed(labels)}"
    if len(labels) == 1:
        return f"the answer to {short} is not {labels[0]} {UNANSWERED}"
    return f"the answer to {short} is neither {listed(labels, 'nor')} {UNANSWERED}"


def _of_number(question: Question, condition: Condition) -> str:
    short, against = quoted(question.short), condition.against
    if condition.comparison in BOUNDS:
        return f"{short} is {BOUND[condition.comparison].format(_amount(question, against))}"
    numbers = listed([_amount(question, value) for value in sorted(against)])
    if condition.comparison == "one_of":
        return f"{short} is {numbers}"
    return f"{short} is not {numbers} {UNANSWERED}"


def _of_measure(phrases: Phrases, condition: Condition) -> str:
    """What must be so, in the phrases of a measure."""
    if not phrases.number:
        asks_for_true = (True in condition.against) is (condition.comparison == "one_of")
        return phrases.yes if asks_for_true else phrases.no
    against = condition.against
    values = [against] if condition.comparison in BOUNDS else sorted(against)
    if values == [0] and condition.comparison == "one_of" and phrases.none:
        return phrases.none
    said = [_times(one, phrases.more) if phrases.more else f"{one:g}" for one in values]
    bound = BOUND[condition.comparison].format(listed(said))
    return (phrases.one if values == [1] else phrases.number).format(bound=bound)


def _times(ratio: float, more: str) -> str:
    """A share of an earlier distance: "double", "30% more than", "80% of"."""
    if ratio == 2:
        return "double"
    if ratio > 2:
        return f"{ratio:g} times"
    if ratio < 1:
        return f"{round(ratio * 100, 6):g}% of"
    return f"{round((ratio - 1) * 100, 6):g}% {more}"
