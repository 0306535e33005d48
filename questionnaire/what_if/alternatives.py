"""The other answers that could be given to a question, one for each that the rules tell apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby
from typing import Any

from questionnaire.questions import Question, QuestionKind
from questionnaire.what_if_words import WhatIfWords
from rules.conditions import Answer
from rules.reach import Reach, reach_of
from rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another answer, how far it is from the one given, and how it is called."""

    question: str
    answer: Answer
    size: float
    """Steps of a number, places in a list of options, or boxes that change."""
    phrases: tuple[str, ...]


def alternatives(
    question: Question, answer: object, words: WhatIfWords, rulebook: Rulebook
) -> tuple[Alternative, ...]:
    """The healthier answers that may be named instead, nearest first.

    Of those that no rule can tell apart only the nearest; none that is as good as the answer
    given. A number is not walked value by value: only the nearest end of each run counts.
    """
    reach = reach_of(rulebook).get(question.id)
    if reach is None:
        return ()
    met = {seen(question, answer, reach)}
    found = []
    for one in sorted(_every(question, answer, words, rulebook), key=lambda one: one.size):
        view = seen(question, one.answer, reach)
        if view not in met:
            met.add(view)
            found.append(one)
    return tuple(found)


def _every(  # the question's kind says what its answer is
    question: Question, answer: Any, words: WhatIfWords, rulebook: Rulebook
) -> Iterator[Alternative]:
    phrases, healthy = words.phrases[question.id], words.healthy.get(question.id)
    up = 1 if healthy in ("more", "last") else -1
    if question.kind is QuestionKind.NUMBER:
        for low, high in runs(question, rulebook):
            value = min(max(answer, low), high)
            size = up * (value - answer) / question.step
            if size > 0:
                yield Alternative(question.id, value, size, tuple(phrases.values()))
    elif question.kind is QuestionKind.CHOICE:
        places = list(question.options)
        for option in (option for option in places if option in phrases):
            size = up * (places.index(option) - places.index(answer))
            if size > 0:
                yield Alternative(question.id, option, size, (phrases[option],))
    else:
        yield from _boxes(question, answer, phrases)


def _boxes(
    question: Question, ticked: list[str], phrases: Mapping[str, str]
) -> Iterator[Alternative]:
    """Fewer boxes; or, where every box may be unticked, an option that stands alone."""
    mine = [option for option in question.options if option in ticked]
    free = [option for option in mine if option in phrases and option not in question.exclusive]
    for count in range(1, min(len(free), len(mine) - 1) + 1):
        for gone in combinations(free, count):
            left = [option for option in mine if option not in gone]
            yield Alternative(question.id, left, count, tuple(phrases[option] for option in gone))
    if free == mine:
        for option in question.exclusive:
            if option in phrases:
                yield Alternative(question.id, [option], len(mine) + 1, (phrases[option],))


def possible_answers(question: Question, rulebook: Rulebook) -> tuple[Answer, ...]:
    """Every answer that could come to a question not yet answered, as the rules tell them apart."""
    return _possible(question, rulebook)


@lru_cache(maxsize=256)
def _possible(question: Question, rulebook: Rulebook) -> tuple[Answer, ...]:
    reach = reach_of(rulebook)[question.id]
    views: dict[object, Answer] = {}
    for answer in _answers(question, rulebook):
        views.setdefault(seen(question, answer, reach), answer)
    return tuple(views.values())


def _answers(question: Question, rulebook: Rulebook) -> Iterator[Answer]:
    sure = [option for option in question.options if option not in question.unsure]
    if question.kind is QuestionKind.CHOICE:
        yield from sure
    elif question.kind is QuestionKind.CHOICES:
        free = [option for option in sure if option not in question.exclusive]
        yield from ([option] for option in sure if option in question.exclusive)
        for count in range(1, len(free) + 1):
            yield from map(list, combinations(free, count))
    else:
        yield from (low for low, _ in runs(question, rulebook))


def seen(question: Question, answer: object, reach: Reach) -> tuple[object, ...]:
    """An answer as the rules see it: two answers that look the same count the same."""
    value = frozenset(answer) if isinstance(answer, list) else answer
    known = {question.id: value}
    alone = [measure for measure in reach.measures if len(measure.reads) == 1]
    known |= {measure.name: measure.of(known) for measure in alone}
    view = tuple(condition.met_by(known) for condition in reach.alone)
    return (*view, value) if reach.joined else view


@lru_cache(maxsize=256)
def runs(question: Question, rulebook: Rulebook) -> tuple[tuple[float, float], ...]:
    """The numbers that a question takes, in runs that no rule can tell apart: first and last."""
    reach = reach_of(rulebook)[question.id]
    low, high = question.range
    count = int((high - low) / question.step) + 1
    values = (low + number * question.step for number in range(count))
    alike = groupby(values, key=lambda value: seen(question, value, reach))
    found = (tuple(run) for _, run in alike)
    return tuple((run[0], run[-1]) for run in found)
