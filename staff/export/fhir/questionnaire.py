"""A version's questions as a Questionnaire: linkIds are the ids of the questions."""

import re

from records.answers.snapshot import KeptQuestion, KeptSection, KeptShowWhen, QuestionsDocument
from staff.export.fhir.names import CODES, UNIT_WORDS, UNITS, Names, activity_links, extension

TYPES = {
    "choice": "choice",
    "choices": "choice",
    "number": "decimal",
    "scale": "integer",
    "distance": "quantity",
    "text": "text",
    "date": "date",
    "activities": "group",
}
REPEATED = ("choices", "activities")
VALUE = {"number": "valueDecimal", "scale": "valueInteger"}


def questionnaire_of(document: QuestionsDocument, names: Names) -> dict[str, object]:
    """The Questionnaire of a document as pre_visit/snapshot.py puts it."""
    version = document["version"]
    return {
        "resourceType": "Questionnaire",
        "id": id_of(version),
        "url": names.questionnaire,
        "version": version,
        "name": "UpperBackSelfCheck",
        "title": document["title"],
        "status": "draft",
        "subjectType": ["Patient"],
        "item": [_group(one, names, version) for one in document["sections"]],
    }


def id_of(version: str) -> str:
    """An id that FHIR takes: letters, digits, dashes and dots, 64 at most."""
    return re.sub(r"[^A-Za-z0-9.-]", "-", f"self-check-{version}")[:64]


def section_link(section: str) -> str:
    """The linkId of a section, which no question has."""
    return f"section.{section}"


def _group(section: KeptSection, names: Names, version: str) -> dict[str, object]:
    return {
        "linkId": section_link(section["id"]),
        "text": section["title"],
        "type": "group",
        "item": [_item(question, names, version) for question in section["questions"]],
    }


def _item(question: KeptQuestion, names: Names, version: str) -> dict[str, object]:
    kind = question["kind"]
    conditions = _enable_when(question["show_when"], names, version)
    item = {
        "linkId": question["id"],
        "text": question["text"],
        "type": TYPES[kind],
        "required": not question["may_skip"],
        "repeats": kind in REPEATED,
        "extension": [*_limits(question), *_units(question)],
        "maxLength": question["longest"] if kind == "text" else [],
        "enableWhen": conditions,
        "enableBehavior": "any" if len(conditions) > 1 else [],
        "answerOption": [
            _option(question, option, words, names, version)
            for option, words in question["options"].items()
        ],
        "item": [*_activity(question), *_help(question)],
    }
    return {key: value for key, value in item.items() if value != []}


def _limits(question: KeptQuestion) -> list[dict[str, object]]:
    if question["kind"] == "activities":
        return [extension("questionnaire-maxOccurs", valueInteger=question["most"])]
    return _range(question, VALUE[question["kind"]]) if question["kind"] in VALUE else []


def _range(question: KeptQuestion, value: str) -> list[dict[str, object]]:
    low, high = question["range"]
    return [extension("minValue", **{value: low}), extension("maxValue", **{value: high})]


def _activity(question: KeptQuestion) -> list[dict[str, object]]:
    """What is asked of each activity: own words, and how well it goes."""
    if question["kind"] != "activities":
        return []
    what, rating = activity_links(question["id"])
    named = {"linkId": what, "text": question["short"], "type": "string"}
    rated = {"linkId": rating, "text": "How well it goes", "type": "integer"}
    return [
        named | {"maxLength": question["longest"]},
        rated | {"extension": _range(question, "valueInteger")},
    ]


def _units(question: KeptQuestion) -> list[dict[str, object]]:
    if question["kind"] == "distance":
        codings = (
            {"system": UNITS, "code": code, "display": UNIT_WORDS[unit]}
            for unit, code in CODES.items()
        )
        return [extension("questionnaire-unitOption", valueCoding=one) for one in codings]
    if question["unit"]:
        return [extension("questionnaire-unit", valueCoding={"display": question["unit"]})]
    return []


def _enable_when(
    show_when: KeptShowWhen | None, names: Names, version: str
) -> list[dict[str, object]]:
    if show_when is None:
        return []
    question = show_when["question"]
    return [
        {
            "question": question,
            "operator": "=",
            "answerCoding": {
                "system": names.of("CodeSystem", question),
                "version": version,
                "code": option,
            },
        }
        for option in show_when["one_of"]
    ]


def _option(
    question: KeptQuestion, option: str, words: str, names: Names, version: str
) -> dict[str, object]:
    coding: dict[str, object] = {
        "valueCoding": names.coding(question["id"], option, words, version),
    }
    if option in question["exclusive"]:
        alone = extension("questionnaire-optionExclusive", valueBoolean=True)
        return {"extension": [alone], **coding}
    return coding


def _help(question: KeptQuestion) -> list[dict[str, object]]:
    if not question["help"]:
        return []
    system = "http://hl7.org/fhir/questionnaire-item-control"
    control = {"coding": [{"system": system, "code": "help"}]}
    return [
        {
            "extension": [extension("questionnaire-itemControl", valueCodeableConcept=control)],
            "linkId": f"{question['id']}.help",
            "text": question["help"],
            "type": "display",
        }
    ]
