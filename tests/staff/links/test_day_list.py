"""A day's list is understood however it is pasted: each cell comes to its own field."""

from dataclasses import replace
from datetime import date

import pytest

from records.people.staff import Person
from staff.links.day_cells import Around, Doubt
from staff.links.day_list import TooManyLines, read_list
from tests.tables import every_row

PEOPLE = [
    Person(number, name, ("physiotherapist",), True, None, None)
    for number, name in enumerate(["Robin Hale", "Kim Lee", "Roberta Mays"], start=1)
]
AROUND = Around(PEOPLE, today=date(2026, 11, 29), day=date(2026, 12, 3), is_month_first=True)
PRACTICE = (
    'Date;"Start";"Practitioner";"Patient Name";"Patient ID";"DOB";"Email";"Mobile";Room\n'
    '11/30/2026;9:30 AM;"Hale, Robin";"Kim O""Neil";4711;12/31/1984;kim@example.org;'
    '"+1 416 555 0100";2\n11/05/2027;14:00;"Lee, Kim";"Lee; Ann";0815;;;;'
)


def read(text):
    found = read_list(text, AROUND)
    return [{str(name): said for name, said in line.cells.items()} for line in found.lines]


def line(reference="KL-204", at="09:30", physiotherapist="Robin Hale", **more):
    given = {"reference": reference, "at": at, "physiotherapist": physiotherapist} | more
    return {name: said for name, said in given.items() if said}


@every_row(
    "text",
    [
        "KL-204, 09:30, Robin Hale",
        "KL-204;09:30;Robin Hale",
        "09:30\tKL-204\tRobin Hale",
        '"KL-204","09:30","Robin Hale"',
        "Reference,Time,Physiotherapist\nKL-204,09:30,Robin Hale",
        "Physio;Patient;Time\nRobin Hale;KL-204;09:30",
        "\n\n  KL-204 ,  09:30 , Robin   Hale , , \n\n",
        "KL-204,09:30,Robin Hale\r\n",
        "KL-204   09:30      Robin Hale",
        "KL-204 09:30 Robin Hale",
        "09:30 KL-204,,Robin Hale",
        "KL-204 Robin Hale,09:30",
        "KL-204\u00a009:30\u2003Robin Hale",
        "Robin Hale 09:30 KL-204",
    ],
)
def test_one_visit_however_it_is_pasted(text):
    assert read(text) == [line()]


@every_row(
    ("text", "lines"),
    [
        (
            "KL-204  09:30 Robin Hale  kim@example.org\nMB 117   10:15   Hale, Robin   0770090012",
            [
                line(email="kim@example.org"),
                line("MB 117", "10:15", "Hale, Robin", phone="0770090012"),
            ],
        ),
        (
            "KL, 9:30 am, lee@example.org\nMB, 10h15, 07700 900123\nOP\nQR,,Robin",
            [
                line("KL", "9:30 am", "", email="lee@example.org"),
                line("MB", "10h15", "", phone="07700 900123"),
                line("OP", "", ""),
                line("QR", "", "Robin"),
            ],
        ),
        (
            PRACTICE,
            [
                line(
                    "4711",
                    "9:30 AM",
                    "Hale, Robin",
                    day="2026-11-30",
                    birth_year="1984",
                    email="kim@example.org",
                    phone="+1 416 555 0100",
                ),
                line("0815", "14:00", "Lee, Kim", day="2027-11-05"),
            ],
        ),
        (
            "Start\tPatient\n30/11/2026 09:30\tKL",
            [line("KL", physiotherapist="", day="2026-11-30")],
        ),
        (
            "20261124\t09:30\t07700 900123",
            [line("20261124", phone="07700 900123", physiotherapist="")],
        ),
        (
            "20261124 09:30 k@example.org",
            [line("20261124", email="k@example.org", physiotherapist="")],
        ),
        ("KL;;;07700 900123;", [line("KL", "", "", phone="07700 900123")]),
        (
            "204A, 09:30, Robin Hale\n1011P, 10:00, Hale",
            [line("204A"), line("1011P", "10:00", "Hale")],
        ),
        (
            "204A, 0930, Robin Hale\n1011P, 1000, RH",
            [line("204A", "0930"), line("1011P", "1000", "RH")],
        ),
        ("204 Hale\t09:30\tKim Lee", [line("204 Hale", physiotherapist="Kim Lee")]),
        ('5" K; 09:30\nMB; 10:00', [line('5" K', physiotherapist=""), line("MB", "10:00", "")]),
    ],
)
def test_each_cell_is_known_by_its_heading_or_by_what_it_is(text, lines):
    assert read(text) == lines


