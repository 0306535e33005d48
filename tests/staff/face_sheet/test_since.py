"""What changed since somebody answered before."""

from questionnaire.distance import Distance
from questionnaire.questions import Asked
from staff.face_sheet.answer_record import LabelledText
from staff.face_sheet.since import ChangedAnswer, answers_changed, changes_since
from tests.staff.face_sheet.told import content, told_by
from tests.tables import every_row

TOP = ["neck_shoulder_top"]


def test_nothing_changed_says_nothing():
    assert changes_since(told_by(), told_by()) == ()
    assert answers_changed(told_by(), told_by()) == ()


@every_row(
    ("question", "before", "now", "line"),
    [
        ("pain_worst", 6, 3, LabelledText("Worst pain", "6 → 3, better by 3 points")),
        ("sleep_hours", 5, 7.5, LabelledText("Sleep", "5 → 7.5 hours a night")),
        ("work_days_lost", 1, 2, LabelledText("Days lost, 4 weeks", "1 day → 2 days")),
        (
            "activities",
            [["Lifting my son", 4], ["Sitting", 5]],
            [["lifting my son", 7], ["Sleeping", 3]],
            LabelledText("lifting my son", "4 → 7, better by 3 points"),
        ),
        (
            "stress_level",
            "a_lot",
            "a_little",
            LabelledText("Stress this month", "A lot → A little"),
        ),
        (
            "longest_recent_km",
            Distance(20),
            Distance(32),
            LabelledText("Longest run when it started", "20 → 32 km"),
        ),
        (
            "longest_recent_km",
            Distance(20),
            Distance(20, "mi"),
            LabelledText("Longest run when it started", "20 km → 20 miles"),
        ),
    ],
)
def test_a_number_stands_beside_the_one_before(question, before, now, line):
    assert line in changes_since(told_by(**{question: before}), told_by(**{question: now}))


def test_a_number_that_was_not_told_before_is_no_change():
    found = changes_since(told_by(work_days_lost=None), told_by(work_days_lost=4))

    assert "Days lost, 4 weeks" not in [line.label for line in found]


def test_places_signs_and_the_next_step_come_and_go():
    before = told_by(pain_location=["between_blades", "one_blade"])
    now = told_by(pain_location=["between_blades", "mid_spine"], rf_general=["weight_loss"])
    worried = LabelledText("Signs, gone", before_words(now))

    assert LabelledText("Where it hurts, new", "Middle of my back, on the spine") in changes_since(
        before, now
    )
    assert LabelledText("Where it hurts, gone", "Around one shoulder blade") in changes_since(
        before, now
    )
    assert LabelledText("Signs, new", "D01") in changes_since(before, now)
    assert worried in changes_since(now, before)
    labels = [line.label for line in changes_since(before, now)]
    assert labels[:2] == ["The pain and general health, newly ticked", "Next step"]


def test_nothing_is_no_news_of_its_own():
    nothing, pills = told_by(medicines=["none"]), told_by(medicines=["painkiller_helps"])
    words = pills.words("medicines")

    assert changes_since(nothing, pills) == (LabelledText("Medicines, new", words),)
    assert changes_since(pills, nothing) == (LabelledText("Medicines, gone", words),)


GENERAL, BACKGROUND = "The pain and general health", "Health background"
NIGHT = {"rf_general": ["night_awake"]}
KEEPS_AWAKE = "The pain keeps me awake at night"
CLOT = {"health_background": ["clot_risks"], "clot_which": ["long_trip_4w"]}
RATHER_NOT = {"health_background": ["prefer_not"]}
THINNERS = {"medicines": ["thinners"]}


@every_row(
    ("before", "now", "line"),
    [
        ({}, NIGHT, (f"{GENERAL}, newly ticked", KEEPS_AWAKE)),
        (NIGHT, {}, (f"{GENERAL}, no longer ticked", KEEPS_AWAKE)),
        ({}, {"rf_general": ["not_sure"]}, (f"{GENERAL}, newly ticked", "I am not sure")),
        ({}, RATHER_NOT, (f"{BACKGROUND}, newly ticked", "I would rather not say")),
        (
            {},
            {"health_background": None},
            (BACKGROUND, "None of these → not answered"),
        ),
        ({"health_background": None}, {}, (BACKGROUND, "not answered → None of these")),
        ({}, CLOT, ("Blood clots, newly ticked", "A trip of over 4 hours sitting, in 4 weeks")),
        (
            {"rf_other": ["cough"], "cough_time": "under_3w"},
            {"rf_other": ["cough"], "cough_time": "over_3w"},
            ("The cough, newly ticked", "More than 3 weeks"),
        ),
        ({}, THINNERS, ("Medicines, new", "Blood thinners")),
        (
            {},
            {"needle_screen": ["thinners_needle"]},
            ("Before needles, new", "I take blood thinners"),
        ),
    ],
)
def test_what_is_ticked_otherwise_on_a_screen_is_named(before, now, line):
    assert LabelledText(*line) in changes_since(told_by(**before), told_by(**now))


