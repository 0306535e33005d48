"""What the worked cases reach: all that can come out, and bounds seen from both sides."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from questionnaire.questions import Questionnaire
from review.proving.places import every_rule, rule_ids
from review.testing.cases import Case
from review.testing.expectations import CaseOutcome, outcome
from review.testing.steps import in_short, step_size
from rules.assessment import Finding, Status
from rules.conditions import BOUNDS, Condition, Known
from rules.rulebook import NextStep, Rulebook

BANDS = ("hidden", "possible", "likely")
NEAR = 1e-6
"""What a value may be further from a bound than one step, as ratios are not exact."""


@dataclass(frozen=True, slots=True)
class UntestedSide:
    """A side of a number in a rule that no case stands on, next to it."""

    rule: str
    condition: Condition
    meets: bool
    """Whether it is the side where the condition is met."""

    @property
    def in_words(self) -> str:
        """What is missing, as a sentence."""
        side = "just meets it" if self.meets else "only just does not meet it"
        return f"{self.rule}, '{in_short(self.condition)}': no case {side}."


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases leave out."""

    rules: tuple[str, ...]
    never_fired: tuple[str, ...]
    never_silent: tuple[str, ...]
    """Rules that fire in every case."""
    never_out: tuple[str, ...]
    """Bands of a cause, tips, next steps and statuses that come out in no case."""
    idle: tuple[str, ...]
    """Signs that decide no case's next step, as others ask for as much there."""
    numbers: int
    """How many numbers stand in the rules."""
    sides: tuple[UntestedSide, ...]


def coverage(questionnaire: Questionnaire, rulebook: Rulebook, cases: Collection[Case]) -> Coverage:
    """Run every case and see which rules and which numbers it looked at."""
    rules = rule_ids(rulebook)
    found = [outcome(rulebook, case.known) for case in cases]
    out = {name for one in found for name in ids_out(one)}
    decide = {name for one in found for name in deciding(one)}
    known = [case.known for case in cases]
    numbers = list(_numbers(rulebook))
    return Coverage(
        rules=rules,
        never_fired=tuple(one for one in rules if one not in out),
        never_silent=tuple(one for one in rules if all(one in some.fired for some in found)),
        never_out=tuple(one for one in all_ids(rulebook) if one not in {*out, *rules}),
        idle=tuple(one.id for one in rulebook.signs if one.id not in decide),
        numbers=len(numbers),
        sides=tuple(
            side
            for rule, condition in numbers
            for side in _missing(
                rule, condition, known, step_size(condition.subject, questionnaire)
            )
        ),
    )


def all_ids(rulebook: Rulebook) -> tuple[str, ...]:
    """Every id that can come out: rules, "cause:band", tips, next steps and statuses."""
    return (
        *rule_ids(rulebook),
        *(f"{cause.id}:{band}" for cause in rulebook.causes for band in BANDS),
        *rulebook.advice.tips,
        *(step.id for step in reversed(NextStep)),
        *(status.value for status in Status),
    )


def ids_out(one: CaseOutcome) -> frozenset[str]:
    """All ids that come out for one person."""
    findings = () if one.found.is_hidden else one.found.findings
    bands = (f"{finding.cause.id}:{_band(one, finding)}" for finding in findings)
    judged = (one.found.next_step.id, one.found.status.value)
    return frozenset({*one.fired, *bands, *one.found.tips, *judged})


def _band(one: CaseOutcome, finding: Finding) -> str:
    if one.found.is_likely(finding):
        return "likely"
    return "possible" if finding.is_shown else "hidden"


def deciding(one: CaseOutcome) -> list[str]:
    """The sign that alone asks for this person's next step, if one does."""
    highest = [sign.id for sign in one.found.signs if sign.next_step is one.found.next_step]
    return highest if len(highest) == 1 else []


def witness(rulebook: Rulebook, cases: Iterable[Case], name: str) -> Case | None:
    """The first case in which an id comes out: of a sign, one that it decides if any."""
    found = [(case, outcome(rulebook, case.known)) for case in cases]
    decided = (case for case, one in found if name in deciding(one))
    return next(decided, None) or next((case for case, one in found if name in ids_out(one)), None)


def _numbers(rulebook: Rulebook) -> Iterator[tuple[str, Condition]]:
    """Every condition that compares with a number, with its rule."""
    for placed in every_rule(rulebook):
        for condition in placed.when.all_of + placed.when.any_of:
            if _bounds(condition):
                yield placed.id, condition


def _bounds(condition: Condition) -> list[float]:
    if condition.comparison in BOUNDS:
        return [condition.against]
    return [one for one in condition.against if not isinstance(one, bool | str)]


def _missing(
    rule: str, condition: Condition, known: Iterable[Known], step: float
) -> Iterator[UntestedSide]:
    values = {one.get(condition.subject) for one in known}
    near = [
        value
        for value in values
        if value is not None
        and any(abs(value - bound) <= step + NEAR for bound in _bounds(condition))
    ]
    met = {condition.compare(value, condition.against) for value in near}
    for meets in (True, False):
        if meets not in met:
            yield UntestedSide(rule, condition, meets)
