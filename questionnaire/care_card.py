"""What a helper should know: the pain; what was ticked, denied, not sure of, not answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from questionnaire.answers import in_words
from questionnaire.evidence import SignEvidence
from questionnaire.journey import Journey
from questionnaire.questions import Page, Question, QuestionKind, Questionnaire, Section
from questionnaire.safety_answers import NONE, RATHER_NOT, is_told_more

NO = (NONE, "no_now")


class Said(StrEnum):
    """What was said to a question, or to some of its options."""

    PAIN = "pain"
    """Where it hurts, how strong and how long, and how old they are."""
    DECIDING = "deciding"
    """What the next step rests on, of the safety pages."""
    BESIDES = "besides"
    """What else was said yes to on the safety pages."""
    COUNTED = "counted"
    """What else the next step rests on."""
    UNSURE = "unsure"
    UNANSWERED = "unanswered"
    """Skipped, or not asked before the questions stopped."""
    DENIED = "denied"
    UNTICKED = "unticked"
    """Left without a tick beside one: nobody said no to it."""


@dataclass(frozen=True, slots=True)
class CareLine:
    """A question, what of it was said or not, and the page where that can be changed."""

    question: Question
    words: tuple[str, ...]
    page: Page


CareCard = dict[Said, list[CareLine]]
"""The safety pages in short, and what else a next step rests on. What nobody said is not there."""


def care_card(
    questionnaire: Questionnaire, evidence: tuple[SignEvidence, ...], journey: Journey | None
) -> CareCard:
    """The card for a next step that rests on these answers.

    `journey`: None where the answers of one page alone are known; the rest is then left out.
    """
    card: CareCard = {}
    if journey and (pain := _of_pain(journey)):
        card[Said.PAIN] = [pain]
    of_safety = _of_safety_pages(evidence, journey) if journey else ()
    for said, line in (*_of_signs(evidence, questionnaire.safety), *of_safety):
        card.setdefault(said, []).append(line)
    return card


def _of_pain(journey: Journey) -> CareLine | None:
    """The pain in a line, of what was answered; None where nobody said where it is."""
    told, questions = journey.answers, journey.questionnaire.questions
    said = {
        name: " and ".join(in_words(questions[name], told.get(name))).lower()
        for name in ("pain_location", "pain_side", "pain_worst", "pain_duration")
    }
    where = questions["pain_location"]
    if not said[where.id]:
        return None
    side = f" ({said['pain_side']})" if said["pain_side"] else ""
    line = [f"{said[where.id].capitalize()}{side}"]
    line += [f"{said['pain_worst']} at worst"] if said["pain_worst"] else []
    line += [f"for {said['pain_duration']}"] if said["pain_duration"] else []
    line += [f"age {told['age_years']:g}"] if told.get("age_years") else []
    return CareLine(where, (", ".join(line),), journey.page_of(where))


def _of_signs(
    evidence: tuple[SignEvidence, ...], safety: Section
) -> Iterator[tuple[Said, CareLine]]:
    for one in evidence:
        unsure = {one.question.options[option] for option in one.question.unsure}
        words = [word for word in one.words if word not in unsure]
        said = Said.DECIDING if one.page.section == safety.id else Said.COUNTED
        if words:
            yield said, CareLine(one.question, _named(one.question, words, said), one.page)
        if len(words) < len(one.words):
            yield Said.UNSURE, CareLine(one.question, (), one.page)


def _of_safety_pages(
    evidence: tuple[SignEvidence, ...], journey: Journey
) -> Iterator[tuple[Said, CareLine]]:
    decided = {(one.question.id, word) for one in evidence for word in one.words}
    for page in journey.questionnaire.safety.pages:
        for question in journey.questions_on(page):
            for said, words in _said_to(question, journey):
                rest = [word for word in words if (question.id, word) not in decided]
                if rest or not words:
                    yield said, CareLine(question, _named(question, rest, said), page)


def _named(question: Question, words: list[str], said: Said) -> tuple[str, ...]:
    """What was said, after the question's name where it does not speak for itself."""
    if said is Said.UNSURE:
        return ()
    is_named = said is Said.COUNTED or (
        said in (Said.DECIDING, Said.BESIDES) and question.kind is not QuestionKind.CHOICES
    )
    return tuple(f"{question.short}: {word}" if is_named else word for word in words)


def _said_to(question: Question, journey: Journey) -> Iterator[tuple[Said, list[str]]]:
    """What was said to a safety question, and to which of its options, in words."""
    answer = journey.answers.get(question.id)
    chosen = [answer] if isinstance(answer, str) else list(answer or ())
    is_one = question.kind is QuestionKind.CHOICE
    offered = [one for one in question.options if one not in (*question.unsure, *NO)]
    words = question.options
    if not chosen or RATHER_NOT in chosen:
        yield Said.UNANSWERED, []
    elif set(chosen) & set(NO):
        yield Said.DENIED, [question.text] if is_one else [words[one] for one in offered]
    elif unsure := [words[one] for one in question.unsure if one in chosen]:
        yield Said.UNSURE, unsure
    elif not is_one:
        yield Said.UNTICKED, [words[one] for one in offered if one not in chosen]
    ticked = [one for one in offered if one in chosen and not is_told_more(journey, question, one)]
    if ticked:
        yield Said.BESIDES, [words[one] for one in ticked]
