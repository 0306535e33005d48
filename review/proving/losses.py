"""What one more answer does to the signs: those that it brings, and those that it takes away."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product

from questionnaire.questions import QuestionKind, Questionnaire
from review.proving.classes import Answers, Block, blocks_of, free_options, merged, tick
from review.proving.walk import Budget, Place, is_met, walk
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
    takes_back: bool = False
    """Whether it takes the place of another answer to a single choice."""


@dataclass(frozen=True)
class SignChanges:
    """What answers do to the signs, for everybody at every point of the way through."""

    gains: set[tuple[str, str]] = field(default_factory=set)
    """Question and option where picking it can bring a sign."""
    losses: dict[Loss, tuple[Answers, Answers]] = field(default_factory=dict)
    """Every loss, with answers before and after it."""


def sign_changes(questionnaire: Questionnaire, rulebook: Rulebook, budget: Budget) -> SignChanges:
    """Every gain and loss, compared with not answering, with one box less, or with an option that
    must stand alone and gives way; a gain also with any other option of a single choice.
    """
    found = SignChanges()
    for sign in rulebook.signs:
        _add(found, questionnaire, sign, budget)
    own = {(one.question, one.answer, one.sign) for one in found.losses if not one.instead_of}
    for loss in list(found.losses):
        if loss.instead_of and (loss.question, loss.answer, loss.sign) in own:
            del found.losses[loss]
    return found


def _add(found: SignChanges, questionnaire: Questionnaire, sign: Sign, budget: Budget) -> None:
    """What answers do to one sign: each change tried beside every class of all other answers."""
    blocks = blocks_of(questionnaire, [sign.when], is_half_way=True)
    met = [
        place for place, is_so in walk(blocks, partial(is_met, sign.when), budget).items() if is_so
    ]
    for number, block in enumerate(blocks):
        beside: dict[int, set[Place]] = {one: set() for one in block.alike}
        for place in met:
            beside[place[number]].add((*place[:number], *place[number + 1 :]))
        others = (*blocks[:number], *blocks[number + 1 :])
        for change in _changes(block):
            before = beside[block.alike[block.class_of(change.before)]]
            after = beside[block.alike[block.class_of(change.after)]]
            if after - before:
                found.gains.add((block.questions[0], change.answer))
            if before - after and not change.takes_back:
                loss = Loss(block.questions[0], change.answer, change.instead_of, sign.id)
                place = min(before - after)
                rest = merged(one.examples[at] for one, at in zip(others, place, strict=True))
                found.losses.setdefault(loss, (rest | change.before, rest | change.after))


def _changes(block: Block) -> Iterator[OneMoreAnswer]:
    """An answer given where there was none, and each option ticked beside others or in place."""
    question = block.asked[0]
    if len(block.asked) > 1 or question.kind not in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        for example in block.examples:
            if example:
                yield OneMoreAnswer(str(next(iter(example.values()))), "", {}, example)
    elif question.kind is QuestionKind.CHOICE:
        for after, before in product(question.options, ["", *question.options]):
            start: Answers = {question.id: before} if before else {}
            yield OneMoreAnswer(after, before, start, {question.id: after}, bool(before))
    else:
        for option in question.exclusive:
            yield OneMoreAnswer(option, "", {}, {question.id: [option]})
        starts = sorted(block.examples, key=lambda example: len(example.get(question.id, ())))
        for start, option in product(starts, free_options(question)):
            ticked = start.get(question.id, [])
            alone = [one for one in question.exclusive if one in ticked]
            after_it: Answers = {question.id: tick(question, ticked, option)}
            yield OneMoreAnswer(option, "".join(alone), start, after_it)
