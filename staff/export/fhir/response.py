"""A submission as a QuestionnaireResponse; a skipped question has an item and no answer."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from questionnaire.distance import KM_PER
from records.answers.snapshot import (
    AskedQuestion,
    KeptAnswer,
    QuestionsDocument,
    Snapshot,
    activities_in,
    options_in,
)
from records.engine.timestamps import to_iso
from staff.export.answered import Answered
from staff.export.fhir.names import CODES, UNIT_WORDS, UNITS, Names, activity_links
from staff.export.fhir.questionnaire import section_link

VALUES = {
    "scale": "valueInteger",
    "number": "valueDecimal",
    "text": "valueString",
    "date": "valueDate",
}


def response_of(
    one: Answered,
    record: Snapshot,
    names: Names,
    document: QuestionsDocument | None = None,
) -> dict[str, object]:
    """The QuestionnaireResponse of a submission whose record could be read.

    Its items stand in the order of the version's questions, where those are still known.
    """
    version = record["version"]["questions"]
    response = {
        "resourceType": "QuestionnaireResponse",
        "id": one.name,
        "identifier": {"system": names.of("submissions"), "value": one.name},
        "questionnaire": f"{names.questionnaire}|{version}",
        "status": _status(one),
        "subject": subject_of(one.reference, names),
        "authored": to_iso(one.submitted or one.received),
        "item": list(_sections(_in_order(record["asked"], document), names, version)),
    }
    return {key: value for key, value in response.items() if value not in (None, [])}


def _status(one: Answered) -> str:
    if one.submitted is None:
        return "in-progress"
    return "amended" if one.submission > 1 else "completed"


def subject_of(reference: str | None, names: Names) -> dict[str, object] | None:
    """Whom it is about, by the clinic's reference; None where that cannot be read."""
    if not reference:
        return None
    identifier = {"system": names.of("references"), "value": reference}
    return {"type": "Patient", "identifier": identifier}


def _sections(
    asked: Iterable[AskedQuestion], names: Names, version: str
) -> Iterator[dict[str, object]]:
    for section, rows in groupby(asked, key=lambda row: row["section"]):
        items = [item for row in rows for item in _items(row, names, version)]
        yield {"linkId": section_link(section), "item": items}


def _in_order(
    asked: Sequence[AskedQuestion], document: QuestionsDocument | None
) -> list[AskedQuestion]:
    """Each section's together: a person is asked the core of all sections before the rest."""
    pairs = [(row["section"], row["id"]) for row in asked]
    if document:
        pairs = [(one["id"], q["id"]) for one in document["sections"] for q in one["questions"]]
    sections = list(dict.fromkeys(section for section, _ in pairs))
    questions = [question for _, question in pairs]
    return sorted(
        asked, key=lambda row: (sections.index(row["section"]), questions.index(row["id"]))
    )


def _items(row: AskedQuestion, names: Names, version: str) -> Iterator[dict[str, object]]:
    """One for a question, or one for each activity."""
    item: dict[str, object] = {"linkId": row["id"], "text": row["text"]}
    if row["kind"] == "activities" and row["answer"]:
        yield from (item | {"item": each} for each in _activities(row["id"], row["answer"]))
        return
    answers = list(_answers(row, names, version))
    yield item | {"answer": answers} if answers else item


def _activities(question: str, answer: KeptAnswer) -> Iterator[list[dict[str, object]]]:
    what, how = activity_links(question)
    for words, rating in activities_in(answer):
        named: dict[str, object] = {"linkId": what, "answer": [{"valueString": words}]}
        rated: dict[str, object] = {"linkId": how, "answer": [{"valueInteger": rating}]}
        yield [named] if rating is None else [named, rated]


def _answers(row: AskedQuestion, names: Names, version: str) -> Iterator[dict[str, object]]:
    kind, answer = row["kind"], row["answer"]
    if answer is None:
        return
    if kind in ("choice", "choices"):
        for option, words in zip(options_in(answer), row["words"], strict=True):
            yield {"valueCoding": names.coding(row["id"], option, words, version)}
    elif isinstance(answer, int | float) and kind == "distance":
        yield {"valueQuantity": _quantity(answer, row["unit"])}
    else:
        yield {VALUES[kind]: answer}


def _quantity(km: float, unit: str) -> dict[str, object]:
    """A distance in the unit in which it was typed: the record has it in km, to nine places."""
    value = km if unit == "km" else round(km / KM_PER[unit], 9)
    return {"value": value, "unit": UNIT_WORDS[unit], "system": UNITS, "code": CODES[unit]}
