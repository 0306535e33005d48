"""What stands on a face sheet."""

import pytest

from questionnaire.distance import Distance
from questionnaire.questions import QuestionKind
from rules.reach import questions_of
from staff.face_sheet.answer_record import CUT, LONGEST_QUOTE, LabelledText
from staff.face_sheet.causes import first_sentence
from staff.face_sheet.since import ChangedAnswer
from tests.browser.states import CALM_BUT_TENSE, LOAD_JUMP, POSTURE, TENSE
from tests.factories import FOR_THE_VISIT, Chance, healthy_runner, random_person, sit_down_with
from tests.staff.face_sheet.told import content, sheet_by
from tests.tables import every_row

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


def heads(groups, how):
    """The screens of which this was noted."""
    return [screen.head for screen in groups[how]]


def said(groups, how):
    return "; ".join(line.text for line in groups[how])


def test_what_none_of_these_was_ticked_for_is_denied_as_a_clinician_writes_it():
    screens = sheet_by().screens

    assert heads(screens.noted, "Denies") == [
        *("now", "since onset", "in 4 weeks", "in general", "bone and injury", "other")
    ]
    assert said(screens.noted, "Denies").startswith("chest pain or pressure, unremitting")
    assert "unexplained weight loss, night pain" in said(screens.noted, "Denies")
    assert "cancer ever" in said(screens.past, "Denies")
    assert screens.is_clear
    assert (screens.ticked, screens.besides, screens.unasked) == ((), (), ())


def test_a_sign_stands_with_the_very_answer_that_it_rests_on():
    sheet = sheet_by(rf_general=["weight_loss"], rf_other=["after_meals"], pain_worst=8)
    told = [line for sign in sheet.signs for line in sign.told]

    assert (
        LabelledText("The pain and general health", "“I am losing weight and do not know why”")
        in told
    )
    assert not {"in general", "other"} & set(heads(sheet.screens.noted, "Denies"))
    assert not sheet.screens.is_clear


def test_what_stands_beside_a_tick_is_left_unticked_and_not_denied():
    screens = sheet_by(rf_general=["weight_loss"]).screens

    assert "fever" not in said(screens.noted, "Denies")
    assert said(screens.noted, "Left unticked").startswith("fever, feeling very unwell, night pain")
    assert "weight loss" not in said(screens.noted, "Left unticked")


def test_what_no_sign_rests_on_is_still_told():
    sheet = sheet_by(health_background=["clot_risks"], clot_which=["long_trip_4w"])

    assert sheet.signs == ()
    assert sheet.screens.history == ("a trip of over 4 hours sitting, in 4 weeks",)


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
    assert said(screens.past, "Denies").startswith("heart condition, aneurysm")
    assert said(screens.past, "Not sure").startswith("clot in leg or lung")
    assert "hypertension, high cholesterol, past smoking" in said(screens.past, "Left unticked")


def test_not_sure_is_neither_no_nor_a_tick():
    screens = sheet_by(rf_other=["not_sure"]).screens

    assert said(screens.noted, "Not sure").startswith("one-sided rash, morning stiffness")
    assert "other" not in heads(screens.noted, "Denies")
    assert screens.ticked == ()
    assert not screens.is_clear


def test_not_sure_beside_a_tick_is_told_apart_from_it():
    screens = sheet_by(rf_general=["weight_loss", "not_sure"]).screens

    assert said(screens.noted, "Not sure").startswith("fever, feeling very unwell, night pain")
    assert screens.ticked == (
        LabelledText("The pain and general health", "I am losing weight and do not know why"),
    )


def test_a_skipped_screen_and_those_after_a_stop_are_no_noes():
    skipped = sheet_by(health_background=None).screens
    unsaid = sheet_by(health_background=["prefer_not"]).screens
    stopped = sheet_by(answers={"rf_now": ["cough_blood"]}, without=(*content()[0].questions,))

    assert skipped.unasked == (LabelledText("Health background", "skipped by the patient"),)
    [refused] = unsaid.unasked
    assert refused == LabelledText("Health background", "the patient would rather not say")
    for screens in (skipped, unsaid, stopped.screens):
        assert not any(screens.past.values())
        assert not screens.is_clear
    assert not stopped.screens.noted["Denies"]


