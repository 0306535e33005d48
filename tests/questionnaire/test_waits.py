"""A stop waits only for what could still take it away, and what it waits for is asked next."""

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.way import next_for
from rules import NextStep, assess
from rules.measures import FOLLOW_UPS
from tests.factories import as_given, healthy_runner
from tests.tables import every_row

SAFETY = ("rf_now", "rf_nerves", "rf_heart_lungs", "effort_known", "rf_general", "rf_injury_bone")
SAFETY = (*SAFETY, "knock_more", "rf_other", "cough_time", "health_background")
BREATH = {"rf_heart_lungs": ["breath_pain_rest"]}
CLOT, CANCER = {"health_background": ["clot_risks"]}, {"health_background": ["cancer_any"]}
PREGNANCY = {"health_background": ["pregnancy"]}
BELT, TIGHT = {"rf_nerves": ["band_round_chest"]}, ["chest_on_effort", "breathless_unusual"]
HEART = {"health_background": ["heart_vessel"]}
SUDDEN = {"pain_onset": "no_reason", "pain_speed": "in_seconds", "pain_worst": 9}


@pytest.fixture
def next_after(questionnaire, rulebook):
    """What comes next, in a word or two, once somebody well but for this answered up to a question.

    Nothing is asked of them twice, and what only a change opens stays open.
    """

    def next_after(last, **changed):
        given = as_given(questionnaire, healthy_runner(**changed))
        asked = [name for name, q in questionnaire.questions.items() if q.asked == 1]
        page = questionnaire.page_of(last)
        place = {page: at for at, page in enumerate(questionnaire.pages)}
        answers = {
            name: given[name]
            for name in asked
            if place[questionnaire.page_of(name)] <= place[page]
            and (given[name] is not None or not questionnaire.questions[name].show_when)
        }
        twice = frozenset(name for name, q in questionnaire.questions.items() if q.asks_twice)
        sheet = AnswerSet(questionnaire, answers, explained=twice)
        step = next_for(sheet, rulebook)
        stop = {"assessment": "stop"}.get(step.endpoint, step.endpoint)
        return step.page.id if step.page else stop

    return next_after


@every_row(
    ("ticked", "comes"),
    [
        (TIGHT, "heart-lungs-more"),
        (["chest_on_effort"], "heart-lungs-more"),
        (["breathless_unusual"], "heart-lungs-more"),
        ([*TIGHT, "faint_on_effort"], "stop"),
        ([*TIGHT, "palpitations"], "stop"),
        ([*TIGHT, "calf_swollen"], "stop"),
        ([*TIGHT, "blood_coughed"], "stop"),
        ([*TIGHT, "breath_pain_rest"], "stop"),
        ([*TIGHT, "tear_sudden"], "stop"),
    ],
)
def test_pressure_and_breathlessness_wait_for_known_asthma_and_for_nothing_else(
    next_after, ticked, comes
):
    assert next_after("rf_heart_lungs", rf_heart_lungs=ticked) == comes


@pytest.mark.parametrize("open_before", ["rf_nerves", "the explanation"])
def test_what_an_emergency_waits_for_comes_before_all_else_that_is_open(
    questionnaire, rulebook, open_before
):
    ticked = [*TIGHT, "not_sure"] if open_before == "the explanation" else TIGHT
    answers = {"rf_now": ["none"], "rf_nerves": ["none"], "rf_heart_lungs": ticked}
    answers.pop(open_before, None)

    step = next_for(AnswerSet(questionnaire, answers), rulebook)
    assert (step.endpoint, step.page.id) == ("page", "heart-lungs-more")


@pytest.mark.parametrize(
    ("known", "comes"),
    [("same_asthma", "general"), ("new_or_changed", "stop"), ("not_sure", "stop")],
)
def test_only_the_same_asthma_takes_the_emergency_away(next_after, known, comes):
    told = {"rf_heart_lungs": TIGHT, "effort_known": known}

    assert next_after("effort_known", **told) == comes


