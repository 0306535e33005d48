"""Files to take away: for whoever may read answers, each noted in the audit."""

import csv
import io
import json
from datetime import UTC, datetime
from itertools import product

import pytest
from fhir.resources.R4B.bundle import Bundle
from openpyxl import load_workbook

from records.answers import responses
from records.people import audit
from services import services_of
from tests.beneath import beneath
from tests.factories import a_colleague, a_response, an_invitation, healthy_runner, sign_in

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "fhir.json": "application/fhir+json",
}
MOST = 20  # rows, in place of the many that a file holds
WORDS = ("reference", "own_question", "own_question_words")
NASTY = '=HYPERLINK("http://a.example")</script><img src=x onerror=alert(1)>'


@pytest.fixture
def physiotherapist(app):
    return a_colleague(app)


@pytest.fixture
def reader(client, physiotherapist):
    return sign_in(client, physiotherapist)


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


@pytest.fixture
def answered(app, physiotherapist):
    """Answers to a new link, and its invitation."""

    def answered(reference="KL 4711", answers=None, **about):
        invitation, _ = an_invitation(app, reference=reference, physiotherapist=physiotherapist)
        return a_response(app, answers, invitation, **about), invitation

    return answered


def exported(db):
    return [
        (one.actor, one.subject)
        for one in audit.newest(db)
        if one.action == audit.AuditAction.EXPORTED
    ]


@pytest.mark.parametrize(("kind", "content_type"), KINDS.items())
def test_one_visit_is_a_file_to_keep(reader, answered, db, kind, content_type):
    _, invitation = answered()
    answer = reader.get(f"/clinic/responses/{invitation.name}/export.{kind}")
    named = f'attachment; filename="pre-visit-{invitation.name}.{kind}"'

    assert answer.status_code == 200
    assert (answer.content_type, answer.headers["Content-Disposition"]) == (content_type, named)
    assert answer.headers["Cache-Control"] == "no-store"
    assert exported(db) == [("Robin Hale", f"visit {invitation.name}")]


def test_a_visit_has_every_submission_and_the_first_comes_first(app, reader, answered, db):
    sent, invitation = answered("KL 1", healthy_runner(pain_worst=8))
    now = datetime.now(UTC)
    responses.reopen(db, services_of(app).encryption, sent, now)
    a_response(app, healthy_runner(pain_worst=3), invitation)
    file = reader.get(f"/clinic/responses/{invitation.name}/export.json").json
    pain = [
        next(row["answer"] for row in one["record"]["asked"] if row["id"] == "pain_worst")
        for one in file["responses"]
    ]

    assert [one["submission"] for one in file["responses"]] == [1, 2]
    assert pain == [8, 3]


def test_what_was_not_sent_stays_with_the_patient(app, reader, answered, db):
    sent, invitation = answered()
    responses.reopen(db, services_of(app).encryption, sent, datetime.now(UTC))
    file = reader.get(f"/clinic/responses/{invitation.name}/export.json").json

    assert [one["submission"] for one in file["responses"]] == [1]


def test_a_stop_goes_out_with_what_was_answered_until_then(reader, answered):
    stopped, invitation = answered(answers=healthy_runner(rf_now=["fainted_now"]))
    (one,) = reader.get(f"/clinic/responses/{invitation.name}/export.json").json["responses"]

    assert stopped.submitted is None
    assert one["submitted"] is None
    assert one["record"]["next_step"]["id"] == "emergency"


def test_where_nothing_was_received_there_is_no_file(app, reader, db):
    invitation, _ = an_invitation(app)

    for name, kind in product((invitation.name, "nobody"), KINDS):
        assert reader.get(f"/clinic/responses/{name}/export.{kind}").status_code == 404
    assert exported(db) == []


def test_there_are_no_other_kinds(reader, answered):
    _, invitation = answered()

    for kind in ("xml", "fhir", "JSON", "json.", "csvx"):
        assert reader.get(f"/clinic/responses/{invitation.name}/export.{kind}").status_code == 404
        assert reader.get(f"/clinic/patients/export.{kind}").status_code == 404


