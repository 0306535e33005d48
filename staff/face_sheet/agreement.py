"""How often physiotherapists agreed with each rule, told so that nobody's case shows through.

Under five cases nothing is said, not even whether there are any. From five on, cases are told
as a round number or more and shares out of ten, so that no difference gives away the rest.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from records.answers.agreement import NEEDED
from records.answers.verdicts import FITS
from rules.rulebook import Cause, Rulebook

FEWEST = 5
STEPS = (500, 200, 100, 50, 20, 10, FEWEST)

Times = Mapping[str, Mapping[str, int]]
"""How often each verdict was given, by rule."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One rule with enough cases. `tenths`: of ten cases, how many for each verdict, rounded."""

    text: str
    cases: str
    tenths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AgreedOnCause:
    """A cause, and those of its reasons that were met often enough. `whole` None: too few, and
    nothing is told of its reasons either."""

    title: str
    whole: Agreed | None
    reasons: tuple[Agreed, ...]


def causes_agreed(rulebook: Rulebook, times: Times) -> tuple[AgreedOnCause, ...]:
    """Every cause in the content's order."""
    return tuple(_on_cause(cause, times) for cause in rulebook.causes)


def signs_agreed(rulebook: Rulebook, times: Times) -> tuple[Agreed, ...]:
    """The signs of which it is known often enough whether they proved needed."""
    rules = ((f"sign:{sign.id}", f"{sign.because} ({sign.id})") for sign in rulebook.signs)
    return tuple(_known(rules, times, NEEDED.values()))


def _on_cause(cause: Cause, times: Times) -> AgreedOnCause:
    rules = ((one.id, f"{one.because} ({one.id})") for one in cause.indicators)
    return AgreedOnCause(
        title=cause.title,
        whole=_agreed(cause.title, times.get(f"cause:{cause.id}", {}), FITS),
        reasons=tuple(_known(rules, times, FITS)),
    )


def _known(
    rules: Iterable[tuple[str, str]], times: Times, verdicts: Collection[str]
) -> Iterator[Agreed]:
    for rule, text in rules:
        if agreed := _agreed(text, times.get(rule, {}), verdicts):
            yield agreed


def _agreed(text: str, counted: Mapping[str, int], verdicts: Collection[str]) -> Agreed | None:
    """None under five cases."""
    numbers = [counted.get(verdict, 0) for verdict in verdicts]
    cases = sum(numbers)
    if cases < FEWEST:
        return None
    step = next(step for step in STEPS if cases >= step)
    return Agreed(text, f"{step} or more", tuple(round(10 * number / cases) for number in numbers))
