"""One person's answers as JSON, checked before the rules see them."""

import pytest

from questionnaire.case import BadCase, read_case
from tests.factories import healthy_runner


@pytest.fixture
def read(questionnaire):
    return lambda **changed: read_case(questionnaire, healthy_runner() | changed)


def test_good_answers_come_back_as_they_are(read):
    assert read() == healthy_runner()


@pytest.mark.parametrize(
    "question",
    ["health_background", "km_last_7d", "km_typical_week", "longest_recent_km"]
    + ["longest_prev30_km", "past_injury", "carry_load", "breathing_feel", "mood_2w"]
    + ["plank_seconds", "prone_hold_seconds"],
)
def test_optional_and_extra_questions_may_be_left_out(read, question):
    assert question not in read(**{question: None})


def test_every_other_question_must_be_answered(questionnaire):
    with pytest.raises(BadCase) as bad:
        read_case(questionnaire, {})

    missing = {error["question"] for error in bad.value.errors}
    must = {name for name, question in questionnaire.questions.items() if not question.may_skip}
    assert missing == must - {"preg_warning"}


def test_a_distance_off_its_step_is_accepted(read):
    assert read(km_last_7d=12.34)["km_last_7d"] == 12.34


def test_an_answer_to_what_is_not_asked_counts_for_nothing(read):
    assert "preg_warning" not in read(preg_warning="yes_now")


def test_the_pregnancy_question_must_be_answered_where_it_is_asked(read):
    with pytest.raises(BadCase) as bad:
        read(health_background=["pregnant"])

    assert [error["question"] for error in bad.value.errors] == ["preg_warning"]


@pytest.mark.parametrize(
    ("question", "answer", "allowed"),
    [
        ("rf_now", ["none", "fainted"], "a list of: chest_pressure"),
        ("rf_now", [], "a list of: chest_pressure"),
        ("rf_now", "none", "a list of: chest_pressure"),
        ("pain_onset", "suddenly", "one of: gradual, during_one_run"),
        ("age_years", 12, "a number from 13 to 100, in steps of 1"),
        ("age_years", 35.5, "a number from 13 to 100, in steps of 1"),
        ("age_years", "35", "a number from 13 to 100, in steps of 1"),
        ("age_years", True, "a number from 13 to 100, in steps of 1"),
        ("sleep_hours", 7.3, "a number from 0 to 16, in steps of 0.5"),
        ("sleep_hours", float("nan"), "a number from 0 to 16, in steps of 0.5"),
        ("km_last_7d", 301, "a distance from 0 to 300 km (186 miles)"),
        ("km_last_7d", -1, "a distance from 0 to 300 km (186 miles)"),
        ("km_last_7d", {"value": 3}, "a distance from 0 to 300 km (186 miles)"),
        ("rest_day", 3, "the ids of the questions"),
    ],
)
def test_a_bad_answer_is_named_with_what_is_allowed(read, question, answer, allowed):
    with pytest.raises(BadCase) as bad:
        read(**{question: answer})

    (error,) = bad.value.errors
    assert set(error) == {"question", "problem", "allowed"}
    assert (question, True) == (error["question"], error["allowed"].startswith(allowed))


def test_a_misspelt_question_comes_with_the_right_name(read):
    with pytest.raises(BadCase, match="Did you mean 'rest_days'"):
        read(rest_day=3)


@pytest.mark.parametrize("case", [None, [], "text", 3, True])
def test_what_is_no_object(questionnaire, case):
    with pytest.raises(BadCase, match="not a JSON object"):
        read_case(questionnaire, case)


def test_every_mistake_is_named_at_once(read):
    with pytest.raises(BadCase) as bad:
        read(age_years=12, pain_onset="x", nonsense=1)

    assert {"age_years", "pain_onset", "nonsense"} == {e["question"] for e in bad.value.errors}
