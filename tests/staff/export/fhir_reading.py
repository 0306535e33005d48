"""The way back: answers out of a QuestionnaireResponse, ours or another system's."""

from collections.abc import Callable, Iterator, Mapping

from questionnaire.distance import Distance
from staff.export.fhir.names import CODES, UNITS, activity_links

Json = Mapping[str, object]
UNIT_OF = {code: unit for unit, code in CODES.items()}
VALUES = {
    "decimal": "valueDecimal",
    "integer": "valueInteger",
    "string": "valueString",
    "text": "valueString",
    "date": "valueDate",
}


class NotAnAnswer(Exception):
    """Something in a response is no answer to this questionnaire; names the linkId and why."""


def answers_from(response: Json, questionnaire: Json) -> dict[str, object]:
    """Answers by question id as a sheet holds them, None for a skipped one. Raises NotAnAnswer.

    Groups may be there or not; only codes and numbers count, never the words beside them.
    """
    asked = {str(item["linkId"]): item for item in _items(questionnaire, _is_activities)}
    activities = {link for link, item in asked.items() if _is_activities(item)}
    read: dict[str, object] = {}
    for item in _items(response, lambda item: item.get("linkId") in activities):
        link = str(item.get("linkId"))
        if link not in asked:
            raise NotAnAnswer(f"{link}: no question is called so.")
        if link in activities:
            read[link] = [*_list(read.get(link)), *_activity(item, asked[link])] or None
            continue
        if link in read:
            raise NotAnAnswer(f"{link}: it is answered twice.")
        if asked[link]["type"] not in ("group", "display"):
            read[link] = _answer(_tables(item, "answer"), asked[link])
    return read


def _is_activities(asked: Json) -> bool:
    return asked.get("type") == "group" and bool(asked.get("repeats"))


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _activity(given: Json, asked: Json) -> list[object]:
    """Own words and a rating; nothing of an item without any."""
    parts = {str(item.get("linkId")): item for item in _tables(given, "item")}
    kinds = {str(item["linkId"]): item for item in _tables(asked, "item")}
    if unknown := set(parts) - set(kinds):
        raise NotAnAnswer(f"{min(unknown)}: no question is called so.")
    what, rating = (
        _answer(_tables(parts[link], "answer"), kinds[link]) if link in parts else None
        for link in activity_links(str(given["linkId"]))
    )
    return [[what, rating]] if what is not None else []


def _items(resource: Json, is_whole: Callable[[Json], bool]) -> Iterator[Json]:
    """Every item, but those within one that is read as a whole."""
    for item in _tables(resource, "item"):
        yield item
        if not is_whole(item):
            yield from _items(item, is_whole)


def _tables(within: Json, key: str) -> list[Json]:
    """What stands there as a list; none where nothing does."""
    found = within.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise NotAnAnswer(f"{within.get('linkId')}: its {key} is no list of objects.")
    return found


def _table(within: Json, key: str) -> Json:
    found = within.get(key, {})
    return found if isinstance(found, dict) else {}


def _answer(given: list[Json], asked: Json) -> object:
    values = [_value(one, asked) for one in given]
    if asked.get("repeats"):
        return values or None
    if len(values) > 1:
        raise NotAnAnswer(f"{asked['linkId']}: it takes one answer.")
    return values[0] if values else None


def _value(given: Json, asked: Json) -> object:
    if asked["type"] == "choice":
        return _option(_table(given, "valueCoding"), asked)
    if asked["type"] == "quantity":
        return _distance(_table(given, "valueQuantity"), asked)
    key = VALUES[str(asked["type"])]
    if key not in given:
        raise NotAnAnswer(f"{asked['linkId']}: it takes a {key}.")
    return given[key]


def _option(coding: Json, asked: Json) -> str:
    """The option's id; the version of the coding does not matter, since ids never change."""
    pair = (coding.get("system"), coding.get("code"))
    codings = [_table(option, "valueCoding") for option in _tables(asked, "answerOption")]
    if pair not in [(one["system"], one["code"]) for one in codings]:
        raise NotAnAnswer(f"{asked['linkId']}: it has no such option.")
    return str(coding["code"])


def _distance(quantity: Json, asked: Json) -> Distance:
    code, value = quantity.get("code"), quantity.get("value")
    is_unit = isinstance(code, str) and code in UNIT_OF and quantity.get("system") == UNITS
    if not isinstance(value, int | float) or not is_unit:
        raise NotAnAnswer(f"{asked['linkId']}: it takes a number of km or [mi_i].")
    return Distance(value, UNIT_OF[str(code)])
