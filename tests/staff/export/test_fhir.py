"""Answers go out as FHIR R4 that others accept, and come back as they were."""

import json

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from pre_visit.snapshot import document_of
from questionnaire.distance import Distance
from questionnaire.questions import Asked, QuestionKind
from staff.export.fhir.bundle import fhir_of
from staff.export.fhir.names import Names
from staff.export.fhir.questionnaire import questionnaire_of
from staff.export.fhir.response import response_of
from tests.factories import Chance, as_given, healthy_runner, random_person
from tests.staff.export.fhir_reading import NotAnAnswer, answers_from
from tests.staff.export.submissions import (
    NOON,
    a_record,
    a_submission,
    a_submission_with,
)
from tests.tables import every_row

NAMES = Names()
PEOPLE = range(60)


@pytest.fixture(scope="module")
def document(questionnaire):
    return document_of(questionnaire)


@pytest.fixture(scope="module")
def asked(document):
    return questionnaire_of(document, NAMES)


def items(resource):
    for item in resource.get("item", ()):
        yield item
        yield from items(item)


def links(resource):
    return [item["linkId"] for item in items(resource)]


def a_given(questionnaire, number):
    """Somebody's answers as a sheet holds them: some distances in miles, some things skipped."""
    chance = Chance(number)
    given = as_given(questionnaire, random_person(questionnaire, chance, quiet_safety=0.9))
    for name, question in questionnaire.questions.items():
        if question.kind is QuestionKind.DISTANCE and given[name] and chance.random() < 0.5:
            given[name] = Distance(round(chance.uniform(0.1, 40), 2), "mi")
    return given


def sent(one, document):
    """A submission as others get it, after its way as text."""
    return json.loads(json.dumps(response_of(one, one.record, NAMES, document)))


def test_the_questionnaire_is_valid_and_each_question_is_in_it_once(questionnaire, asked):
    Questionnaire.model_validate(asked)

    assert len(set(links(asked))) == len(links(asked))
    assert set(questionnaire.questions) <= set(links(asked))


def test_each_kind_of_question_has_its_type(questionnaire, asked):
    kinds = {
        QuestionKind.CHOICE: ("choice", False),
        QuestionKind.CHOICES: ("choice", True),
        QuestionKind.NUMBER: ("decimal", False),
        QuestionKind.SCALE: ("integer", False),
        QuestionKind.DISTANCE: ("quantity", False),
        QuestionKind.TEXT: ("text", False),
        QuestionKind.DATE: ("date", False),
        QuestionKind.ACTIVITIES: ("group", True),
    }
    found = {item["linkId"]: item for item in items(asked)}

    for name, question in questionnaire.questions.items():
        assert kinds[question.kind] == (found[name]["type"], found[name]["repeats"]), name
        may_lack = question.may_skip or question.asked is Asked.RECHECK
        assert may_lack is not found[name]["required"]
        codes = [one["valueCoding"]["code"] for one in found[name].get("answerOption", ())]
        assert list(question.options) == codes


def test_a_question_asked_only_after_an_answer_says_so(questionnaire, asked):
    found = {item["linkId"]: item for item in items(asked)}
    conditional = [q for q in questionnaire.questions.values() if q.show_when]

    assert conditional
    for question in conditional:
        when = found[question.id]["enableWhen"]
        assert {question.show_when.question} == {one["question"] for one in when}
        assert list(question.show_when.one_of) == [one["answerCoding"]["code"] for one in when]
        assert (found[question.id].get("enableBehavior") == "any") is (len(when) > 1)


def values(item, extension):
    """The values of an item's extensions of one name."""
    found = [one for one in item.get("extension", ()) if one["url"].endswith(f"/{extension}")]
    return [value for one in found for key, value in one.items() if key != "url"]


def test_limits_units_and_options_that_stand_alone_are_told(questionnaire, asked):
    found = {item["linkId"]: item for item in items(asked)}

    for name, question in questionnaire.questions.items():
        limits = [*values(found[name], "minValue"), *values(found[name], "maxValue")]
        is_number = question.kind in (QuestionKind.NUMBER, QuestionKind.SCALE)
        assert limits == (list(question.range) if is_number else [])
        units = [one["display"] for one in values(found[name], "questionnaire-unit")]
        assert units == ([question.unit] if question.unit else [])
        options = [one["code"] for one in values(found[name], "questionnaire-unitOption")]
        assert options == (["km", "[mi_i]"] if question.kind is QuestionKind.DISTANCE else [])
        alone = [
            one["valueCoding"]["code"]
            for one in found[name].get("answerOption", ())
            if values(one, "questionnaire-optionExclusive") == [True]
        ]
        assert sorted(alone) == sorted(question.exclusive)


