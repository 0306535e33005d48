"""Submissions as they leave the app, from answers alone."""

from datetime import UTC, datetime

from pre_visit.snapshot import snapshot_of
from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Asked
from questionnaire.result import Result
from questionnaire.stops import stop_for
from staff.export.answered import Answered
from tests.factories import as_given

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

CHANGED = {"question": "pain_worst", "before": ["8 out of 10"], "after": ["6 out of 10"]}


def a_record(questionnaire, rulebook, given, asks=Asked.VISIT):
    """What is kept of answers as a sheet holds them; they end where a stop calls for it."""
    explained = frozenset(name for name, q in questionnaire.questions.items() if q.asks_twice)
    journey = AnswerSet(questionnaire, given, asks, explained).journey
    return snapshot_of(Result(rulebook, journey), stop_for(rulebook, journey))


def a_submission(questionnaire, rulebook, answers, **changed):
    """A sent submission with these answers, distances in km; every other question was skipped."""
    given = as_given(questionnaire, answers)
    return a_submission_with(a_record(questionnaire, rulebook, given), **changed)


def a_submission_with(record, **changed):
    """A sent submission with this record."""
    about = {
        "visit": "k4m7x2p9qt",
        "reference": "KL-204",
        "visit_at": "2026-11-24T09:30",
        "physiotherapist": "Robin Hale",
        "submission": 1,
        "received": NOON,
        "submitted": NOON,
        "state": "new",
        "changes": [CHANGED],
    }
    return Answered(**about | {"record": record} | changed)
