import pytest

from questionnaire.distance import Distance
from rules.assessment import know
from rules.measures import MEASURES
from tests.factories import healthy_runner

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
        ({"km_last_7d": 33}, True),
        ({"km_last_7d": 33.5}, False),
        ({"km_last_7d": 5}, True),
        ({"km_last_7d": 5, "km_typical_week": 0}, False),
        ({"km_last_7d": SKIPPED, "longest_recent_km": SKIPPED}, True),
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
        ({"km_last_7d": 38.5}, False),
        ({"km_last_7d": 39}, True),
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
    ("eases", "others", "is_mechanical"),
    [
        ("stop_running", "none", False),
        ("rest_day", "none", False),
        ("stretch_heat", "none", False),
        ("calm", "none", False),
        ("nothing", "none", False),
        ("change_posture", "none", True),
        ("shake_arms", "none", True),
        ("nothing", "press_turn", True),
        ("nothing", "desk_screen", True),
        ("nothing", "driving", True),
        ("nothing", "carry_lift", True),
        ("nothing", "neck_move", True),
        ("nothing", "deep_breath", False),
        ("nothing", "rest_night", False),
    ],
)
def test_mechanical(eases, others, is_mechanical):
    assert is_mechanical is measure("mechanical", pain_eases=[eases], pain_other_times=[others])


@pytest.mark.parametrize(
    ("timing", "eases", "follows"),
    [
        ("late_long", "stop_running", True),
        ("after_only", "stop_running", True),
        ("hard_only", "rest_day", True),
        ("whole_run", "rest_day", True),
        ("midway", "rest_day", True),
        ("first_10min", "rest_day", False),
        ("late_long", "rest_day", False),
        ("midway", "change_posture", False),
    ],
)
def test_follows_effort(timing, eases, follows):
    assert follows is measure("follows_effort", pain_run_timing=timing, pain_eases=[eases])


@pytest.mark.parametrize(
    ("timing", "age", "background", "is_at_risk"),
    [
        ("hard_only", 40, "none", True),
        ("hard_only", 39, "none", False),
        ("hard_only", 39, "heart_risk", True),
        ("hard_only", 39, "heart_disease", False),
        ("whole_run", 70, "none", False),
        ("whole_run", 20, "heart_risk", True),
        ("midway", 70, "heart_risk", False),
    ],
)
def test_effort_and_heart_risk(timing, age, background, is_at_risk):
    answers = {"pain_run_timing": timing, "age_years": age, "health_background": [background]}

    assert is_at_risk is measure("effort_and_heart_risk", **answers)


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
    ("rest", "hard", "is_too_many"), [(4, 3, False), (4, 4, True), (7, 1, True), (0, 8, True)]
)
def test_rest_plus_hard_gt7(rest, hard, is_too_many):
    assert is_too_many is measure("rest_plus_hard_gt7", rest_days=rest, hard_sessions=hard)


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


@pytest.mark.parametrize(
    ("signs", "age", "duration", "count"),
    [
        (["none"], 35, "w2_6", 0),
        (["none"], 54, "w2_6", 0),
        (["none"], 55, "w2_6", 1),
        (["none"], 55, "gt_12w", 0),
        (["cancer_ever"], 35, "w2_6", 1),
        (["weight_loss", "night_pain"], 35, "w2_6", 2),
        (["constant_worse", "fever_chills", "infection_risk"], 55, "lt_2w", 2),
        (["cancer_ever", "weight_loss", "night_pain", "constant_worse"], 55, "lt_2w", 5),
    ],
)
def test_n_worry(signs, age, duration, count):
    answers = {"rf_general": signs, "age_years": age, "pain_duration": duration}

    assert count == measure("n_worry", **answers)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_of_nobody_is_known_to_be_nothing(name):
    assert know({})[name] in (None, False, 0)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_reads_only_what_it_says(name):
    """Everything else may go; the measure stays the same."""
    answers = healthy_runner(pain_eases=["shake_arms"], km_last_7d=60, age_years=60)
    read = {question: answers[question] for question in MEASURES[name].reads}

    assert know(read)[name] == know(answers)[name]


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_tested_here(name):
    assert f"test_{name}" in globals()
