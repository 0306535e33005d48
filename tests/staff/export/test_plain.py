"""The JSON file has the shape that docs/developer/record.md describes, to the last key."""

import json
import re
from pathlib import Path

import pytest

from pre_visit.snapshot import SHAPE as RECORDS
from pre_visit.snapshot import document_of
from questionnaire.distance import Distance
from staff.export.plain import SHAPE, json_of
from tests.factories import Chance, as_given, healthy_runner, random_person
from tests.staff.export.submissions import NOON, a_record, a_submission, a_submission_with

DOCS = (Path(__file__).parents[3] / "docs" / "developer" / "record.md").read_text(encoding="utf-8")
BY_ID = {"responses[].record.measures", "responses[].record.assessment.points"}
BY_ID |= {"questions", "questions.<id>.sections[].questions[].options"}


@pytest.fixture(scope="module")
def documents(questionnaire):
    return {questionnaire.version: document_of(questionnaire)}


def read(submissions, documents):
    return json.loads("".join(json_of(submissions, documents, NOON)))


def paths(value, path=""):
    """Every key in a value by its place; an id stands as <id>, a place in a list as []."""
    if isinstance(value, list):
        for one in value:
            yield from paths(one, f"{path}[]")
    if isinstance(value, dict):
        for key, inner in value.items():
            name = "<id>" if path in BY_ID else key
            place = f"{path}.{name}" if path else name
            yield place
            yield from paths(inner, place)


def people(questionnaire):
    """Answers between them with every key that there is."""
    for number in range(60):
        given = as_given(questionnaire, random_person(questionnaire, Chance(number), 0.95))
        yield given | {"km_last_7d": Distance(7.3, "mi")}


def test_every_key_is_described_and_every_one_described_is_there(
    questionnaire, rulebook, documents
):
    records = [a_record(questionnaire, rulebook, given) for given in people(questionnaire)]
    file = read([a_submission_with(record) for record in records], documents)

    assert set(paths(file)) == set(described())


def described():
    """Every key in the tables, by the place that its heading names."""
    place = ""
    for line in DOCS.partition("\n### The file\n")[2].splitlines():
        if line.startswith("### "):
            place = f"{line.split('`')[1]}." if "`" in line else ""
        elif line.startswith("| `"):
            yield place + line.split("`")[1]


def test_the_example_holds_nothing_else():
    (written,) = re.findall(r"^```json\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
    example = json.loads(written)

    assert set(paths(example)) <= set(described())
    assert (example["shape"], example["responses"][0]["record"]["shape"]) == (SHAPE, RECORDS)
    assert example["responses"][0]["record"].keys() == {
        key.split(".")[2].rstrip("[]")
        for key in described()
        if key.startswith("responses[].record.")
    }


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


def test_what_cannot_be_read_is_there_without_its_record(documents):
    (one,) = read([a_submission_with(None)], documents)["responses"]

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
