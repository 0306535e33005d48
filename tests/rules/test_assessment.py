"""What comes out, exactly: docs/physiotherapist/judgement.md, one test a rule."""

from dataclasses import replace

import pytest

from rules import NextStep, Status, assess
from rules.trace import as_data
from tests.factories import healthy_runner

POSTURE_6 = {"form_notice": ["hunched"], "pain_eases": ["change_posture"], "desk_hours": 8}
STRENGTH_0 = {"strength_days": 0}
TENSION_5 = {"stress_link": "worse_stressed", "pain_location": ["neck_shoulder_top"]}


@pytest.fixture
def judge(rulebook):
    """What the rulebook makes of the healthy runner, changed as told."""

    def judge(**changed):
        return assess(rulebook, healthy_runner(**changed))

    return judge


def shown(found):
    return [(finding.cause.id, finding.points) for finding in found.shown]


@pytest.mark.parametrize(
    "hiding", [{"rf_nerves": ["clumsy_hands"]}, {"rf_general": ["fever_chills"]}]
)
def test_a_hidden_result_has_no_causes_no_tips_and_no_points(judge, rulebook, hiding):
    found = judge(**POSTURE_6, **STRENGTH_0, **hiding)

    assert found.status is Status.HIDDEN
    assert found.shown == found.joint == ()
    assert found.tips == frozenset()
    assert "points" not in as_data(rulebook, found)


def test_a_hidden_result_still_has_its_confidence_cross_checks_and_notes(judge, rulebook):
    found = judge(rf_injury_bone=["sore_bone_spot"], pain_worst=0, pain_location=["low_back"])

    out = as_data(rulebook, found)
    assert (out["status"], out["confidence"]) == ("hidden", "lowered")
    assert (out["cross_checks"], out["notes"]) == (["C5"], ["N4"])


@pytest.mark.parametrize(
    ("signs", "tips"),
    [
        ({}, {"focus_form", "warm_up", "strength"}),
        ({"age_years": 60}, {"focus_form", "warm_up", "strength"}),  # full
        ({"rf_general": ["cough_strain"]}, {"focus_form"}),  # gentle
        ({"rf_general": ["cough_strain"], "age_years": 60}, {"focus_form"}),  # gentle before full
        ({"rf_nerves": ["clumsy_hands"], "age_years": 60}, set()),  # none before full
        ({"rf_nerves": ["clumsy_hands"], "rf_general": ["cough_strain"]}, set()),
    ],
)
def test_the_strictest_tips_mode_wins(judge, signs, tips):
    assert tips == judge(**POSTURE_6, **STRENGTH_0, **signs).tips


def test_gentle_may_leave_no_tip_at_all(judge):
    found = judge(rf_general=["cough_strain"], strength_days=0)

    assert found.status is Status.NONE_FIT
    assert found.tips == frozenset()


def test_every_cause_of_3_points_or_more_is_shown_most_points_first(judge):
    found = judge(
        form_notice=["hunched", "slumps_tired", "shoulders_up"],
        training_changes=["more_distance", "more_speed", "more_hills"],
        desk_hours=5,
        clench_habits=["jaw"],
        strength_days=0,
        pain_eases=["stretch_heat"],
    )

    expected = [("muscle_imbalance", 4), ("poor_posture", 3), ("overuse", 3), ("tension_stress", 3)]
    assert expected == shown(found)


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        ({"desk_hours": 4, "pain_eases": ["change_posture"]}, 2),
        ({"desk_hours": 5, "pain_eases": ["change_posture"]}, 3),
    ],
)
def test_a_cause_of_2_points_is_not_shown_and_one_of_3_is(judge, changed, points):
    expected = [("poor_posture", 3)] if points >= 3 else []

    assert expected == shown(judge(**changed))


@pytest.mark.parametrize(
    ("changed", "status", "joint"),
    [
        ({}, "none_fit", []),
        ({"pain_eases": ["change_posture"], "desk_hours": 5}, "possible", ["poor_posture"]),
        ({"pain_eases": ["change_posture"], "desk_hours": 8}, "possible", ["poor_posture"]),
        (POSTURE_6 | {"desk_hours": 5}, "likely", ["poor_posture"]),
        (POSTURE_6 | TENSION_5, "mixed", ["poor_posture", "tension_stress"]),
        (POSTURE_6 | {"stress_link": "worse_stressed"}, "likely", ["poor_posture"]),
        (POSTURE_6 | {"rf_general": ["fever_chills"]}, "hidden", []),
    ],
)
def test_status_and_which_causes_stand_together(judge, changed, status, joint):
    found = judge(**changed)

    assert status == found.status
    assert joint == [finding.cause.id for finding in found.joint]


def test_a_second_cause_2_points_behind_is_shown_but_not_joint(judge):
    found = judge(**POSTURE_6, stress_link="worse_stressed")

    assert shown(found) == [("poor_posture", 6), ("tension_stress", 4)]
    assert len(found.joint) == 1


@pytest.mark.parametrize(("desk_hours", "is_likely"), [(4, False), (5, True), (8, True)])
def test_likely_begins_at_5_points(judge, desk_hours, is_likely):
    found = judge(**POSTURE_6 | {"desk_hours": desk_hours})

    assert is_likely is found.is_likely(found.shown[0])


