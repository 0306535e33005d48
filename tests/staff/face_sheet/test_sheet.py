"""What stands on a face sheet."""

import pytest

from questionnaire.distance import Distance
from staff.face_sheet.answer_record import CUT, LONGEST_QUOTE, LabelledText
from staff.face_sheet.causes import first_sentence
from staff.face_sheet.since import ChangedAnswer
from tests.factories import FOR_THE_VISIT, Chance, random_person
from tests.staff.face_sheet.told import content, sheet_by

SCREENS = (
    "Right now",
    "Nerves",
    "Heart and lungs",
    "The pain and general health",
    "Injuries and bones",
    "Other parts of the body",
    "Health background",
)


MORE = {"training_changes": ["more_distance"]}


def labels(lines):
    return [line.label for line in lines]


def test_screens_answered_with_no_are_one_line():
    screens = sheet_by().screens

    assert screens.clear == SCREENS
    assert (screens.ticked, screens.besides, screens.unsure, screens.unasked) == ((), (), (), ())


def test_a_sign_stands_with_the_very_answer_that_it_rests_on():
    sheet = sheet_by(rf_general=["weight_loss"], rf_other=["after_meals"], pain_worst=8)
    told = [line for sign in sheet.signs for line in sign.told]

    assert (
        LabelledText("The pain and general health", "“I am losing weight and do not know why”")
        in told
    )
    assert not {"The pain and general health", "Other parts of the body"} & set(sheet.screens.clear)


def test_what_no_sign_rests_on_is_still_told():
    sheet = sheet_by(health_background=["clot_risks"], clot_which=["long_trip_4w"])

    assert sheet.signs == ()
    assert sheet.screens.besides == sheet.screens.ticked


def test_a_subject_is_told_by_what_was_said_of_it_and_not_twice():
    subjects = ["heart_risks", "heart_vessel", "clot_risks", "cancer_any"]
    screens = sheet_by(
        health_background=subjects,
        risk_which=["diabetes", "smoke_now"],
        heart_which=["none"],
        clot_which=["not_sure"],
    ).screens

    assert screens.ticked == (
        LabelledText("Health background", "Cancer, now or in the past"),
        LabelledText("Heart risks", "Diabetes; I smoke"),
    )
    assert "Heart and blood vessels" in screens.clear
    assert screens.unsure == (LabelledText("Blood clots", "I am not sure"),)


def test_not_sure_is_neither_no_nor_a_tick():
    screens = sheet_by(rf_other=["not_sure"]).screens

    assert screens.unsure == (LabelledText("Other parts of the body", "I am not sure"),)
    assert "Other parts of the body" not in screens.clear
    assert screens.ticked == ()


def test_not_sure_beside_a_tick_is_told_apart_from_it():
    screens = sheet_by(rf_general=["weight_loss", "not_sure"]).screens

    assert screens.unsure == (LabelledText("The pain and general health", "I am not sure"),)
    assert screens.ticked == (
        LabelledText("The pain and general health", "I am losing weight and do not know why"),
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
    told = {"health_background": ["pregnancy"], "preg_which": ["pregnant"]}
    screens = sheet_by(**told, preg_warning="no_now", preg_early="no_now").screens

    assert {"Pregnancy warning signs", "Early pregnancy signs"} <= set(screens.clear)
    assert screens.ticked == (LabelledText("Pregnancy and birth", "I am pregnant"),)


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
    load = sheet_by(**MORE, km_last_7d=now, km_typical_week=before).load

    assert load.bars[0].jump == jump


def test_distances_stand_in_the_unit_that_they_were_typed_in():
    weeks = {"km_last_7d": Distance(20, "mi"), "km_typical_week": Distance(10, "mi")}
    load = sheet_by(**MORE, **weeks).load

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
        km_typical_week=30,
        longest_recent_km=26,
        week_rest="no_rest",
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


def test_what_the_patient_wants_stands_first_in_their_own_words():
    assert sheet_by(**FOR_THE_VISIT).goal == (
        LabelledText("Wants from this visit", "“Can I run my race in May?”"),
        LabelledText("Goal", "“10 km without stopping”"),
        LabelledText("Race date", "16 May 2027"),
        LabelledText("Race distance", "21.1 km"),
        LabelledText("Can do (10 is as before)", "Lifting my son: 6 out of 10; Sitting"),
    )
    assert sheet_by().goal == ()


def test_medicines_and_care_stand_together():
    care = dict.fromkeys(labels(sheet_by(**FOR_THE_VISIT).care))

    assert list(care) == [
        *("Medicines", "Allergies", "Seen and tested", "Was told"),
        *("Tried so far", "It helped", "Before needles"),
    ]


@pytest.mark.parametrize(
    ("written", "begins"),
    [(" Can I \n run? ", "“Can I run?”"), ("why? " * 100, "“why? why?"), ("x" * 900, "“xxx")],
)
def test_own_words_are_one_line_and_shortened_with_the_rest_in_full_below(written, begins):
    sheet = sheet_by(own_question=written)
    [line] = sheet.goal

    assert line.text.startswith(begins)
    assert len(line.text) <= LONGEST_QUOTE + len(CUT) + 2
    is_cut = len(" ".join(written.split())) > LONGEST_QUOTE
    assert line.text.endswith(f"{CUT}”") is is_cut
    in_full = (LabelledText("Wants from this visit", written),) if is_cut else ()
    assert sheet.told.too_long == in_full


def test_an_answer_changed_after_a_cross_check_is_marked():
    change = {"question": "sleep_hours", "before": ["5 hours a night"], "after": []}

    assert sheet_by({"changes": [change]}).changed == (
        ChangedAnswer("Sleep", "5 hours a night", "not answered"),
    )


def test_what_was_skipped_or_did_not_apply_is_said_with_why():
    sheet = sheet_by(sleep_hours=None)

    assert LabelledText("Sleep", "skipped") in sheet.not_answered
    assert not set(labels(sheet.not_answered)) & set(SCREENS)


def test_a_unit_that_the_name_says_is_not_said_twice():
    sheet = sheet_by(work_days_lost=2, sleep_hours=7.5)

    assert LabelledText("Days lost, 4 weeks", "2 days") in sheet.life
    assert LabelledText("Sleep", "7.5 hours a night") in sheet.life


@pytest.mark.parametrize("number", range(40))
def test_every_answer_of_anybody_is_on_the_sheet(number):
    answers = random_person(content()[0], Chance(number), quiet_safety=0.6)
    sheet = sheet_by(answers=answers)
    screens = sheet.screens
    parts = (*sheet.goal, *sheet.pain, *sheet.training, *sheet.strength, *sheet.life)
    parts = (*parts, *sheet.care, *screens.ticked)
    named = {*labels(parts), *screens.clear, *labels(screens.unsure), *labels(screens.unasked)}
    named |= {bar.label for bar in sheet.load.bars}
    named |= {"Where it hurts"} if sheet.places else set()
    named |= {"Age"} if sheet.age else set()

    shown = {row["short"] for row in sheet.told.rows.values() if row["words"]}
    assert shown - {"Health background"} <= named
