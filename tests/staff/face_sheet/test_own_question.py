"""A physiotherapist adds a question and a check in content files; no programmer is needed."""

import json
import shutil

import pytest

from questionnaire.loading import CONTENT, load_content
from rules.loading import CONTENT as RULES
from staff.face_sheet.answer_record import AnswerRecord, LabelledText
from staff.face_sheet.pain import SAID_FIRST
from staff.face_sheet.sheet import face_sheet_of
from staff.face_sheet.soap import Heading, subjective
from tests.factories import a_colleague, set_services, sign_in
from tests.pre_visit import states
from tests.pre_visit.walking import agree, answer_on
from tests.staff.face_sheet.told import told_by
from tests.visitor import Visitor

PAGE = """
[[page]]
id = "pillow"
questions = ["pillow_kind"]
"""
QUESTION = """
[[question]]
id = "pillow_kind"
kind = "choice"
text = "What do you sleep on?"
help = "Think of last night."
short = "Pillow"
{}
[question.options]
none_at_all = "No pillow"
feather = "A soft feather pillow"
"""
CHECK = """
[[check]]
id = "A99"
when = [{ question = "pillow_kind", one_of = ["feather"] }]
say = "Sleeps on feathers, so ask about allergies."
sources = ["S00"]
"""
PLACED = 'face_sheet = "pain"\nface_sheet_order = 3'


@pytest.fixture
def content_with(tmp_path):
    """Loads a copy of the content with a check and a question, which says this of its place."""

    def content_with(said):
        folder = shutil.copytree(CONTENT, tmp_path / "content")
        file = folder / "stress.toml"
        file.write_text(file.read_text(encoding="utf-8") + PAGE + QUESTION.format(said), "utf-8")
        rules = shutil.copytree(RULES, tmp_path / "rules")
        file = rules / "cross_checks.toml"
        file.write_text(file.read_text(encoding="utf-8") + CHECK, "utf-8")
        return load_content(folder, rules)

    return content_with


@pytest.mark.slow
def test_a_question_and_a_check_of_ones_own_go_all_the_way(make_app, settings, content_with):
    app = make_app(settings)
    questionnaire, rulebook = content_with(PLACED)
    set_services(app, questionnaire=questionnaire, rulebook=rulebook)
    case = states.made(app)
    patient = answer_on(agree(Visitor(app.test_client()), case), until="What do you sleep on?")
    patient.choose("What do you sleep on?", "A soft feather pillow").press("Continue")
    answer_on(patient).sees("Pillow A soft feather pillow").does_not_see("Sleeps on feathers")
    sent = patient.press("Send to Robin Hale").sees("Your answers are sent")
    sent.does_not_see("Sleeps on feathers")

    visit = f"/clinic/responses/{case.name}"
    physio = Visitor(sign_in(app.test_client(), a_colleague(app, "Sam Ortiz")))
    physio.go(visit).sees("Sleeps on feathers, so ask about allergies. A99")
    pain = physio.page.text.partition("More about the pain")[2]
    assert "Pillow A soft feather pillow" in pain.partition("Likely causes")[0]
    physio.go(f"{visit}/answers").sees("What do you sleep on? A soft feather pillow")
    note = " ".join(text_of(physio, f"{visit}/soap.txt").split())
    assert "Pillow: a soft feather pillow" in note
    assert " Sleeps on feathers, so ask about allergies. " in note
    assert "feather,A soft feather pillow" in text_of(physio, f"{visit}/export.csv")
    whole = json.loads(text_of(physio, f"{visit}/export.json"))
    answers = {row["id"]: row["answer"] for row in whole["responses"][0]["record"]["asked"]}
    assert answers["pillow_kind"] == "feather"
    fhir = text_of(physio, f"{visit}/export.fhir.json")
    assert '"linkId": "pillow_kind"' in fhir
    assert '"code": "feather"' in fhir


def text_of(visitor, path):
    return visitor.client.get(path).text


def told_with(content, **changed):
    return told_by(of=content, pillow_kind="feather", **changed)


def test_it_stands_where_its_file_says(content_with):
    told = told_with(content_with(PLACED))

    labels = [line.label for line in face_sheet_of(told, None).pain]
    assert labels[:2] == ["What it feels like", "Pillow"]


def test_without_a_place_it_stands_under_other_answers(content_with):
    told = told_with(content_with(""))
    sheet = face_sheet_of(told, None)

    assert sheet.other == (LabelledText("Pillow", "A soft feather pillow"),)
    assert "Other answers: Pillow: a soft feather pillow" in subjective(
        sheet, Heading("x", "y", "z")
    )


def test_nothing_is_lost_from_a_record_without_places():
    told = told_by()
    rows = [{k: v for k, v in row.items() if k != "face_sheet"} for row in told.record["asked"]]
    before = face_sheet_of(told, None)
    sheet = face_sheet_of(AnswerRecord({**told.record, "asked": rows}, told.document), None)

    assert sheet.load == before.load
    placed = (*before.pain, *before.training, *before.strength, *before.life)
    assert set(placed) < set(sheet.other)
    first = {told.short(question) for question in SAID_FIRST if told.words(question)}
    assert {line.label for line in sheet.other} - {line.label for line in placed} == {
        "Age",
        "Where it hurts",
        *first,
    }
