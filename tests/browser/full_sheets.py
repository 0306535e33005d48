"""People whose face sheets are as full as they can get."""

from staff.face_sheet.pages import REVIEW
from staff.face_sheet.sheet import size_on_paper
from tests.factories import Chance, healthy_runner, random_person
from tests.staff.face_sheet.told import content, sheet_by

QUESTIONNAIRE = content()[0]
QUESTIONS = QUESTIONNAIRE.questions
ASK = "Can I go on training for the race in May, and what should I change until then? "
STOPS = "Lifting my son out of his bed, driving for an hour, sitting through a day at work. "
LONG_WORDS = {
    "own_question": (ASK * 13)[:1000],
    "goal_text": (STOPS * 4)[:300],
    "activities": [[(STOPS * 2)[:100], 10]] * 3,
    "allergies": (STOPS * 3)[:200],
    "tests_result": (ASK * 7)[:500],
    "goal_date": "2027-09-26",
    "race_km": 42.2,
}
CHANGES = [
    {"question": "desk_hours", "before": ["1 hour a day"], "after": ["9.5 hours a day"]},
    {"question": "stress_level", "before": ["Not at all"], "after": ["More than I can cope with"]},
]


def all_of(question, *without):
    """Every option that can stand beside others, but for some."""
    asked = QUESTIONS[question]
    return [one for one in asked.options if one not in (*asked.exclusive, *without)]


def everything_ticked():
    """The four causes, every zone, every box outside the safety screens."""
    boxes = ("pain_location", "pain_other_times", "past_injury", "carry_load", "clench_habits")
    boxes += ("medicines", "seen_by", "treatment_tried", "needle_screen")
    return healthy_runner(
        **{question: all_of(question) for question in boxes},
        training_changes=all_of("training_changes"),
        form_notice=all_of("form_notice"),
        pain_feel=all_of("pain_feel", "heavy_pressure"),
        pain_eases=all_of("pain_eases", "stop_running"),
        pain_run_timing="late_long",
        pain_worst=9,
        age_years=56,
        km_last_7d=60.5,
        km_typical_week=30.5,
        longest_recent_km=26.5,
        longest_prev30_km=12.5,
        week_rest="rest_none",
        pain_side="both",
        pain_now=8,
        pain_average=8,
        course="up_down",
        treatment_effect="helped_short",
        work_kind="caring",
        work_days_lost=28,
        expect_running=1,
        fear_harm=10,
        strength_days=0,
        plank_seconds=20,
        prone_hold_seconds=10,
        desk_hours=9.5,
        sleep_hours=4.5,
        stress_level="extreme",
        stress_link="worse_stressed",
        breathing_feel="high_shallow",
        mood_2w="low_most_days",
        health_background=["heart_risks", "bone_medicine"],
        risk_which=all_of("risk_which", "not_sure"),
        bone_which=["blood_thinner"],
        **LONG_WORDS,
    )


BACK = {"pain_location": all_of("pain_location", "front_chest")}

FULL = {
    "four causes and nothing urgent": everything_ticked() | BACK,
    "a doctor and four causes": everything_ticked()
    | BACK
    | {"rf_other": ["stiff_mornings", "after_meals", "not_sure"]},
    "a doctor and the chest": everything_ticked()
    | {"rf_other": ["stiff_mornings", "after_meals", "cough", "not_sure"], "cough_time": "over_3w"},
    "every sign for a doctor": everything_ticked()
    | {
        "rf_general": ["weight_loss", "getting_worse", "not_sure"],
        "rf_injury_bone": ["sore_bone_spot", "new_lump", "back_shape"],
        "rf_other": ["stiff_mornings", "after_meals", "cough", "not_sure"],
        "cough_time": "over_3w",
        "rf_nerves": ["arm_weak_numb", "clumsy_hands"],
        "health_background": ["heart_vessel", "infection_risks", "pregnancy", "low_fuel"],
        "heart_which": ["family_early_heart"],
        "infection_which": ["weak_immune"],
        "energy_which": all_of("energy_which", "not_sure"),
        "preg_which": ["pregnant"],
        "preg_warning": "no_now",
        "preg_early": "no_now",
        "age_years": 52,
    },
    "every sign for today": everything_ticked()
    | {
        "rf_heart_lungs": ["chest_on_effort", "palpitations", "not_sure"],
        "effort_known": "new_or_changed",
        "rf_nerves": ["unsteady_walk", "clumsy_hands", "band_round_chest", "not_sure"],
        "rf_injury_bone": all_of("rf_injury_bone", "big_accident"),
        "knock_more": all_of("knock_more"),
        "rf_general": ["weight_loss", "night_awake", "always_there", "no_position"],
        "rf_other": all_of("rf_other"),
        "cough_time": "over_3w",
    },
    "every sign for an emergency": everything_ticked()
    | {
        "rf_heart_lungs": all_of("rf_heart_lungs"),
        "rf_nerves": all_of("rf_nerves"),
        "rf_general": ["fever_chills", "weight_loss"],
    },
    "every box of the safety screens": {
        question: all_of(question) for question in QUESTIONS if question.startswith("rf_")
    }
    | {"health_background": all_of("health_background"), "preg_warning": "yes_now"}
    | {name: all_of(name) for name in QUESTIONS if name.endswith("_which")}
    | {"preg_early": "yes_now", "knock_more": all_of("knock_more"), "cough_time": "over_3w"},
}


def nearly_full(words):
    """By the size of type: the longest answers by chance that are still set in it."""
    found = {}
    for number in range(300):
        answers = random_person(QUESTIONNAIRE, Chance(number), quiet_safety=0.9) | words
        sheet = sheet_by(answers=answers)
        length = sheet.length + REVIEW * bool(sheet.signs)
        size = size_on_paper(length, has_trend=False)
        found[size] = max(found.get(size, (0, {})), (sheet.length, answers), key=lambda one: one[0])
    return {size: answers for size, (_, answers) in found.items()}
