import pytest

from questionnaire.answers import in_words, problem_with
from questionnaire.distance import Distance
from tests.tables import every_row

TICK_FROM_THE_LIST = "Tick from the list, each once."


@every_row(
    ("question", "answer", "problem"),
    [
        ("rf_now", ["none"], None),
        ("rf_now", ["fainted_now", "not_sure"], None),
        ("rf_now", [], "Tick every one that fits, or “None of these”."),
        ("rf_now", None, "Tick every one that fits, or “None of these”."),
        ("rf_now", ["none", "fainted_now"], "“None of these” cannot stand beside"),
        ("rf_now", ["fainting"], TICK_FROM_THE_LIST),
        ("rf_now", ["fainted_now", "fainted_now"], TICK_FROM_THE_LIST),
        ("rf_now", "fainted_now", "Tick from the list."),
        ("rf_now", [["fainted_now"]], "Tick from the list."),
        ("rf_now", {"fainted_now": True}, "Tick from the list."),
        ("health_background", None, None),
        ("health_background", ["prefer_not", "none"], "cannot stand beside"),
        ("pain_location", [], "Tick at least one."),
        ("pain_onset", "gradual", None),
        ("pain_onset", "suddenly", "Choose one answer."),
        ("pain_onset", ["gradual"], "Choose one answer."),
        ("pain_onset", 1, "Choose one answer."),
        ("pain_onset", None, "Choose one answer."),
        ("breathing_feel", None, None),
        ("pain_worst", 0, None),
        ("pain_worst", 10, None),
        ("pain_worst", 11, "Enter a number from 0 to 10."),
        ("pain_worst", -1, "Enter a number from 0 to 10."),
        ("pain_worst", 4.5, "Enter a whole number."),
        ("pain_worst", None, "Choose a number."),
        ("age_years", 12, "Enter a number from 13 to 100."),
        ("age_years", 13, None),
        ("age_years", 100, None),
        ("age_years", 101, "Enter a number from 13 to 100."),
        ("age_years", True, "Enter a number from 13 to 100."),
        ("age_years", "35", "Enter a number from 13 to 100."),
        ("age_years", float("nan"), "Enter a number from 13 to 100."),
        ("age_years", float("inf"), "Enter a number from 13 to 100."),
        ("age_years", None, "Enter a number."),
        ("sleep_hours", 7.5, None),
        ("sleep_hours", 7.25, "Enter a whole or half number."),
        ("plank_seconds", None, None),
        ("km_last_7d", None, None),
        ("km_last_7d", 12.34, None),
        ("km_last_7d", Distance(186.4, "mi"), None),
        ("km_last_7d", Distance(186.5, "mi"), "Enter a distance from 0 to 300 km (186 miles)."),
        ("km_last_7d", 300.1, "Enter a distance from 0 to 300 km (186 miles)."),
        ("km_last_7d", -0.5, "Enter a distance from 0 to 300 km (186 miles)."),
        ("km_last_7d", "far", "Enter a distance from 0 to 300 km (186 miles)."),
    ],
)
def test_what_is_wrong_with_an_answer(question, answer, problem, questionnaire):
    found = problem_with(questionnaire.questions[question], answer)

    assert found == problem if problem is None else problem in found


@every_row(
    ("question", "answer", "words"),
    [
        ("rf_other", ["cough", "not_sure"], ["A cough that I do not", "I am not sure"]),
        ("pain_onset", "gradual", ["Slowly, over days or weeks"]),
        ("pain_worst", 4, ["4 out of 10"]),
        ("age_years", 35, ["35 years"]),
        ("strength_days", 1, ["1 day a week"]),
        ("strength_days", 2, ["2 days a week"]),
        ("sleep_hours", 7.5, ["7.5 hours a night"]),
        ("km_last_7d", Distance(12.5), ["12.5 km"]),
        ("km_last_7d", Distance(1, "mi"), ["1 mile"]),
        ("km_last_7d", Distance(6.5, "mi"), ["6.5 miles"]),
        ("km_last_7d", None, []),
    ],
)
def test_an_answer_read_back(question, answer, words, questionnaire):
    found = in_words(questionnaire.questions[question], answer)

    assert len(words) == len(found)
    assert all(one.startswith(start) for one, start in zip(found, words, strict=True))


@pytest.mark.parametrize(
    ("value", "unit", "km"), [(10, "km", 10), (1, "mi", 1.609344), (26.2, "mi", 42.164813)]
)
def test_a_distance_in_km(value, unit, km):
    assert Distance(value, unit).km == pytest.approx(km, abs=1e-6)


@every_row("value", [0.1, 0.5, 3, 6.2, 13.1, 26.2, 186])
@every_row(("unit", "other"), [("km", "mi"), ("mi", "km")])
def test_a_distance_there_and_back_is_the_same(value, unit, other):
    there = Distance(Distance(value, unit).in_unit(other), other)

    assert value == pytest.approx(there.in_unit(unit), abs=1e-5)
    assert value == Distance(value, unit).in_unit(unit)
