"""The whole rulebook as a sheet to read, print and sign: what stands on it, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from questionnaire.questions import Questionnaire
from review.reading.disagreements import Disagreement, load_disagreements
from review.reading.phrases import Phrases, load_phrases
from review.reading.rule_texts import RuleText, RuleTexts
from review.reading.weights import as_reasons, group_name
from review.reading.words import words_of
from rules.advice import NextStepWords, Source, Tip, Treatment
from rules.assessment import JOINT_MARGIN, LIKELY, POSSIBLE
from rules.loading import CONTENT
from rules.rulebook import Cause, NextStep, Rulebook


@dataclass(frozen=True, slots=True)
class Level:
    """A next step and the signs that lead to it; none lead to the lowest."""

    words: NextStepWords
    action: str
    running: str
    lines: Sequence[RuleText]


@dataclass(frozen=True, slots=True)
class CausePart:
    """A cause with what argues for it and against it."""

    cause: Cause
    points_to: Sequence[RuleText]
    points_against: Sequence[RuleText]
    caps: Sequence[str]
    tips: Sequence[Tip]
    also: Sequence[Tip]
    physio: Sequence[Treatment]


@dataclass(frozen=True, slots=True)
class TipPage:
    """A tip with the words of its grade."""

    tip: Tip
    grade: str
    see_someone: str
    is_gentle: bool


@dataclass(frozen=True, slots=True)
class RulebookDocument:
    """The rulebook in words, ready for the template."""

    questionnaire: Questionnaire
    rulebook: Rulebook
    today: str
    version: str
    rules_hash: str
    questions_hash: str
    levels: Sequence[Level]
    causes: Sequence[CausePart]
    bands: Sequence[str]
    tips: Sequence[TipPage]
    tip_rules: Sequence[RuleText]
    cross_checks: Sequence[RuleText]
    notes: Sequence[RuleText]
    measures: Sequence[Phrases]
    disagreements: Sequence[Disagreement]

    @property
    def rule_count(self) -> int:
        """How many rules of every sort there are."""
        signs = sum(len(level.lines) for level in self.levels)
        reasons = sum(len(one.points_to) + len(one.points_against) for one in self.causes)
        return signs + reasons + len(self.tip_rules) + len(self.cross_checks) + len(self.notes)

    def sources(self, ids: Sequence[str]) -> list[Source]:
        """The sources of these ids."""
        return [self.rulebook.advice.sources[one] for one in ids]


def sheet_of(
    questionnaire: Questionnaire, rulebook: Rulebook, today: date, folder: Path = CONTENT
) -> RulebookDocument:
    """The sheet of a rulebook on a day. `folder` is where the rulebook was read."""
    phrases = load_phrases(folder)
    disagreements = load_disagreements(rulebook, folder)
    lines = RuleTexts(rulebook, words_of(questionnaire, phrases), disagreements)
    return RulebookDocument(
        questionnaire=questionnaire,
        rulebook=rulebook,
        today=f"{today.day} {today:%B %Y}",
        version=rulebook.version.partition("+")[0],
        rules_hash=rulebook.files,
        questions_hash=questionnaire.files,
        levels=[_level(lines, step) for step in reversed(NextStep)],
        causes=[_cause(lines, cause) for cause in rulebook.causes],
        bands=_bands(),
        tips=[_tip(rulebook, tip) for tip in rulebook.advice.tips.values()],
        tip_rules=[lines.tip_rule(one) for one in rulebook.tip_rules],
        cross_checks=[lines.cross_check(one) for one in rulebook.cross_checks],
        notes=[lines.note(one) for one in rulebook.notes],
        measures=list(phrases.values()),
        disagreements=disagreements,
    )


def _level(lines: RuleTexts, step: NextStep) -> Level:
    advice = lines.rulebook.advice
    words = advice.next_steps[step.id]
    signs = [lines.sign(sign) for sign in lines.rulebook.signs if sign.next_step is step]
    return Level(words, words.action, advice.run[words.run], signs)


def _cause(lines: RuleTexts, cause: Cause) -> CausePart:
    advice = lines.rulebook.advice
    return CausePart(
        cause=cause,
        points_to=[lines.indicator(one) for one in cause.indicators if one.points > 0],
        points_against=[lines.indicator(one) for one in cause.indicators if one.points < 0],
        caps=[_cap(cause, group) for group in cause.caps],
        tips=[advice.tips[one] for one in cause.tips],
        also=[advice.tips[one] for one in cause.also],
        physio=[advice.treatments[one] for one in cause.physio],
    )


def _cap(cause: Cause, group: str) -> str:
    """What the reasons of a group may add up to, so that one story is not counted twice."""
    cap = cause.caps[group]
    return (
        f"Reasons marked ‘{group_name(group)}’ count together for no more than "
        f"{as_reasons(cap)} ({cap})."
    )


def _bands() -> list[str]:
    return [
        f"A cause is called ‘most likely’ from {LIKELY}, as much as {as_reasons(LIKELY)}.",
        f"From {POSSIBLE}, as much as {as_reasons(POSSIBLE)}, it ‘may play a part’.",
        "With less it is not shown.",
        f"Causes within {JOINT_MARGIN} of the top one are shown together, as equals.",
        "Where a cross-check fires, ‘most likely’ is lowered to ‘may play a part’.",
        "For ‘most likely’ the runner reads ‘Best fit’, of the top one alone.",
    ]


def _tip(rulebook: Rulebook, tip: Tip) -> TipPage:
    grade = rulebook.advice.grades[tip.grade]
    is_gentle = tip.id in rulebook.gentle_tips
    return TipPage(tip, grade, tip.see_someone, is_gentle)
