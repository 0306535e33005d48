"""What the worked cases reach: rules seen firing and not firing, bounds seen from both sides."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from questionnaire.questions import Questionnaire
from review.proving.places import every_rule, rule_ids
from review.testing.cases import Case
from review.testing.expectations import outcome
from review.testing.steps import in_short, step_size
from rules.assessment import know
from rules.conditions import BOUNDS, Condition, Known
from rules.rulebook import Rulebook

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
    numbers: int
    """How many numbers stand in the rules."""
    sides: tuple[UntestedSide, ...]


def coverage(questionnaire: Questionnaire, rulebook: Rulebook, cases: Collection[Case]) -> Coverage:
    """Run every case and see which rules and which numbers it looked at."""
    rules = rule_ids(rulebook)
    fired = [outcome(rulebook, case.answers).fired for case in cases]
    known = [know(case.answers) for case in cases]
    numbers = list(_numbers(rulebook))
    return Coverage(
        rules=rules,
        never_fired=tuple(one for one in rules if not any(one in some for some in fired)),
        never_silent=tuple(one for one in rules if all(one in some for some in fired)),
        numbers=len(numbers),
        sides=tuple(
            side
            for rule, condition in numbers
            for side in _missing(
                rule, condition, known, step_size(condition.subject, questionnaire)
            )
        ),
    )


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
