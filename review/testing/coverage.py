"""What the worked cases reach of all that can come out."""

from collections.abc import Collection
from dataclasses import dataclass

from review.proving.places import rule_ids
from review.testing.cases import Case
from review.testing.expectations import CaseOutcome, outcome
from rules.assessment import Finding, Status
from rules.rulebook import NextStep, Rulebook

BANDS = ("hidden", "possible", "likely")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases leave out."""

    never_fired: tuple[str, ...]
    never_out: tuple[str, ...]
    """Bands of a cause, tips, next steps and statuses that come out in no case."""
    idle: tuple[str, ...]
    """Signs that decide no case's next step, as others ask for as much there."""


def coverage(rulebook: Rulebook, cases: Collection[Case]) -> Coverage:
    """Run every case and see what came out."""
    found = [outcome(rulebook, case.known) for case in cases]
    out = {name for one in found for name in _ids_out(one)}
    decide = {name for one in found for name in _deciding(one)}
    others = (
        *(f"{cause.id}:{band}" for cause in rulebook.causes for band in BANDS),
        *rulebook.advice.tips,
        *(step.id for step in reversed(NextStep)),
        *(status.value for status in Status),
    )
    return Coverage(
        never_fired=tuple(one for one in rule_ids(rulebook) if one not in out),
        never_out=tuple(one for one in others if one not in out),
        idle=tuple(one.id for one in rulebook.signs if one.id not in decide),
    )


def _ids_out(one: CaseOutcome) -> set[str]:
    findings = () if one.found.is_hidden else one.found.findings
    bands = (f"{finding.cause.id}:{_band(one, finding)}" for finding in findings)
    return {*one.fired, *bands, *one.found.tips, one.found.next_step.id, one.found.status.value}


def _band(one: CaseOutcome, finding: Finding) -> str:
    if one.found.is_likely(finding):
        return "likely"
    return "possible" if finding.is_shown else "hidden"


def _deciding(one: CaseOutcome) -> list[str]:
    """The sign that alone asks for this person's next step, if one does."""
    highest = [sign.id for sign in one.found.signs if sign.next_step is one.found.next_step]
    return highest if len(highest) == 1 else []
