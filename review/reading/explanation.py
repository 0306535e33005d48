"""The whole trace of one person's assessment, in words, for staff."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questionnaire.journey import Journey
from questionnaire.questions import Asked, Question, Questionnaire
from review.reading.rule_texts import RuleText, RuleTexts, group_name
from review.reading.words import quoted, said
from rules.assessment import Assessment, Finding, assess, know
from rules.conditions import Answers, Condition, Known, When
from rules.measures import questions_behind
from rules.reach import Rule, questions_of
from rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Looked:
    """How one rule stands for this person, and the answers that it looked at."""

    line: RuleText
    is_met: bool
    is_open: bool
    """Not met, though it could be by what was not answered."""
    answers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A cause: what it is called, what its reasons come to, and what its caps took away."""

    title: str
    called: str
    points: int
    capped: Sequence[str]
    reasons: Sequence[Looked]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that led to what one person is told."""

    rulebook: Rulebook
    found: Assessment
    signs: Sequence[Looked]
    causes: Sequence[Weighed]
    others: Sequence[Looked]
    """Tip rules, cross-checks and notes."""

    @property
    def every(self) -> list[Looked]:
        """Every rule, in the content's order."""
        reasons = (looked for weighed in self.causes for looked in weighed.reasons)
        return [*self.signs, *reasons, *self.others]


def explain(questionnaire: Questionnaire, lines: RuleTexts, answers: Answers) -> Explanation:
    """What each rule of a rulebook makes of one person's answers."""
    book = lines.rulebook
    found, known = assess(book, answers), know(answers)
    left_open = _left_open(questionnaire, answers)

    def look(rules: Iterable[Rule]) -> list[Looked]:
        return [
            Looked(
                lines.of(rule),
                is_met=(is_met := rule.when.met_by(known)),
                is_open=not is_met and _could_be_met(rule.when, known, left_open),
                answers=tuple(_answers(questionnaire, rule, answers)),
            )
            for rule in rules
        ]

    return Explanation(
        rulebook=book,
        found=found,
        signs=look(book.signs),
        causes=[_weighed(found, one, look(one.cause.indicators)) for one in found.findings],
        others=look((*book.tip_rules, *book.cross_checks, *book.notes)),
    )


def _left_open(questionnaire: Questionnaire, answers: Answers) -> set[str]:
    """The questions without an answer, and those that hang on one of them."""
    journey, found = Journey(questionnaire, answers, asks=Asked.VISIT), set[str]()
    for name, question in questionnaire.questions.items():
        shown = question.show_when
        hangs = shown is not None and shown.question in found
        if answers.get(name) is None and (hangs or journey.is_met(shown)):
            found.add(name)
    return found


def _could_be_met(when: When, known: Known, left_open: set[str]) -> bool:
    """Whether answers to what was left open might meet a rule."""

    def could(one: Condition) -> bool:
        return one.met_by(known) or not left_open.isdisjoint(questions_behind(one.subject))

    return all(map(could, when.all_of)) and (not when.any_of or any(map(could, when.any_of)))


def _answers(questionnaire: Questionnaire, rule: Rule, answers: Answers) -> Iterable[str]:
    """What was answered to each question that a rule looks at."""
    read = questions_of(rule.when)
    journey = Journey(questionnaire, answers, asks=Asked.VISIT)
    for question in questionnaire.questions.values():
        if question.id in read:
            yield f"{quoted(question.short)}: {_answer(journey, question)}"


def _answer(journey: Journey, question: Question) -> str:
    value = journey.answers.get(question.id)
    if value is not None:
        return said(question, value)
    return "not answered" if journey.is_met(question.show_when) else "not asked"


def _weighed(found: Assessment, finding: Finding, reasons: Sequence[Looked]) -> Weighed:
    return Weighed(
        title=finding.cause.title,
        called=_called(found, finding),
        points=finding.points,
        capped=list(_capped(finding)),
        reasons=reasons,
    )


def _called(found: Assessment, finding: Finding) -> str:
    if found.is_hidden:
        return "not shown, as safety comes first"
    if not finding.is_shown:
        return "not shown"
    lowered = ", as answers do not match" if found.is_lowered else ""
    return f"‘{found.fit(finding)}’{lowered}"


def _capped(finding: Finding) -> Iterable[str]:
    """What each group's reasons come to, where that is more than may count."""
    for group, cap in finding.cause.caps.items():
        total = sum(one.points for one in finding.points_to_it if one.group == group)
        if total > cap:
            yield (
                f"The reasons under ‘{group_name(group)}’ come to {total} "
                f"and count for no more than {cap}."
            )
