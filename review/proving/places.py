"""Every rule of a rulebook with the file that it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.conditions import When
from rules.reach import Rule
from rules.rulebook import Cause, Rulebook


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule, and the file of the rules' content that it stands in."""

    file: str
    rule: Rule
    cause: Cause | None = None
    """The cause that an indicator argues for or against."""

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    @property
    def when(self) -> When:
        """What has to be met."""
        return self.rule.when

    def complaint(self, what: str) -> str:
        """A mistake in this rule, with its file and id before it."""
        return f"{self.file}, {self.id}: {what}"


def every_rule(rulebook: Rulebook) -> Iterator[Placed]:
    """All signs, indicators, tip rules, cross-checks and notes, in the content's order."""
    for sign in rulebook.signs:
        yield Placed(f"safety/{sign.next_step.id}.toml", sign)
    for cause in rulebook.causes:
        for indicator in cause.indicators:
            yield Placed(f"causes/{cause.id}.toml", indicator, cause)
    for rule in rulebook.tip_rules:
        yield Placed("tips.toml", rule)
    for check in rulebook.cross_checks:
        yield Placed("cross_checks.toml", check)
    for note in rulebook.notes:
        yield Placed("cross_checks.toml", note)


def rule_ids(rulebook: Rulebook) -> tuple[str, ...]:
    """The id of every rule of any sort, in the content's order."""
    return tuple(placed.id for placed in every_rule(rulebook))
