"""The answers that a warning sign rests on: only those that count, where one alone is enough."""

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaire.answers import in_words
from questionnaire.journey import Journey
from questionnaire.questions import Page, Question, QuestionKind, Questionnaire
from rules.assessment import know
from rules.conditions import Condition, Known
from rules.measures import MEASURES, questions_behind
from rules.rulebook import Sign

NOT_ANSWERED = ("Not answered",)


@dataclass(frozen=True, slots=True)
class SignEvidence:
    """An answer that a sign rests on: the question, and those of its options that count."""

    question: Question
    options: tuple[str, ...]
    """Empty where the whole answer matters."""
    words: tuple[str, ...]
    page: Page
    """Where it was told, and can be changed."""


def evidence_for(signs: tuple[Sign, ...], journey: Journey) -> tuple[SignEvidence, ...]:
    """What was told that these signs rest on, each question once, in the order asked; and which
    question that follows on one of them was not answered, since its answer could say otherwise."""
    known = know(journey.given_answers)
    told: dict[str, set[str]] = {}
    for condition in _met(signs, known):
        for question, options in _behind(condition, known, journey.questionnaire).items():
            told.setdefault(question, set()).update(options)
    return tuple(
        _told(question, told[question.id], journey)
        for question in journey.questionnaire.questions.values()
        if question.id in told
        and (question.id in known or (question.show_when and journey.is_asked(question)))
    )


def ticked_for(sign: Sign, journey: Journey) -> str:
    """The options that were ticked and that a sign rests on, in words; empty where none was.

    "I am not sure" is told by what somebody is not sure about.
    """
    return "; ".join(
        f"Not sure about “{one.question.short}”" if option in one.question.unsure else word
        for one in evidence_for((sign,), journey)
        for option, word in zip(one.options, one.words, strict=False)
    )


def _behind(
    condition: Condition, known: Known, questionnaire: Questionnaire
) -> dict[str, frozenset[str]]:
    """By question that a condition rests on, the options that count; none for a whole answer.

    Where one answer behind a measure is enough by itself, only such answers are told.
    """
    names = questions_behind(condition.subject)
    if condition.subject in questionnaire.questions:
        return {condition.subject: _options(condition, known)}
    asked = [questionnaire.questions[name] for name in names if name in known]
    enough = {question.id: _enough(question, asked, condition, known) for question in asked}
    found = {name: options for name, options in enough.items() if options is not None}
    return found or dict.fromkeys(names, frozenset())


def _enough(
    question: Question, asked: list[Question], condition: Condition, known: Known
) -> frozenset[str] | None:
    """The options of a question that meet a condition though the rest was a no; None for none.

    What the question follows on stays as it was answered.
    """
    parent = question.show_when.question if question.show_when else ""
    rest = {one.id: _no(one) for one in asked if one is not question and one.id != parent}
    others = {name: answer for name, answer in {**known, **rest}.items() if answer is not None}

    def meets(answer: object) -> bool:
        seen = others | {question.id: answer}
        value = MEASURES[condition.subject].of(seen)
        return condition.compare(value, condition.against)

    if question.kind is not QuestionKind.CHOICES:
        return frozenset() if rest and meets(known[question.id]) else None
    return frozenset(one for one in known[question.id] if meets(frozenset([one]))) or None


def _no(question: Question) -> object:
    """What stands for a no: "none" where there is such a box, else nothing said."""
    if question.kind is QuestionKind.CHOICES:
        return frozenset(["none"] if "none" in question.options else ())
    return None


def _told(question: Question, matter: set[str], journey: Journey) -> SignEvidence:
    options = tuple(option for option in question.options if option in matter)
    answer = list(options) or journey.answers.get(question.id)
    words = NOT_ANSWERED if answer is None else tuple(in_words(question, answer))
    return SignEvidence(question, options, words, journey.page_of(question))


def _met(signs: tuple[Sign, ...], known: Known) -> Iterator[Condition]:
    """The conditions that were met by something said, not by something left unsaid."""
    for sign in signs:
        for condition in (*sign.when.all_of, *sign.when.any_of):
            if condition.comparison != "none_of" and condition.met_by(known):
                yield condition


def _options(condition: Condition, known: Known) -> frozenset[str]:
    value = known.get(condition.subject)
    if isinstance(value, frozenset) and isinstance(condition.against, frozenset):
        return value & condition.against
    return frozenset()
