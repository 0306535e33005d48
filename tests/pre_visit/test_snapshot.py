"""What a record keeps of somebody's answers: asked, answered and told, in words."""

import json

import pytest

from pre_visit.snapshot import SHAPE, document_of, snapshot_of, summary_of, urgency_of
from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Asked
from questionnaire.result import Result
from questionnaire.stops import stop_for
from tests.factories import FOR_THE_VISIT, Chance, as_given, healthy_runner, random_person

POSTURE = {"pain_eases": ["change_posture"], "form_notice": ["hunched"], "desk_hours": 10}


@pytest.fixture
def record(questionnaire, rulebook):
    """Puts down what somebody with these answers is told."""

    def put_down(without=(), asks=Asked.VISIT, **changed):
        given = as_given(questionnaire, healthy_runner(**changed), without)
        explained = frozenset(questionnaire.questions)
        journey = AnswerSet(questionnaire, given, asks, explained).journey
        return snapshot_of(Result(rulebook, journey), stop_for(rulebook, journey))

    return put_down


def row(record, question):
    return next(one for one in record["asked"] if one["id"] == question)


def test_it_says_what_it_was_made_from(record, questionnaire, rulebook):
    kept = record()

    assert kept["shape"] == SHAPE
    assert kept["version"] == {"questions": questionnaire.version, "rules": rulebook.version}
    assert (kept["is_complete"], kept["next_step"]["id"]) == (True, "physio_first")


def test_an_answer_stands_as_given_and_in_words(record):
    kept = record(longest_recent_km=12.5, pain_worst=6, pain_location=["mid_spine", "low_back"])

    distance = row(kept, "longest_recent_km")
    assert (distance["answer"], distance["unit"], distance["words"]) == (12.5, "km", ["12.5 km"])
    pain = row(kept, "pain_worst")
    assert (pain["answer"], pain["words"], pain["section"]) == (6, ["6 out of 10"], "your_pain")
    places = row(kept, "pain_location")
    assert (places["answer"], len(places["words"])) == (["mid_spine", "low_back"], 2)


def test_a_skipped_answer_and_one_never_asked_are_told_apart(record):
    kept = record(sleep_hours=None)

    assert (row(kept, "sleep_hours")["answer"], row(kept, "sleep_hours")["words"]) == (None, [])
    assert set(why_not(kept).values()) == {"does not apply"}
    assert {"preg_warning", "heart_which"} <= set(why_not(kept))


def test_own_words_stand_as_they_were_written(record):
    kept = record(**FOR_THE_VISIT)

    assert row(kept, "own_question")["answer"] == "Can I run my race in May?"
    day, done = row(kept, "goal_date"), row(kept, "activities")
    assert (day["answer"], day["words"]) == ("2027-05-16", ["16 May 2027"])
    assert done["answer"] == [["Lifting my son", 6], ["Sitting", None]]
    assert done["words"] == ["Lifting my son: 6 out of 10", "Sitting"]
    assert set(FOR_THE_VISIT) <= {one["id"] for one in kept["asked"]}


def why_not(record):
    return {one["id"]: one["why"] for one in record["not_asked"]}


def test_a_question_behind_a_stop_and_one_that_a_kiosk_leaves_out_are_told_apart(record):
    stopped = {"rf_now": ["fainted_now"], "without": ["mood_2w", "stress_level"]}
    at_home, at_kiosk = record(**stopped), record(**stopped, asks=Asked.EXTRA)
    to_its_end = record(asks=Asked.EXTRA, without=["mood_2w"])

    assert why_not(at_home)["stress_level"] == why_not(at_kiosk)["stress_level"] == "stopped before"
    assert why_not(at_home)["mood_2w"] == "stopped before"
    assert why_not(at_kiosk)["mood_2w"] == "not asked at the kiosk"
    assert why_not(to_its_end)["mood_2w"] == "not asked at the kiosk"
    assert "stopped before" not in why_not(to_its_end).values()


def test_safety_questions_and_unsure_answers_are_marked(record):
    kept = record(rf_nerves=["not_sure"])

    assert row(kept, "rf_now")["is_safety"]
    assert not row(kept, "pain_worst")["is_safety"]
    assert row(kept, "rf_nerves")["is_unsure"]
    assert not row(kept, "rf_now")["is_unsure"]


