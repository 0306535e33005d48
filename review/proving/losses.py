"""Every answer that takes a sign away, so that the next step may be lower."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from questionnaire.questions import QuestionKind, Questionnaire
from review.proving.classes import Answers, Block, blocks_of, free_options, tick
from review.proving.walk import Budget, combinations, is_met
from rules.rulebook import Rulebook, Sign


@dataclass(frozen=True, slots=True)
class Loss:
    """Giving this answer can take a sign away that was met without it."""

    question: str
    answer: str
    instead_of: str
    """The option that gives way; empty where the answer itself takes the sign away."""
    sign: str


@dataclass(frozen=True, slots=True)
class OneMoreAnswer:
    """One question's answers before and after one more answer is given."""

    answer: str
    instead_of: str
    before: Answers
    after: Answers


def losses(
    questionnaire: Questionnaire, rulebook: Rulebook, budget: Budget
) -> dict[Loss, tuple[Answers, Answers]]:
    """Every loss, with answers before and after it.

    A sign is not lost while another of its level or higher stays that reads the same answers.
    """
    found: dict[Loss, tuple[Answers, Answers]] = {}
    for sign in rulebook.signs:
        for loss, before, after in _losses(questionnaire, rulebook, sign, budget):
            found.setdefault(loss, (before, after))
    own = {(loss.question, loss.answer, loss.sign) for loss in found if not loss.instead_of}
    return {
        loss: example
        for loss, example in found.items()
        if not loss.instead_of or (loss.question, loss.answer, loss.sign) not in own
    }


def _losses(
    questionnaire: Questionnaire, rulebook: Rulebook, sign: Sign, budget: Budget
) -> Iterator[tuple[Loss, Answers, Answers]]:
    blocks = blocks_of(questionnaire, [sign.when])
    others = _not_lower(questionnaire, rulebook, sign, blocks)
    for block in blocks:
        rest = tuple(one for one in blocks if one is not block)
        changes = [change for change in _changes(block) if _moves(block, change)]
        for (_, context), change in product(list(combinations(rest)), changes):
            budget.spend()
            before, after = context | change.before, context | change.after
            if is_met(sign.when, before) and not any(is_met(one.when, after) for one in others):
                loss = Loss(block.questions[0], change.answer, change.instead_of, sign.id)
                yield loss, before, after


def _not_lower(
    questionnaire: Questionnaire, rulebook: Rulebook, sign: Sign, blocks: tuple[Block, ...]
) -> list[Sign]:
    """The sign, and those of its level or higher that read nothing else."""
    seen = {name for block in blocks for name in block.questions}
    return [
        one
        for one in rulebook.signs
        if one.next_step >= sign.next_step and seen >= _questions(questionnaire, one)
    ]


def _questions(questionnaire: Questionnaire, sign: Sign) -> set[str]:
    return {name for block in blocks_of(questionnaire, [sign.when]) for name in block.questions}


def _changes(block: Block) -> Iterator[OneMoreAnswer]:
    """An answer given where there was none, and each option ticked beside others or in place."""
    question = block.asked[0]
    if len(block.asked) > 1 or question.kind is not QuestionKind.CHOICES:
        for example in block.examples:
            if example:
                yield OneMoreAnswer(str(next(iter(example.values()))), "", {}, example)
        if question.kind is QuestionKind.CHOICE:
            yield from (OneMoreAnswer(o, "", {}, {question.id: o}) for o in question.options)
        return
    for option in question.exclusive:
        yield OneMoreAnswer(option, "", {}, {question.id: [option]})
    starts = [{}, *block.examples]
    for before, option in product(starts, free_options(question)):
        ticked = before.get(question.id, [])
        alone = [one for one in question.exclusive if one in ticked]
        after: Answers = {question.id: tick(question, ticked, option)}
        yield OneMoreAnswer(option, "".join(alone), before, after)


def _moves(block: Block, change: OneMoreAnswer) -> bool:
    """Whether the rules can tell before from after."""
    if not change.before:
        return True
    return block.class_of(change.before) != block.class_of(change.after)
