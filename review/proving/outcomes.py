"""All that the rules can say, by id, and what they say of one person."""

from collections.abc import Iterator

from review.proving.classes import Answers
from review.proving.places import every_rule
from rules import Assessment, NextStep, Status, assess
from rules.assessment import know
from rules.rulebook import Rulebook

BANDS = ("likely", "possible", "hidden")


def all_ids(rulebook: Rulebook) -> tuple[str, ...]:
    """Every id that can come out: rules, "cause:band", tips, next steps and statuses."""
    return (
        *(one.id for one in every_rule(rulebook)),
        *(f"{cause.id}:{band}" for cause in rulebook.causes for band in BANDS),
        *rulebook.advice.tips,
        *(step.id for step in reversed(NextStep)),
        *(status.value for status in Status),
    )


def outcomes(rulebook: Rulebook, answers: Answers) -> frozenset[str]:
    """All ids that come out for one person; an indicator does where its cause is shown."""
    return frozenset(_outcomes(rulebook, answers, assess(rulebook, answers)))


def _outcomes(rulebook: Rulebook, answers: Answers, found: Assessment) -> Iterator[str]:
    yield from (found.next_step.id, found.status.value)
    for met in (found.signs, found.cross_checks, found.notes):
        yield from (one.id for one in met)
    yield from found.tips
    known = know(answers)
    for rule in rulebook.tip_rules:
        if rule.tip in found.tips and rule.when.met_by(known):
            yield rule.id
    for finding in found.findings if not found.is_hidden else ():
        shown = "likely" if found.is_likely(finding) else "possible"
        yield f"{finding.cause.id}:{shown if finding.is_shown else 'hidden'}"
        if finding.is_shown:
            yield from (indicator.id for indicator in finding.met)
