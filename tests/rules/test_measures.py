"""Each measure at, under and over every bound, and with a gate open, not sure and closed."""

import pytest

from questionnaire.distance import Distance
from rules.assessment import know
from rules.measures import MEASURES
from tests.factories import Chance, healthy_runner
from tests.rules.people import anybody

SKIPPED = None


def measure(name, **changed):
    return know(healthy_runner(**changed))[name]


@pytest.mark.parametrize(
    ("recent", "before", "ratio"),
    [
        (12, 12, 1.0),
        (22, 20, 1.1),
        (24, 12, 2.0),
        (9, 12, 0.75),
        (12.9, 12, 1.0),  # under 1 km apart
        (1.9, 1, 1.0),
        (2, 1, 2.0),  # exactly 1 km apart
        (11, 12, 11 / 12),
        (11.1, 12, 1.0),
        (10, 0, None),
        (0, 0, None),
        (0, 10, 0),
        (SKIPPED, 10, None),
        (10, SKIPPED, None),
        (SKIPPED, SKIPPED, None),
    ],
)
def test_spike_ratio(recent, before, ratio):
    assert ratio == measure("spike_ratio", longest_recent_km=recent, longest_prev30_km=before)


@pytest.mark.parametrize(
    ("last", "usual", "ratio"),
    [
        (30, 30, 1.0),
        (39, 30, 1.3),
        (32.5, 25, 1.3),
        (60, 30, 2.0),
        (7.9, 5, 1.0),  # under 3 km apart
        (8, 5, 1.6),  # exactly 3 km apart
        (27, 30, 0.9),
        (27.5, 30, 1.0),
        (0, 30, 0),
        (10, 0, None),
        (SKIPPED, 30, None),
        (30, SKIPPED, None),
    ],
)
def test_week_ratio(last, usual, ratio):
    assert ratio == measure("week_ratio", km_last_7d=last, km_typical_week=usual)


@pytest.mark.parametrize("unit", ["km", "mi"])
@pytest.mark.parametrize(("last", "usual"), [(32.5, 25), (13, 10), (14.3, 11)])
def test_thirty_percent_more_is_exactly_that_in_miles_as_in_km(last, usual, unit):
    in_km = {"km_last_7d": Distance(last, unit).km, "km_typical_week": Distance(usual, unit).km}

    assert measure("week_ratio", **in_km) == 1.3


@pytest.mark.parametrize("unit", ["km", "mi"])
@pytest.mark.parametrize(("recent", "before"), [(22, 20), (16.5, 15), (12.1, 11)])
def test_a_tenth_more_is_exactly_that_in_miles_as_in_km(recent, before, unit):
    recent_km, before_km = Distance(recent, unit).km, Distance(before, unit).km
    changed = {"longest_recent_km": recent_km, "longest_prev30_km": before_km}

    assert measure("spike_ratio", **changed) == 1.1


@pytest.mark.parametrize(
    ("last", "usual", "recent", "before", "is_from_zero"),
    [
        (10, 0, 12, 12, True),
        (30, 30, 4, 0, True),
        (0, 0, 0, 0, False),
        (30, 30, 12, 12, False),
        (SKIPPED, 0, 12, 12, False),
        (10, SKIPPED, 12, 12, False),
        (SKIPPED, SKIPPED, SKIPPED, SKIPPED, False),
    ],
)
def test_from_zero(last, usual, recent, before, is_from_zero):
    numbers = {"km_last_7d": last, "km_typical_week": usual}
    longest = {"longest_recent_km": recent, "longest_prev30_km": before}

    assert is_from_zero is measure("from_zero", **numbers, **longest)


@pytest.mark.parametrize(
    ("changed", "is_flat"),
    [
        ({}, True),
        ({"longest_recent_km": 13.2}, True),
        ({"longest_recent_km": 13.5}, False),
        ({"km_last_7d": 33, "km_typical_week": 30}, True),
        ({"km_last_7d": 33.5, "km_typical_week": 30}, False),
        ({"km_last_7d": 5, "km_typical_week": 30}, True),
        ({"km_last_7d": 5, "km_typical_week": 0}, False),
        ({"longest_recent_km": SKIPPED}, True),
        ({"training_changes": ["new_shoes"]}, False),
        ({"training_changes": ["more_hills"]}, False),
    ],
)
def test_load_flat(changed, is_flat):
    assert is_flat is measure("load_flat", **changed)


