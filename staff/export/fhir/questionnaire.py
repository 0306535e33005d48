"""A version's questions as a Questionnaire: linkIds are the ids of the questions."""

import re
from collections.abc import Mapping
from typing import Any

from pre_visit.own_words import ASK, ASKED, RATING, STOPS
from staff.export.fhir.names import CODES, OWN, UNIT_WORDS, UNITS, Names, extension

TYPES = {
    "choice": "choice",
    "choices": "choice",
    "number": "decimal",
    "scale": "integer",
    "distance": "quantity",
}
VALUE = {"number": "valueDecimal", "scale": "valueInteger"}
OWN_TYPES = {ASK: "text", STOPS: "text", RATING: "integer"}


def questionnaire_of(document: Mapping[str, Any], names: Names) -> dict[str, Any]:
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
        "item": [*(_group(one, names, version) for one in document["sections"]), _own_words()],
    }


def id_of(version: str) -> str:
    """An id that FHIR takes: letters, digits, dashes and dots, 64 at most."""
    return re.sub(r"[^A-Za-z0-9.-]", "-", f"self-check-{version}")[:64]


def section_link(section: str) -> str:
    """The linkId of a section, which no question has."""
    return f"section.{section}"


def _group(section: Mapping[str, Any], names: Names, version: str) -> dict[str, Any]:
    return {
        "linkId": section_link(section["id"]),
        "text": section["title"],
        "type": "group",
        "item": [_item(question, names, version) for question in section["questions"]],
    }


def _item(question: Mapping[str, Any], names: Names, version: str) -> dict[str, Any]:
    kind = question["kind"]
    item = {
        "linkId": question["id"],
        "text": question["text"],
        "type": TYPES[kind],
        "required": not question["may_skip"],
        "repeats": kind == "choices",
        "extension": [*_limits(question), *_units(question)],
        "enableWhen": _enable_when(question["show_when"], names, version),
        "enableBehavior": "any",
        "answerOption": [
            _option(question, option, words, names, version)
            for option, words in question["options"].items()
        ],
        "item": _help(question),
    }
    if len(item["enableWhen"]) < 2:
        del item["enableBehavior"]
    return {key: value for key, value in item.items() if value != []}


def _limits(question: Mapping[str, Any]) -> list[dict[str, Any]]:
    if question["kind"] not in VALUE:
        return []
    value, (low, high) = VALUE[question["kind"]], question["range"]
    return [extension("minValue", **{value: low}), extension("maxValue", **{value: high})]


def _units(question: Mapping[str, Any]) -> list[dict[str, Any]]:
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
    show_when: Mapping[str, Any] | None, names: Names, version: str
) -> list[dict[str, Any]]:
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
    question: Mapping[str, Any], option: str, words: str, names: Names, version: str
) -> dict[str, Any]:
    coding: dict[str, Any] = {
        "valueCoding": names.coding(question["id"], option, words, version),
    }
    if option in question["exclusive"]:
        alone = extension("questionnaire-optionExclusive", valueBoolean=True)
        return {"extension": [alone], **coding}
    return coding


def _help(question: Mapping[str, Any]) -> list[dict[str, Any]]:
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


def _own_words() -> dict[str, Any]:
    limits = {
        RATING: [extension("minValue", valueInteger=0), extension("maxValue", valueInteger=10)]
    }
    items = [
        {"linkId": OWN[key], "text": text, "type": OWN_TYPES[key]}
        | ({"extension": limits[key]} if key in limits else {})
        for key, text in ASKED.items()
    ]
    return {"linkId": "own_words", "text": "In your own words", "type": "group", "item": items}
