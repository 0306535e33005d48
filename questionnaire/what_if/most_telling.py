"""Which unanswered question would tell most: the one whose answers lead to most results."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from questionnaire.journey import Journey
from questionnaire.questions import Page, Question, QuestionKind
from questionnaire.what_if.alternatives import possible_answers
from questionnaire.what_if.search import strength_of
from questionnaire.what_if_words import Telling
from rules.assessment import Assessment, know
from rules.conditions import BOUNDS, Answer, Answers
from rules.measures import MEASURES
from rules.reach import reach_of
from rules.reassessment import Reassessment
from rules.rulebook import Rulebook

TYPICAL_KM = 10.0  # stands for a distance that another is compared with, where neither is known


@dataclass(frozen=True, slots=True)
class MostTelling:
    """What to say of an unanswered question, and the page that asks it."""

    say: str
    page: Page
    question: Question


def most_telling(journey: Journey, reassessment: Reassessment) -> MostTelling | None:
    """The question to offer; None where no answer would change the causes shown or their order.

    Most different results win, then the widest span of any cause's points, then the content.
    """
    if reassessment.before.is_hidden:
        return None
    most = InformationGain(1, 0)
    offer = None
    for telling, unknown in _offers(journey, reassessment):
        told = how_much(unknown, reassessment)
        if told.results > 1 and told > most:
            page = journey.questionnaire.page_of(unknown[0].id)
            most, offer = told, MostTelling(telling.say, page, unknown[0])
    return offer


def _offers(
    journey: Journey, reassessment: Reassessment
) -> Iterator[tuple[Telling, tuple[Question, ...]]]:
    """What the content offers and this runner may be told of, with the questions not known."""
    words, reach = journey.questionnaire.what_if, reach_of(reassessment.rulebook)
    withheld = words.withheld(know(reassessment.answers))
    for telling in words.telling:
        asked = frozenset(name for name in telling.questions if name in reach)
        if (unknown := journey.unknown_among(asked)) and not withheld & asked:
            yield telling, unknown


class InformationGain(NamedTuple):
    """How many results an answer could lead to, and the widest span of a cause's points."""

    results: int
    span: int


def how_much(unknown: tuple[Question, ...], reassessment: Reassessment) -> InformationGain:
    """How much the answers to some questions would tell, the result as it is counted in."""
    found = [reassessment.with_changes(filled) for filled in _filled(unknown, reassessment, {})]
    results = {result_of(one) for one in (reassessment.before, *found)}
    points = zip(*([f.points for f in one.findings] for one in found), strict=True)
    return InformationGain(len(results), max((max(each) - min(each) for each in points), default=0))


def result_of(found: Assessment) -> tuple[object, ...]:
    """What the page would say: the next step, the causes in order, how strongly of each."""
    shown = tuple((one.cause.id, strength_of(found, one.cause)) for one in found.shown)
    return (found.next_step, shown)


def _filled(
    unknown: tuple[Question, ...], reassessment: Reassessment, filled: dict[str, Answer]
) -> Iterator[dict[str, Answer]]:
    """Every way to answer some questions, as far as the rules tell answers apart."""
    if not unknown:
        yield filled
        return
    first, *rest = unknown
    for answer in _answers(first, reassessment, filled):
        yield from _filled(tuple(rest), reassessment, filled | {first.id: answer})


def _answers(
    question: Question, reassessment: Reassessment, filled: dict[str, Answer]
) -> Iterable[Answer]:
    if question.kind is not QuestionKind.DISTANCE:
        return possible_answers(question, reassessment.rulebook)
    answers = {**reassessment.answers, **filled}
    apart = {
        reassessment.view_with(filled | {question.id: distance}): distance
        for distance in _distances(question, answers, reassessment.rulebook)
    }
    return apart.values()


def _distances(question: Question, answers: Answers, rulebook: Rulebook) -> Iterable[float]:
    """Distances on either side of every bound on how they compare with a known one."""
    (low, high), step = question.range, question.step
    reach, near = reach_of(rulebook)[question.id], set()
    for condition in reach.alone:
        if condition.comparison in BOUNDS:
            near |= {condition.against - step, condition.against, condition.against + step}
    for condition in reach.joined:
        others = [answers.get(name) for name in MEASURES[condition.subject].reads]
        bound = condition.against if condition.comparison in BOUNDS else 1
        for other in (one for one in others if isinstance(one, float | int)):
            more, less = other * bound, other / (bound or 1)
            near |= {other, more, more + step, less, less - step}
    if not near:
        return (low, TYPICAL_KM)
    return sorted({low, *(round(one, 3) for one in near if low <= one <= high)})
