"""One person's answers as JSON, checked before the rules see them."""

import pytest

from questionnaire.case import BadCase, read_case
from questionnaire.questions import Asked
from tests.factories import healthy_runner
from tests.tables import every_row


@pytest.fixture
def read(questionnaire):
    return lambda **changed: read_case(questionnaire, healthy_runner() | changed)


def test_good_answers_come_back_as_they_are(read):
    assert read() == healthy_runner()


@every_row(
    "question",
    ["health_background", "km_last_7d", "km_typical_week", "longest_recent_km"]
    + ["longest_prev30_km", "goal_date", "race_km", "past_injury", "carry_load", "breathing_feel"]
    + ["sleep_hours", "plank_seconds", "prone_hold_seconds", "mood_2w", "own_question"],
)
def test_optional_and_extra_questions_may_be_left_out(read, question):
    assert question not in read(**{question: None})


def test_every_other_question_must_be_answered(questionnaire):
    with pytest.raises(BadCase) as bad:
        read_case(questionnaire, {})

    missing = {error["question"] for error in bad.value.errors}
    first = [q for q in questionnaire.questions.values() if q.asked is not Asked.RECHECK]
    asked = {q.id: q for q in first if not q.show_when}
    assert missing == {name for name, question in asked.items() if not question.may_skip}


def test_a_distance_off_its_step_is_accepted(read):
    assert read(longest_recent_km=12.34)["longest_recent_km"] == 12.34


def test_an_answer_to_what_is_not_asked_counts_for_nothing(read):
    assert "preg_warning" not in read(preg_warning="yes_now")


@every_row(
    ("told", "must"),
    [
        ({"rf_heart_lungs": ["breathless_unusual"]}, {"effort_known"}),
        ({"rf_injury_bone": ["small_knock"]}, {"knock_more"}),
        ({"rf_other": ["cough"]}, {"cough_time"}),
        ({"health_background": ["pregnancy", "cancer_any"]}, {"preg_which", "cancer_which"}),
        (
            {"health_background": ["pregnancy"], "preg_which": ["pregnant"]},
            {"preg_warning", "preg_early"},
        ),
        ({"health_background": ["pregnancy"], "preg_which": ["birth_12w"]}, {"preg_warning"}),
        ({"pain_onset": "no_reason"}, {"pain_speed"}),
        ({"pain_other_times": ["neck_move"]}, {"same_pain"}),
    ],
)
def test_what_follows_an_answer_must_be_answered_too(read, told, must):
    with pytest.raises(BadCase) as bad:
        read(**told)

    assert {error["question"] for error in bad.value.errors} == must


FOR_THE_VISIT = {"course": "worse", "pain_now": 3, "medicines": ["thinners"], "mood_2w": "good"}
OWN_WORDS = {
    "own_question": "Can I <b>race</b>? 🏃",
    "goal_date": "2027-05-16",
    "activities": [["Lifting my son", 6], ["Sitting", None]],
}


def test_a_case_takes_what_only_a_patient_is_asked_and_keeps_own_words_from_the_rules(read):
    given = read(**FOR_THE_VISIT, **OWN_WORDS, race_km=21.1)

    assert given == healthy_runner() | FOR_THE_VISIT | {"race_km": 21.1}


@every_row(
    ("question", "answer", "allowed"),
    [
        ("rf_now", ["none", "fainted_now"], "a list of: chest_pressure"),
        ("rf_now", [], "a list of: chest_pressure"),
        ("rf_now", "none", "a list of: chest_pressure"),
        ("pain_onset", "suddenly", "one of: gradual, during_one_run"),
        ("age_years", 12, "a number from 13 to 100, in steps of 1"),
        ("age_years", 35.5, "a number from 13 to 100, in steps of 1"),
        ("age_years", "35", "a number from 13 to 100, in steps of 1"),
        ("age_years", True, "a number from 13 to 100, in steps of 1"),
        ("sleep_hours", 7.3, "a number from 0 to 16, in steps of 0.5"),
        ("sleep_hours", float("nan"), "a number from 0 to 16, in steps of 0.5"),
        ("longest_recent_km", 201, "a distance from 0 to 200 km (124 miles)"),
        ("longest_recent_km", -1, "a distance from 0 to 200 km (124 miles)"),
        ("longest_recent_km", {"value": 3}, "a distance from 0 to 200 km (124 miles)"),
        ("own_question", "x" * 1001, "a text of up to 1000 characters"),
        ("own_question", 3, "a text of up to 1000 characters"),
        ("goal_date", "16.5.2027", "a date as YYYY-MM-DD"),
        ("activities", ["Lifting"], "up to 3 pairs: a text, and a number from 0 to 10 or null"),
        ("activities", [["Lifting", 11]], "up to 3 pairs"),
        ("activities", [["a", 1]] * 4, "up to 3 pairs"),
        ("week_res", 3, "the ids of the questions"),
    ],
)
def test_a_bad_answer_is_named_with_what_is_allowed(read, question, answer, allowed):
    with pytest.raises(BadCase) as bad:
        read(**{question: answer})

    (error,) = bad.value.errors
    assert set(error) == {"question", "problem", "allowed"}
    assert (question, True) == (error["question"], error["allowed"].startswith(allowed))


def test_a_misspelt_question_comes_with_the_right_name(read):
    with pytest.raises(BadCase, match="Did you mean 'week_rest'"):
        read(week_res=3)


@every_row("case", [None, [], "text", 3, True])
def test_what_is_no_object(questionnaire, case):
    with pytest.raises(BadCase, match="not a JSON object"):
        read_case(questionnaire, case)


def test_every_mistake_is_named_at_once(read):
    with pytest.raises(BadCase) as bad:
        read(age_years=12, pain_onset="x", nonsense=1)

    assert {"age_years", "pain_onset", "nonsense"} == {e["question"] for e in bad.value.errors}
