"""Ratios at, under and over every bound; gates open, not sure and closed; what a measure reads.

The other measures are held by the worked cases and the second opinion (test_properties.py).
"""

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
    ("now", "worst", "is_above"),
    [(5, 4, True), (4, 4, False), (SKIPPED, 4, False), (5, SKIPPED, False)],
)
def test_now_above_worst_and_average_above_worst(now, worst, is_above):
    for name in ("now", "average"):
        rated = {f"pain_{name}": now, "pain_worst": worst}
        assert measure(f"{name}_above_worst", **rated) is is_above


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
