"""Which way every answer counts for a cause: each change of one, beside all other answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from questionnaire.questions import Question, QuestionKind, Questionnaire
from review.proving.classes import Answers, Block, blocks_of, free_options, tick
from review.proving.declared import Direction
from review.proving.distances import Pairs, number_values
from review.proving.walk import Budget, Place, points, walk
from rules.reach import questions_of
from rules.rulebook import Cause

MORE, LATER = "more", "later"


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that changes."""

    way: str
    """An option that is ticked, or "more" of a number, or "later" in the options' order."""
    before: Answers
    after: Answers
    is_above_zero: bool = True
    """Whether the number is above zero before and after."""


def backwards_in(
    questionnaire: Questionnaire, cause: Cause, declared: Iterable[Direction], budget: Budget
) -> Iterator[str]:
    """Changes that go the declared way and take points, and options that count both ways."""
    known = {one.question: one for one in declared if one.cause == cause.id}
    file = f"causes/{cause.id}.toml"
    for question in (one for name, one in questionnaire.questions.items() if name in cause.reads):
        direction, worst = known.get(question.id), 0
        spans: dict[str, tuple[int, int]] = {}
        for change, gained in _gains(questionnaire, cause, question, budget):
            if change.way not in (MORE, LATER):
                least, most = spans.get(change.way, (0, 0))
                spans[change.way] = min(least, gained), max(most, gained)
            elif direction and (change.is_above_zero or not direction.above_zero):
                worst = min(worst, gained if direction.counts in (MORE, LATER) else -gained)
        if direction and worst < 0:
            yield (
                f"{file}: '{direction.counts}' of '{question.id}' can take {-worst} from "
                "its points, though declared.toml says that it counts for the cause."
            )
        for option, (least, most) in spans.items():
            if least < 0 < most:
                yield (
                    f"{file}: ticking '{option}' of '{question.id}' can add {most} "
                    f"to its points, and can also take {-least}."
                )


def _gains(
    questionnaire: Questionnaire, cause: Cause, question: Question, budget: Budget
) -> Iterator[tuple[Change, int]]:
    """Every change of a question's answer, with what it adds to the points of a cause.

    Only what is weighed with the answer is walked: all else adds as much before as after.
    """
    part = _weighed_with(cause, question.id)
    blocks = blocks_of(questionnaire, [one.when for one in part.indicators])
    number = next(n for n, block in enumerate(blocks) if question.id in block.questions)
    block = blocks[number]

    by_class: dict[int, dict[Place, int]] = {}
    for place, found in walk(blocks, partial(points, part), budget).items():
        by_class.setdefault(place[number], {})[(*place[:number], *place[number + 1 :])] = found
    for change in changes_of(block, question):
        start, end = (
            by_class[block.alike[block.class_of(answers)]]
            for answers in (change.before, change.after)
        )
        for gained in {end[others] - before for others, before in start.items()}:
            budget.spend()
            yield change, gained


def _weighed_with(cause: Cause, question: str) -> Cause:
    """A cause with no indicators but those that look at a question or share a cap with such."""
    reading = [one for one in cause.indicators if question in questions_of(one.when)]
    groups = {one.group for one in reading if one.group}
    weighed = (one for one in cause.indicators if one in reading or one.group in groups)
    return replace(cause, indicators=tuple(weighed))


def changes_of(block: Block, question: Question) -> Iterator[Change]:
    """Every change of a question's answer that leads upwards, onwards, or ticks one box more."""
    if len(block.asked) > 1 or question.kind is QuestionKind.DISTANCE:
        for name, low, high in Pairs(block.asked, block.atoms).steps():
            if name == question.id:
                is_above = low.get(name, 0) > 0 and high.get(name, 0) > 0
                yield Change(MORE, low, high, is_above)
    elif question.kind is QuestionKind.CHOICES:
        for answers in block.examples:
            for option in free_options(question):
                ticked = tick(question, answers.get(question.id, ()), option)
                yield Change(option, answers, {question.id: ticked})
    else:
        way = LATER if question.options else MORE
        values: Iterable[object] = question.options or number_values(question, block.atoms)
        for one, following in pairwise(values):
            yield Change(way, {question.id: one}, {question.id: following})
