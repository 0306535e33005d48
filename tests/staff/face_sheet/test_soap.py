"""The text to paste: what the patient said, in a known order, narrow enough for any record."""

import re

import pytest

from staff.face_sheet.soap import Heading, subjective
from tests.factories import OWN_WORDS, Chance, random_person
from tests.staff.face_sheet.told import content, sheet_by

HEADING = Heading("24 November 2026, 09:30", "sent 22 Nov 2026, 18:02")


def text_of(kept=None, **changed):
    return subjective(sheet_by(kept, **changed), HEADING)


def test_the_patients_words_come_first_and_in_quotation_marks():
    lines = text_of({"words": OWN_WORDS}).splitlines()

    assert lines[:4] == [
        "S: Self-reported before the visit on 24 November 2026, 09:30 (sent 22 Nov 2026,",
        "   18:02).",
        'S: Wants to ask or achieve: "Can I run my race in May?"',
        'S: Pain stops: "Lifting my son" (6 out of 10)',
    ]


def test_red_flags_are_told_as_ticked_denied_and_not_sure():
    text = unwrapped(text_of(cough_time="over_3w", rf_other=["cough"], rf_nerves=["not_sure"]))

    assert (
        "Red flag screen, ticked: Other parts of the body: A cough that has lasted more than 3"
    ) in text
    assert "Red flag screen, answered no: Right now; Heart and lungs; Injuries" in text
    assert "Red flag screen, not sure: Nerves: I am not sure" in text


def test_a_clear_screen_says_so():
    text = unwrapped(text_of())

    assert "Red flag screen, ticked: nothing" in text
    assert "not sure:" not in text
    assert "PMH flags" not in text


def test_history_stands_apart_from_red_flags():
    text = unwrapped(text_of(health_background=["blood_thinner"]))

    assert "PMH flags: Health background: I take blood thinners" in text
    assert "Red flag screen, ticked: nothing" in text


@pytest.mark.parametrize("number", range(20))
def test_it_is_80_columns_wide_for_anybody_and_names_no_cause(number):
    answers = random_person(content()[0], Chance(number), quiet_safety=0.8)
    words = {"ask": "Why? " * 200, "stops": "x" * 300, "stops_rating": 10}
    text = text_of({"words": words}, answers=answers)
    lines = text.splitlines()

    assert max(map(len, lines)) <= 80
    assert all(re.match(r"S: |   \S", line) for line in lines)
    assert not any(cause.title in text for cause in content()[1].causes)


def unwrapped(text):
    return re.sub(r"\n   ", " ", text)
