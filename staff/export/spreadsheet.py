"""Answers for a spreadsheet: one row a submission, two columns a question.

Under a question's id stands the answer by its stable ids, as a number (distances in km), a date
(YYYY-MM-DD) or in the patient's own words; beside it in words.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from pre_visit.snapshot import NOT_AT_KIOSK
from records.answers.snapshot import (
    AskedQuestion,
    KeptActivity,
    KeptAnswer,
    KeptCause,
    KeptSign,
    QuestionsDocument,
)
from staff.export.answered import Answered
from staff.export.cells import number_cell, text_cell

BOM = "\ufeff"  # or some spreadsheets take UTF-8 for something older
BETWEEN = "; "
NOT_ANSWERED = "not answered"
Documents = Mapping[str, QuestionsDocument]


def csv_of(submissions: Iterable[Answered], documents: Documents) -> Iterator[str]:
    """The file, piece by piece. `documents`: every version's questions, the newest first."""
    questions = list(dict.fromkeys(_questions(documents)))
    header = [*ABOUT, *(cell for one in questions for cell in (one, f"{one}_words"))]
    yield BOM + _line(header)
    for one in submissions:
        cells = [text_cell(value(one)) for value in ABOUT.values()]
        yield _line([*cells, *_answers(one, questions)])


def _line(cells: list[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue()


def _questions(documents: Documents) -> Iterator[str]:
    for document in documents.values():
        for section in document["sections"]:
            yield from (question["id"] for question in section["questions"])


def _answers(one: Answered, questions: list[str]) -> Iterator[str]:
    rows = {row["id"]: row for row in (one.record["asked"] if one.record else ())}
    left_out = {row["id"]: row["why"] for row in (one.record["not_asked"] if one.record else ())}
    for question in questions:
        row = rows.get(question)
        yield _given(row["answer"]) if row else ""
        is_left_out = left_out.get(question) == NOT_AT_KIOSK
        yield _words(row) if row else NOT_AT_KIOSK if is_left_out else ""


def _given(answer: KeptAnswer) -> str:
    if isinstance(answer, list):
        return text_cell(BETWEEN.join(map(_one_of_several, answer)))
    return text_cell(answer) if isinstance(answer, str) else number_cell(answer)


def _one_of_several(given: str | KeptActivity) -> str:
    if isinstance(given, str):
        return given
    words, rating = given
    return words if rating is None else f"{words}: {number_cell(rating)}"


def _words(row: AskedQuestion) -> str:
    return text_cell(BETWEEN.join(row["words"])) or NOT_ANSWERED


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else ""


def _is_complete(one: Answered) -> str:
    return "" if one.record is None else "yes" if one.record["is_complete"] else "no"


def _signs(one: Answered) -> list[KeptSign]:
    return one.record["signs"] if one.record else []


def _causes(one: Answered) -> list[KeptCause]:
    return [cause for cause in (one.record["causes"] if one.record else ()) if cause["strength"]]


def _causes_words(one: Answered) -> str:
    return BETWEEN.join(f"{cause['title']} ({cause['strength']})" for cause in _causes(one))


ABOUT: dict[str, Callable[[Answered], str]] = {
    "visit": lambda one: one.visit,
    "reference": lambda one: one.reference or "",
    "visit_at": lambda one: one.visit_at,
    "physiotherapist": lambda one: one.physiotherapist,
    "submission": lambda one: str(one.submission),
    "received_utc": lambda one: _moment(one.received),
    "sent_utc": lambda one: _moment(one.submitted),
    "state": lambda one: one.state,
    "is_complete": _is_complete,
    "version_questions": lambda one: one.record["version"]["questions"] if one.record else "",
    "version_rules": lambda one: one.record["version"]["rules"] if one.record else "",
    "next_step": lambda one: one.record["next_step"]["id"] if one.record else "",
    "next_step_words": lambda one: one.record["next_step"]["title"] if one.record else "",
    "signs": lambda one: BETWEEN.join(sign["id"] for sign in _signs(one)),
    "signs_words": lambda one: BETWEEN.join(sign["because"] for sign in _signs(one)),
    "causes": lambda one: BETWEEN.join(cause["id"] for cause in _causes(one)),
    "causes_words": _causes_words,
}
