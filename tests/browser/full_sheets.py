"""People whose face sheets are as full as they can get."""

from tests.factories import Chance, healthy_runner, random_person
from tests.staff.face_sheet.told import content, sheet_by

QUESTIONNAIRE = content()[0]
QUESTIONS = QUESTIONNAIRE.questions
ASK = "Can I go on training for the race in May, and what should I change until then? "
STOPS = "Lifting my son out of his bed, driving for an hour, sitting through a day at work. "
LONG_WORDS = {"ask": (ASK * 13)[:1000], "stops": (STOPS * 4)[:300], "stops_rating": 10}
CHANGES = [
    {"question": "rest_days", "before": ["1 day a week"], "after": ["5 days a week"]},
    {"question": "stress_level", "before": ["Not at all"], "after": ["More than I can cope with"]},
]


def all_of(question, *without):
    """Every option that can stand beside others, but for some."""
    asked = QUESTIONS[question]
    return [one for one in asked.options if one not in (*asked.exclusive, *without)]


def everything_ticked():
    """The four causes, every zone, every box outside the safety screens."""
    boxes = ("pain_location", "pain_other_times", "past_injury", "carry_load", "clench_habits")
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
        hard_sessions=5,
        rest_days=5,
        strength_days=0,
        plank_seconds=20,
        prone_hold_seconds=10,
        desk_hours=9.5,
        sleep_hours=4.5,
        stress_level="extreme",
        stress_link="worse_stressed",
        breathing_feel="high_shallow",
        mood_2w="low_most_days",
        health_background=["heart_risk", "blood_thinner"],
    )


FULL = {
    "a doctor and four causes": everything_ticked()
    | {"rf_other": ["morning_stiff", "after_meals", "long_cough", "not_sure"]},
    "every sign for a doctor": everything_ticked()
    | {
        "rf_general": ["infection_risk", "weight_loss", "not_sure"],
        "rf_injury_bone": ["small_knock", "sore_bone_spot", "low_energy", "new_bump"],
        "rf_other": ["morning_stiff", "after_meals", "long_cough", "not_sure"],
        "rf_nerves": ["clumsy_hands"],
        "health_background": ["heart_disease", "family_sudden_heart", "pregnant"],
        "preg_warning": "no_now",
        "age_years": 52,
    },
    "every sign for today": everything_ticked()
    | {
        "rf_heart_lungs": ["chest_on_effort", "sharp_breath_sudden", "not_sure"],
        "rf_nerves": ["unsteady_walk", "clumsy_hands", "band_round_chest", "not_sure"],
        "rf_injury_bone": all_of("rf_injury_bone", "big_accident"),
        "rf_general": ["infection_risk", "weight_loss", "night_pain", "constant_worse"],
        "rf_other": all_of("rf_other"),
    },
    "every sign for an emergency": everything_ticked()
    | {
        "rf_heart_lungs": all_of("rf_heart_lungs"),
        "rf_nerves": all_of("rf_nerves"),
        "rf_general": ["fever_chills", "cancer_ever"],
    },
    "every box of the safety screens": {
        question: all_of(question) for question in QUESTIONS if question.startswith("rf_")
    }
    | {"health_background": all_of("health_background"), "preg_warning": "yes_now"},
}


def nearly_full(words):
    """The longest answers by chance that are still set in the larger type."""
    found = {}
    for number in range(300):
        answers = random_person(QUESTIONNAIRE, Chance(number), quiet_safety=0.9)
        sheet = sheet_by({"words": words}, answers=answers)
        if not sheet.is_full:
            found[sheet.length] = answers
    return found[max(found)]
