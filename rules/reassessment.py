"""An assessment with some answers changed, for a fraction of what judging all anew costs.

Only the rules that look at a changed answer are judged again (see rules/reach.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from rules.assessment import Assessment, Finding, assess, know, weigh
from rules.conditions import Answer, Answers, Known
from rules.reach import Reach, Rule, reach_of
from rules.rulebook import Cause, Rulebook

Changes = Mapping[str, Answer]
"""New answers by question id."""
AnyRule = TypeVar("AnyRule", bound=Rule)


@dataclass(frozen=True)
class Reassessment:
    """One person's answers, and what other answers would make of them."""

    rulebook: Rulebook
    answers: Answers

    @cached_property
    def before(self) -> Assessment:
        """The judgement on the answers as they are."""
        return assess(self.rulebook, self.answers)

    def finding_with(self, cause: Cause, changes: Changes) -> Finding:
        """What one cause would come to."""
        return self._find(cause, *self._know(changes))

    def view_with(self, changes: Changes) -> tuple[bool, ...]:
        """The changes as the rules would see them: what looks the same is judged the same."""
        known, reaches = self._know(changes)
        conditions = (c for reach in reaches for c in (*reach.alone, *reach.joined))
        return tuple(condition.met_by(known) for condition in conditions)

    def with_changes(self, changes: Changes) -> Assessment:
        """The whole judgement on the changed answers."""
        known, reaches = self._know(changes)
        book, before = self.rulebook, self.before
        touched = {cause.id for reach in reaches for cause in reach.causes}
        tip_rules = self._still(book.tip_rules, known, reaches)
        return replace(
            before,
            signs=self._still(book.signs, known, reaches)
            if any(reach.signs for reach in reaches)
            else before.signs,
            findings=tuple(
                self._find(found.cause, known, reaches) if found.cause.id in touched else found
                for found in before.findings
            ),
            cross_checks=self._still(book.cross_checks, known, reaches),
            notes=self._still(book.notes, known, reaches),
            tips_by_rule=frozenset(rule.tip for rule in tip_rules),
        )

    @cached_property
    def _known(self) -> Known:
        return know(self.answers)

    @cached_property
    def _met(self) -> frozenset[str]:
        """The id of every rule that the answers meet as they are."""
        found, tip_rules = self.before, self.rulebook.tip_rules
        return frozenset(
            (
                *(one.id for finding in found.findings for one in finding.met),
                *(sign.id for sign in found.signs),
                *(check.id for check in found.cross_checks),
                *(note.id for note in found.notes),
                *(rule.id for rule in tip_rules if rule.when.met_by(self._known)),
            )
        )

    @cached_property
    def _weighed(self) -> dict[tuple[str, frozenset[str], frozenset[str]], Finding]:
        return {}

    def _know(self, changes: Changes) -> tuple[Known, list[Reach]]:
        """What would be known, and what it would touch."""
        every = reach_of(self.rulebook)
        reaches = [every[question] for question in changes if question in every]
        known: dict[str, object] = dict(self._known)
        for question, answer in changes.items():
            known[question] = frozenset(answer) if isinstance(answer, list | tuple) else answer
        for name, measure in {m.name: m for reach in reaches for m in reach.measures}.items():
            known[name] = measure.of(known)
        return known, reaches

    def _find(self, cause: Cause, known: Known, reaches: list[Reach]) -> Finding:
        """A cause anew; the same indicators are weighed but once."""
        read = [one for reach in reaches for one in reach.indicators[cause.id]]
        lost = frozenset(one.id for one in read)
        met = frozenset(one.id for one in read if one.when.met_by(known))
        if (cause.id, lost, met) not in self._weighed:
            every = (self._met - lost) | met
            indicators = tuple(one for one in cause.indicators if one.id in every)
            self._weighed[cause.id, lost, met] = weigh(cause, indicators)
        return self._weighed[cause.id, lost, met]

    def _still(
        self, rules: tuple[AnyRule, ...], known: Known, reaches: list[Reach]
    ) -> tuple[AnyRule, ...]:
        """Those of some rules that would be met."""
        met, touched = self._met, frozenset().union(*(reach.rules for reach in reaches))
        return tuple(
            rule
            for rule in rules
            if (rule.when.met_by(known) if rule.id in touched else rule.id in met)
        )