@pytest.mark.parametrize(
    ("changed", "is_jump"),
    [
        ({}, False),
        ({"longest_recent_km": 13.2}, False),
        ({"longest_recent_km": 13.5}, True),
        ({"km_last_7d": 38.5, "km_typical_week": 30}, False),
        ({"km_last_7d": 39, "km_typical_week": 30}, True),
        ({"longest_recent_km": 3, "longest_prev30_km": 0}, True),
        ({"training_changes": ["more_distance"]}, True),
        ({"training_changes": ["more_speed"]}, True),
        ({"training_changes": ["more_hills"]}, True),
        ({"training_changes": ["back_after_break"]}, True),
        ({"training_changes": ["race_big"]}, True),
        ({"training_changes": ["new_runner", "new_pack", "new_shoes", "new_gym"]}, False),
    ],
)
def test_load_jump(changed, is_jump):
    assert is_jump is measure("load_jump", **changed)


@pytest.mark.parametrize(
    ("others", "same", "moves", "pressing"),
    [
        (["press_turn"], "same", True, True),
        (["neck_move"], "same", True, False),
        (["press_turn", "neck_move"], "same", True, True),
        (["press_turn", "neck_move"], "different", False, False),
        (["press_turn"], "not_sure", False, False),
        (["press_turn"], SKIPPED, False, False),
        (["desk_screen", "driving", "carry_lift", "deep_breath"], "same", False, False),
        (["none"], SKIPPED, False, False),
    ],
)
def test_moves_it_and_press_brings_it(others, same, moves, pressing):
    """Only the very same pain counts: a position, a desk or a second sore spot says little."""
    answers = {"pain_other_times": others, "same_pain": same}

    assert moves is measure("moves_it", **answers)
    assert pressing is measure("press_brings_it", **answers)


TIMINGS = {
    "first_10min": (True, True),
    "midway": (True, True),
    "late_long": (True, False),
    "hard_only": (True, True),
    "whole_run": (True, True),
    "after_only": (False, False),
    "not_with_running": (False, False),
    SKIPPED: (False, False),
}


@pytest.mark.parametrize("timing", TIMINGS)
def test_with_effort(timing):
    is_with_effort, _ = TIMINGS[timing]

    assert is_with_effort is measure("with_effort", pain_run_timing=timing)


@pytest.mark.parametrize("timing", TIMINGS)
@pytest.mark.parametrize(
    ("changed", "stops"),
    [
        ({}, True),
        ({"pain_eases": ["stop_running", "change_posture", "shake_arms"]}, True),
        ({"pain_eases": ["rest_day"]}, False),
        ({"pain_eases": SKIPPED}, False),
        ({"pain_other_times": ["press_turn"], "same_pain": "same"}, False),
        ({"pain_other_times": ["neck_move"], "same_pain": "same"}, False),
        ({"pain_other_times": ["neck_move"], "same_pain": "not_sure"}, True),
        ({"pain_other_times": ["desk_screen", "driving", "carry_lift"]}, True),
    ],
)
def test_stops_with_effort(timing, changed, stops):
    is_with_effort, _ = TIMINGS[timing]
    expected = stops and is_with_effort

    assert expected is measure("stops_with_effort", pain_run_timing=timing, **changed)


@pytest.mark.parametrize("timing", TIMINGS)
@pytest.mark.parametrize(
    ("eases", "same", "whatever_moves_it"),
    [("stop_running", "same", True), ("rest_day", "different", None), ("rest_day", "same", False)],
)
def test_heavy_with_effort(timing, eases, same, whatever_moves_it):
    """Stopping decides; without it, four timings do, unless the very same pain can be moved."""
    _, is_early = TIMINGS[timing]
    expected = is_early if whatever_moves_it is None else whatever_moves_it
    answers = {"pain_other_times": ["press_turn"], "same_pain": same, "pain_eases": [eases]}
    expected = expected and timing != "not_with_running"

    assert expected is measure("heavy_with_effort", pain_run_timing=timing, **answers)


