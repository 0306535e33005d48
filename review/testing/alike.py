"""Whether a mistake tells anybody anything else: walked through every class of answers."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from questionnaire.questions import Questionnaire
from review.proving.atoms import NotDeclared
from review.proving.classes import Answers, blocks_of
from review.proving.walk import Budget, Spent, combinations, is_met, points
from review.testing.mutants import Mutant
from rules.conditions import When
from rules.reach import questions_of
from rules.rulebook import Cause, Indicator, Rulebook, Sign

CLASSES = 20_000
"""Classes to walk at most for one mistake; where it takes more, nothing is claimed."""
SAME_PEOPLE = "no valid answers meet the one and not the other"
SAME_POINTS = "no valid answers come to other points, as the cap is never in the way"
SAME_STEP = "whoever meets it is sent as soon by another sign"


def why_harmless(mutant: Mutant, questionnaire: Questionnaire, rulebook: Rulebook) -> str:
    """How it is known that a mistake changes nothing for anybody; empty when it is not known."""
    was, became = mutant.was, mutant.became
    if isinstance(was, Cause | Rulebook):
        if isinstance(was, Cause) and isinstance(became, Cause) and _differ_in_caps(was, became):
            return _same_points(was, became, questionnaire)
        return ""
    if became is None or isinstance(became, Cause | Rulebook):
        return ""
    if isinstance(was, Sign) and isinstance(became, Sign) and became.when == was.when:
        return _same_step(was, became, questionnaire, rulebook)
    if isinstance(was, Indicator) and became == replace(was, group=""):
        return _same_points(*_with_and_without(was, became, rulebook), questionnaire)
    if became == replace(was, when=became.when):
        return _same_people(was.when, became.when, questionnaire)
    return ""


def _differ_in_caps(was: Cause, became: Cause) -> bool:
    return became == replace(was, caps=became.caps)


def _with_and_without(was: Indicator, became: Indicator, rulebook: Rulebook) -> tuple[Cause, Cause]:
    """Its group alone, before and after it left."""
    cause = next(one for one in rulebook.causes if was in one.indicators)
    group = tuple(one for one in cause.indicators if one.group == was.group)
    left = tuple(became if one == was else one for one in group)
    return replace(cause, indicators=group), replace(cause, indicators=left)


def _same_step(was: Sign, became: Sign, questionnaire: Questionnaire, rulebook: Rulebook) -> str:
    """Others are looked at that read nothing beyond what the sign reads; they are enough."""
    if became != replace(was, next_step=became.next_step):
        return ""
    step, read = max(was.next_step, became.next_step), questions_of(was.when)
    others = [
        sign.when
        for sign in rulebook.signs
        if sign != was and sign.next_step >= step and questions_of(sign.when) <= read
    ]

    def is_alone(answers: Answers) -> bool:
        return is_met(was.when, answers) and not any(is_met(one, answers) for one in others)

    return "" if _may_differ([was.when, *others], is_alone, questionnaire) else SAME_STEP


def _same_people(before: When, after: When, questionnaire: Questionnaire) -> str:
    def is_alike(before: When, after: When) -> bool:
        def differs(answers: Answers) -> bool:
            return is_met(before, answers) is not is_met(after, answers)

        return not _may_differ([before, after], differs, questionnaire)

    narrower = _without_shared(before, after)
    return SAME_PEOPLE if is_alike(*narrower) or is_alike(before, after) else ""


def _without_shared(before: When, after: When) -> tuple[When, When]:
    """Both without the alternatives that they share: where these are alike, so are those."""
    shared = set(before.any_of) & set(after.any_of)
    left = [tuple(one for one in when.any_of if one not in shared) for when in (before, after)]
    if not all(left):
        return before, after
    return replace(before, any_of=left[0]), replace(after, any_of=left[1])


def _same_points(before: Cause, after: Cause, questionnaire: Questionnaire) -> str:
    grouped = tuple(one for one in before.indicators if one.group)
    if before.indicators == after.indicators:
        before, after = (replace(one, indicators=grouped) for one in (before, after))

    def differs(answers: Answers) -> bool:
        return points(before, answers) != points(after, answers)

    whens = [one.when for one in grouped]
    return "" if _may_differ(whens, differs, questionnaire) else SAME_POINTS


def _may_differ(
    whens: Iterable[When], differs: Callable[[Answers], bool], questionnaire: Questionnaire
) -> bool:
    """Whether any class of answers differs, or it could not be walked."""
    budget = Budget(classes=CLASSES)
    try:
        for _, answers in combinations(blocks_of(questionnaire, whens)):
            budget.spend()
            if differs(answers):
                return True
    except (NotDeclared, Spent):
        return True
    return False