def test_lowering_changes_the_wording_and_nothing_else(judge):
    sure, unsure = judge(**POSTURE_6), judge(**POSTURE_6, pain_worst=0)

    assert (sure.is_lowered, unsure.is_lowered) == (False, True)
    assert sure.is_likely(sure.shown[0])
    assert not unsure.is_likely(unsure.shown[0])
    assert shown(sure) == shown(unsure)
    assert sure.status is unsure.status is Status.LIKELY
    assert sure.tips == unsure.tips


def test_a_see_doctor_result_keeps_status_and_strength(judge):
    found = judge(**POSTURE_6, rf_general=["cough_strain"])

    assert found.next_step is NextStep.SEE_DOCTOR
    assert found.status is Status.LIKELY
    assert found.is_likely(found.shown[0])


def test_a_cap_limits_what_speaks_for_and_never_what_speaks_against(rulebook):
    overuse = next(cause for cause in rulebook.causes if cause.id == "overuse")
    capped = {one.id: one for one in overuse.indicators if one.group == "load_numbers"}
    against = replace(capped["O01b"], id="made up", points=-2)
    widened = replace(overuse, indicators=(against, *overuse.indicators))

    answers = healthy_runner(longest_recent_km=24.5, km_last_7d=60, km_typical_week=30)
    found = assess(replace(rulebook, causes=(widened,)), answers)

    assert found.findings[0].points == 5 - 2


def test_the_trace_lists_every_indicator_met_uncapped(judge, rulebook):
    all_three = ["hunched", "lean_waist", "head_forward"]
    out = as_data(rulebook, judge(form_notice=all_three, desk_hours=4))

    because = out["causes"][0]["because"]
    assert [(one["id"], one["points"]) for one in because] == [
        ("P01", 2),
        ("P02", 2),
        ("P03", 1),
    ]
    assert out["points"]["poor_posture"] == 4


def test_what_speaks_against_is_in_the_trace_too(judge):
    finding = judge(pain_eases=["change_posture"], desk_hours=3, **TENSION_5).findings[0]

    assert [one.id for one in finding.points_to_it] == ["P05"]
    assert [one.id for one in finding.points_against_it] == ["P11"]


def test_points_may_be_below_zero(judge, rulebook):
    out = as_data(rulebook, judge())

    expected = {"poor_posture": -1, "muscle_imbalance": -1, "overuse": -3, "tension_stress": -3}
    assert expected == out["points"]


@pytest.mark.parametrize(
    ("changed", "signs", "next_step", "run"),
    [
        ({}, [], NextStep.PHYSIO_FIRST, "modify"),
        ({"rf_general": ["cough_strain"]}, ["D19"], NextStep.SEE_DOCTOR, "easy_or_stop"),
        ({"rf_injury_bone": ["sore_bone_spot"]}, ["D03"], NextStep.SEE_DOCTOR, "stop"),
        ({"rf_nerves": ["clumsy_hands"]}, ["D05"], NextStep.SEE_DOCTOR, "easy_or_stop"),
        ({"pain_worst": 9}, ["D12"], NextStep.SEE_DOCTOR, "stop"),
        (
            {"rf_other": ["yellow_skin", "after_meals"]},
            ["U09", "D06"],
            NextStep.SAME_DAY,
            "stop",
        ),
        (
            {"rf_now": ["fainted_now", "not_sure"], "rf_other": ["after_meals"]},
            ["E01", "U16", "D06"],
            NextStep.EMERGENCY,
            "stop",
        ),
    ],
)
def test_every_sign_is_listed_and_the_highest_decides(judge, changed, signs, next_step, run):
    found = judge(**changed)

    assert signs == [sign.id for sign in found.signs]
    assert next_step is found.next_step
    assert run == found.run


@pytest.mark.parametrize(
    ("changed", "tips"),
    [
        ({}, {"warm_up"}),
        ({"pain_run_timing": "first_10min"} | POSTURE_6, {"focus_form", "warm_up"}),
        (
            {"pain_run_timing": "first_10min"} | TENSION_5,
            {"manage_stress", "focus_form", "warm_up"},
        ),
        ({"training_changes": ["more_hills"]}, {"warm_up", "gradual_load"}),
        ({"sleep_hours": 5}, {"warm_up", "manage_stress"}),
        (POSTURE_6, {"focus_form", "warm_up"}),
        ({"stress_link": "worse_stressed"}, {"manage_stress", "focus_form"}),
        (
            {"stress_link": "worse_stressed", "strength_days": 1},
            {"manage_stress", "focus_form", "strength"},
        ),
    ],
)
def test_tips_are_those_of_the_causes_and_of_the_tip_rules(judge, changed, tips):
    assert tips == judge(**changed).tips


def test_what_to_read_also_adds_no_tip(judge, rulebook):
    assert "strength" in rulebook.causes[0].also
    assert "strength" not in judge(**POSTURE_6).tips


def test_nobody_in_particular_can_be_judged(rulebook):
    found = assess(rulebook, {})

    assert (found.next_step, found.status) == (NextStep.PHYSIO_FIRST, Status.NONE_FIT)


def test_the_outcome_has_these_keys_and_no_others(judge, rulebook):
    keys = "next_step run signs status confidence causes points tips cross_checks notes version"
    out = as_data(rulebook, judge(**POSTURE_6))

    assert set(out) == set(keys.split())
    assert set(out["causes"][0]) == {"id", "strength", "because"}
    assert set(out["causes"][0]["because"][0]) == {"id", "text", "points", "grade", "sources"}
    assert out["version"] == rulebook.version