def test_known_asthma_is_still_for_today(next_after):
    told = {"rf_heart_lungs": TIGHT, "effort_known": "same_asthma"}

    assert next_after("health_background", **told) == "stop"


@every_row(
    "told",
    [
        BREATH | CLOT,
        BREATH | PREGNANCY,
        BELT | CANCER,
        {"rf_nerves": ["unsteady_walk"]} | CANCER,
        {"rf_nerves": ["legs_tingle_weak"], "health_background": ["cancer_any", "low_fuel"]},
    ],
)
def test_a_group_of_risks_is_asked_about_before_the_emergency_that_hangs_on_it(next_after, told):
    assert next_after("health_background", **told) == "background-more"


@every_row(
    "told",
    [
        {"rf_heart_lungs": ["breath_pain_rest", "calf_swollen"]},
        {"rf_heart_lungs": ["breath_pain_rest", "breathless_unusual"], "effort_known": "not_sure"},
        {"rf_heart_lungs": ["breath_pain_rest", "blood_coughed"]},
        BELT | {"rf_general": ["fever_chills"]},
        BELT | {"rf_injury_bone": ["big_accident"]},
    ],
)
@every_row("background", [["none"], *CLOT.values(), *CANCER.values()])
def test_an_emergency_that_stands_without_it_does_not_wait(next_after, told, background):
    assert next_after("health_background", **told | {"health_background": background}) == "stop"


@every_row(
    ("told", "which", "comes"),
    [
        (BREATH | CLOT, {"clot_which": ["clot_me"]}, "stop"),
        (BREATH | CLOT, {"clot_which": ["hormones"]}, "stop"),
        (BREATH | CLOT, {"clot_which": ["not_sure"]}, "stop"),
        (BREATH | CLOT, {"clot_which": ["none", "not_sure"]}, "stop"),
        (BREATH | PREGNANCY, {"preg_which": ["birth_12w"]}, "stop"),
        (BREATH | PREGNANCY, {"preg_which": ["maybe_pregnant"]}, "pregnancy"),
        (BELT | CANCER, {"cancer_which": ["cancer_past"]}, "stop"),
        (BELT | CANCER, {"cancer_which": ["not_sure"]}, "stop"),
        (BELT | CANCER, {"cancer_which": ["skin_cut_out"]}, "place"),
    ],
)
def test_the_answer_decides(next_after, told, which, comes):
    assert next_after("energy_which", **told, **which) == comes


def test_one_of_two_groups_left_open_counts_as_the_risk(next_after):
    told = BREATH | {"health_background": ["clot_risks", "cancer_any"]}
    told |= {"cancer_which": ["skin_cut_out"], "clot_which": None}

    assert next_after("energy_which", **told) == "background-more"


def test_sudden_pain_waits_for_the_background_where_that_could_take_the_emergency_away(
    questionnaire, rulebook
):
    """Asked out of order, from a page before a same-day stop."""
    given = as_given(questionnaire, healthy_runner(**SUDDEN, **HEART))
    answers = {name: given[name] for name in (*SAFETY, *SUDDEN) if given[name] is not None}
    waits = AnswerSet(questionnaire, answers)
    told = waits.add({"heart_which": ["heart_disease"]})

    assert next_for(waits, rulebook).page.id == "background-more"
    assert next_for(waits.add({"heart_which": ["aorta_me"]}), rulebook).endpoint == "assessment"
    assert next_for(told, rulebook).page.id == "place"


PRESSING = {"pain_other_times": ["press_turn"], "pain_feel": ["heavy_pressure"]}


