"""The words of what_if.toml: what would change a result, and what would tell more."""

from dataclasses import dataclass, field

from rules.conditions import Known, When


@dataclass(frozen=True, slots=True)
class Telling:
    """Questions of one page that tell something together, and how they are offered."""

    questions: tuple[str, ...]
    say: str


@dataclass(frozen=True, slots=True)
class NotFor:
    """Questions that are never named to people whose answers meet a condition."""

    questions: frozenset[str]
    when: When


@dataclass(frozen=True, slots=True)
class WhatIfWords:
    """Whole sentences with a place for phrases, and the phrases by question. None: say nothing."""

    most: str = ""
    promise: str = ""
    two: str = ""
    more: str = ""
    phrases: dict[str, dict[str, str]] = field(default_factory=dict)
    """By question, then by option; for a number, the one phrase."""
    healthy: dict[str, str] = field(default_factory=dict)
    """By question of a number or one choice: the only way it may be changed.

    "more" or "less" of a number; towards the "first" or the "last" of the options.
    """
    gentle: frozenset[str] = frozenset()
    """What may be named where tips are kept gentle."""
    telling: tuple[Telling, ...] = ()
    not_for: tuple[NotFor, ...] = ()

    def listed(self, phrases: tuple[str, ...]) -> str:
        """Phrases as one: "a, b and c"."""
        *before, last = phrases
        if not before:
            return last
        text = self.two.format(first=before.pop(), second=last)
        for phrase in reversed(before):
            text = self.more.format(first=phrase, second=text)
        return text

    def withheld(self, known: Known) -> frozenset[str]:
        """The questions that are not to be named to this person."""
        groups = (one.questions for one in self.not_for if one.when.met_by(known))
        return frozenset(question for group in groups for question in group)
