"""The judgement itself. What comes out, exactly, is in docs/physiotherapist/judgement.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rules.conditions import Answers, Known
from rules.measures import MEASURES
from rules.rulebook import Cause, CrossCheck, Indicator, NextStep, Note, Rulebook, Sign, TipsMode

LIKELY, POSSIBLE, JOINT_MARGIN = (
    5,
    3,
    1,
)  # points; docs/physiotherapist/judgement.md 4: not validated


class Status(StrEnum):
    """What the causes add up to, before any lowering of the wording."""

    HIDDEN = "hidden"
    NONE_FIT = "none_fit"
    MIXED = "mixed"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Fit(StrEnum):
    """How well a cause that is shown fits, as the runner and the physiotherapist both read it."""

    BEST = "best fit"
    EQUAL = "may play a part, about equally"
    ALSO = "also fits"
    MAY = "may play a part"
    MAY_ALSO = "may also play a part"


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause together with the indicators met. Points may be below zero."""

    cause: Cause
    met: tuple[Indicator, ...]
    points: int

    @property
    def is_shown(self) -> bool:
        """Enough points to the cause to speak of it."""
        return self.points >= POSSIBLE

    @property
    def points_to_it(self) -> tuple[Indicator, ...]:
        """What argues for the cause."""
        return tuple(one for one in self.met if one.points > 0)

    @property
    def strongest(self) -> tuple[Indicator, ...]:
        """What argues for the cause, strongest first: those of a group only up to its cap."""
        in_order = sorted(self.points_to_it, key=lambda one: -one.points)
        counted = dict(zip(in_order, _points(self.cause, tuple(in_order)), strict=True))
        return tuple(sorted(in_order, key=lambda one: -counted[one]))

    @property
    def points_against_it(self) -> tuple[Indicator, ...]:
        """What argues against the cause."""
        return tuple(one for one in self.met if one.points < 0)


@dataclass(frozen=True)
class Assessment:
    """All that one person's answers meet. Everything else is derived from it."""

    signs: tuple[Sign, ...]
    findings: tuple[Finding, ...]
    """One for each cause, in the content's order."""
    cross_checks: tuple[CrossCheck, ...]
    notes: tuple[Note, ...]
    tips_by_rule: frozenset[str]
    gentle_tips: frozenset[str]
    none_fit_tips: tuple[str, ...]

    @cached_property
    def next_step(self) -> NextStep:
        """The highest that any sign asks for."""
        return max((s.next_step for s in self.signs), default=NextStep.PHYSIO_FIRST)

    @cached_property
    def tips_mode(self) -> TipsMode:
        """The strictest of the see-a-doctor signs; full when there is none."""
        signs = (s.tips for s in self.signs if s.next_step is NextStep.SEE_DOCTOR)
        return max(signs, default=TipsMode.FULL)

    @cached_property
    def is_hidden(self) -> bool:
        """Safety advice takes the place of causes and tips."""
        return self.next_step >= NextStep.SAME_DAY or self.tips_mode is TipsMode.NONE

    @cached_property
    def is_lowered(self) -> bool:
        """Answers contradict each other, so the wording drops a step."""
        return bool(self.cross_checks)

    @cached_property
    def run(self) -> str:
        """stop, easy_or_stop or modify: what to do about running meanwhile."""
        if self.next_step >= NextStep.SAME_DAY or any(s.stops_running for s in self.signs):
            return "stop"
        return "easy_or_stop" if self.next_step is NextStep.SEE_DOCTOR else "modify"

    @cached_property
    def shown(self) -> tuple[Finding, ...]:
        """The findings to show, most points first; ties keep the content's order."""
        if self.is_hidden:
            return ()
        enough = (finding for finding in self.findings if finding.is_shown)
        return tuple(sorted(enough, key=lambda finding: -finding.points))

    @cached_property
    def joint(self) -> tuple[Finding, ...]:
        """The findings within a point of the top; more than one are shown together."""
        return tuple(f for f in self.shown if self.shown[0].points - f.points <= JOINT_MARGIN)

    @cached_property
    def status(self) -> Status:
        """One of five, before any lowering."""
        if self.is_hidden:
            return Status.HIDDEN
        if not self.shown:
            return Status.NONE_FIT
        if len(self.joint) > 1:
            return Status.MIXED
        return Status.LIKELY if self.shown[0].points >= LIKELY else Status.POSSIBLE

    def is_likely(self, finding: Finding) -> bool:
        """Whether it has the points of a likely cause and no answer contradicts another."""
        return finding.points >= LIKELY and not self.is_lowered

    def is_most_likely(self, finding: Finding) -> bool:
        """Whether to tell the runner "most likely": never where a doctor comes first."""
        return self.is_likely(finding) and self.next_step is NextStep.PHYSIO_FIRST

    def fit(self, finding: Finding) -> Fit:
        """How well a finding that is shown fits: lowered where a doctor comes first, or answers
        contradict each other."""
        if self.next_step is not NextStep.PHYSIO_FIRST:
            return Fit.MAY_ALSO
        if finding not in self.joint:
            return Fit.MAY_ALSO if self.is_lowered else Fit.ALSO
        if len(self.joint) > 1:
            return Fit.EQUAL
        return Fit.BEST if self.is_likely(finding) else Fit.MAY

    @cached_property
    def tips(self) -> frozenset[str]:
        """The ids of the tips to give."""
        if self.is_hidden:
            return frozenset()
        of_causes = {tip for finding in self.shown for tip in finding.cause.tips}
        given = of_causes | self.tips_by_rule
        if not self.shown:
            given |= set(self.none_fit_tips)
        return frozenset(given & self.gentle_tips if self.tips_mode is TipsMode.GENTLE else given)