@every_row(
    ("told", "comes"),
    [
        (PRESSING | {"pain_eases": ["rest_day"]}, "form"),
        (PRESSING | {"pain_eases": ["stop_running"]}, "stop"),
        ({"pain_other_times": ["press_turn"], "pain_location": ["front_chest"]}, "form"),
        ({"pain_other_times": ["neck_move"], "pain_location": ["front_chest"]}, "stop"),
        ({"pain_other_times": ["none"], "pain_location": ["front_chest"]}, "stop"),
        (PRESSING | {"pain_location": ["front_chest"]}, "stop"),
        (PRESSING | SUDDEN, "stop"),
        (PRESSING | {"rf_other": ["yellow_skin"]}, "stop"),
    ],
)
def test_a_same_day_stop_waits_for_the_same_pain_only_where_that_takes_it_away(
    next_after, told, comes
):
    assert next_after("pain_other_times", **told) == comes


@pytest.mark.parametrize(
    ("same", "comes"), [("same", "changes"), ("different", "stop"), ("not_sure", "stop")]
)
def test_only_the_very_same_pain_takes_it_away(next_after, same, comes):
    told = PRESSING | {"pain_eases": ["rest_day"], "same_pain": same}

    assert next_after("desk_hours", **told) == comes


@pytest.mark.parametrize(
    ("which", "told"),
    [
        (HEART, {"heart_which": ["aorta_me"]}),
        (HEART, {"heart_which": ["aorta_family"]}),
        (PREGNANCY, {"preg_which": ["birth_12w"], "preg_warning": "no_now"}),
    ],
)
def test_how_fast_is_asked_before_a_stop_only_where_it_did_not_begin_slowly(
    questionnaire, rulebook, which, told
):
    given = as_given(questionnaire, healthy_runner(rf_other=["yellow_skin"], **which, **told))
    answers = {name: given[name] for name in (*SAFETY, *told) if given[name] is not None}
    sheet = AnswerSet(questionnaire, answers, explained=frozenset(["preg_warning"]))
    assert next_for(sheet, rulebook).page.id == "sudden-pain"
    slowly = sheet.add({"pain_onset": "gradual", "pain_worst": 9})
    quickly = sheet.add({"pain_onset": "no_reason", "pain_worst": 9})

    assert next_for(slowly, rulebook).endpoint == "assessment"
    assert next_for(quickly, rulebook).page.id == "how-fast"
    for speed in ("in_seconds", "in_days"):
        assert next_for(quickly.add({"pain_speed": speed}), rulebook).endpoint == "assessment"


def test_no_other_emergency_ever_waits(rulebook, next_after):
    """Each emergency option by itself, with every group of risks ticked and nothing more said."""
    gates = [*FOLLOW_UPS]
    [e01] = [sign for sign in rulebook.signs if sign.id == "E01"]
    [e11] = [sign for sign in rulebook.signs if sign.id == "E11"]
    for sign in (e01, e11):
        [condition] = sign.when.all_of
        for option in condition.against:
            told = {condition.subject: [option], "health_background": gates}
            assert next_after(condition.subject, **told) == "stop", option
            assert next_after("health_background", **told) == "stop", option


@every_row(
    ("told", "step"),
    [
        ({"rf_heart_lungs": TIGHT}, NextStep.EMERGENCY),
        (BREATH | CLOT, NextStep.EMERGENCY),
        (BREATH | PREGNANCY, NextStep.EMERGENCY),
        (BELT | CANCER, NextStep.EMERGENCY),
        (SUDDEN | HEART, NextStep.EMERGENCY),
        (SUDDEN | PREGNANCY, NextStep.EMERGENCY),
        (PRESSING | {"pain_eases": ["rest_day"]}, NextStep.SAME_DAY),
        ({"health_background": ["bone_medicine"]}, NextStep.SEE_DOCTOR),
        ({"health_background": ["low_fuel"]}, NextStep.SEE_DOCTOR),
    ],
)
def test_a_follow_up_without_an_answer_is_never_a_no(rulebook, told, step):
    assert assess(rulebook, healthy_runner(**told)).next_step is step
