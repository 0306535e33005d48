"""Every smallest change of a rule's conditions, and how it reads."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from questionnaire.questions import Questionnaire
from rules.conditions import BOUNDS, COMPARISONS, Condition, When

RATIO_STEP = 0.05
TURNED = {
    "one_of": ("none_of",),
    "none_of": ("one_of",),
    "at_least": ("above", "at_most"),
    "above": ("at_least", "below"),
    "at_most": ("below", "at_least"),
    "below": ("at_most", "above"),
}
"""For each comparison, the other side of its equals sign and its opposite."""


@dataclass(frozen=True, slots=True)
class ConditionChange:
    """A changed `when`, and the change in words."""

    when: When
    change: str


def steps_of(when: When, questionnaire: Questionnaire) -> Iterator[ConditionChange]:
    """Every `when` that is one small change away from this one."""
    for place, condition in enumerate(when.all_of):
        for changed, words in _changes(condition, questionnaire):
            yield ConditionChange(replace(when, all_of=_put(when.all_of, place, changed)), words)
    for place, condition in enumerate(when.any_of):
        for changed, words in _changes(condition, questionnaire):
            yield ConditionChange(replace(when, any_of=_put(when.any_of, place, changed)), words)
    if when.any_of:
        yield ConditionChange(When(when.all_of + when.any_of), "all of 'and_any' is needed")
    elif len(when.all_of) > 1:
        yield ConditionChange(When((), when.all_of), "any one of 'when' is enough")


def step_size(subject: str, questionnaire: Questionnaire) -> float:
    """The smallest change of a number: the question's step, 0.05 of a ratio, one of a count."""
    question = questionnaire.questions.get(subject)
    if question:
        return question.step
    return RATIO_STEP if subject.endswith("_ratio") else 1


def in_short(condition: Condition) -> str:
    """A condition as it stands in the file: "desk_hours at_least 8"."""
    against = condition.against
    if isinstance(against, frozenset):
        against = ", ".join(sorted(_value(one) for one in against))
    else:
        against = _value(against)
    return f"{condition.subject} {condition.comparison.replace('_', ' ')} {against}"


def _value(value: object) -> str:
    if isinstance(value, bool | str):
        return str(value).lower()
    return f"{value:g}"


def _put(
    conditions: tuple[Condition, ...], place: int, changed: Condition | None
) -> tuple[Condition, ...]:
    """The conditions with one of them changed, or without it."""
    middle = (changed,) if changed else ()
    return conditions[:place] + middle + conditions[place + 1 :]


def _changes(
    condition: Condition, questionnaire: Questionnaire
) -> Iterator[tuple[Condition | None, str]]:
    yield None, f"without '{in_short(condition)}'"
    for changed in (
        *_turned(condition),
        *_moved(condition, questionnaire),
        *_with_other_options(condition, questionnaire),
    ):
        yield changed, f"'{in_short(condition)}' becomes '{in_short(changed)}'"


def _turned(condition: Condition) -> Iterator[Condition]:
    for name in TURNED[condition.comparison]:
        yield replace(condition, comparison=name, compare=COMPARISONS[name])


def _moved(condition: Condition, questionnaire: Questionnaire) -> Iterator[Condition]:
    """The number one step lower and one step higher, where an answer can be that."""
    against = condition.against
    for old in [against] if condition.comparison in BOUNDS else sorted(against):
        if isinstance(old, bool | str):
            continue
        for sign in (-1, 1):
            new = round(old + sign * step_size(condition.subject, questionnaire), 6)
            if _is_possible(condition.subject, new, questionnaire):
                moved = new if condition.comparison in BOUNDS else against - {old} | {new}
                yield replace(condition, against=moved)


def _is_possible(subject: str, value: float, questionnaire: Questionnaire) -> bool:
    question = questionnaire.questions.get(subject)
    low, high = question.range if question else (0, float("inf"))
    return low <= value <= high


def _with_other_options(condition: Condition, questionnaire: Questionnaire) -> Iterator[Condition]:
    """One option fewer, where one is left, and one option more, for every option there is."""
    question = questionnaire.questions.get(condition.subject)
    options = question.options if question else {}
    for option in options:
        changed = condition.against ^ {option}
        if changed and changed != options.keys():
            yield replace(condition, against=changed)
