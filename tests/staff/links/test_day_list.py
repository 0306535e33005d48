"""A day's list is read as spreadsheets paste it, and every line that cannot be is told."""

from datetime import time

import pytest

from records.people.staff import Person
from staff.links.day_list import BadLines, VisitRow, read_lines

ROBIN, KIM, ROBERTA = (
    Person(number, name, ("physiotherapist",), True, None, None)
    for number, name in enumerate(["Robin Hale", "Kim Lee", "Roberta Mays"], start=1)
)
APART = "stands in the reference. Put a comma or a tab between reference, time and physiotherapist."
PEOPLE = [ROBIN, KIM, ROBERTA]


def read(text, default=KIM.id):
    return read_lines(text, PEOPLE, default)


@pytest.mark.parametrize(
    "text",
    [
        "KL-204, 09:30, Robin Hale",
        "KL-204;9.30;robin hale",
        "KL-204\t9:30 am\tRobi",
        '"KL-204","09:30","Robin Hale"',
        "Reference,Time,Physiotherapist\nKL-204,09:30,Robin",
        "\n\n  KL-204 ,  09:30 , Robin   Hale , , \n\n",
        "KL-204,09:30:00,Robin\r\n",
    ],
)
def test_one_visit_however_it_is_pasted(text):
    assert read(text) == [VisitRow("KL-204", time(9, 30), ROBIN.id)]


@pytest.mark.parametrize(
    "text", ["KL-204,09:30,Robin,07700 900123", "KL-204\t\t\t 07700 900123", "KL;;;07700 900123;"]
)
def test_the_last_column_is_the_phone_number(text):
    assert [line.phone for line in read(text)] == ["07700 900123"]


@pytest.mark.parametrize("reference", ["KL 204", "K. L. 4711", "2026.11", "Ki Ro", "Kim L-H"])
def test_a_reference_may_have_gaps(reference):
    assert read(f"{reference},09:30") == [VisitRow(reference, time(9, 30), KIM.id)]


def test_time_and_physiotherapist_may_be_left_out():
    assert read("KL-204\nMB-117,,Robin\nOP-3,10:15") == [
        VisitRow("KL-204", None, KIM.id),
        VisitRow("MB-117", None, ROBIN.id),
        VisitRow("OP-3", time(10, 15), KIM.id),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Enter one line for each visit, like KL-204, 09:30, Robin Hale."),
        ("Reference,Time", "Enter one line for each visit, like KL-204, 09:30, Robin Hale."),
        ("KL,half nine", "Line 1: “half nine” is no time like 09:30."),
        ("KL,25:00", "Line 1: “25:00” is no time like 09:30."),
        (",09:30", "Line 1: the reference is missing."),
        ("K" * 41, "Line 1: keep the reference under 40 characters."),
        ("KL,09:30,Rob", "Line 1: “Rob” could be Robin Hale or Roberta Mays."),
        ("KL,09:30,Ana", "Line 1: no physiotherapist here is called “Ana”."),
        ("KL-204 09:30 Robin Hale", f"Line 1: “09:30” {APART}"),
        ("KL-204  9.30", f"Line 1: “9.30” {APART}"),
        ("09:30 KL-204,,Robin", f"Line 1: “09:30” {APART}"),
        ("KL-204 Robin Hale", f"Line 1: “Robin Hale” {APART}"),
        ("KL-204 kim,09:30", f"Line 1: “kim” {APART}"),
        ("KL-204\u00a09am\u2003Robin", f"Line 1: “9am” {APART}"),
        ("KL,09:30,Kim,knee", "Line 1: “knee” is no phone number with its area code."),
        (
            "KL,09:30,Kim,07700 900123,knee",
            "Line 1: there is more than reference, time, physiotherapist and phone number.",
        ),
        ("KL,9:30\nkl,09:30", "kl is there twice at the same time."),
        ("\n".join(f"A{n}" for n in range(61)), "Enter 60 lines at most; there are 61."),
    ],
)
def test_what_cannot_be_read_is_told(text, problem):
    with pytest.raises(BadLines) as bad:
        read(text)

    assert bad.value.problems == (problem,)


def test_lines_are_told_by_the_numbers_they_have_on_the_screen():
    with pytest.raises(BadLines) as bad:
        read("Patient;Time\n\nKL;x\nMB;10:00\nOP;y")

    assert [problem[:6] for problem in bad.value.problems] == ["Line 3", "Line 5"]


def test_two_visits_of_one_patient_on_a_day_are_two():
    assert len(read("KL,09:30\nKL,15:00")) == 2


def test_sixty_lines_are_read():
    assert len(read("\n".join(f"A{n}" for n in range(60)))) == 60
