"""Answers read back: what stands on the page where they are checked, and in a saved file."""

from dataclasses import dataclass

from questionnaire.answers import in_words
from questionnaire.journey import Journey
from questionnaire.questions import Page, Question


@dataclass(frozen=True, slots=True)
class ReadBackRow:
    """One question, its answer in words (none when it was skipped) and where to change it."""

    question: Question
    words: tuple[str, ...]
    page: Page


def read_back(journey: Journey) -> dict[str, list[ReadBackRow]]:
    """Every question that was asked, by the title of its section, in order."""
    sections: dict[str, list[ReadBackRow]] = {}
    for section in journey.questionnaire.sections:
        for page in section.pages:
            if page in journey.pages:
                rows = sections.setdefault(section.title, [])
                rows += (_row(journey, page, one) for one in journey.questions_on(page))
    return sections


def _row(journey: Journey, page: Page, question: Question) -> ReadBackRow:
    return ReadBackRow(question, tuple(in_words(question, journey.answers.get(question.id))), page)