def test_every_coding_says_the_version_of_its_words(questionnaire, rulebook, document, asked):
    response = sent(a_submission(questionnaire, rulebook, healthy_runner()), document)
    codings = [*all_of(asked, "valueCoding"), *all_of(response, "valueCoding")]
    options = [one for one in codings if "CodeSystem" in one.get("system", "")]

    assert {questionnaire.version} == {one["version"] for one in options}


def all_of(value, name):
    """Everything of this name, however deep."""
    if isinstance(value, dict):
        yield from (inner for key, inner in value.items() if key == name)
    for inner in inside(value):
        yield from all_of(inner, name)


def inside(value):
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def test_own_words_dates_and_activities_are_asked_for_within_their_limits(asked):
    found = {item["linkId"]: item for item in items(asked)}
    words, activities = found["own_question"], found["activities"]

    assert (words["type"], words["maxLength"]) == ("text", 1000)
    assert found["goal_date"]["type"] == "date"
    assert (activities["type"], activities["repeats"]) == ("group", True)
    assert values(activities, "questionnaire-maxOccurs") == [3]
    assert [one["type"] for one in activities["item"]] == ["string", "integer", "display"]
    assert values(found["activities.rating"], "maxValue") == [10]


def test_each_activity_is_an_item_with_its_words_and_its_rating(questionnaire, rulebook, document):
    told = [["Lifting my son", 6], ["Sitting", None]]
    one = a_submission(questionnaire, rulebook, healthy_runner(activities=told))
    found = [item for item in items(sent(one, document)) if item["linkId"] == "activities"]

    assert [[part["answer"] for part in item["item"]] for item in found] == [
        [[{"valueString": "Lifting my son"}], [{"valueInteger": 6}]],
        [[{"valueString": "Sitting"}]],
    ]


def test_nothing_is_empty_which_fhir_forbids(questionnaire, rulebook, document, asked):
    waiting = [
        asked,
        sent(a_submission(questionnaire, rulebook, {"rf_now": ["fainted_now"]}), document),
    ]
    while waiting:
        value = waiting.pop()
        assert value not in (None, "", [], {})
        waiting += inside(value)


@pytest.mark.slow
@every_row("number", PEOPLE)
def test_answers_come_back_as_they_went(questionnaire, rulebook, document, asked, number):
    given = a_given(questionnaire, number)
    record = a_record(questionnaire, rulebook, given)
    response = sent(a_submission_with(record), document)
    QuestionnaireResponse.model_validate(response)

    assert {row["id"]: given[row["id"]] for row in record["asked"]} == answers_from(response, asked)
    once = list(dict.fromkeys(links(response)))
    assert [link for link in links(asked) if link in once] == once


@pytest.mark.slow
def test_these_people_gave_and_skipped_answers_of_each_kind(questionnaire, rulebook):
    met = set()
    for number in PEOPLE:
        record = a_record(questionnaire, rulebook, a_given(questionnaire, number))
        met |= {(row["kind"], row["unit"], row["answer"] is None) for row in record["asked"]}
    kinds = {(kind, is_skipped) for kind, _, is_skipped in met}

    assert {(kind.value, False) for kind in QuestionKind} <= kinds
    assert {("choices", True), ("distance", True), ("number", True)} <= kinds
    assert {("distance", "km", False), ("distance", "mi", False)} <= met


@every_row(
    ("changed", "status"),
    [
        ({}, "completed"),
        ({"submission": 2}, "amended"),
        ({"submitted": None}, "in-progress"),
        ({"submitted": None, "submission": 2}, "in-progress"),
    ],
)
def test_the_status_says_whether_it_was_sent_and_again(
    questionnaire, rulebook, document, changed, status
):
    one = a_submission(questionnaire, rulebook, healthy_runner(), **changed)

    assert status == sent(one, document)["status"]


def test_a_response_names_its_questions_and_whom_it_is_about(questionnaire, rulebook, document):
    response = sent(a_submission(questionnaire, rulebook, healthy_runner()), document)
    name, version = response["questionnaire"].split("|")

    assert (name, version) == (NAMES.questionnaire, questionnaire.version)
    assert response["subject"]["identifier"]["value"] == "KL-204"
    assert response["authored"] == "2026-11-23T12:00:00.000+00:00"