@pytest.mark.parametrize("timing", TIMINGS)
@pytest.mark.parametrize(
    ("eases", "others", "rests"),
    [
        ("nothing", "none", True),
        ("calm", "rest_night", True),
        ("nothing", "rest_night", True),
        ("calm", "none", False),
        ("calm", "deep_breath", False),
        (SKIPPED, SKIPPED, False),
    ],
)
def test_at_rest(timing, eases, others, rests):
    answers = {
        "pain_eases": eases and [eases],
        "pain_other_times": others and [others],
        "pain_run_timing": timing,
    }

    assert (rests and timing == "not_with_running") is measure("at_rest", **answers)


OPEN = "open"  # the gate is ticked and its follow-up has no answer
GATES = {
    "heart_which": "heart_vessel",
    "risk_which": "heart_risks",
    "clot_which": "clot_risks",
    "preg_which": "pregnancy",
    "infection_which": "infection_risks",
    "cancer_which": "cancer_any",
    "bone_which": "bone_medicine",
    "energy_which": "low_fuel",
}
COUNTS = {
    "heart_risk": {
        "risk_which": "blood_pressure cholesterol diabetes smoke_now not_sure open",
    },
    "heart_or_aorta": {"heart_which": "heart_disease aorta_me aorta_family not_sure open"},
    "aorta": {"heart_which": "aorta_me aorta_family not_sure open"},
    "aorta_or_birth": {
        "heart_which": "aorta_me aorta_family not_sure open",
        "preg_which": "pregnant birth_12w not_sure open",
    },
    "clot_risk_strong": {
        "clot_which": "clot_me leg_cast_12w long_trip_4w not_sure open",
        "infection_which": "surgery_3m",
        "cancer_which": "cancer_now",
        "preg_which": "pregnant birth_12w not_sure open",
    },
    "clot_risk_any": {
        "clot_which": "clot_me leg_cast_12w long_trip_4w clot_family hormones not_sure open",
        "infection_which": "surgery_3m",
        "cancer_which": "cancer_now",
        "preg_which": "pregnant birth_12w not_sure open",
    },
    "infection_risk": {
        "infection_which": "weak_immune injected_drugs bad_infection_3m surgery_3m "
        "line_dental_3m tb_contact not_sure open",
        "risk_which": "diabetes",
    },
    "cancer_real": {"cancer_which": "cancer_now cancer_past not_sure open"},
    "weak_bone": {"bone_which": "weak_bones steroid_3m not_sure open"},
    "knock_risk": {"bone_which": "weak_bones steroid_3m blood_thinner not_sure open"},
    "pregnancy_any": {"preg_which": "pregnant maybe_pregnant birth_12w not_sure open"},
    "low_energy_sign": {"energy_which": "stress_fracture_2y periods_stopped not_sure open"},
    "age40_or_risk": {
        "risk_which": "blood_pressure cholesterol diabetes smoke_now not_sure open",
    },
    "age55_or_risk": {
        "risk_which": "blood_pressure cholesterol diabetes smoke_now not_sure open",
    },
}
"""For each measure of the background, the answers that make it true, and no others do."""


def background(question, option):
    """One thing ticked on the page about health, and what was answered when asked which."""
    answer = SKIPPED if option == OPEN else [option]
    return {"health_background": [GATES[question]], question: answer}


@pytest.mark.parametrize("name", COUNTS)
def test_a_measure_of_the_background(name, questionnaire):
    """Each option of each follow-up; a gate is a risk while it is open or "not sure"."""
    for question in GATES:
        for option in (*questionnaire.questions[question].options, OPEN):
            expected = option in COUNTS[name].get(question, "").split()

            assert expected is measure(name, **background(question, option)), (question, option)


