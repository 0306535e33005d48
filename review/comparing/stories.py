"""People in whom a few reasons for a cause come together, so that its points come near a band."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from questionnaire.questions import Questionnaire
from review.comparing.shifts import NotWalked, Shift
from review.comparing.versions import Version
from review.proving.classes import Answers
from review.proving.people import People
from rules import assess
from rules.rulebook import Cause

REASONS = 3
"""How many reasons are put together at most."""


Both = tuple[Version, Version]
"""The version before and the one after."""


def stories_of(cause: Cause, versions: Both, people: People) -> Iterator[Answers]:
    """A few reasons at a time: one story for each way in which the cause's points differ."""
    reasons = [one for one in _meeting(cause, versions, people) if one is not None]
    questionnaire = versions[1].questionnaire
    seen: set[object] = set()
    for size in range(1, REASONS + 1):
        for some in combinations(reasons, size):
            answers = together(questionnaire, some)
            person = {**people.quiet, **answers}
            points = tuple(_points(version, cause.id, person) for version in versions)
            if points not in seen:
                seen.add(points)
                yield answers


def together(questionnaire: Questionnaire, some: Sequence[Answers]) -> Answers:
    """Answers put together: ticks add up, of other answers the last one stays."""
    answers: Answers = {}
    for one in some:
        for name, value in one.items():
            question, before = questionnaire.questions[name], answers.get(name)
            if isinstance(before, list) and isinstance(value, list):
                ticked = dict.fromkeys([*before, *value])
                answers[name] = [o for o in ticked if o not in question.exclusive] or value
            else:
                answers[name] = value
    return answers


def _meeting(cause: Cause, versions: Both, people: People) -> Iterator[Answers | None]:
    """For each reason, the answers most like the quiet person's that meet it."""
    for one in cause.indicators:
        try:
            classes = Shift(one.id, one, one, versions).classes
        except NotWalked:
            continue
        met = (seen.answers for seen in classes if seen.after)
        yield min(met, key=lambda answers: far(people, answers), default=None)


def far(people: People, answers: Answers) -> int:
    """How many of these answers the quiet person gives otherwise."""
    return sum(people.quiet[name] != value for name, value in answers.items())


def _points(version: Version, cause: str, person: Answers) -> int | None:
    """A cause's points for a person; None where safety hides them."""
    found = assess(version.rulebook, person)
    if found.is_hidden:
        return None
    return next((one.points for one in found.findings if one.cause.id == cause), None)
