"""What the safety pages were answered with, for a result that needs no doctor first."""

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaire.journey import Journey
from questionnaire.questions import Question, QuestionKind

BACKGROUND = "health_background"
NONE, RATHER_NOT = "none", "prefer_not"


@dataclass(frozen=True, slots=True)
class SafetyAnswers:
    """What was ticked, in words, and whether the page about one's health was skipped."""

    ticked: tuple[str, ...]
    is_background_skipped: bool
    is_all_none: bool
    """Whether every safety page was answered with "None of these"."""


def safety_answers(journey: Journey) -> SafetyAnswers:
    """The answers on the safety pages that were asked."""
    asked = {
        question.id: question
        for page in journey.questionnaire.safety.pages
        for question in journey.questions_on(page)
    }
    told = journey.answers.get(BACKGROUND)
    return SafetyAnswers(
        ticked=tuple(word for q in asked.values() for word in _ticked(journey, q)),
        is_background_skipped=not told or RATHER_NOT in told,
        is_all_none=all(journey.answers.get(name) == [NONE] for name in asked),
    )


def _ticked(journey: Journey, question: Question) -> Iterator[str]:
    """What was ticked; a group of risks only where nothing was picked of it."""
    if question.kind is not QuestionKind.CHOICES:
        return
    for option in journey.answers.get(question.id) or ():
        if option in (NONE, RATHER_NOT) or is_told_more(journey, question, option):
            continue
        is_unsure = option in question.unsure
        words = question.options[option]
        yield f"{question.short}: {words}" if is_unsure else words


def is_told_more(journey: Journey, group: Question, option: str) -> bool:
    """Whether something is ticked on what follows this option."""
    follow_ups = (
        journey.answers.get(question.id)
        for question in journey.questionnaire.questions.values()
        if question.kind is QuestionKind.CHOICES
        and question.show_when
        and question.show_when.question == group.id
        and option in question.show_when.one_of
    )
    return any(answer and answer != [NONE] for answer in follow_ups)
