"""What must hold for everybody: tried on some thousands of people made up by chance."""

import pytest

from rules import assess
from rules.trace import as_data
from tests.factories import Chance, healthy_runner, random_person
from tests.rules.second_opinion import SecondOpinion

SAFETY = ("rf_now", "rf_heart_lungs", "rf_nerves", "rf_injury_bone", "rf_general", "rf_other")
BOXES = {
    "emergency": {
        "rf_now": "chest_pressure arm_jaw hard_to_breathe tearing_pain fainted "
        "cough_blood legs_now bladder_saddle face_speech"
    },
    "same_day": {
        "rf_now": "not_sure",
        "rf_heart_lungs": "chest_on_effort faint_on_effort racing_heart breathless_unusual "
        "sharp_breath_sudden calf_swollen not_sure",
        "rf_nerves": "unsteady_walk legs_tingle_weak not_sure",
        "rf_injury_bone": "big_accident",
        "rf_general": "fever_chills",
        "rf_other": "rash_one_side yellow_skin pee_burn_blood",
        "health_background": "heart_disease aorta_connective",
    },
    "see_doctor": {
        "rf_nerves": "clumsy_hands band_round_chest",
        "rf_injury_bone": "weak_bones steroid_3m sore_bone_spot low_energy new_bump not_sure",
        "rf_general": "infection_risk cancer_ever weight_loss night_pain constant_worse not_sure",
        "rf_other": "morning_stiff after_meals long_cough not_sure",
        "health_background": "family_sudden_heart pregnant birth_12w",
    },
    "physio_first": {
        "rf_now": "none",
        "rf_injury_bone": "small_knock",
        "health_background": "heart_risk clot_risk blood_thinner prefer_not none",
    },
}
ALONE = [
    (question, option, step)
    for step, questions in BOXES.items()
    for question, options in questions.items()
    for option in options.split()
]


@pytest.mark.parametrize(("question", "option", "next_step"), ALONE)
def test_what_one_box_alone_leads_to(question, option, next_step, rulebook):
    """What each box leads to when it is the only one ticked."""
    found = assess(rulebook, healthy_runner(**{question: [option]}))

    assert next_step == found.next_step.id


def test_the_table_above_has_every_box(questionnaire):
    screens = (*SAFETY, "health_background")
    boxes = {(name, box) for name in screens for box in questionnaire.questions[name].options}

    assert boxes - {(name, "none") for name in screens} <= {(q, box) for q, box, _ in ALONE}


def test_ticking_one_more_safety_box_never_lowers_the_next_step(questionnaire, rulebook):
    random = Chance(20_261)
    screens = (*SAFETY, "health_background")
    for _ in range(3000):
        answers = random_person(questionnaire, random, quiet_safety=0.7)
        screen = random.choice(screens)
        ticked = [box for box in answers.get(screen, ()) if box not in ("none", "prefer_not")]
        box = random.choice(list(questionnaire.questions[screen].options)[:-2])
        before = assess(rulebook, answers).next_step
        after = assess(rulebook, answers | {screen: [*ticked, box]}).next_step

        assert after >= before, (answers, screen, box)


@pytest.mark.slow
def test_a_second_opinion_agrees(questionnaire, rulebook):
    second, random = SecondOpinion(), Chance(4_711)
    seen = set()
    for number in range(3000):
        quiet = (1.0, 0.9, 0.3)[number % 3]
        answers = random_person(questionnaire, random, quiet_safety=quiet)
        out = as_data(rulebook, assess(rulebook, answers))
        expected = second.on(answers)
        seen |= {out["next_step"], out["status"], out["confidence"], out["run"]}

        assert expected == {key: out.get(key) for key in expected}, answers
    assert seen == {
        *("emergency", "same_day", "see_doctor", "physio_first"),
        *("hidden", "none_fit", "mixed", "likely", "possible"),
        *("normal", "lowered", "stop", "easy_or_stop", "modify"),
    }


def test_the_same_answers_give_the_same_result_in_any_order(questionnaire, rulebook):
    random = Chance(7)
    for _ in range(300):
        answers = random_person(questionnaire, random, quiet_safety=0.9)
        shuffled = dict(random.sample(sorted(answers.items()), len(answers)))

        assert as_data(rulebook, assess(rulebook, answers)) == as_data(
            rulebook, assess(rulebook, shuffled)
        )