def test_a_sign_stands_with_the_answer_that_fired_it(record):
    [sign] = record(rf_general=["weight_loss"])["signs"]

    assert sign["level"] == "see_doctor"
    assert [told["options"] for told in sign["told"]] == [["weight_loss"]]
    assert sign["told"][0]["words"] == ["I am losing weight and do not know why"]


def test_a_stop_ends_it_with_neither_causes_nor_tips(record, questionnaire):
    later = [q for q in questionnaire.questions if q != "rf_now"]
    kept = record(rf_now=["fainted_now"], without=later)

    assert (kept["is_complete"], kept["next_step"]["id"]) == (False, "emergency")
    assert (kept["causes"], kept["tips"]) == ([], [])
    assert [one["id"] for one in kept["asked"]] == ["rf_now"]
    assert "911" in kept["next_step"]["action"]


def test_a_cause_stands_with_what_points_to_it_and_against(record):
    causes = record(**POSTURE)["causes"]
    first = causes[0]

    assert (first["id"], first["strength"]) == ("poor_posture", "best fit")
    assert all(one["text"] and one["points"] > 0 for one in first["for"])
    assert all(one["points"] < 0 for cause in causes for one in cause["against"])
    shown = [bool(cause["strength"]) for cause in causes]
    assert shown == sorted(shown, reverse=True)


def test_the_measures_are_numbers_at_full_precision(record):
    more = {"training_changes": ["more_distance"], "km_last_7d": 40, "km_typical_week": 30}
    kept = record(**more, longest_recent_km=None)

    assert kept["measures"]["week_ratio"] == 40 / 30
    assert "spike_ratio" not in kept["measures"]


def test_the_numbers_of_the_country_stand_in_the_words(record):
    mood = {
        "cough_time": "over_3w",
        "rf_other": ["cough"],
        "mood_2w": "low_most_days",
        "pain_worst": 0,
    }
    for changed in ({"rf_now": ["fainted_now"]}, {"rf_general": ["fever_chills"]}, mood):
        kept = record(**changed)
        said = [one["say"] for part in ("signs", "notes", "cross_checks") for one in kept[part]]

        assert "{" not in " ".join([kept["next_step"]["action"], *said])


@pytest.mark.parametrize(
    ("changed", "urgency"),
    [
        ({"rf_now": ["fainted_now"]}, 3),
        ({"rf_general": ["fever_chills"]}, 2),
        ({"cough_time": "over_3w", "rf_other": ["cough"]}, 1),
        ({}, 0),
    ],
)
def test_how_urgent_it_is(record, changed, urgency):
    assert urgency_of(record(**changed)) == urgency


def test_what_a_line_of_the_list_of_patients_shows(record):
    brief = summary_of(record(**POSTURE, pain_worst=7))
    assert (brief["pain"], brief["cause"]) == (7, "Running posture")
    assert brief["next_step"] == "A physiotherapist is a good first stop"

    stopped = summary_of(record(rf_now=["fainted_now"]))
    assert (stopped["cause"], stopped["next_step"]) == (None, "Get emergency help now")


@pytest.mark.slow
def test_everybody_can_be_put_down_in_jsons_own_types(record, questionnaire):
    random = Chance(7)
    for _ in range(60):
        answers = random_person(questionnaire, random, quiet_safety=0.9)
        everything = dict.fromkeys(questionnaire.questions) | answers
        kept = record(**everything)

        assert json.loads(json.dumps(kept, allow_nan=False)) == kept
        told = [one["id"] for part in ("asked", "not_asked") for one in kept[part]]
        assert sorted(told) == sorted(questionnaire.questions)


def test_a_version_is_put_down_with_every_question_and_option(questionnaire):
    document = document_of(questionnaire)
    asked = {q["id"]: q for section in document["sections"] for q in section["questions"]}

    assert json.loads(json.dumps(document)) == document
    assert (document["version"], list(asked)) == (
        questionnaire.version,
        list(questionnaire.questions),
    )
    assert asked["rf_now"]["options"] == questionnaire.questions["rf_now"].options
    assert asked["preg_warning"]["show_when"]["question"] == "preg_which"
