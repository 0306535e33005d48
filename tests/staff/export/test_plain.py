"""The JSON file has the shape that its published schema describes, to the last key."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from pre_visit.snapshot import SHAPE as RECORDS
from pre_visit.snapshot import document_of
from questionnaire.distance import Distance
from questionnaire.questions import Asked
from staff.export.plain import SCHEMA, SHAPE, json_of
from tests.factories import Chance, as_given, healthy_runner, random_person
from tests.staff.export.submissions import NOON, a_record, a_submission, a_submission_with

DOCS = (Path(__file__).parents[3] / "docs" / "developer" / "record.md").read_text(encoding="utf-8")
PUBLISHED = json.loads(SCHEMA.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def documents(questionnaire):
    return {questionnaire.version: document_of(questionnaire)}


def read(submissions, documents):
    return json.loads("".join(json_of(submissions, documents, NOON)))


def closed(schema):
    """The same, and no key but those that are described."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {"additionalProperties": False} | inner if "properties" in schema else inner


DATES = FormatChecker()


@DATES.checks("date-time", raises=ValueError)
def is_moment(text):
    return text is None or datetime.fromisoformat(text).tzinfo is not None


AS_PUBLISHED = Draft202012Validator(PUBLISHED, format_checker=DATES)
TO_THE_LETTER = Draft202012Validator(closed(PUBLISHED), format_checker=DATES)


def mistakes(file, validator=TO_THE_LETTER):
    found = [one for error in validator.iter_errors(file) for one in (*error.context, error)]
    return [f"{one.json_path}: {one.message[:200]}" for one in found]


def used(schema, value, path="$"):
    """The place of each property of the schema that this value has; none of their values."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return used(PUBLISHED["$defs"][name], value, name)
    if isinstance(value, list):
        items = schema.get("items") or {}
        return {place for one in value for place in used(items, one, f"{path}[]")}
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, inner in value.items():
        if key in schema.get("properties", {}):
            place = f"{path}.{key}"
            found |= {place} | used(schema["properties"][key], inner, place)
        elif isinstance(schema.get("additionalProperties"), dict):
            found |= used(schema["additionalProperties"], inner, f"{path}.<id>")
    for other in schema.get("anyOf", ()):
        found |= used(other, value, path)
    return found


def described(schema, path="$"):
    """The place of each property of the schema."""
    if isinstance(schema, dict):
        for key, inner in schema.get("properties", {}).items():
            yield f"{path}.{key}"
            yield from described(inner, f"{path}.{key}")
        for inner in (schema.get("items"), *schema.get("anyOf", ())):
            yield from described(inner, f"{path}[]" if inner is schema.get("items") else path)
        yield from described(schema.get("additionalProperties"), f"{path}.<id>")
        for name, inner in schema.get("$defs", {}).items():
            yield from described(inner, name)


def people(questionnaire):
    """Answers between them with every key that there is."""
    for number in range(60):
        given = as_given(questionnaire, random_person(questionnaire, Chance(number), 0.95))
        yield given | {"km_last_7d": Distance(7.3, "mi")}


def test_it_is_a_schema():
    Draft202012Validator.check_schema(PUBLISHED)


@pytest.mark.slow
def test_every_key_is_described_and_every_one_described_is_there(
    questionnaire, rulebook, documents
):
    records = [a_record(questionnaire, rulebook, given) for given in people(questionnaire)]
    again = as_given(questionnaire, healthy_runner())
    records += [a_record(questionnaire, rulebook, again, Asked.RECHECK)]
    records += [a_record(questionnaire, rulebook, {"rf_now": ["fainted_now"]})]
    file = read([a_submission_with(record) for record in records], documents)

    assert mistakes(file) == []
    assert set(described(PUBLISHED)) - used(PUBLISHED, file) == set()


def test_a_key_more_is_passed_over_and_one_less_is_not(questionnaire, rulebook, documents):
    file = read([a_submission(questionnaire, rulebook, healthy_runner())], documents)
    later = file | {"later": 1}
    (one,) = file["responses"]
    less = file | {"responses": [{key: one[key] for key in one if key != "state"}]}

    assert mistakes(later, AS_PUBLISHED) == []
    assert mistakes(later) != []
    assert "'state' is a required property" in mistakes(less, AS_PUBLISHED)[0]


def test_the_example_is_one():
    (written,) = re.findall(r"^```json\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
    example = json.loads(written)
    record = example["responses"][0]["record"]

    assert mistakes(example) == []
    assert (example["shape"], record["shape"]) == (SHAPE, RECORDS)
    assert set(PUBLISHED["$defs"]["record"]["properties"]) == set(record)


def test_only_the_versions_in_it_are_told(questionnaire, rulebook, documents):
    one = a_submission(questionnaire, rulebook, healthy_runner())
    file = read([one, one], documents | {"0.0": {"version": "0.0"}})

    assert list(file["questions"]) == [questionnaire.version]
    assert len(file["responses"]) == 2


def test_a_version_whose_questions_are_gone_is_left_out(questionnaire, rulebook):
    file = read([a_submission(questionnaire, rulebook, healthy_runner())], {})

    assert (len(file["responses"]), file["questions"]) == (1, {})


def test_an_empty_file_is_one_too(documents):
    file = read([], documents)

    assert (file["shape"], file["responses"], file["questions"]) == (1, [], {})
    assert mistakes(file) == []


def test_what_cannot_be_read_is_there_without_its_record(documents):
    file = read([a_submission_with(None, reference=None, submitted=None)], documents)
    (one,) = file["responses"]

    assert mistakes(file) == []
    assert one["visit"] == "k4m7x2p9qt"
    assert one["record"] is None


NASTY = '</script><img src=x onerror=alert(1)>\u202e\x00\n"}],"a":1 =1+1 \ud83d'


def test_nasty_words_come_back_as_they_were(questionnaire, rulebook, documents):
    words = healthy_runner(own_question=NASTY, activities=[[NASTY, 0]])
    text = "".join(json_of([a_submission(questionnaire, rulebook, words)], documents, NOON))
    told = {row["id"]: row["answer"] for row in json.loads(text)["responses"][0]["record"]["asked"]}

    assert text.isascii()
    assert told["own_question"] == NASTY
    assert told["activities"] == [[NASTY, 0]]