def test_every_option_of_a_safety_screen_that_is_newly_ticked_comes_first():
    """Whether or not a sign comes of it."""
    [safety, *_] = content()[0].sections
    screens = [one for page in safety.pages for one in page.questions if not one.show_when]
    clear = told_by()
    found = {
        (one.short, option): changes_since(clear, told_by(**{one.id: [option]}))[:1]
        for one in screens
        for option in one.options
        if option != "none"
    }

    assert len(found) > 40
    assert [
        short for (short, _), [line] in found.items() if line.label != f"{short}, newly ticked"
    ] == []


@every_row(
    ("before", "now", "asks"),
    [
        (NIGHT, {"rf_now": ["cough_blood"], "rf_general": None}, Asked.VISIT),
        (THINNERS, {}, Asked.RECHECK),
        (THINNERS, {"medicines": None}, Asked.VISIT),
    ],
)
def test_nothing_is_said_to_be_gone_that_was_not_asked_again(before, now, asks):
    found = changes_since(told_by(**before), told_by(asks=asks, **now))

    assert not [one for one in found if one.label.endswith(("gone", "no longer ticked"))]


COUGH, LEGS = {"rf_now": ["cough_blood"]}, {"rf_nerves": ["legs_both"]}
HEAVY = {"pain_feel": ["heavy_pressure"], "pain_duration": "lt_2w", "pain_eases": ["nothing"]}
HEAVY |= {"pain_run_timing": "not_with_running"}
HEART = {"health_background": ["heart_vessel"], "heart_which": ["aorta_me"]}
HEART |= {"pain_onset": "no_reason", "pain_speed": "in_seconds", "pain_worst": 8}
GONE = {"still_pain": "gone", "pain_now": 0, "pain_worst": 0}


@every_row(
    ("before", "now", "asks", "is_said"),
    [
        (LEGS, {}, Asked.VISIT, True),
        (LEGS, {}, Asked.RECHECK, True),
        (LEGS, COUGH | LEGS, Asked.VISIT, False),
        (LEGS, COUGH, Asked.VISIT, False),
        (HEAVY, {}, Asked.VISIT, True),
        (HEART, {}, Asked.VISIT, True),
        (HEART, GONE, Asked.RECHECK, False),
        (HEART, {"health_background": None}, Asked.VISIT, False),
        (HEAVY, {"still_pain": "same"}, Asked.RECHECK, True),
        (HEAVY, GONE, Asked.RECHECK, False),
        (HEAVY, HEAVY | GONE, Asked.RECHECK, False),
    ],
)
def test_a_sign_is_gone_only_where_all_that_it_rests_on_was_asked_again(before, now, asks, is_said):
    """A stop keeps the signs that decide; the rest may hold still, or was not asked."""
    found = changes_since(told_by(**before), told_by(asks=asks, **now))

    assert ("Signs, gone" in [line.label for line in found]) is is_said


def before_words(told):
    return "; ".join(f"{sign['because']} {sign['id']}" for sign in told.record["signs"])


def test_a_cause_that_appears_or_goes_is_named():
    before, now = told_by(), told_by(stress_link="worse_stressed", stress_level="a_lot")
    strength = now.shown[0]["strength"]

    assert LabelledText("Tension and stress", f"not shown → {strength}") in changes_since(
        before, now
    )
    assert LabelledText("Tension and stress", f"{strength} → not shown") in changes_since(
        now, before
    )


def test_causes_hidden_by_a_warning_are_not_said_to_be_gone():
    before = told_by(stress_link="worse_stressed", stress_level="a_lot")
    now = told_by(stress_link="worse_stressed", rf_general=["fever_chills"])

    assert "Tension and stress" not in [line.label for line in changes_since(before, now)]


def test_a_correction_names_every_answer_that_differs():
    before = told_by(work_days_lost=None, carry_load=["belt"], pain_location=TOP)
    now = told_by(work_days_lost=4, carry_load=["none"], pain_location=TOP)

    assert set(answers_changed(before, now)) == {
        ChangedAnswer("What you carry", "A waist belt or arm band", "Nothing"),
        ChangedAnswer("Days lost, 4 weeks", "not answered", "4 days"),
    }
