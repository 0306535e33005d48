"""Records of answers to read on a face sheet, without a clinic around them."""

from functools import cache

from pre_visit.snapshot import document_of, snapshot_of
from questionnaire.journey import Journey
from questionnaire.loading import load_content
from questionnaire.questions import Asked
from questionnaire.result import Result
from questionnaire.stops import stop_for
from staff.face_sheet.answer_record import AnswerRecord
from staff.face_sheet.sheet import face_sheet_of
from tests.factories import as_given, healthy_runner

content = cache(load_content)


def told_by(answers=None, without=(), of=None, asks=Asked.VISIT, **changed):
    """What a well runner told, changed as said; distances in km or as Distance.

    `of`: the questions and rules, where they are not the app's own.
    """
    questionnaire, rulebook = of or content()
    answers = healthy_runner(**changed) if answers is None else answers
    given = as_given(questionnaire, answers, without) | {
        name: answer for name, answer in changed.items() if hasattr(answer, "km")
    }
    journey = Journey(questionnaire, given, asks)
    record = snapshot_of(Result(rulebook, journey), stop_for(rulebook, journey))
    return AnswerRecord(record, document_of(questionnaire))


def sheet_by(kept=None, **changed):
    """The face sheet of a well runner, changed as said."""
    return face_sheet_of(told_by(**changed), kept)