def test_screens_after_a_stop_are_said_not_to_have_been_asked():
    later = [name for name in content()[0].questions if name != "rf_now"]
    sheet = sheet_by(rf_now=["cough_blood"], without=later)

    assert labels(sheet.screens.unasked) == list(SCREENS[1:])
    assert {line.text for line in sheet.screens.unasked} == {"stopped before"}
    assert not sheet.screens.noted["Denies"]
    assert sheet.causes == ()


def test_the_screen_about_pregnancy_can_be_answered_with_no():
    told = {"health_background": ["pregnancy"], "preg_which": ["pregnant"]}
    screens = sheet_by(**told, preg_warning="no_now", preg_early="no_now").screens

    assert "bad headache, change in sight" in said(screens.noted, "Denies")
    assert "low belly pain, bleeding" in said(screens.noted, "Denies")
    assert screens.ticked == (LabelledText("Pregnancy and birth", "I am pregnant"),)


@pytest.mark.slow
def test_nothing_is_noted_as_denied_that_nobody_denied():
    questionnaire, dice = content()[0], Chance(13)
    safety = {q.id: q for page in questionnaire.safety.pages for q in page.questions}
    names = list(safety)
    for _ in range(150):
        answers = random_person(questionnaire, dice, quiet_safety=0.6)
        left = dice.sample(names, 2)
        sheet = sheet_by(answers=answers, without=left)
        asked = {name: row["answer"] for name, row in sheet.told.rows.items() if name in safety}
        no = [name for name, answer in asked.items() if answer in (["none"], "no_now")]
        denied = (*sheet.screens.noted["Denies"], *sheet.screens.past["Denies"])

        expected = [", ".join(safety[name].denied.values()) or safety[name].short for name in no]
        assert sorted(line.text for line in denied) == sorted(expected)


