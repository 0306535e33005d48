"""What the answer to one question can touch: worked out from the rules, once for each rulebook."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from rules.conditions import Condition, When
from rules.measures import MEASURES, Measure, questions_behind
from rules.rulebook import Cause, CrossCheck, Indicator, Note, Rulebook, Sign, TipRule

Rule = Sign | Indicator | CrossCheck | Note | TipRule


@dataclass(frozen=True, slots=True)
class Reach:
    """Everything that looks at one question, itself or through a measure."""

    causes: tuple[Cause, ...]
    """Those that the answer can count for or against."""
    indicators: Mapping[str, tuple[Indicator, ...]]
    """By cause."""
    signs: tuple[Sign, ...]
    """Those that it can bring on or take away, so that a person is seen sooner or later."""
    rules: frozenset[str]
    """The id of every rule: signs, indicators, cross-checks, notes, tip rules."""
    measures: tuple[Measure, ...]
    alone: tuple[Condition, ...]
    """The conditions on this question and no other, be it through a measure."""
    joined: tuple[Condition, ...]
    """Those on a measure that weighs its answer together with others."""


@lru_cache(maxsize=4)
def reach_of(rulebook: Rulebook) -> Mapping[str, Reach]:
    """The reach of every question that a rule looks at."""
    rules = tuple(_rules(rulebook))
    questions = {question for rule in rules for question in questions_of(rule.when)}
    return MappingProxyType({name: _reach(rulebook, rules, name) for name in questions})


def questions_of(when: When) -> frozenset[str]:
    """Every question that a rule looks at, itself or through a measure."""
    return frozenset(q for subject in when.subjects for q in questions_behind(subject))


def _rules(rulebook: Rulebook) -> Iterator[Rule]:
    yield from rulebook.signs
    for cause in rulebook.causes:
        yield from cause.indicators
    yield from rulebook.cross_checks
    yield from rulebook.notes
    yield from rulebook.tip_rules


def _reach(rulebook: Rulebook, rules: tuple[Rule, ...], question: str) -> Reach:
    reading = [rule for rule in rules if question in questions_of(rule.when)]
    every = dict.fromkeys(c for rule in reading for c in (*rule.when.all_of, *rule.when.any_of))
    looking = [condition for condition in every if question in questions_behind(condition.subject)]
    subjects = {condition.subject for condition in looking}
    return Reach(
        causes=tuple(cause for cause in rulebook.causes if question in cause.reads),
        indicators={
            cause.id: tuple(one for one in cause.indicators if question in questions_of(one.when))
            for cause in rulebook.causes
        },
        signs=tuple(rule for rule in reading if isinstance(rule, Sign)),
        rules=frozenset(rule.id for rule in reading),
        measures=tuple(measure for name, measure in MEASURES.items() if name in subjects),
        alone=tuple(c for c in looking if len(questions_behind(c.subject)) == 1),
        joined=tuple(c for c in looking if len(questions_behind(c.subject)) > 1),
    )
