"""What the worked cases and the second opinion (test_properties.py) do not tell of a judgement.

How points become a result: docs/physiotherapist/judgement.md.
"""

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


@pytest.mark.parametrize(("desk_hours", "is_likely"), [(4, False), (5, True), (8, True)])
def test_likely_begins_at_5_points(judge, desk_hours, is_likely):
    found = judge(**POSTURE_6 | {"desk_hours": desk_hours})

    assert is_likely is found.is_likely(found.shown[0])


def test_a_cap_limits_what_speaks_for_and_never_what_speaks_against(rulebook):
    overuse = next(cause for cause in rulebook.causes if cause.id == "overuse")
    capped = {one.id: one for one in overuse.indicators if one.group == "load_numbers"}
    against = replace(capped["O01b"], id="made up", points=-2)
    widened = replace(overuse, indicators=(against, *overuse.indicators))

    answers = healthy_runner(longest_recent_km=24.5, km_last_7d=60, km_typical_week=30)
    found = assess(replace(rulebook, causes=(widened,)), answers)

    assert found.findings[0].points == 5 - 2


def test_what_speaks_against_is_in_the_trace_too(judge):
    finding = judge(pain_eases=["change_posture"], desk_hours=3, **TENSION_5).findings[0]

    assert [one.id for one in finding.points_to_it] == ["P05"]
    assert [one.id for one in finding.points_against_it] == ["P11"]


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
