"""The rulebook with one small mistake in it, in every way there is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from questionnaire.questions import Questionnaire
from review.proving.places import every_rule
from review.testing.steps import steps_of
from rules.reach import Rule
from rules.rulebook import (
    Cause,
    CrossCheck,
    Indicator,
    NextStep,
    Note,
    Rulebook,
    Sign,
    TipRule,
    TipsMode,
)

Kind = TypeVar("Kind", Sign, Indicator, TipRule, CrossCheck, Note)
Mutated = tuple[Kind | None, str]
"""What a rule becomes (None: it is gone), and that in words."""


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """A rulebook that differs in one small thing."""

    file: str
    id: str
    """The rule's or the cause's."""
    change: str
    rulebook: Rulebook
    was: Rule | Cause | Rulebook
    """What was changed, and below, what it became."""
    became: Rule | Cause | Rulebook | None

    @property
    def is_of_sign(self) -> bool:
        """Whether a safety sign was changed."""
        return isinstance(self.was, Sign)


def mutants_of(questionnaire: Questionnaire, rulebook: Rulebook) -> Iterator[Mutant]:
    """Every rulebook that is one small change away from this one."""
    files = {placed.id: placed.file for placed in every_rule(rulebook)}
    for sign in rulebook.signs:
        for changed, words in (*_conditions(sign, questionnaire), *_of_sign(sign)):
            book = replace(rulebook, signs=_put(rulebook.signs, sign, changed))
            yield Mutant(files[sign.id], sign.id, words, book, sign, changed)
    for cause in rulebook.causes:
        yield from _of_cause(cause, questionnaire, rulebook)
    yield from _of_tips(questionnaire, rulebook)
    for check in rulebook.cross_checks:
        for gone, words in _conditions(check, questionnaire):
            book = replace(rulebook, cross_checks=_put(rulebook.cross_checks, check, gone))
            yield Mutant(files[check.id], check.id, words, book, check, gone)
    for note in rulebook.notes:
        for other, words in _conditions(note, questionnaire):
            book = replace(rulebook, notes=_put(rulebook.notes, note, other))
            yield Mutant(files[note.id], note.id, words, book, note, other)


def _put(rules: tuple[Kind, ...], old: Kind, new: Kind | None) -> tuple[Kind, ...]:
    """The rules with one of them changed, or without it."""
    place = rules.index(old)
    return rules[:place] + ((new,) if new else ()) + rules[place + 1 :]


def _conditions(rule: Kind, questionnaire: Questionnaire) -> Iterator[Mutated[Kind]]:
    yield None, "is dropped"
    for step in steps_of(rule.when, questionnaire):
        yield replace(rule, when=step.when), step.change


def _of_sign(sign: Sign) -> Iterator[Mutated[Sign]]:
    for step in (sign.next_step - 1, sign.next_step + 1):
        if step in list(NextStep):
            level = NextStep(step)
            yield replace(sign, next_step=level), f"leads to {level.id.replace('_', ' ')}"
    if sign.next_step is not NextStep.SEE_DOCTOR:
        return  # running stops and there are no tips, whatever the sign says
    for mode in TipsMode:
        if mode is not sign.tips:
            yield replace(sign, tips=mode), f"tips are {mode.name.lower()}"
    run = "no longer stops running" if sign.stops_running else "stops running"
    yield replace(sign, stops_running=not sign.stops_running), run


def _of_cause(cause: Cause, questionnaire: Questionnaire, rulebook: Rulebook) -> Iterator[Mutant]:
    file = f"causes/{cause.id}.toml"
    for indicator in cause.indicators:
        for changed, words in (*_conditions(indicator, questionnaire), *_of_indicator(indicator)):
            rest = replace(cause, indicators=_put(cause.indicators, indicator, changed))
            yield Mutant(
                file, indicator.id, words, _with(rulebook, cause, rest), indicator, changed
            )
    for other, words in (*_caps(cause), *_tips_of(cause, rulebook)):
        yield Mutant(file, cause.id, words, _with(rulebook, cause, other), cause, other)


def _with(rulebook: Rulebook, old: Cause, new: Cause) -> Rulebook:
    return replace(rulebook, causes=tuple(new if c is old else c for c in rulebook.causes))


def _of_indicator(indicator: Indicator) -> Iterator[Mutated[Indicator]]:
    for points in (indicator.points - 1, indicator.points + 1):
        yield replace(indicator, points=points), f"{indicator.points} points become {points}"
    if indicator.group:
        yield replace(indicator, group=""), f"leaves the group '{indicator.group}'"


def _caps(cause: Cause) -> Iterator[tuple[Cause, str]]:
    for group, cap in cause.caps.items():
        for moved in (cap - 1, cap + 1):
            words = f"'{group}' adds {moved} at most, not {cap}"
            yield replace(cause, caps={**cause.caps, group: moved}), words


def _tips_of(cause: Cause, rulebook: Rulebook) -> Iterator[tuple[Cause, str]]:
    for tips, words in _other_tips(cause.tips, rulebook):
        yield replace(cause, tips=tips), words


def _other_tips(tips: tuple[str, ...], rulebook: Rulebook) -> Iterator[tuple[tuple[str, ...], str]]:
    """One tip fewer, or one more."""
    for tip in rulebook.advice.tips:
        if tip in tips:
            yield tuple(one for one in tips if one != tip), f"no longer gives the tip '{tip}'"
        else:
            yield (*tips, tip), f"gives the tip '{tip}' too"


def _of_tips(questionnaire: Questionnaire, rulebook: Rulebook) -> Iterator[Mutant]:
    for rule in rulebook.tip_rules:
        others = (
            (replace(rule, tip=tip), f"gives the tip '{tip}'")
            for tip in rulebook.advice.tips
            if tip != rule.tip
        )
        for changed, words in (*_conditions(rule, questionnaire), *others):
            book = replace(rulebook, tip_rules=_put(rulebook.tip_rules, rule, changed))
            yield Mutant("tips.toml", rule.id, words, book, rule, changed)
    for tips, words in _other_tips(tuple(rulebook.gentle_tips), rulebook):
        book = replace(rulebook, gentle_tips=frozenset(tips))
        yield Mutant("tips.toml", "gentle", words, book, rulebook, book)
    for tips, words in _other_tips(rulebook.none_fit_tips, rulebook):
        book = replace(rulebook, none_fit_tips=tips)
        yield Mutant("next_steps.toml", "none_fit", words, book, rulebook, book)
