"""Everything that can be said of a person: signs, causes, tips, cross-checks and notes."""

from dataclasses import dataclass
from enum import IntEnum

from rules.advice import Advice
from rules.conditions import When


class NextStep(IntEnum):
    """Who should see the person, and how soon. The highest that any sign asks for wins."""

    PHYSIO_FIRST = 1
    SEE_DOCTOR = 2
    SAME_DAY = 3
    EMERGENCY = 4

    @property
    def id(self) -> str:
        """Its name in the content and in records."""
        return self.name.lower()


class TipsMode(IntEnum):
    """How many tips may be shown beside a sign. The strictest wins."""

    FULL = 1
    GENTLE = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """A reason to be seen sooner than by a physiotherapist."""

    id: str
    next_step: NextStep
    when: When
    because: str
    """For staff: what it may be."""
    say: str
    """For the runner: what to do, calmly, with no name of a condition."""
    sources: tuple[str, ...]
    tips: TipsMode = TipsMode.GENTLE
    stops_running: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """A reason for a cause, or against it where its points are below zero (-3 to 3)."""

    id: str
    points: int
    when: When
    because: str
    """For staff, and for the runner where there is nothing in `say`."""
    grade: str
    sources: tuple[str, ...]
    group: str = ""
    say: str = ""
    """For the runner, with places for their own numbers (rules/own_words.py)."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause, with all that argues for and against it."""

    id: str
    title: str
    lead: str
    evidence: str
    """What studies say of its indicators, and what they do not."""
    indicators: tuple[Indicator, ...]
    this_week: str
    """What to do about it this week; empty where the plan says it all."""
    caps: dict[str, int]
    """The most points that the indicators of a group may add up to."""
    tips: tuple[str, ...]
    also: tuple[str, ...]
    physio: tuple[str, ...]
    reads: frozenset[str]
    """Every question that an indicator looks at, itself or through a measure."""


@dataclass(frozen=True, slots=True)
class TipRule:
    """A tip that is given whatever the causes."""

    id: str
    tip: str
    when: When


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """Two answers that do not match, and the question to offer for a change."""

    id: str
    when: When
    say: str
    change: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside a result, so that a poor fit is not forced into a cause; or a check."""

    id: str
    when: When
    say: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """All that judges, in the content's order, and its words. It is equal only to itself."""

    version: str
    """The content's number and a hash of what its rules mean: "0.1+1a2b3c4d"."""
    signs: tuple[Sign, ...]
    causes: tuple[Cause, ...]
    tip_rules: tuple[TipRule, ...]
    cross_checks: tuple[CrossCheck, ...]
    notes: tuple[Note, ...]
    checks: tuple[Note, ...]
    """Answers for the physiotherapist to ask about; the runner is never told."""
    gentle_tips: frozenset[str]
    none_fit_tips: tuple[str, ...]
    advice: Advice
    files: str = ""
    """A hash of every rule file: whoever signs the rules signs their words too."""