@every_row(
    ("order", "text", "days"),
    [
        (True, "KL\t12/04/2026\nMB\t03/12/2026", ["2026-12-04", "2026-12-03"]),
        (False, "KL\t12/13/2026\nMB\t05/12/2026", ["2026-12-13", "2026-12-05"]),
        (None, "KL\t03/12/2026\nMB\t12/04/2026", ["2026-12-03", "12/04/2026"]),
        (False, "20/11/2026\tKL\t03/12/2026", ["2026-12-03"]),
        (False, "20/11/2026\tKL\t04/12/2026", ["2026-12-04"]),
        (False, "30/11/2026\tKL\t04/12/2026", [None]),
        (False, "20/11/2026\tKL\t03/12/2026 09:30", ["2026-12-03"]),
        (False, "Booked\tRef\tStart\n20/11/2026\tKL\t04/12/2026 09:30", ["2026-12-04"]),
        (False, "20/11/2026\tKL\t09:30", ["2026-11-20"]),
    ],
)
def test_a_day_is_the_chosen_one_where_it_can_be_and_is_never_guessed(order, text, days):
    found = read_list(text, replace(AROUND, is_month_first=order))
    assert [line.cells.get("day") for line in found.lines] == days


@every_row(
    ("text", "reference", "phone", "unused"),
    [
        ("4857773456\t09:30\tRobin Hale\t07700 900123", "4857773456", "07700 900123", ()),
        ("07700 900123\t09:30\tRobin Hale\t4857773456", "4857773456", "07700 900123", ()),
        ("485 777 3456\t09:30\tRobin\t07700 900123", "485 777 3456", "07700 900123", ()),
        ("4857773456\t09:30\tRobin\t7700900123", "4857773456", None, ("7700900123",)),
        (
            "KL\t09:30\tRobin\t0161 496 0000\t07700 900123",
            *("KL", None, ("0161 496 0000", "07700 900123")),
        ),
        ("KL\t09:30\tRobin\t4857773456\t07700 900123", "KL", "07700 900123", ("4857773456",)),
        ("File\tMobile\n0770090012\t4857773456", "0770090012", "4857773456", ()),
    ],
)
def test_of_two_numbers_neither_is_taken_for_the_mobile_by_guess(text, reference, phone, unused):
    found = read_list(text, AROUND)
    [line] = (one.cells for one in found.lines)
    assert (line.get("reference"), line.get("phone"), found.unused) == (reference, phone, unused)


@every_row("reference", ["KL 204", "K. L. 4711", "2026.11", "Ki Ro", "Kim L-H"])
def test_a_reference_may_have_gaps(reference):
    assert read(f"{reference},09:30") == [line(reference, physiotherapist="")]


@every_row(
    ("text", "wrong"),
    [
        ("KL,half nine", line("KL", "half nine", "")),
        ("KL,25:00", line("KL", "25:00", "")),
        (",09:30", line("", physiotherapist="")),
        ("KL,09:30,Ana", line("KL", physiotherapist="Ana")),
        ("KL,09:30,Kim,knee", line("KL", physiotherapist="Kim", phone="knee")),
    ],
)
def test_what_is_wrong_stays_in_its_place_to_be_mended(text, wrong):
    assert read(text) == [wrong]


def test_what_is_not_used_is_named():
    assert read_list(PRACTICE, AROUND).unused == ("Patient Name", "Room")
    assert read_list("KL,09:30,Kim,07700 900123,knee", AROUND).unused == ("knee",)


@every_row(
    ("text", "nobody", "words"),
    [
        ("Schedule for today\n\nTime;Patient\n09:30;KL-204\nPage 1 of 1", [5], []),
        ("Monday 30 November 2026\nTime\tPatient\tType\n12:30\t\tLUNCH\n13:00\tKL\tNew", [3], []),
        ("KL-204, 09:30\nMiller, 12:30\nMB-117, 13:00", [], [2]),
        ("KL, 09:30\nMittagessen, 12:30\nMB, 13:00\nÉquipe, 14:00\nOP", [], [2, 4]),
        ("KL, 09:30\nMiller\nMB, 13:00", [], [2]),
        ("KL-204 09:30 Robin Hale\nSeite 1 von 2", [2], []),
        ("KL-204, 09:30\n, 10:00\n11:00", [2, 3], []),
        ("Time;Patient\n09:30;KL\n;MB\n;;", [], []),
        ("Time;Ref;Email\n9:30;;k@example.org\n10:00;KL;", [], []),
        ("Ref;Mobile\nKL-204;\nAlexander;07700 900123\nMB-117;", [], []),
        ("Alexander, 09:30\nCharlotte, 10:00\nLunch, 12:30", [], []),
        ("LUNCH, 12:30", [], []),
    ],
)
def test_only_what_names_nobody_is_left_out_and_a_lone_word_is_asked_about(text, nobody, words):
    lines = read_list(text, AROUND).lines
    assert [one.number for one in lines if one.doubt is Doubt.NOBODY] == nobody
    assert [one.number for one in lines if one.doubt is Doubt.WORD] == words


def test_titles_above_the_headings_are_named():
    assert read_list("Schedule\n\nTime;Patient\n09:30;KL", AROUND).above == ("Schedule",)


@pytest.mark.parametrize("text", ["", " \n\t\n", "Reference,Time"])
def test_a_list_without_visits_has_none(text):
    assert read(text) == []


def test_sixty_lines_are_read_and_no_more():
    lines = [f"A{n}, 09:30" for n in range(61)]
    assert len(read("\n".join(["Reference, Time", *lines[:60]]))) == 60
    with pytest.raises(TooManyLines, match="Enter 60 lines at most; there are 61."):
        read("\n".join(lines))
