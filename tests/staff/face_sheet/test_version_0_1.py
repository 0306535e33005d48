"""What was sent when the questions were those of 0.1 stays readable, with those questions."""

import csv
import io
import json
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle

from records.answers import contents
from tests.factories import a_colleague, desk_of, sign_in
from tests.pre_visit import states
from tests.visitor import Visitor

KEPT = json.loads(Path(__file__).with_name("version_0_1.json").read_text(encoding="utf-8"))
VERSION = KEPT["document"]["version"]
COUGH = "A cough that has lasted more than 3 weeks"


@pytest.fixture
def case(app):
    """A patient who sent their answers when the questions were those."""
    case, desk = states.submitted(app), desk_of(app)
    sheet = {"version": [1, VERSION], "answers": "", "extras": True, "explained": [], "unit": "km"}
    columns = {
        "encrypted": desk.encryption.encrypt({"sheet": sheet, "changes": []}),
        "snapshot": desk.encryption.encrypt(KEPT["record"]),
    }
    desk.db.update("responses", columns, "id = :id", id=case.response.id)
    contents.keep(desk.db, VERSION, KEPT["document"], desk.now)
    return case


@pytest.fixture
def physio(app):
    return Visitor(sign_in(app.test_client(), a_colleague(app, "Sam Ortiz")))


def test_the_sheet_has_it_all(case, physio):
    physio.go(f"/clinic/responses/{case.name}").sees(
        "See a doctor or nurse practitioner soon",
        f"Other parts of the body: “{COUGH}”",
        "Reports: high blood pressure, high cholesterol, diabetes, or I smoke",
        "Hard runs a week 2",
        "Last 7 days 40 km",
        "Plank hold, ",
        f"Questions {VERSION}",
    )


def test_all_answers_and_the_text_for_the_notes_too(case, physio):
    physio.go(f"/clinic/responses/{case.name}/answers").sees(COUGH, "1 day a week")
    text = " ".join(physio.go(f"/clinic/responses/{case.name}/soap.txt").response.text.split())

    assert f'(Other parts of the body: "{COUGH}")' in text
    assert "Hard runs a week: 2" in text


def test_the_patient_still_sees_what_they_sent(case):
    Visitor(case.client).go(case.at("/sent")).sees(COUGH, "2 days a week").does_not_see("Change")


def test_every_file_has_it_with_its_own_questions(case, physio):
    def file(kind):
        return physio.client.get(f"/clinic/responses/{case.name}/export.{kind}").data

    (row,) = csv.DictReader(io.StringIO(file("csv").decode("utf-8-sig"), newline=""))
    assert (row["rf_other"], row["rf_other_words"]) == ("long_cough", COUGH)
    assert (row["hard_sessions"], row["own_question"]) == ("2", "")
    plain = json.loads(file("json"))
    assert plain["responses"][0]["record"] == KEPT["record"]
    assert plain["questions"] == {VERSION: KEPT["document"]}
    bundle = json.loads(file("fhir.json"))
    Bundle.model_validate(bundle)
    assert "long_cough" in json.dumps(bundle)