@pytest.mark.parametrize("name", COUNTS)
def test_a_gate_that_is_not_ticked_is_closed(name):
    assert measure(name) is False
    assert measure(name, health_background=["prefer_not"]) is False
    assert measure(name, health_background=SKIPPED) is False


def test_not_sure_beside_another_option_leaves_a_gate_open():
    both = {"health_background": ["clot_risks"], "clot_which": ["hormones", "not_sure"]}

    assert measure("clot_risk_strong", **both) is True


@pytest.mark.parametrize(
    ("age", "smoked", "at_40", "at_55"),
    [
        (39, False, False, False),
        (40, False, True, False),
        (54, False, True, False),
        (55, False, True, True),
        (39, True, False, False),
        (40, True, True, True),
        (SKIPPED, False, False, False),
        (SKIPPED, True, False, False),
    ],
)
def test_age40_or_risk_and_age55_or_risk(age, smoked, at_40, at_55):
    """Having smoked counts from 40 on; an age that was not told counts as young."""
    used_to = background("risk_which", "smoke_past") if smoked else {}

    assert at_40 is measure("age40_or_risk", age_years=age, **used_to)
    assert at_55 is measure("age55_or_risk", age_years=age, **used_to)
    assert (smoked and at_40) is measure("heart_risk", age_years=age, **used_to)


@pytest.mark.parametrize(
    ("more", "age", "is_risk"),
    [
        ("early_menopause", 35, True),
        ("lost_height", 35, True),
        ("spine_break", 35, True),
        ("glandular_3m", 35, True),
        ("belly_after", 35, True),
        ("not_sure", 35, True),
        ("none", 35, False),
        ("none", 64, False),
        ("none", 65, True),
        (SKIPPED, 35, False),
        (SKIPPED, SKIPPED, False),
    ],
)
def test_knock_risk_after_a_knock(more, age, is_risk):
    assert is_risk is measure("knock_risk", knock_more=more and [more], age_years=age)


FOUR = ["night_awake", "always_there", "getting_worse", "no_position"]


@pytest.mark.parametrize(
    ("ticked", "count"),
    [
        (["none"], 0),
        (SKIPPED, 0),
        *(([one], 1) for one in FOUR),
        (FOUR[:2], 2),
        (FOUR[1:], 3),
        (FOUR, 4),
        (["fever_chills", "weight_loss", "cough_strain", "less_effort", "not_sure"], 0),
    ],
)
def test_unrelenting(ticked, count):
    assert count == measure("unrelenting", rf_general=ticked)


@pytest.mark.parametrize(
    ("ticked", "age", "cancer", "count"),
    [
        ([], 35, "none", 0),
        (FOUR[:1], 35, "none", 0),
        (FOUR[:2], 35, "none", 1),
        (FOUR[:3], 35, "none", 1),
        (FOUR, 35, "none", 2),
        (["weight_loss"], 35, "none", 1),
        (["fever_chills", "cough_strain", "less_effort", "not_sure"], 35, "none", 0),
        ([], 54, "none", 0),
        ([], 55, "none", 1),
        ([], SKIPPED, "none", 0),
        ([], 35, "cancer_past", 1),
        ([], 35, OPEN, 1),
        ([], 35, "skin_cut_out", 0),
        ([*FOUR, "weight_loss"], 55, "cancer_now", 5),
    ],
)
def test_worry_count(ticked, age, cancer, count):
    told = {} if cancer == "none" else background("cancer_which", cancer)

    assert count == measure("worry_count", rf_general=ticked, age_years=age, **told)


@pytest.mark.parametrize(
    ("others", "duration", "age", "needs_look"),
    [
        ("stiff_mornings", "gt_12w", 20, True),
        ("stiff_mornings", "w6_12", 49, False),
        ("stiff_mornings", "w2_6", 50, True),
        ("stiff_mornings", "lt_2w", 50, True),
        ("stiff_mornings", SKIPPED, SKIPPED, False),
        ("after_meals", "gt_12w", 70, False),
    ],
)
def test_stiff_needs_look(others, duration, age, needs_look):
    answers = {"rf_other": [others], "pain_duration": duration, "age_years": age}

    assert needs_look is measure("stiff_needs_look", **answers)


