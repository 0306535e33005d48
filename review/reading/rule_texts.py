"""Every rule as a line in words: when it holds, what it says to whom, and on what grounds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from review.reading.disagreements import Disagreement
from review.reading.words import Words
from rules.advice import Source
from rules.reach import Rule
from rules.rulebook import CrossCheck, Indicator, NextStep, Note, Rulebook, Sign, TipRule, TipsMode

NO_STUDY = "S00"
STRENGTH = {1: "weak", 2: "moderate", 3: "strong"}
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

    def of(self, rule: Rule) -> RuleText:
        """A rule of any sort."""
        sources = () if isinstance(rule, TipRule | CrossCheck) else rule.sources
        text = RuleText(
            id=rule.id,
            sentence=self.words.sentence(rule.when),
            measures=self.words.measures_in(rule.when),
            evidence="" if set(sources) - {NO_STUDY} else OPINION,
            sources=tuple(self.rulebook.advice.sources[one] for one in sources),
            disagreements=tuple(one for one in self.disagreements if rule.id in one.bears_on),
        )
        match rule:
            case Sign():
                return replace(text, says=rule.say, because=rule.because, facts=_facts(rule))
            case Indicator():
                return self._with_weight(text, rule)
            case TipRule():
                title = self.rulebook.advice.tips[rule.tip].title
                return replace(text, facts=(f"The tip ‘{title}’ is given.",))
            case CrossCheck():
                short = self.words.questions[rule.change].short
                fact = f"The runner is asked whether to change ‘{short}’."
                return replace(text, says=rule.say, facts=(fact,))
            case Note():
                return replace(text, says=rule.say)

    def _with_weight(self, text: RuleText, one: Indicator) -> RuleText:
        grade = self.rulebook.advice.grades[one.grade].capitalize()
        return replace(
            text,
            says=one.say or one.because,
            because=one.because if one.say else "",
            weight=weight(one.points),
            group=group_name(one.group),
            evidence=OPINION if one.grade == "expert" else grade,
        )


def _facts(sign: Sign) -> tuple[str, ...]:
    """What a sign does to tips and running, where the next step alone does not say it."""
    if sign.next_step is not NextStep.SEE_DOCTOR:
        return ()
    stop = ("No running until seen.",) if sign.stops_running else ()
    return (TIPS_SHOWN[sign.tips], *stop)


def weight(points: int) -> str:
    """A reason's points: "strong, for"; "weak, against"."""
    return f"{STRENGTH[abs(points)]}, {'for' if points > 0 else 'against'}"


def group_name(group: str) -> str:
    """What a group of reasons is called."""
    return group.replace("_", " ")
