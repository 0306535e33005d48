"""What the warning signs must keep to, proved for everybody at every point of the way through.

Classes of answers are walked, every one, never a sample.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from questionnaire.questions import QuestionKind, Questionnaire
from review.proving.check import problems
from review.proving.classes import (
    Answers,
    Classes,
    NotDeclared,
    candidates,
    classes_of,
    free_options,
    is_met,
    merged,
    tick,
)
from review.proving.declared import Declared, Lowers
from rules import Rulebook, assess
from rules.rulebook import Sign

MISTAKES = "No rule has a mistake that the quick check finds."
HEARD = "Every option of the safety pages moves somebody, or is declared not to."
WARNINGS = "One more box on a safety page that everybody is asked takes no sign away."
OTHERS = "Of the other answers exactly those that are declared take a sign away."


@dataclass(frozen=True)
class SignChanges:
    """What answers do to the signs, for everybody at every point of the way through."""

    gains: set[tuple[str, str]] = field(default_factory=set)
    """Question and option where picking it can bring a sign."""
    losses: dict[Lowers, tuple[Answers, Answers]] = field(default_factory=dict)
    """Every answer that can take a sign away, with answers before and after it."""
    walked: int = 0


def claims(
    questionnaire: Questionnaire, rulebook: Rulebook, declared: Declared
) -> dict[str, list[str]]:
    """Each claim, with everything that speaks against it; nothing where it is proved."""
    found = {MISTAKES: problems(questionnaire, rulebook, declared)}
    try:
        changes = sign_changes(questionnaire, rulebook)
    except NotDeclared as reason:
        return found | dict.fromkeys((HEARD, WARNINGS, OTHERS), [f"Not proved: {reason}"])
    pages = questionnaire.safety.pages
    asked_of_all = {q.id for page in pages for q in page.questions if not q.show_when}
    warnings = {one: both for one, both in changes.losses.items() if one.question in asked_of_all}
    others = {one: both for one, both in changes.losses.items() if one not in warnings}
    undeclared = [one for one in sorted(others, key=str) if one not in declared.lowers]
    idle = sorted({*declared.lowers} - {*others}, key=str)
    return found | {
        HEARD: list(_unheard(questionnaire, changes, declared)),
        WARNINGS: [_said(rulebook, one, *both) for one, both in warnings.items()],
        OTHERS: [
            *(f"{_said(rulebook, o, *others[o])} Declare it, or mend it." for o in undeclared),
            *(
                f"declared.toml: '{one.option}' of '{one.question}' takes {one.sign} from nobody."
                for one in idle
            ),
        ],
    }


def _unheard(
    questionnaire: Questionnaire, changes: SignChanges, declared: Declared
) -> Iterator[str]:
    """Safety options that move nobody and that are not declared, or that are both."""
    moved = changes.gains | {(loss.question, loss.option) for loss in changes.losses}
    for question in (q for page in questionnaire.safety.pages for q in page.questions):
        for option in set(question.options) - {*question.exclusive, *question.unsure}:
            is_declared, moves = (
                (question.id, option) in some for some in (declared.no_sign, moved)
            )
            if not moves and not is_declared:
                to = "Add it to one, or declare why."
                yield f"'{option}' of '{question.id}': no sign asks for it. {to}"
            if moves and is_declared:
                yield f"declared.toml: a sign asks for '{option}' of '{question.id}'."


def _said(rulebook: Rulebook, loss: Lowers, before: Answers, after: Answers) -> str:
    """A loss, and what it does to somebody who has answered nothing else."""
    instead = f" instead of '{loss.instead_of}'" if loss.instead_of else ""
    first, then = (assess(rulebook, answers).next_step.id for answers in (before, after))
    return (
        f"'{loss.option}' of '{loss.question}'{instead} takes {loss.sign} away. "
        f"For somebody with {before} the next step goes from {first} to {then}."
    )


def sign_changes(questionnaire: Questionnaire, rulebook: Rulebook) -> SignChanges:
    """Every gain and loss, compared with not answering, with one box less, or with an option that
    must stand alone and gives way; a gain also with any other option of a single choice.

    Raises NotDeclared.
    """
    found = SignChanges()
    for sign in rulebook.signs:
        _add(found, questionnaire, sign)
    for loss in [one for one in found.losses if one.instead_of]:
        if Lowers(loss.question, loss.option, "", loss.sign) in found.losses:
            del found.losses[loss]
    return found


def _add(found: SignChanges, questionnaire: Questionnaire, sign: Sign) -> None:
    """What answers do to one sign: each change tried beside every class of all other answers."""
    every = classes_of(questionnaire, [sign.when], half_way=True)
    places = product(*(range(len(one.examples)) for one in every))
    answers = merged(one.examples for one in every)
    met = [place for place, one in zip(places, answers, strict=True) if is_met(sign.when, one)]
    for number, one in enumerate(every):
        beside: list[set[tuple[int, ...]]] = [set() for _ in one.examples]
        for place in met:
            beside[place[number]].add((*place[:number], *place[number + 1 :]))
        others = [*every[:number], *every[number + 1 :]]
        for option, instead_of, start, end in _changes(one):
            before, after = beside[one.of(start)], beside[one.of(end)]
            if after - before:
                found.gains.add((one.question.id, option))
            is_taken_back = one.question.kind is QuestionKind.CHOICE and start
            if before - after and not is_taken_back:
                place = min(before - after)
                rest: Answers = {}
                for other, at in zip(others, place, strict=True):
                    rest |= other.examples[at]
                loss = Lowers(one.question.id, option, instead_of, sign.id)
                found.losses.setdefault(loss, (rest | start, rest | end))


def _changes(one: Classes) -> Iterator[tuple[str, str, Answers, Answers]]:
    """An answer, the option that gives way to it if any, and the answers before and after it."""
    question = one.question
    if question.kind is QuestionKind.CHOICE:
        for option, other in product(question.options, ["", *question.options]):
            yield option, other, {question.id: other} if other else {}, {question.id: option}
    elif question.kind is QuestionKind.CHOICES:
        for option in question.exclusive:
            yield option, "", {}, {question.id: [option]}
        starts = [[], *candidates(question, one.tests)]
        for ticked, option in product(sorted(starts, key=len), free_options(question)):
            alone = "".join(option for option in question.exclusive if option in ticked)
            before = {question.id: ticked} if ticked else {}
            yield option, alone, before, {question.id: tick(question, ticked, option)}
    else:
        for example in one.examples:
            if example:
                yield str(example[question.id]), "", {}, example
