"""Every rule as a line in words: when it holds, what it says to whom, and on what grounds."""

from collections.abc import Sequence
from dataclasses import dataclass

from review.proving.places import Rule
from review.reading.disagreements import Disagreement
from review.reading.weights import group_name, weight
from review.reading.words import Words
from rules.advice import Source
from rules.conditions import When
from rules.rulebook import CrossCheck, Indicator, NextStep, Note, Rulebook, Sign, TipRule, TipsMode

NO_STUDY = "S00"
TIPS_SHOWN = {
    TipsMode.FULL: "All tips are shown.",
    TipsMode.GENTLE: "Only the gentle tips are shown.",
    TipsMode.NONE: "No cause and no tip is shown.",
}
OPINION = "Expert opinion"


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule in words. What a kind of rule does not have is empty."""

    id: str
    sentence: str
    measures: Sequence[str] = ()
    """What each measure is that the rule looks at."""
    says: str = ""
    """What the runner reads."""
    because: str = ""
    """What staff read."""
    weight: str = ""
    group: str = ""
    facts: Sequence[str] = ()
    """What else follows from it, a sentence each."""
    evidence: str = ""
    sources: Sequence[Source] = ()
    disagreements: Sequence[Disagreement] = ()

    @property
    def is_opinion(self) -> bool:
        """Whether nothing but experience stands behind it."""
        return self.evidence == OPINION


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """Puts the rules of one rulebook in words."""

    rulebook: Rulebook
    words: Words
    disagreements: Sequence[Disagreement] = ()

    def sign(self, sign: Sign) -> RuleText:
        """A reason to be seen sooner."""
        return RuleText(
            id=sign.id,
            sentence=self.words.sentence(sign.when),
            measures=self.words.measures_in(sign.when),
            says=sign.say,
            because=sign.because,
            facts=_facts(sign),
            evidence=self._without_grade(sign.sources),
            sources=self._sources(sign.sources),
            disagreements=self._about(sign.id),
        )

    def indicator(self, one: Indicator) -> RuleText:
        """A reason for a cause or against it."""
        words = self.rulebook.advice.grades[one.grade]
        return RuleText(
            id=one.id,
            sentence=self.words.sentence(one.when),
            measures=self.words.measures_in(one.when),
            says=one.say or one.because,
            because=one.because if one.say else "",
            weight=weight(one.points),
            group=group_name(one.group),
            evidence=OPINION if one.grade == "expert" else words.capitalize(),
            sources=self._sources(one.sources),
            disagreements=self._about(one.id),
        )

    def tip_rule(self, rule: TipRule) -> RuleText:
        """A tip that is given whatever the causes."""
        title = self.rulebook.advice.tips[rule.tip].title
        return self._plain(rule.id, rule.when, (f"The tip ‘{title}’ is given.",))

    def cross_check(self, check: CrossCheck) -> RuleText:
        """Two answers that do not match."""
        short = self.words.questions[check.change].short
        fact = f"The runner is asked whether to change ‘{short}’."
        return self._plain(check.id, check.when, (fact,), check.say)

    def note(self, note: Note) -> RuleText:
        """A remark beside a result."""
        return self._plain(note.id, note.when, (), note.say, note.sources)

    def of(self, rule: Rule) -> RuleText:
        """A rule of any sort."""
        match rule:
            case Sign():
                return self.sign(rule)
            case Indicator():
                return self.indicator(rule)
            case TipRule():
                return self.tip_rule(rule)
            case CrossCheck():
                return self.cross_check(rule)
            case Note():
                return self.note(rule)

    def _plain(
        self,
        name: str,
        when: When,
        facts: Sequence[str],
        says: str = "",
        sources: Sequence[str] = (),
    ) -> RuleText:
        return RuleText(
            id=name,
            sentence=self.words.sentence(when),
            measures=self.words.measures_in(when),
            says=says,
            facts=facts,
            evidence=self._without_grade(sources),
            sources=self._sources(sources),
            disagreements=self._about(name),
        )

    def _without_grade(self, sources: Sequence[str]) -> str:
        """Of a rule that has no grade: whether any study or page at all stands behind it."""
        return "" if set(sources) - {NO_STUDY} else OPINION

    def _sources(self, ids: Sequence[str]) -> tuple[Source, ...]:
        return tuple(self.rulebook.advice.sources[one] for one in ids)

    def _about(self, name: str) -> tuple[Disagreement, ...]:
        return tuple(one for one in self.disagreements if name in one.bears_on)


def _facts(sign: Sign) -> tuple[str, ...]:
    """What a sign does to tips and running, where the next step alone does not say it."""
    if sign.next_step is not NextStep.SEE_DOCTOR:
        return ()
    stop = ("No running until seen.",) if sign.stops_running else ()
    return (TIPS_SHOWN[sign.tips], *stop)
