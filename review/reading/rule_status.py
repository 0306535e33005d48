"""Whether a rule is met, is not, or cannot be known from the answers there are."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import product

from questionnaire.journey import Journey
from questionnaire.questions import Asked, Question, QuestionKind, Questionnaire
from rules.assessment import know
from rules.conditions import BOUNDS, Answer, Answers, When
from rules.measures import questions_behind
from rules.reach import questions_of

STEADY_KM = (0.0, 10.0, 12.0, 15.0, 25.0, 60.0)
SHARES = (0.2, 0.5, 1.0, 1.2, 1.5, 2.5)
"""Of an answered distance, enough to be on every side of what a rule compares."""


class RuleStatus(StrEnum):
    """Whether a rule is met."""

    MET = "met"
    NOT_KNOWN = "not known"
    NOT_MET = "not met"


def open_questions(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """Those that were left open: asked and skipped, or answered with not being sure."""
    journey = Journey(questionnaire, answers, asks=Asked.VISIT)
    return journey.unknown_among(frozenset(questionnaire.questions))


def rule_status_of(when: When, answers: Answers, left_open: Iterable[Question]) -> RuleStatus:
    """How a rule stands.

    It is not known when it is not met, but some answer to what was left open would meet it.
    """
    known = know(answers)
    if when.met_by(known):
        return RuleStatus.MET
    mine = [question for question in left_open if question.id in questions_of(when)]
    names = {question.id for question in mine}
    settled = (one for one in when.all_of if names.isdisjoint(questions_behind(one.subject)))
    if not mine or not all(one.met_by(known) for one in settled):
        return RuleStatus.NOT_MET
    possible = (list(_possible(question, when, answers)) for question in mine)
    for values in product(*possible):
        tried = {question.id: value for question, value in zip(mine, values, strict=True)}
        if when.met_by(know({**answers, **tried})):
            return RuleStatus.NOT_KNOWN
    return RuleStatus.NOT_MET


def _possible(question: Question, when: When, answers: Answers) -> Iterator[Answer]:
    """Answers to an open question, enough to meet a rule if any would."""
    if question.kind is QuestionKind.CHOICE:
        yield from question.options
    elif question.kind is QuestionKind.CHOICES:
        yield from _tickings(question, answers)
    else:
        low, high = question.range
        yield from (value for value in _numbers(question, when, answers) if low <= value <= high)


def _tickings(question: Question, answers: Answers) -> Iterator[list[str]]:
    ticked = answers.get(question.id, ())
    options = ticked if isinstance(ticked, Sequence) else ()
    kept = [option for option in options if option not in question.unsure]
    free = [option for option in question.options if option not in question.exclusive]
    if not kept:
        yield from ([option] for option in question.exclusive)
    yield from ([*kept, option] for option in free if option not in kept)
    yield free


def _numbers(question: Question, when: When, answers: Answers) -> Iterator[float]:
    bounds = [one.against for one in when.all_of + when.any_of if one.comparison in BOUNDS]
    if question.kind is not QuestionKind.DISTANCE:
        near = (-question.step, 0.0, question.step)
        yield from (*question.range, *(bound + step for bound in bounds for step in near))
        yield from (value for one in when.all_of + when.any_of for value in _named(one.against))
        return
    yield from STEADY_KM
    ratios = (*SHARES, *(bound * factor for bound in bounds for factor in (0.95, 1.0, 1.05)))
    for name in ("longest_recent_km", "longest_prev30_km", "km_last_7d", "km_typical_week"):
        if isinstance(known := answers.get(name), int | float):
            yield from (round(value, 6) for ratio in ratios for value in _around(known, ratio))


def _around(distance: float, ratio: float) -> tuple[float, ...]:
    """What stands in a proportion to a distance, either way round."""
    return (distance * ratio, distance / ratio) if ratio else (0.0,)


def _named(against: object) -> list[float]:
    """The numbers that a condition names one by one."""
    if not isinstance(against, frozenset):
        return []
    return [value for value in against if isinstance(value, int | float)]