@pytest.mark.parametrize(
    ("others", "feel", "location", "may_refer"),
    [
        ("neck_move", "ache_tight", "between_blades", True),
        ("none", "tingling", "neck_shoulder_top", True),
        ("none", "tingling", "between_blades", False),
        ("none", "ache_tight", "neck_shoulder_top", False),
    ],
)
def test_neck_may_refer(others, feel, location, may_refer):
    answers = {"pain_other_times": [others], "pain_feel": [feel], "pain_location": [location]}

    assert may_refer is measure("neck_may_refer", **answers)


@pytest.mark.parametrize(
    ("duration", "longest", "week", "is_more"),
    [
        ("lt_2w", 40, 10, False),
        ("lt_2w", 40.5, 10, True),
        ("lt_2w", 1, 0, True),
        ("w2_6", 40.5, 10, False),
        ("lt_2w", SKIPPED, 10, False),
        ("lt_2w", 40.5, SKIPPED, False),
    ],
)
def test_longest_exceeds_weeks(duration, longest, week, is_more):
    numbers = {"longest_prev30_km": longest, "km_typical_week": week}

    assert is_more is measure("longest_exceeds_weeks", pain_duration=duration, **numbers)


@pytest.mark.parametrize(
    ("now", "worst", "is_above"),
    [(5, 4, True), (4, 4, False), (SKIPPED, 4, False), (5, SKIPPED, False)],
)
def test_now_above_worst_and_average_above_worst(now, worst, is_above):
    for name in ("now", "average"):
        rated = {f"pain_{name}": now, "pain_worst": worst}
        assert measure(f"{name}_above_worst", **rated) is is_above


@pytest.mark.parametrize(
    ("habits", "count"),
    [
        (["none"], 0),
        (["jaw"], 1),
        (["shrug", "fists"], 2),
        (["jaw", "shrug", "fists", "breath_hold", "tension_headache"], 5),
    ],
)
def test_n_clench(habits, count):
    assert count == measure("n_clench", clench_habits=habits)


SCREENS = "rf_now rf_nerves rf_heart_lungs rf_general rf_injury_bone rf_other health_background"


@pytest.mark.parametrize(
    ("changed", "is_unwise"),
    [
        ({}, False),
        ({"pain_worst": 5}, False),
        ({"pain_worst": 6}, True),
        ({"health_background": SKIPPED}, True),
        ({"health_background": ["prefer_not"]}, True),
        ({"rf_now": ["not_sure"]}, True),
        ({"rf_other": ["cough"], "cough_time": "under_3w"}, True),
        (background("preg_which", "maybe_pregnant"), True),
        (background("energy_which", "none"), True),
    ],
)
def test_holds_unwise(changed, is_unwise):
    """The strength holds are for who ticked no warning, skipped nothing and hurts 5 at most."""
    assert is_unwise is measure("holds_unwise", **changed)


@pytest.mark.parametrize("screen", SCREENS.split())
def test_holds_unwise_after_any_option_of_any_screen(screen, questionnaire):
    for option in set(questionnaire.questions[screen].options) - {"none"}:
        assert measure("holds_unwise", **{screen: [option]}) is True, option


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_of_nobody_is_known_to_be_nothing(name):
    """All but one: as long as nothing is known of somebody, the holds are not for them."""
    assert know({})[name] in (None, False, 0) or name == "holds_unwise"


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_reads_only_what_it_says(name, questionnaire):
    """Everything else may go; the measure stays the same."""
    random = Chance(12)
    for _ in range(50):
        answers = anybody(questionnaire, random, skips=True)
        read = {question: answers[question] for question in MEASURES[name].reads & answers.keys()}

        assert know(read)[name] == know(answers)[name]


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_tested_here(name):
    assert name in COUNTS or any(name in one for one in globals() if one.startswith("test_"))
