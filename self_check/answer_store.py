"""A self-check's answers, in the encrypted cookie."""

from flask import session

from questionnaire.answer_set import KEY, AnswerSet
from services import services


class UnreadableAnswers(Exception):
    """There was a cookie, but it is damaged, forged, or older than a day."""


class CookieStore:
    """Kept in the encrypted cookie, for a day from the last answer, and nowhere else."""

    blueprint = "questionnaire"
    layout = "base.html"
    at_the_end = "assessment"
    may_change = True

    def open_sheet(self) -> AnswerSet:
        if getattr(session, "is_unreadable", False):
            raise UnreadableAnswers
        return AnswerSet.of(session, services().questionnaire)

    def keep(self, sheet: AnswerSet) -> None:
        sheet.keep(session)

    def has_answers(self) -> bool:
        return KEY in session
