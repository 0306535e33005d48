"""The rulebook with one small mistake in it, in every way there is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar, cast

from questionnaire.questions import Questionnaire
from review.proving.places import Placed, every_rule
from rules.conditions import BOUNDS, COMPARISONS, Condition, When
from rules.reach import Rule
from rules.rulebook import CrossCheck, Indicator, NextStep, Note, Rulebook, Sign, TipRule, TipsMode

Kind = TypeVar("Kind", bound=Rule)
RATIO_STEP = 0.05
TURNED = {
    "one_of": ("none_of",),
    "none_of": ("one_of",),
    "at_least": ("above", "at_most"),
    "above": ("at_least", "below"),
    "at_most": ("below", "at_least"),
    "below": ("at_most", "above"),
}
"""For each comparison, the other side of its equals sign and its opposite."""


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """A rulebook in which one rule differs in one small thing."""

    file: str
    change: str
    rulebook: Rulebook
    was: Rule
    became: Rule | None
    """None where the rule is dropped."""


def mutants_of(questionnaire: Questionnaire, rulebook: Rulebook) -> Iterator[Mutant]:
    """Every rulebook that is one small change of one rule away from this one."""
    for placed in every_rule(rulebook):
        rule = placed.rule
        yield Mutant(placed.file, "is dropped", _with(rulebook, placed, None), rule, None)
        conditions = (
            (replace(rule, when=when), words)
            for when, words in changes_of(rule.when, questionnaire)
        )
        own: Iterator[tuple[Rule, str]] = iter(())
        if isinstance(rule, Sign):
            own = _of_sign(rule)
        elif isinstance(rule, Indicator):
            more, less = rule.points + 1, rule.points - 1
            own = (
                (replace(rule, points=points), f"{rule.points} points become {points}")
                for points in (less, more)
            )
        for became, words in chain(conditions, own):
            yield Mutant(placed.file, words, _with(rulebook, placed, became), rule, became)


def _with(rulebook: Rulebook, placed: Placed, became: Rule | None) -> Rulebook:
    """The rulebook with one rule changed, or without it."""

    def put(rules: tuple[Kind, ...]) -> tuple[Kind, ...]:
        changed = (became if one is placed.rule else one for one in rules)
        return cast("tuple[Kind, ...]", tuple(one for one in changed if one))

    match placed.rule:
        case Sign():
            return replace(rulebook, signs=put(rulebook.signs))
        case TipRule():
            return replace(rulebook, tip_rules=put(rulebook.tip_rules))
        case CrossCheck():
            return replace(rulebook, cross_checks=put(rulebook.cross_checks))
        case Note():
            return replace(rulebook, notes=put(rulebook.notes))
        case Indicator():
            causes = (
                replace(one, indicators=put(one.indicators)) if one is placed.cause else one
                for one in rulebook.causes
            )
            return replace(rulebook, causes=tuple(causes))


def _of_sign(sign: Sign) -> Iterator[tuple[Sign, str]]:
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


def changes_of(when: When, questionnaire: Questionnaire) -> Iterator[tuple[When, str]]:
    """Every `when` that is one small change away from this one, and the change in words."""
    for key, conditions in (("all_of", when.all_of), ("any_of", when.any_of)):
        for place, one in enumerate(conditions):
            before, after = conditions[:place], conditions[place + 1 :]
            yield replace(when, **{key: before + after}), f"without '{_said(one)}'"
            for other in (
                *_turned(one),
                *_moved(one, questionnaire),
                *_with_other_options(one, questionnaire),
            ):
                words = f"'{_said(one)}' becomes '{_said(other)}'"
                yield replace(when, **{key: (*before, other, *after)}), words
    if when.any_of:
        yield When(when.all_of + when.any_of), "all of 'and_any' is needed"
    elif len(when.all_of) > 1:
        yield When((), when.all_of), "any one of 'when' is enough"


def _turned(condition: Condition) -> Iterator[Condition]:
    for name in TURNED[condition.comparison]:
        yield replace(condition, comparison=name, compare=COMPARISONS[name])


def _moved(condition: Condition, questionnaire: Questionnaire) -> Iterator[Condition]:
    """A number one step lower and one step higher, where an answer can be that."""
    against, is_bound = condition.against, condition.comparison in BOUNDS
    question = questionnaire.questions.get(condition.subject)
    low, high = question.range if question else (0, float("inf"))
    step = RATIO_STEP if condition.subject.endswith("_ratio") else 1
    for old in [against] if is_bound else sorted(against):
        if isinstance(old, bool | str):
            continue
        for by in (-1, 1):
            new = round(old + by * (question.step if question else step), 6)
            if low <= new <= high:
                yield replace(condition, against=new if is_bound else against - {old} | {new})


def _with_other_options(condition: Condition, questionnaire: Questionnaire) -> Iterator[Condition]:
    """One option fewer, where one is left, and one option more, for every option there is."""
    question = questionnaire.questions.get(condition.subject)
    options = question.options if question else {}
    for option in options:
        changed = condition.against ^ {option}
        if changed and changed != options.keys():
            yield replace(condition, against=changed)


def _said(condition: Condition) -> str:
    """A condition as it stands in the file: "desk_hours at least 8"."""
    against = condition.against
    values = sorted(against) if isinstance(against, frozenset) else [against]
    said = ", ".join(
        str(one).lower() if isinstance(one, bool | str) else f"{one:g}" for one in values
    )
    return f"{condition.subject} {condition.comparison.replace('_', ' ')} {said}"
