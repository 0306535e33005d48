"""The rulebook's own conditions as bare closures: the fastest plain Python that says the same.

They know which questions are ticked and which are numbers, so that no comparison has to look,
and they keep no trace: what comes out is the next step, the points and the tips, and no reason.
"""

from collections.abc import Callable
from typing import Any

from questionnaire.questions import Kind, Questionnaire
from rules.conditions import Condition, When
from rules.measures import MEASURES
from rules.rulebook import Cause, NextStep, Rulebook, TipsMode

Known = dict[str, Any]
Met = Callable[[Known], bool]
NOTHING: frozenset[str] = frozenset()
Bare = tuple[NextStep, tuple[int, ...], frozenset[str]]
POSSIBLE = 3  # points


def bare_judge(rulebook: Rulebook, questionnaire: Questionnaire) -> Callable[[Known], Bare]:
    """A function of answers that gives next step, points by cause, and tips; no trace."""
    ticked = {q.id for q in questionnaire.questions.values() if q.kind is Kind.CHOICES}
    measures = [(name, measure.of) for name, measure in MEASURES.items()]
    signs = [(s.next_step, s.tips, _when(s.when, ticked)) for s in rulebook.signs]
    causes = [_points_of(cause, ticked) for cause in rulebook.causes]
    tips_of = [frozenset(cause.tips) for cause in rulebook.causes]
    tip_rules = [(rule.tip, _when(rule.when, ticked)) for rule in rulebook.tip_rules]
    remarks = [_when(one.when, ticked) for one in (*rulebook.cross_checks, *rulebook.notes)]
    none_fit, gentle = frozenset(rulebook.none_fit_tips), rulebook.gentle_tips

    def judge(answers: Known) -> Bare:
        known = {q: frozenset(a) if q in ticked else a for q, a in answers.items()}
        for name, of in measures:
            known[name] = of(known)
        step, mode = NextStep.PHYSIO_FIRST, TipsMode.FULL
        for next_step, tips_mode, met in signs:
            if met(known):
                step = max(step, next_step)
                if next_step is NextStep.SEE_DOCTOR:
                    mode = max(mode, tips_mode)
        points = tuple([of(known) for of in causes])
        tips = {tip for tip, met in tip_rules if met(known)}
        for met in remarks:
            met(known)
        if step >= NextStep.SAME_DAY or mode is TipsMode.NONE:
            return step, points, NOTHING
        shown = [of for of, total in zip(tips_of, points, strict=True) if total >= POSSIBLE]
        tips = tips.union(*shown) if shown else tips | none_fit
        return step, points, frozenset(tips & gentle if mode is TipsMode.GENTLE else tips)

    return judge


def _points_of(cause: Cause, ticked: set[str]) -> Callable[[Known], int]:
    """What a cause's indicators add up to, each group only up to its cap."""
    plain = [
        (one.points, _when(one.when, ticked))
        for one in cause.indicators
        if one.points < 0 or not one.group
    ]
    grouped = [
        (
            cap,
            [
                (one.points, _when(one.when, ticked))
                for one in cause.indicators
                if one.group == group and one.points > 0
            ],
        )
        for group, cap in cause.caps.items()
    ]

    def points(known: Known) -> int:
        total = 0
        for worth, met in plain:
            if met(known):
                total += worth
        for cap, members in grouped:
            total += min(cap, sum([worth for worth, met in members if met(known)]))
        return total

    return points


def _when(when: When, ticked: set[str]) -> Met:
    parts = [_condition(one, ticked) for one in when.all_of]
    if when.any_of:
        parts.append(_any([_condition(one, ticked) for one in when.any_of]))
    return _all(parts)


def _all(parts: list[Met]) -> Met:
    if len(parts) == 1:
        return parts[0]
    first, rest = parts[0], _all(parts[1:])
    return lambda known: first(known) and rest(known)


def _any(parts: list[Met]) -> Met:
    if len(parts) == 1:
        return parts[0]
    first, rest = parts[0], _any(parts[1:])
    return lambda known: first(known) or rest(known)


def _condition(one: Condition, ticked: set[str]) -> Met:
    name, against = one.subject, one.against
    if one.comparison in ("one_of", "none_of"):
        is_any = one.comparison == "one_of"
        if name in ticked:
            apart = against.isdisjoint
            if is_any:
                return lambda known: not apart(known.get(name, NOTHING))
            return lambda known: apart(known.get(name, NOTHING))
        if is_any:
            return lambda known: known.get(name) in against
        return lambda known: known.get(name) not in against
    return _bound(one.comparison, name, against)


def _bound(comparison: str, name: str, against: float) -> Met:
    match comparison:
        case "at_least":
            return lambda known: (v := known.get(name)) is not None and v >= against
        case "above":
            return lambda known: (v := known.get(name)) is not None and v > against
        case "at_most":
            return lambda known: (v := known.get(name)) is not None and v <= against
    return lambda known: (v := known.get(name)) is not None and v < against
