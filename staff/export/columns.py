"""The columns of a spreadsheet, each described once: csv_file.py and xlsx_file.py write them.

One row a submission, two columns a question. Under a question's id stands the answer by its stable
ids, as a number (distances in km), a date or in the patient's own words; beside it in words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from pre_visit.snapshot import NOT_AT_KIOSK, NOT_IN_RECHECK
from records.answers.snapshot import (
    AskedQuestion,
    KeptActivity,
    KeptCause,
    KeptQuestion,
    KeptSign,
    QuestionsDocument,
)
from staff.export.answered import Answered

BETWEEN = "; "
NOT_ANSWERED = "not answered"
Documents = Mapping[str, QuestionsDocument]
Cell = str | float | date | datetime | None
"""A text, a number, a day, a moment at the clinic or in UTC without its zone; None for nothing."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One submission, with its questions by id."""

    one: Answered
    asked: Mapping[str, AskedQuestion]
    left_out: Mapping[str, str]
    """Why a question was not asked."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, and what stands in it of a submission."""

    name: str
    cell: Callable[[SheetRow], Cell]


def columns_of(documents: Documents) -> list[Column]:
    """Every column, those of questions as the versions' documents have them, the newest first."""
    questions = dict.fromkeys(question["id"] for question in _questions(documents))
    about = (Column(name, partial(_about, cell)) for name, cell in ABOUT.items())
    return [*about, *(column for question in questions for column in _of_question(question))]


def cells_of(one: Answered, columns: Iterable[Column]) -> list[Cell]:
    """What stands in each column of a submission."""
    asked = one.record["asked"] if one.record else ()
    left_out = one.record["not_asked"] if one.record else ()
    by_id = {row["id"]: row for row in asked}
    row = SheetRow(one, by_id, {question["id"]: question["why"] for question in left_out})
    return [column.cell(row) for column in columns]


def _questions(documents: Documents) -> Iterator[KeptQuestion]:
    for document in documents.values():
        for section in document["sections"]:
            yield from section["questions"]


def _about(cell: Callable[[Answered], Cell], row: SheetRow) -> Cell:
    return cell(row.one)


def _of_question(question: str) -> Iterator[Column]:
    yield Column(question, partial(_answer, question))
    yield Column(f"{question}_words", partial(_words, question))


def _answer(question: str, row: SheetRow) -> Cell:
    asked = row.asked.get(question)
    answer = asked["answer"] if asked else None
    if isinstance(answer, list):
        return BETWEEN.join(map(_one_of_several, answer))
    if asked and asked["kind"] == "date" and isinstance(answer, str):
        return date.fromisoformat(answer)
    return answer


def _one_of_several(given: str | KeptActivity) -> str:
    if isinstance(given, str):
        return given
    words, rating = given
    return words if rating is None else f"{words}: {rating}"


def _words(question: str, row: SheetRow) -> Cell:
    if asked := row.asked.get(question):
        return BETWEEN.join(asked["words"]) or NOT_ANSWERED
    why = row.left_out.get(question)
    return why if why in (NOT_AT_KIOSK, NOT_IN_RECHECK) else None


def _in_utc(moment: datetime | None) -> datetime | None:
    """To the minute, without its zone, which no spreadsheet knows."""
    return moment and moment.astimezone(UTC).replace(second=0, microsecond=0, tzinfo=None)


def _visit_at(one: Answered) -> Cell:
    has_time = "T" in one.visit_at
    return (datetime if has_time else date).fromisoformat(one.visit_at)


def _is_complete(one: Answered) -> Cell:
    return None if one.record is None else "yes" if one.record["is_complete"] else "no"


def _signs(one: Answered) -> list[KeptSign]:
    return one.record["signs"] if one.record else []


def _causes(one: Answered) -> list[KeptCause]:
    return [cause for cause in (one.record["causes"] if one.record else ()) if cause["strength"]]


def _causes_words(one: Answered) -> Cell:
    return BETWEEN.join(f"{cause['title']} ({cause['strength']})" for cause in _causes(one))


ABOUT: Mapping[str, Callable[[Answered], Cell]] = {
    "visit": lambda one: one.visit,
    "reference": lambda one: one.reference,
    "visit_at": _visit_at,
    "kind": lambda one: one.record.get("kind", "visit") if one.record else None,
    "physiotherapist": lambda one: one.physiotherapist,
    "submission": lambda one: one.submission,
    "received_utc": lambda one: _in_utc(one.received),
    "sent_utc": lambda one: _in_utc(one.submitted),
    "state": lambda one: one.state,
    "is_complete": _is_complete,
    "version_questions": lambda one: one.record["version"]["questions"] if one.record else None,
    "version_rules": lambda one: one.record["version"]["rules"] if one.record else None,
    "next_step": lambda one: one.record["next_step"]["id"] if one.record else None,
    "next_step_words": lambda one: one.record["next_step"]["title"] if one.record else None,
    "signs": lambda one: BETWEEN.join(sign["id"] for sign in _signs(one)),
    "signs_words": lambda one: BETWEEN.join(sign["because"] for sign in _signs(one)),
    "causes": lambda one: BETWEEN.join(cause["id"] for cause in _causes(one)),
    "causes_words": _causes_words,
}
