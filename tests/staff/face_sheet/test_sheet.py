"""What stands on a face sheet."""

import pytest

from questionnaire.distance import Distance
from staff.face_sheet.answer_record import LabelledText
from staff.face_sheet.causes import first_sentence
from staff.face_sheet.since import ChangedAnswer
from tests.factories import Chance, random_person
from tests.staff.face_sheet.told import content, sheet_by

SCREENS = (
    "Right now",
    "Heart and lungs",
    "Nerves",
    "Injuries and bones",
    "General health",
    "Other parts of the body",
    "Health background",
)


def labels(lines):
    return [line.label for line in lines]


def test_screens_answered_with_no_are_one_line():
    screens = sheet_by().screens

    assert screens.clear == SCREENS
    assert (screens.ticked, screens.besides, screens.unsure, screens.unasked) == ((), (), (), ())


def test_a_sign_stands_with_the_very_answer_that_it_rests_on():
    sheet = sheet_by(cough_time="over_3w", rf_other=["cough", "after_meals"], pain_worst=8)
    by_id = {sign.id: sign for sign in sheet.signs}

    assert by_id["D06"].told == (
        LabelledText(
            "Other parts of the body",
            "“The pain comes after I eat (fatty food most of all), or with pain high in my belly”, "
            "“A cough that has lasted more than 3 weeks”",
        ),
    )
    assert "Other parts of the body" not in sheet.screens.clear
    assert sheet.screens.besides == ()


def test_what_no_sign_rests_on_is_still_told():
    sheet = sheet_by(health_background=["heart_risk"])

    assert sheet.signs == ()
    assert sheet.screens.besides == sheet.screens.ticked
    assert sheet.screens.ticked == (
        LabelledText(
            "Health background", "High blood pressure, high cholesterol, diabetes, or I smoke"
        ),
    )


def test_not_sure_is_neither_no_nor_a_tick():
    screens = sheet_by(rf_other=["not_sure"]).screens

    assert screens.unsure == (LabelledText("Other parts of the body", "I am not sure"),)
    assert "Other parts of the body" not in screens.clear
    assert screens.ticked == ()


def test_not_sure_beside_a_tick_is_told_apart_from_it():
    screens = sheet_by(cough_time="over_3w", rf_other=["cough", "not_sure"]).screens

    assert screens.unsure == (LabelledText("Other parts of the body", "I am not sure"),)
    assert screens.ticked == (
        LabelledText("Other parts of the body", "A cough that has lasted more than 3 weeks"),
    )


def test_a_skipped_screen_and_those_after_a_stop_are_no_noes():
    skipped = sheet_by(health_background=None).screens
    stopped = sheet_by(answers={"rf_now": ["cough_blood"]}, without=(*content()[0].questions,))

    assert skipped.unasked == (LabelledText("Health background", "skipped by the patient"),)
    assert "Health background" not in skipped.clear
    assert not stopped.screens.clear


def test_screens_after_a_stop_are_said_not_to_have_been_asked():
    later = [name for name in content()[0].questions if name != "rf_now"]
    sheet = sheet_by(rf_now=["cough_blood"], without=later)

    assert labels(sheet.screens.unasked) == list(SCREENS[1:])
    assert {line.text for line in sheet.screens.unasked} == {"stopped before"}
    assert sheet.screens.clear == ()
    assert sheet.causes == ()


def test_the_screen_about_pregnancy_can_be_answered_with_no():
    screens = sheet_by(health_background=["pregnant"], preg_warning="no_now").screens

    assert "Pregnancy warning signs" in screens.clear


@pytest.mark.parametrize(
    ("now", "before", "jump"),
    [
        (60, 30, "+100%"),
        (39, 30, "+30%"),
        (20, 30, "\u221233%"),
        (30, 30, "no change"),
        (32, 30, "+7%, too close to count"),
        (12, 0, "from none"),
        (0, 0, "none"),
        (None, 30, ""),
        (30, None, ""),
    ],
)
def test_a_jump_is_told_in_percent(now, before, jump):
    load = sheet_by(km_last_7d=now, km_typical_week=before).load

    assert load.bars[0].jump == jump


def test_distances_stand_in_the_unit_that_they_were_typed_in():
    load = sheet_by(km_last_7d=Distance(20, "mi"), km_typical_week=Distance(10, "mi")).load

    assert [bar.text for bar in load.bars[:2]] == ["20 miles", "10 miles"]
    assert [bar.width for bar in load.bars[:2]] == [100, 50]


def test_no_distances_make_no_chart():
    distances = ("km_last_7d", "km_typical_week", "longest_recent_km", "longest_prev30_km")
    load = sheet_by(**dict.fromkeys(distances)).load

    assert not load.is_known
    assert {bar.width for bar in load.bars} == {0}


def test_a_cause_has_its_strongest_reasons_first_and_counts_the_rest():
    sheet = sheet_by(
        training_changes=["more_distance", "more_speed", "more_hills", "race_big", "new_shoes"],
        km_last_7d=60,
        longest_recent_km=26,
        hard_sessions=4,
        rest_days=0,
    )
    cause = next(one for one in sheet.causes if one.title.startswith("Doing more"))
    met = next(one for one in sheet.told.shown if one["title"] == cause.title)

    assert [one.id for one in cause.points_to[:2]] == ["O01b", "O02b"]
    assert len(cause.points_to) == 4
    assert cause.further == len(met["for"]) - 4


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("More than 10.5 km, e.g. on trails. In a study of 5,205 runners, so.", None),
        ("No full stop", "No full stop"),
    ],
)
def test_a_reason_is_cut_to_its_first_sentence(text, first):
    assert first_sentence(text) == (first or "More than 10.5 km, e.g. on trails.")


def test_words_of_the_patients_own_are_tidied_and_may_be_missing():
    words = {"ask": " Can I \n run? ", "stops": None, "stops_rating": 0}

    assert sheet_by({"words": words}).own_words.ask == "Can I run?"
    assert sheet_by({"words": words}).own_words
    assert not sheet_by({}).own_words
    assert not sheet_by(None).own_words


def test_an_answer_changed_after_a_cross_check_is_marked():
    change = {"question": "rest_days", "before": ["5 days a week"], "after": []}

    assert sheet_by({"changes": [change]}).changed == (
        ChangedAnswer("Rest days a week", "5 days a week", "not answered"),
    )


def test_what_was_skipped_or_did_not_apply_is_said_with_why():
    sheet = sheet_by(plank_seconds=None)

    assert LabelledText("Plank hold", "skipped") in sheet.not_answered
    assert not set(labels(sheet.not_answered)) & set(SCREENS)


def test_a_unit_that_the_name_says_is_not_said_twice():
    sheet = sheet_by(hard_sessions=2, sleep_hours=7.5)

    assert LabelledText("Hard runs a week", "2") in sheet.training
    assert LabelledText("Sleep", "7.5 hours a night") in sheet.life


@pytest.mark.parametrize("number", range(40))
def test_every_answer_of_anybody_is_on_the_sheet(number):
    answers = random_person(content()[0], Chance(number), quiet_safety=0.6)
    sheet = sheet_by(answers=answers)
    screens = sheet.screens
    parts = (*sheet.pain, *sheet.training, *sheet.strength, *sheet.life, *screens.ticked)
    named = {*labels(parts), *screens.clear, *labels(screens.unsure), *labels(screens.unasked)}
    named |= {bar.label for bar in sheet.load.bars}
    named |= {"Where it hurts"} if sheet.places else set()
    named |= {"Age"} if sheet.age else set()

    assert {row["short"] for row in sheet.told.rows.values() if row["words"]} <= named
