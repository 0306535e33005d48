"""One question or measure and one comparison: all the grammar there is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Answer = str | float | Sequence[str]
Answers = Mapping[str, Answer]
"""Answers by question id: an option's id, a number (distances in km), or a list of option ids."""

Known = Mapping[str, Any]
"""Answers and measures by name, each as its term has it.

Ticked options are a frozenset; what is not answered is absent.
"""


def one_of(value: object, against: frozenset[object]) -> bool:
    """Whether any ticked option, or the one value given, is among `against`."""
    if isinstance(value, frozenset):
        return not against.isdisjoint(value)
    return value in against


def none_of(value: object, against: frozenset[object]) -> bool:
    """Not known to be any of `against`, so an unanswered question meets it."""
    return not one_of(value, against)


def at_least(value: float | None, against: float) -> bool:
    """At or over the bound. Not answered is not evidence, here and below."""
    return value is not None and value >= against


def above(value: float | None, against: float) -> bool:
    """Over the bound."""
    return value is not None and value > against


def at_most(value: float | None, against: float) -> bool:
    """At or under the bound."""
    return value is not None and value <= against


def below(value: float | None, against: float) -> bool:
    """Under the bound."""
    return value is not None and value < against


Comparison = Callable[[Any, Any], bool]
"""The loader gives options what may be picked, and numbers what is a bound."""

SETS: dict[str, Comparison] = {"one_of": one_of, "none_of": none_of}
BOUNDS: dict[str, Comparison] = {
    "at_least": at_least,
    "above": above,
    "at_most": at_most,
    "below": below,
}
COMPARISONS = SETS | BOUNDS


@dataclass(frozen=True, slots=True)
class Condition:
    """A subject (question or measure), a comparison's name, and what it is compared with."""

    subject: str
    comparison: str
    against: Any
    """Options or numbers in a set; one number where the comparison is a bound."""
    compare: Comparison

    def met_by(self, known: Known) -> bool:
        """Whether what is known meets this condition."""
        return self.compare(known.get(self.subject), self.against)


@dataclass(frozen=True, slots=True)
class When:
    """All of some conditions, and at least one of some others where there are any."""

    all_of: tuple[Condition, ...] = ()
    any_of: tuple[Condition, ...] = ()

    def met_by(self, known: Known) -> bool:
        """Whether what is known meets it."""
        for condition in self.all_of:
            if not condition.compare(known.get(condition.subject), condition.against):
                return False
        if not self.any_of:
            return True
        for condition in self.any_of:
            if condition.compare(known.get(condition.subject), condition.against):
                return True
        return False

    @property
    def subjects(self) -> frozenset[str]:
        """The names of every question and measure that it looks at."""
        return frozenset(c.subject for c in self.all_of + self.any_of)
