"""The way back: answers out of a QuestionnaireResponse, ours or another system's."""

from collections.abc import Iterator, Mapping
from typing import Any

from questionnaire.distance import Distance
from staff.export.fhir.names import CODES, OWN, UNITS

UNIT_OF = {code: unit for unit, code in CODES.items()}
VALUES = {"decimal": "valueDecimal", "integer": "valueInteger", "text": "valueString"}


class NotAnAnswer(Exception):
    """Something in a response is no answer to this questionnaire; names the linkId and why."""


def answers_from(response: Mapping[str, Any], questionnaire: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by question id as a sheet holds them, None for a skipped one. Raises NotAnAnswer.

    Groups may be there or not; only codes and numbers count, never the words beside them.
    """
    own = OWN.values()
    read = _read(response, questionnaire)
    return {link: answer for link, answer in read.items() if link not in own}


def own_words_from(response: Mapping[str, Any], questionnaire: Mapping[str, Any]) -> dict[str, Any]:
    """The patient's own words by their key, those that were given. Raises NotAnAnswer."""
    read = _read(response, questionnaire)
    return {key: read[link] for key, link in OWN.items() if link in read}


def _read(response: Mapping[str, Any], questionnaire: Mapping[str, Any]) -> dict[str, Any]:
    asked = {item["linkId"]: item for item in _items(questionnaire)}
    read: dict[str, Any] = {}
    for item in _items(response):
        link = str(item.get("linkId"))
        if link not in asked:
            raise NotAnAnswer(f"{link}: no question is called so.")
        if link in read:
            raise NotAnAnswer(f"{link}: it is answered twice.")
        if asked[link]["type"] not in ("group", "display"):
            read[link] = _answer(item.get("answer", ()), asked[link])
    return read


def _items(resource: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for item in resource.get("item", ()):
        yield item
        yield from _items(item)


def _answer(given: list[Mapping[str, Any]], asked: Mapping[str, Any]) -> Any:
    values = [_value(one, asked) for one in given]
    if asked.get("repeats"):
        return values or None
    if len(values) > 1:
        raise NotAnAnswer(f"{asked['linkId']}: it takes one answer.")
    return values[0] if values else None


def _value(given: Mapping[str, Any], asked: Mapping[str, Any]) -> Any:
    if asked["type"] == "choice":
        return _option(given.get("valueCoding", {}), asked)
    if asked["type"] == "quantity":
        return _distance(given.get("valueQuantity", {}), asked)
    key = VALUES[asked["type"]]
    if key not in given:
        raise NotAnAnswer(f"{asked['linkId']}: it takes a {key}.")
    return given[key]


def _option(coding: Mapping[str, Any], asked: Mapping[str, Any]) -> str:
    """The option's id; the version of the coding does not matter, since ids never change."""
    pair = (coding.get("system"), coding.get("code"))
    codings = [option["valueCoding"] for option in asked["answerOption"]]
    if pair not in [(one["system"], one["code"]) for one in codings]:
        raise NotAnAnswer(f"{asked['linkId']}: it has no such option.")
    return str(coding["code"])


def _distance(quantity: Mapping[str, Any], asked: Mapping[str, Any]) -> Distance:
    code, value = quantity.get("code"), quantity.get("value")
    if quantity.get("system") != UNITS or code not in UNIT_OF or value is None:
        raise NotAnAnswer(f"{asked['linkId']}: it takes a number of km or [mi_i].")
    return Distance(value, UNIT_OF[code])
