"""Whatever somebody typed stays a text in every file that leaves the app."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook

from services import services_of
from staff.export.cells import BEGINS_A_FORMULA
from tests.beneath import beneath
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    healthy_runner,
    sign_in,
    with_records_at,
)
from tests.staff.nasty import ALL, STEERS

pytestmark = pytest.mark.slow

MORE = ["KL;=1+1", 'KL";"=1+1', "KL|+1|-1", "KL,@SUM(A1)", "KL; '; =1"]
TEXTS = [
    text for text in [*ALL, *MORE] if "\ud800" not in text
]  # half a sign reaches nobody: no form has it
FIELDS = ("reference", "own_question", "goal_text")


@pytest.fixture(scope="module")
def reader(house, make_database, postgres, tmp_path_factory):
    """Somebody at a clinic whose patients typed all of this; these tests only read it."""
    folder = tmp_path_factory.mktemp("typed")
    place = postgres.make() if postgres else make_database(folder / "records.db")
    with with_records_at(house, place) as app:
        person = a_colleague(app)
        for text in TEXTS:
            made, _ = an_invitation(app, reference=f"{text} reference", physiotherapist=person)
            words = {name: f"{text} {name}" for name in FIELDS[1:]}
            a_response(app, healthy_runner(**words), made)
        yield sign_in(app.test_client(), person)
    if postgres:
        postgres.give_back(place)


def file(reader, kind):
    answer = reader.get(f"/clinic/patients/export.{kind}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return answer.data if kind == "xlsx" else answer.text


@pytest.mark.parametrize("separator", [";", "|", ","])
def test_no_formula_begins_wherever_a_spreadsheet_parts_cells(reader, separator):
    """One set to another country knows no commas, and then quotes within a cell hold nothing."""
    cells = re.split(rf"[{separator}\r\n]", file(reader, "csv").removeprefix("\ufeff"))

    assert [one for one in cells if one.strip(" \"'\t").startswith(BEGINS_A_FORMULA)] != []
    assert [one for one in cells if one.strip(' "\t').startswith(BEGINS_A_FORMULA)] == []


def test_a_workbook_holds_nothing_but_texts_numbers_and_days(reader):
    heads, *rows = load_workbook(io.BytesIO(file(reader, "xlsx"))).active.rows

    assert len(rows) == len(TEXTS)
    assert {cell.data_type for row in rows for cell in row} == {"s", "n", "d"}
    assert not any(cell.hyperlink for row in rows for cell in row)


def test_no_cell_of_a_spreadsheet_begins_a_formula_or_turns_its_row(reader):
    text = file(reader, "csv").removeprefix("\ufeff")
    heads, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)

    assert len(rows) == len(TEXTS)
    assert {len(row) for row in rows} == {len(heads)}
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip().startswith(BEGINS_A_FORMULA), cell
        assert not cell.startswith(("\t", "\r")), cell
        assert not set(cell) & {*STEERS, "\0", "\x1b", "\r"}, cell


def test_json_holds_it_as_it_was_typed(reader):
    found = json.dumps(json.loads(file(reader, "json")), ensure_ascii=False)

    for text in TEXTS:
        for field in FIELDS:
            assert json.dumps(f"{text} {field}", ensure_ascii=False) in found, text


def test_fhir_holds_a_bundle_of_texts(reader):
    bundle = json.loads(file(reader, "fhir.json"))
    given = [one["resource"] for one in bundle["entry"]]
    responses = [one for one in given if one["resourceType"] == "QuestionnaireResponse"]

    assert len(responses) == len(TEXTS)
    assert not any("<script>" in one.get("text", {}).get("div", "") for one in given)


def test_the_text_for_the_notes_is_no_page(reader):
    db = services_of(reader.application).connections.database()
    for row in beneath(db)["invitations"].rows:
        answer = reader.get(f"/clinic/responses/{row['name']}/soap.txt")

        assert answer.mimetype == "text/plain"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