def assess(rulebook: Rulebook, answers: Answers) -> Assessment:
    """Judge one person's answers (numbers in the questions' units, distances in km).

    Never raises on valid answers; a question that is absent was not answered.
    """
    return judge(rulebook, know(answers))


def judge(rulebook: Rulebook, known: Known) -> Assessment:
    """The same of what is known of a person, for whoever judges them more than once."""
    return Assessment(
        signs=tuple(sign for sign in rulebook.signs if sign.when.met_by(known)),
        findings=tuple(_find(cause, known) for cause in rulebook.causes),
        cross_checks=tuple(one for one in rulebook.cross_checks if one.when.met_by(known)),
        notes=tuple(one for one in rulebook.notes if one.when.met_by(known)),
        tips_by_rule=frozenset(one.tip for one in rulebook.tip_rules if one.when.met_by(known)),
        gentle_tips=rulebook.gentle_tips,
        none_fit_tips=rulebook.none_fit_tips,
    )


def signs_met(rulebook: Rulebook, answers: Answers) -> tuple[Sign, ...]:
    """The signs alone, highest next step first: asked after every page."""
    known = know(answers)
    return tuple(sign for sign in rulebook.signs if sign.when.met_by(known))


def know(answers: Answers) -> Known:
    """Answers in the form that comparisons take, and every measure of them."""
    known: dict[str, object] = {
        question: frozenset(answer) if isinstance(answer, list | tuple) else answer
        for question, answer in answers.items()
        if answer is not None
    }
    known.update({name: measure.of(known) for name, measure in MEASURES.items()})
    return known


def _find(cause: Cause, known: Known) -> Finding:
    return weigh(cause, tuple(one for one in cause.indicators if one.when.met_by(known)))


def weigh(cause: Cause, met: tuple[Indicator, ...]) -> Finding:
    """A cause with those of its indicators that are met, and what they add up to."""
    return Finding(cause, met, sum(_points(cause, met)))


def _points(cause: Cause, met: tuple[Indicator, ...]) -> Iterator[int]:
    """Points as they count: the positive ones of a group only up to its cap."""
    left = dict(cause.caps)
    for one in met:
        if one.points > 0 and one.group:
            points = min(one.points, left[one.group])
            left[one.group] -= points
            yield points
        else:
            yield one.points