def test_without_a_reference_it_is_about_nobody(questionnaire, rulebook, document):
    response = sent(
        a_submission(questionnaire, rulebook, healthy_runner(), reference=None), document
    )

    assert "subject" not in response


def test_an_older_version_without_its_questions_still_goes_out(questionnaire, rulebook, document):
    one = a_submission(questionnaire, rulebook, healthy_runner())
    alone = response_of(one, one.record, NAMES)

    QuestionnaireResponse.model_validate(alone)
    assert sorted(links(sent(one, document))) == sorted(links(alone))


def test_answers_stand_in_the_order_of_their_questions(questionnaire, rulebook, document):
    one = a_submission(questionnaire, rulebook, healthy_runner())
    sections = [
        section | {"questions": section["questions"][::-1]} for section in document["sections"]
    ]
    backwards = document | {"sections": sections[::-1]}
    order = links(questionnaire_of(backwards, NAMES))
    found = links(response_of(one, one.record, NAMES, backwards))

    assert found == [link for link in order if link in found]


@pytest.mark.parametrize(
    ("base_url", "name"),
    [
        ("", "urn:upper-back-self-check:Questionnaire:self-check"),
        ("https://clinic.example", "https://clinic.example/fhir/Questionnaire/self-check"),
        ("https://clinic.example/", "https://clinic.example/fhir/Questionnaire/self-check"),
    ],
)
def test_names_are_the_clinics_own(document, base_url, name):
    made = questionnaire_of(document, Names(base_url))
    Questionnaire.model_validate(made)

    assert name == made["url"]


def a_bundle(submissions, document):
    bundle = json.loads("".join(fhir_of(submissions, {document["version"]: document}, NAMES, NOON)))
    Bundle.model_validate(bundle)
    return [entry["resource"] for entry in bundle.get("entry", ())]


def test_a_set_is_a_bundle_with_the_questions_once(questionnaire, rulebook, document):
    one = a_submission(questionnaire, rulebook, healthy_runner())
    two = a_submission(questionnaire, rulebook, {"rf_now": ["fainted_now"]}, visit="p3q8r6s2tv")
    kinds = [resource["resourceType"] for resource in a_bundle([one, two], document)]

    assert [kind for kind in kinds if kind != "Observation"] == [
        *("QuestionnaireResponse", "QuestionnaireResponse", "Questionnaire")
    ]


def test_an_empty_set_is_a_bundle_too(document):
    assert a_bundle([], document) == []


def test_what_cannot_be_read_is_said_and_not_left_out(document):
    (resource,) = a_bundle([a_submission_with(None)], document)

    assert resource["resourceType"] == "OperationOutcome"
    assert "k4m7x2p9qt-1 cannot be read" in resource["issue"][0]["diagnostics"]


def results_of(record, document, **about):
    """The Observations of one submission, the next step first, by valid FHIR."""
    found = a_bundle([a_submission_with(record, **about)], document)
    return [one for one in found if one["resourceType"] == "Observation"]


def codes(observations, of="code"):
    return [one[of]["coding"][0]["code"] for one in observations]


def test_the_next_step_goes_out_with_the_signs_and_causes_that_it_rests_on(
    questionnaire, rulebook, document
):
    answers = healthy_runner(rf_general=["weight_loss"], longest_recent_km=40)
    record = a_record(questionnaire, rulebook, as_given(questionnaire, answers))
    step, *members = results_of(record, document)
    shown = [cause for cause in record["causes"] if cause["strength"]]

    assert shown
    assert codes([step], "valueCodeableConcept") == ["see_doctor"]
    assert codes(members) == [one["id"] for one in (*record["signs"], *shown)]
    said = [*(one["level"] for one in record["signs"]), *(one["strength"] for one in shown)]
    assert codes(members, "valueCodeableConcept") == said
    reasons = [f"For: {one['text']}" for one in shown[0]["for"]]
    reasons += [f"Against: {one['text']}" for one in shown[0]["against"]]
    assert [one["text"] for one in members[len(record["signs"])]["note"]] == reasons


