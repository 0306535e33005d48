"""Every judgement that can be put together: from any signs, points, tips and remarks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, combinations, product
from typing import TypeVar

from review.proving.walk import Budget
from rules import Assessment, Finding, NextStep, Rulebook, Status, assess
from rules.rulebook import Sign
from rules.trace import as_data

One = TypeVar("One")
POINTS = (2, 3, 4, 5, 6, 7)  # below shown, both bands, and one apart or more: all a status can tell


class Judgements:
    """Puts judgements together without asking whose answers would lead to them."""

    def __init__(self, rulebook: Rulebook, budget: Budget) -> None:
        self.rulebook = rulebook
        self.budget = budget
        self.empty = assess(rulebook, {})

    def not_one_of_each(self) -> Iterator[str]:
        """Judgements without exactly one next step and one status."""
        for signs in self._signs():
            self.budget.spend()
            step = replace(self.empty, signs=signs).next_step
            if [step] != [one for one in NextStep if one == max(_levels(signs))]:
                yield f"with the signs {_ids(signs)} the next step is {step}."
        every = product(POINTS, repeat=len(self.rulebook.causes))
        for signs, points in product(self._unlike(), every):
            self.budget.spend()
            found = self._with(signs, points)
            if [found.status] != [status for status, is_so in _fits(found) if is_so]:
                yield f"with the signs {_ids(signs)} and points {points} it is {found.status}."

    def not_hidden(self) -> Iterator[str]:
        """Judgements that ask for help today or now, and name a cause or give a tip."""
        urgent = [s for s in self._unlike() if max(_levels(s)) >= NextStep.SAME_DAY]
        points = list(product((2, 9), repeat=len(self.rulebook.causes)))
        tips = list(_subsets({rule.tip for rule in self.rulebook.tip_rules}))
        for signs, some, given in product(urgent, points, tips):
            self.budget.spend()
            found = replace(self._with(signs, some), tips_by_rule=frozenset(given))
            data = as_data(self.rulebook, found)
            if data["causes"] or data["tips"] or "points" in data:
                yield f"with the signs {_ids(signs)} and points {some} causes or tips are told."

    def _with(self, signs: tuple[Sign, ...], points: tuple[int, ...]) -> Assessment:
        named = zip(self.rulebook.causes, points, strict=True)
        findings = tuple(Finding(cause, (), some) for cause, some in named)
        return replace(self.empty, signs=signs, findings=findings)

    def _signs(self) -> Iterator[tuple[Sign, ...]]:
        """Any signs together, one of each sort that a judgement can tell apart."""
        signs = self.rulebook.signs
        return _subsets({(s.next_step, s.tips, s.stops_running): s for s in signs}.values())

    def _unlike(self) -> list[tuple[Sign, ...]]:
        """One set of signs for each next step and way of giving tips."""
        sets = ((replace(self.empty, signs=signs), signs) for signs in self._signs())
        return list({(found.next_step, found.tips_mode): signs for found, signs in sets}.values())


def _fits(found: Assessment) -> Iterator[tuple[Status, bool]]:
    """Whether each status fits what is shown."""
    is_alone = len(found.joint) == 1
    yield Status.HIDDEN, found.is_hidden
    yield Status.NONE_FIT, not found.is_hidden and not found.shown
    yield Status.MIXED, len(found.joint) > 1
    yield Status.LIKELY, is_alone and found.is_likely(found.joint[0])
    yield Status.POSSIBLE, is_alone and not found.is_likely(found.joint[0])


def _levels(signs: tuple[Sign, ...]) -> list[NextStep]:
    return [NextStep.PHYSIO_FIRST, *(sign.next_step for sign in signs)]


def _subsets(some: Iterable[One]) -> Iterator[tuple[One, ...]]:
    every = list(some)
    return chain.from_iterable(combinations(every, size) for size in range(len(every) + 1))


def _ids(signs: tuple[Sign, ...]) -> str:
    return ", ".join(sign.id for sign in signs) or "none"
