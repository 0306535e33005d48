"""Answers for a spreadsheet: one row a round, two columns a question.

Under a question's id stands the answer by its stable ids or as a number (distances in km), beside
it in words.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pre_visit.own_words import ASK, RATING, STOPS
from pre_visit.snapshot import NOT_AT_KIOSK
from staff.export.answered import Answered
from staff.export.cells import number_cell, text_cell

BOM = "\ufeff"  # or some spreadsheets take UTF-8 for something older
BETWEEN = "; "
NOT_ANSWERED = "not answered"
Documents = Mapping[str, Mapping[str, Any]]


def csv_of(rounds: Iterable[Answered], documents: Documents) -> Iterator[str]:
    """The file, piece by piece. `documents`: every version's questions, the newest first."""
    questions = list(dict.fromkeys(_questions(documents)))
    header = [*ABOUT, *(cell for one in questions for cell in (one, f"{one}_words"))]
    yield BOM + _line(header)
    for one in rounds:
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
    record = one.record or {}
    rows = {row["id"]: row for row in record.get("asked", ())}
    not_asked = {row["id"]: row["why"] for row in record.get("not_asked", ())}
    for question in questions:
        row = rows.get(question)
        yield _given(row["answer"]) if row else ""
        left_out = NOT_AT_KIOSK if not_asked.get(question) == NOT_AT_KIOSK else ""
        yield _words(row) if row else left_out


def _given(answer: Any) -> str:
    if isinstance(answer, list):
        return text_cell(BETWEEN.join(answer))
    return text_cell(answer) if isinstance(answer, str) else number_cell(answer)


def _words(row: Mapping[str, Any]) -> str:
    return text_cell(BETWEEN.join(row["words"])) or NOT_ANSWERED


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else ""


def _of_record(one: Answered, *path: str) -> str:
    found: Any = one.record or {}
    for key in path:
        found = found.get(key, {})
    return found if isinstance(found, str) else ""


def _is_complete(one: Answered) -> str:
    return "" if one.record is None else "yes" if one.record["is_complete"] else "no"


def _signs(one: Answered, key: str) -> str:
    return BETWEEN.join(sign[key] for sign in (one.record or {}).get("signs", ()))


def _causes(one: Answered) -> list[Mapping[str, Any]]:
    return [cause for cause in (one.record or {}).get("causes", ()) if cause["strength"]]


def _causes_words(one: Answered) -> str:
    return BETWEEN.join(f"{cause['title']} ({cause['strength']})" for cause in _causes(one))


def _own(one: Answered, key: str) -> str:
    value = one.words.get(key)
    return value if isinstance(value, str) else number_cell(value)


ABOUT: dict[str, Callable[[Answered], str]] = {
    "visit": lambda one: one.visit,
    "reference": lambda one: one.reference or "",
    "visit_at": lambda one: one.visit_at,
    "physiotherapist": lambda one: one.physiotherapist,
    "round": lambda one: str(one.round),
    "received_utc": lambda one: _moment(one.received),
    "sent_utc": lambda one: _moment(one.submitted),
    "state": lambda one: one.state,
    "is_complete": _is_complete,
    "version_questions": lambda one: _of_record(one, "version", "questions"),
    "version_rules": lambda one: _of_record(one, "version", "rules"),
    "next_step": lambda one: _of_record(one, "next_step", "id"),
    "next_step_words": lambda one: _of_record(one, "next_step", "title"),
    "signs": lambda one: _signs(one, "id"),
    "signs_words": lambda one: _signs(one, "because"),
    "causes": lambda one: BETWEEN.join(cause["id"] for cause in _causes(one)),
    "causes_words": _causes_words,
    "own_ask": lambda one: _own(one, ASK),
    "own_stops": lambda one: _own(one, STOPS),
    "own_stops_rating": lambda one: _own(one, RATING),
}