@pytest.mark.slow
def test_every_result_says_that_nobody_was_examined_and_names_the_answers_it_comes_from(
    questionnaire, rulebook, document
):
    records = [a_record(questionnaire, rulebook, a_given(questionnaire, one)) for one in range(40)]
    submissions = [
        a_submission_with(record, visit=f"k4m7x2p9q{number}")
        for number, record in enumerate(records)
    ]
    bundle = json.loads("".join(fhir_of(submissions, {}, NAMES, NOON)))
    Bundle.model_validate(bundle)
    there = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    results = [one for one in there.values() if one["resourceType"] == "Observation"]

    assert len(there) == len(bundle["entry"])
    assert {one["resourceType"] for one in there.values()} == {
        *("QuestionnaireResponse", "Observation")
    }
    assert {one["status"] for one in results} == {"preliminary"}
    for one in results:
        assert "by written rules from the answers alone" in one["method"]["text"]
        (given,) = one["derivedFrom"]
        assert one["id"].startswith(f"{there[given['reference']]['id']}-")
        for member in one.get("hasMember", ()):
            assert there[member["reference"]]["derivedFrom"] == one["derivedFrom"]


def test_a_recheck_and_a_stop_tell_no_cause(questionnaire, rulebook, document):
    again = as_given(questionnaire, healthy_runner(longest_recent_km=40))
    recheck = a_record(questionnaire, rulebook, again, Asked.RECHECK)
    stop = a_record(questionnaire, rulebook, {"rf_now": ["fainted_now"]})

    assert codes(results_of(recheck, document)) == ["next_step"]
    step, *signs = results_of(stop, document, submitted=None)
    assert codes([step], "valueCodeableConcept") == ["emergency"]
    assert codes(signs) == [one["id"] for one in stop["signs"]]


OPTION = {"system": NAMES.of("CodeSystem", "rf_now"), "code": "fainted_now"}
MILES = {"value": 6.2, "system": "http://unitsofmeasure.org", "code": "[mi_i]"}


def test_answers_of_another_system_need_no_groups_and_no_words(asked):
    foreign = {
        "item": [
            {"linkId": "rf_now", "answer": [{"valueCoding": OPTION}]},
            {"linkId": "km_last_7d", "answer": [{"valueQuantity": MILES}]},
            {"linkId": "pain_worst", "answer": [{"valueInteger": 4}]},
            {"linkId": "age_years"},
        ]
    }

    assert answers_from(foreign, asked) == {
        "rf_now": ["fainted_now"],
        "km_last_7d": Distance(6.2, "mi"),
        "pain_worst": 4,
        "age_years": None,
    }


@every_row(
    ("item", "says"),
    [
        ({"linkId": "rf_then"}, "rf_then: no question is called so"),
        ({}, "no question is called so"),
        (
            {"linkId": "rf_now", "answer": [{"valueCoding": OPTION | {"code": "x"}}]},
            "no such option",
        ),
        ({"linkId": "rf_now", "answer": [{"valueCoding": OPTION | {"system": "x"}}]}, "no such"),
        ({"linkId": "rf_now", "answer": [{"valueString": "fainted_now"}]}, "no such option"),
        ({"linkId": "pain_worst", "answer": [{"valueInteger": 4}] * 2}, "it takes one answer"),
        ({"linkId": "pain_worst", "answer": [{"valueString": "4"}]}, "it takes a valueInteger"),
        ({"linkId": "km_last_7d", "answer": [{"valueQuantity": MILES | {"code": "m"}}]}, "[mi_i]"),
        ({"linkId": "km_last_7d", "answer": [{"valueQuantity": MILES | {"system": "x"}}]}, "of km"),
        ({"linkId": "km_last_7d", "answer": [{"valueQuantity": MILES | {"value": None}}]}, "of km"),
        ({"linkId": "km_last_7d", "answer": [{"valueDecimal": 4}]}, "it takes a number of km"),
        ({"linkId": "pain_worst", "answer": [4]}, "pain_worst: its answer is no list of objects"),
        ({"linkId": "goal_date", "answer": [{"valueString": "May"}]}, "it takes a valueDate"),
        ({"linkId": "activities", "item": [{"linkId": "rf_now"}]}, "rf_now: no question"),
        ({"linkId": "activities.what"}, "activities.what: no question"),
        ({"linkId": "pain_worst", "item": {}}, "pain_worst: its item is no list of objects"),
    ],
)
def test_what_is_no_answer_is_refused_by_name(asked, item, says):
    with pytest.raises(NotAnAnswer) as refused:
        answers_from({"item": [item]}, asked)

    assert says in str(refused.value)


def test_a_question_answered_twice_is_refused(asked):
    twice = {"linkId": "pain_worst", "answer": [{"valueInteger": 4}]}
    with pytest.raises(NotAnAnswer):
        answers_from({"item": [twice, twice]}, asked)
