"""The whole rulebook as a sheet to read, print and sign: what its templates ask of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from questionnaire.questions import Questionnaire
from review.proving.places import rule_ids
from review.reading.disagreements import load_disagreements
from review.reading.phrases import Phrases, load_phrases
from review.reading.rule_texts import RuleText, RuleTexts, group_name
from review.reading.words import Words
from rules.advice import Source
from rules.assessment import JOINT_MARGIN, LIKELY, POSSIBLE, Fit
from rules.loading import CONTENT
from rules.reach import Rule
from rules.rulebook import Cause, Rulebook

BANDS = (
    f"A cause with {POSSIBLE} points or more is shown. Causes within {JOINT_MARGIN} point of the "
    f"top one are shown as equals: each ‘{Fit.EQUAL}’. A cause further behind ‘{Fit.ALSO}’.",
    f"A cause alone at the top is the ‘{Fit.BEST}’ from {LIKELY} points; with less it ‘{Fit.MAY}’.",
    f"Where a cross-check fires, no cause is the ‘{Fit.BEST}’, and one further behind "
    f"‘{Fit.MAY_ALSO}’. Where a doctor comes first, every cause ‘{Fit.MAY_ALSO}’.",
)


@dataclass(frozen=True, slots=True)
class RulebookDocument:
    """A rulebook on a day, and its rules in words."""

    questionnaire: Questionnaire
    rulebook: Rulebook
    today: str
    texts: RuleTexts
    measures: Sequence[Phrases]
    bands: Sequence[str] = BANDS

    @property
    def version(self) -> str:
        """The content's number."""
        return self.rulebook.version.partition("+")[0]

    @property
    def rule_count(self) -> int:
        """How many rules of every sort there are."""
        return len(rule_ids(self.rulebook)) + len(self.rulebook.checks)

    def lines(self, rules: Iterable[Rule]) -> list[RuleText]:
        """These rules in words."""
        return [self.texts.of(rule) for rule in rules]

    @property
    def checks(self) -> list[RuleText]:
        """The checks in words: they hold of what was answered alone."""
        return [
            replace(self.texts.of(one), sentence=self.texts.words.sentence(one.when, True))
            for one in self.rulebook.checks
        ]

    def caps(self, cause: Cause) -> list[str]:
        """What the reasons of each group may add up to, so that no story is counted twice."""
        return [
            f"Reasons marked ‘{group_name(group)}’ count together for no more than {cap}."
            for group, cap in cause.caps.items()
        ]

    def sources(self, ids: Sequence[str]) -> list[Source]:
        """The sources of these ids."""
        return [self.rulebook.advice.sources[one] for one in ids]


def sheet_of(
    questionnaire: Questionnaire, rulebook: Rulebook, today: date, folder: Path = CONTENT
) -> RulebookDocument:
    """The sheet of a rulebook on a day. `folder` is where the rulebook was read."""
    phrases = load_phrases(folder)
    words = Words(questionnaire.questions, phrases)
    return RulebookDocument(
        questionnaire,
        rulebook,
        today=f"{today.day} {today:%B %Y}",
        texts=RuleTexts(rulebook, words, load_disagreements(rulebook, folder)),
        measures=list(phrases.values()),
    )
