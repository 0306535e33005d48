"""A submission as a QuestionnaireResponse; a skipped question has an item and no answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from pre_visit.own_words import ASKED
from questionnaire.distance import KM_PER
from records.answers.snapshot import AskedQuestion, QuestionsDocument, Snapshot, options_in
from records.engine.timestamps import to_iso
from staff.export.answered import Answered
from staff.export.fhir.names import CODES, OWN, UNIT_WORDS, UNITS, Names
from staff.export.fhir.questionnaire import section_link


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
        "subject": _subject(one.reference, names),
        "authored": to_iso(one.submitted or one.received),
        "item": [
            *_sections(_in_order(record["asked"], document), names, version),
            *_own_words(one.words),
        ],
    }
    return {key: value for key, value in response.items() if value not in (None, [])}


def _status(one: Answered) -> str:
    if one.submitted is None:
        return "in-progress"
    return "amended" if one.submission > 1 else "completed"


def _subject(reference: str | None, names: Names) -> dict[str, object] | None:
    if not reference:
        return None
    identifier = {"system": names.of("references"), "value": reference}
    return {"type": "Patient", "identifier": identifier}


def _sections(
    asked: Iterable[AskedQuestion], names: Names, version: str
) -> Iterator[dict[str, object]]:
    for section, rows in groupby(asked, key=lambda row: row["section"]):
        items = [_item(row, names, version) for row in rows]
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


def _item(row: AskedQuestion, names: Names, version: str) -> dict[str, object]:
    item: dict[str, object] = {"linkId": row["id"], "text": row["text"]}
    answers = list(_answers(row, names, version))
    return item | {"answer": answers} if answers else item


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
        yield {"valueInteger" if kind == "scale" else "valueDecimal": answer}


def _quantity(km: float, unit: str) -> dict[str, object]:
    """A distance in the unit in which it was typed: the record has it in km, to nine places."""
    value = km if unit == "km" else round(km / KM_PER[unit], 9)
    return {"value": value, "unit": UNIT_WORDS[unit], "system": UNITS, "code": CODES[unit]}


def _own_words(words: Mapping[str, object]) -> list[dict[str, object]]:
    items = [
        {"linkId": OWN[key], "text": text, "answer": [_own(words[key])]}
        for key, text in ASKED.items()
        if words.get(key) not in (None, "")
    ]
    return [{"linkId": "own_words", "item": items}] if items else []


def _own(value: object) -> dict[str, object]:
    return {"valueString" if isinstance(value, str) else "valueInteger": value}