def test_a_set_is_what_stands_in_the_list_of_patients(reader, answered, db):
    _, one = answered("KL 1")
    _, two = answered("KL 2", healthy_runner(rf_now=["fainted_now"]))
    text = reader.get("/clinic/patients/export.csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert [row["reference"] for row in rows] == ["KL 2", "KL 1"]
    assert exported(db)[::-1] == [
        ("Robin Hale", f"visit {two.name}"),
        ("Robin Hale", f"visit {one.name}"),
        ("Robin Hale", "patients, 2 visits"),
    ]


def test_a_set_follows_the_filters_of_the_list_of_patients(reader, answered):
    answered("KL 1")
    answered("KL 2", healthy_runner(rf_now=["fainted_now"]))
    file = reader.get("/clinic/patients/export.json?reference=kl-1").json

    assert [one["reference"] for one in file["responses"]] == ["KL 1"]


def test_a_day_that_is_none_leads_back_to_the_list_of_patients_and_to_no_file(reader, answered, db):
    answered("KL 1")
    answer = reader.get("/clinic/patients/export.json?visit_from=24/13&state=new")

    assert answer.status_code == 303
    assert answer.location == "/clinic/patients?visit_from=24/13&state=new"
    assert exported(db) == []


def test_an_address_of_nonsense_breaks_nothing(reader):
    for query in ("visit_from=%ff%0d%0aX: y", "visit_from=\xc3\xa9", "state=%00&sort=%c3"):
        raw = {"QUERY_STRING": query}  # as a server hands it on: one sign a byte
        answer = reader.get("/clinic/patients/export.csv", environ_overrides=raw)
        assert answer.status_code < 400
        assert "X" not in answer.headers


def test_a_set_in_fhir_is_a_valid_bundle(reader, answered):
    answered("KL 1")
    answered("KL 2")
    bundle = reader.get("/clinic/patients/export.fhir.json").json
    Bundle.model_validate(bundle)

    kinds = [one["resource"]["resourceType"] for one in bundle["entry"]]
    assert kinds == [*["QuestionnaireResponse", "Observation"] * 2, "Questionnaire"]


def test_an_empty_list_is_an_empty_file(reader, db):
    assert reader.get("/clinic/patients/export.json").json["responses"] == []
    assert exported(db) == [("Robin Hale", "patients, 0 visits")]


def fill_up(app, db, number):
    """Copies of the first answers, each before a visit of its own, until there are so many."""
    (received,) = beneath(db).table("responses").rows
    for at in range(2, number + 1):
        invitation, _ = an_invitation(app)
        beneath(db).table("responses").insert(received | {"id": at, "invitation": invitation.id})


@pytest.mark.sqlite
def test_too_many_are_refused_and_never_cut_off(app, reader, answered, db, monkeypatch):
    monkeypatch.setattr("staff.export.views.MOST", MOST)
    answered("KL 1")
    with db.transaction():
        fill_up(app, db, MOST)
    whole = reader.get("/clinic/patients/export.json").json
    answered("KL 2")
    refused = reader.get("/clinic/patients/export.json?sort=visit&state=")

    assert len(whole["responses"]) == MOST
    assert refused.status_code == 422
    assert f"A file takes {MOST} rows at most" in refused.text
    assert 'href="/clinic/patients?sort=visit&amp;state="' in refused.text
    assert len(audit.newest(db, limit=500)) == 2 + MOST + 1


@pytest.mark.parametrize("kind", KINDS)
def test_nasty_words_are_only_words(reader, answered, kind):
    words = healthy_runner(own_question=NASTY, activities=[[NASTY, 3]])
    _, invitation = answered(NASTY, words)
    data = reader.get(f"/clinic/responses/{invitation.name}/export.{kind}").data
    if kind == "xlsx":
        heads, row = load_workbook(io.BytesIO(data)).active.values
        found = [dict(zip(heads, row, strict=True))[name] for name in WORDS]
    elif kind == "csv":
        (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        found = [row[name] for name in WORDS]
    else:
        found = [text for text in texts(json.loads(data)) if text == NASTY]

    assert found[:3] == [f"'{NASTY}" if kind == "csv" else NASTY] * 3


def texts(value):
    """Every text in a file."""
    if isinstance(value, str):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from texts(inner)