@every_row(
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


@every_row(
    ("answers", "says"),
    [
        (POSTURE, ["best fit"]),
        (TENSE | POSTURE, ["may play a part, about equally", "may play a part, about equally"]),
        (POSTURE | LOAD_JUMP, ["best fit", "also fits"]),
        (LOAD_JUMP | {"age_years": 60}, ["may also play a part"]),
        (CALM_BUT_TENSE, ["may play a part"]),
    ],
)
def test_the_runner_reads_the_same_order_and_the_same_tie(runner, questionnaire, answers, says):
    causes = sheet_by(**answers).causes
    assert [cause.strength for cause in causes] == says

    sit_down_with(runner.client, questionnaire, healthy_runner(**answers))
    text = runner.go("/assessment.txt").response.text
    told = [text.find(f"{cause.title} ({cause.strength})") for cause in causes]
    assert told == sorted(told)
    assert told[0] > 0
    runner.go("/assessment").sees(says[0].capitalize())


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


PREGNANT = {"health_background": ["pregnancy"], "preg_which": ["pregnant"]}
ASKED_ABOUT = {
    "A1": ({"course": "worse"}, {"rf_general": ["getting_worse"]}),
    "A2": ({"pain_eases": ["nothing"]}, {"rf_general": ["no_position"]}),
    "A3": ({"pain_onset": "after_injury"}, {"rf_injury_bone": ["big_accident"]}),
    "A4": ({"medicines": ["thinners"]}, {"health_background": ["bone_medicine"]}),
    "A5": (
        {"medicines": ["thinners"], "needle_screen": ["needle_fear"]},
        {"needle_screen": ["thinners_needle", "needle_fear"]},
    ),
    "A6": ({"medicines": ["steroids"]}, {"health_background": ["bone_medicine"]}),
    "A7": ({"medicines": ["hormones_pv"]}, {"health_background": ["clot_risks"]}),
    "A8": (
        PREGNANT | {"needle_screen": ["none"]},
        {"needle_screen": ["maybe_pregnant_needle"]},
    ),
    "A9": ({"course": "better", "rf_general": ["getting_worse"]}, {"course": "same"}),
    "A10": (
        {"pain_other_times": ["none"], "rf_general": ["always_there"]},
        {"rf_general": ["none"]},
    ),
    "A11": (
        {"pain_other_times": ["none"], "rf_general": ["night_awake"]},
        {"pain_other_times": ["rest_night"]},
    ),
    "A12": ({"pain_now": 5, "pain_worst": 4}, {"pain_now": 4}),
    "A13": ({"pain_average": 5, "pain_worst": 4}, {"pain_worst": 5}),
}
"""By check: answers of which it is said, and one that is another so that it is not."""


def test_every_check_is_in_the_table():
    assert [one.id for one in content()[1].checks] == list(ASKED_ABOUT)
    assert sheet_by().checks == ()


@pytest.mark.parametrize("check", ASKED_ABOUT)
def test_a_check_is_said_of_answers_that_do_not_agree(check):
    """And not where one of them agrees, was not given or is "I am not sure"."""
    [rule] = [one for one in content()[1].checks if one.id == check]
    answers, agreeing = ASKED_ABOUT[check]

    def said_of(**changed):
        sheet = sheet_by(**answers | changed)
        return [one.text for one in sheet.checks if one.id == check], check in sheet.rules.split()

    assert said_of() == ([rule.say], True)
    assert said_of(**agreeing) == ([], False)
    for question in map(content()[0].questions.get, questions_of(rule.when)):
        is_one = question.kind is QuestionKind.CHOICE
        for other in (None, *(one if is_one else [one] for one in question.unsure)):
            assert said_of(**{question.id: other}) == ([], False)


def test_what_the_patient_was_told_does_not_match_is_said_to_be_so():
    sheet = sheet_by(pain_run_timing="not_with_running", pain_eases=["rest_day"])
    said = "The patient was told: “You said running makes no difference, but resting helps”."

    assert [(one.id, one.text) for one in sheet.checks] == [("C4", said)]


def test_what_was_skipped_or_did_not_apply_is_said_with_why():
    sheet = sheet_by(sleep_hours=None)

    assert LabelledText("Sleep", "skipped") in sheet.not_answered
    assert not set(labels(sheet.not_answered)) & set(SCREENS)


def test_a_unit_that_the_name_says_is_not_said_twice():
    sheet = sheet_by(work_days_lost=2, sleep_hours=7.5)

    assert LabelledText("Days lost, 4 weeks", "2 days") in sheet.life
    assert LabelledText("Sleep", "7.5 hours a night") in sheet.life


SAID = {
    *("Side", "Worst pain", "Pain now", "Average pain", "When, around a run"),
    *("Other times it hurts", "What makes it better"),
}


def test_pain_is_told_by_where_how_strong_and_what_sets_it_off_first():
    told = {"pain_location": ["between_blades", "mid_spine"], "pain_side": "left", "pain_worst": 6}
    sheet = sheet_by(**FOR_THE_VISIT | told)

    assert labels(sheet.pain_first) == [
        *("Where", "How strong, 0 to 10", "Sets it off", "Eases it")
    ]
    where, strong, *_ = sheet.pain_first
    assert where.text == "Between my shoulder blades; Middle of my back, on the spine; Left"
    assert strong.text == "2 now, 3 on average, 6 at worst"
    assert not SAID & set(labels(sheet.pain))


@every_row("number", range(40))
def test_every_answer_of_anybody_is_on_the_sheet(number):
    answers = random_person(content()[0], Chance(number), quiet_safety=0.6)
    sheet = sheet_by(answers=answers)
    screens = sheet.screens
    parts = (*sheet.goal, *sheet.pain, *sheet.training, *sheet.strength, *sheet.life)
    parts = (*parts, *sheet.care, *screens.ticked)
    named = {*labels(parts), *labels(screens.unasked)}
    named |= {bar.label for bar in sheet.load.bars}
    named |= {"Where it hurts"} if sheet.zones else set()
    named |= {"Age"} if sheet.age else set()
    first = {row["short"]: row["words"] for row in sheet.told.rows.values() if row["short"] in SAID}
    told_first = " ".join(line.text for line in sheet.pain_first)
    for short, words in first.items():
        assert all(word.removesuffix(" out of 10") in told_first for word in words)
        named.add(short)

    noted = (*screens.noted.values(), *screens.past.values())
    named |= {screen.name for group in noted for screen in group}

    shown = {row["short"] for row in sheet.told.rows.values() if row["words"]}
    assert shown <= named
