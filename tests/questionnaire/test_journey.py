"""The way through, as the answers open it."""

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.distance import Distance
from questionnaire.journey import Journey, progress_of
from questionnaire.stops import stop_for
from questionnaire.way import next_for
from rules import NextStep
from tests.factories import healthy_runner

EXTRAS = ("past_injury", "carry_load", "breathing_feel", "mood_2w", "plank_seconds")
EXTRAS = (*EXTRAS, "prone_hold_seconds")
DISTANCES = ("km_last_7d", "km_typical_week", "longest_recent_km", "longest_prev30_km")


@pytest.fixture
def after(questionnaire):
    """The journey of a runner who answered like the healthy one, up to a page, but for changes."""

    def after(last=None, extras=False, explained=(), **changed):
        given = healthy_runner(**changed)
        answers = {}
        for page in questionnaire.pages:
            asked = [q.id for q in page.questions if q.id not in EXTRAS or extras]
            shown = [name for name in asked if name != "preg_warning" or name in given]
            answers |= {name: given.get(name) for name in shown}
            if page.id == last:
                break
        for name in DISTANCES:
            if answers.get(name) is not None:
                answers[name] = Distance(answers[name])
        return Journey(questionnaire, answers, extras, frozenset(explained))

    return after


def sheet_of(journey, extras=None):
    return AnswerSet(journey.questionnaire, journey.answers, extras, journey.explained)


@pytest.fixture
def goes_to(questionnaire, rulebook):
    """Where a journey leads next, in a word or two."""

    def goes_to(journey, extras=None):
        step = next_for(sheet_of(journey, extras), rulebook)
        return f"{step.endpoint} {step.page.id}" if step.page else step.endpoint

    return goes_to


@pytest.mark.parametrize(
    ("last", "leads_to"),
    [
        ("now", "page heart-lungs"),
        ("heart-lungs", "page nerves"),
        ("nerves", "page injury-bone"),
        ("injury-bone", "page general"),
        ("general", "page other"),
        ("other", "page background"),
        ("background", "page place"),
        ("place", "page feel"),
        ("other-times", "page form"),
        ("form", "page distances"),
        ("changes", "page stress"),
        ("strength", "extras"),
    ],
)
def test_one_page_leads_to_the_next(after, goes_to, last, leads_to):
    assert leads_to == goes_to(after(last))


def test_a_blank_sheet_leads_to_the_first_page(questionnaire, goes_to):
    assert goes_to(Journey(questionnaire, {})) == "page now"


@pytest.mark.parametrize(
    ("extras", "leads_to"), [(None, "extras"), (False, "check"), (True, "page past-injury")]
)
def test_after_the_core_comes_the_offer_and_then_what_was_chosen(after, goes_to, extras, leads_to):
    assert leads_to == goes_to(after(), extras)


def test_after_the_extras_comes_the_check(after, goes_to):
    assert goes_to(after(extras=True), True) == "check"


@pytest.mark.parametrize(
    ("last", "changed", "explained", "leads_to"),
    [
        ("now", {"rf_now": ["cough_blood"]}, (), "assessment"),
        ("now", {"rf_now": ["cough_blood", "not_sure"]}, (), "assessment"),
        ("now", {"rf_now": ["not_sure"]}, (), "explained now"),
        ("now", {"rf_now": ["not_sure"]}, ("rf_now",), "page heart-lungs"),
        ("general", {"rf_general": ["fever_chills"]}, (), "page other"),
        ("background", {"rf_general": ["fever_chills"]}, (), "assessment"),
        ("background", {"rf_injury_bone": ["big_accident"]}, (), "page accident"),
        ("background", {"health_background": ["pregnant"]}, (), "page pregnancy"),
        (
            "pregnancy",
            {"health_background": ["pregnant"], "preg_warning": "yes_now"},
            (),
            "page sudden-pain",
        ),
        (
            "pregnancy",
            {"health_background": ["pregnant"], "preg_warning": "not_sure"},
            (),
            "explained pregnancy",
        ),
        (
            "pregnancy",
            {"health_background": ["pregnant"], "preg_warning": "no_now"},
            (),
            "page place",
        ),
        ("background", {"health_background": ["aorta_connective"]}, (), "page place"),
        (
            "background",
            {"health_background": ["aorta_connective"], "rf_other": ["yellow_skin"]},
            (),
            "page sudden-pain",
        ),
        ("place", {"age_years": 15}, (), "assessment"),
        ("place", {"age_years": 16}, (), "page feel"),
        ("feel", {"pain_feel": ["heavy_pressure"]}, (), "page start"),
        ("other-times", {"pain_feel": ["heavy_pressure"]}, (), "assessment"),
    ],
)
def test_a_warning_changes_the_way(after, goes_to, last, changed, explained, leads_to):
    assert leads_to == goes_to(after(last, explained=explained, **changed))


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({}, None),
        ({"rf_other": ["long_cough"]}, None),
        ({"rf_other": ["yellow_skin"]}, NextStep.SAME_DAY),
        ({"rf_now": ["fainted"], "rf_other": ["yellow_skin"]}, NextStep.EMERGENCY),
        ({"rf_now": ["fainted"], "age_years": 14}, NextStep.EMERGENCY),
    ],
)
def test_the_highest_stop_wins(after, rulebook, changed, step):
    stop = stop_for(rulebook, after(**changed))

    assert step is (stop and stop.next_step)


def test_a_stop_names_only_the_signs_and_answers_that_decide(after, rulebook):
    stop = stop_for(rulebook, after(rf_now=["fainted", "not_sure"], rf_other=["long_cough"]))

    assert [sign.id for sign in stop.signs] == ["E01"]
    assert [(told.question.id, told.options) for told in stop.told] == [("rf_now", ("fainted",))]


def test_a_hidden_answer_counts_for_nothing(after):
    hidden = after(health_background=["none"], preg_warning="yes_now")
    shown = after(health_background=["birth_12w"], preg_warning="yes_now")

    assert "preg_warning" not in hidden.given_answers()
    assert shown.given_answers()["preg_warning"] == "yes_now"


def test_extras_that_are_not_wanted_any_more_count_for_nothing(after, questionnaire):
    answers = after(extras=True).answers

    assert "past_injury" in Journey(questionnaire, answers, True).given_answers()
    assert "past_injury" not in Journey(questionnaire, answers, False).given_answers()


def test_the_rules_see_kilometres_and_nothing_that_was_skipped(after, questionnaire):
    answers = {**after().answers, "km_last_7d": Distance(10, "mi"), "km_typical_week": None}
    given = Journey(questionnaire, answers).given_answers()

    assert given["km_last_7d"] == pytest.approx(16.09344)
    assert "km_typical_week" not in given


def test_what_is_not_known(after):
    journey = after(pain_onset="not_sure", km_last_7d=None)
    asked = frozenset({"pain_onset", "km_last_7d", "age_years", "past_injury", "preg_warning"})

    names = [question.id for question in journey.unknown_among(asked)]
    assert names == ["pain_onset", "past_injury", "km_last_7d"]


def test_where_a_page_lies(after, questionnaire):
    journey = after("place")
    first, last = questionnaire.page("safety", "now"), questionnaire.page("strength", "strength")

    progress = progress_of(journey, first)
    assert (progress.section_number, progress.section_count, progress.done) == (1, 6, 0)
    assert progress.section_title == "Safety check"
    progress = progress_of(journey, last)
    assert (progress.section_number, progress.done, progress.total) == (6, 19, 20)
    assert progress.minutes_left == 1


def test_back_leads_to_the_page_before(after, questionnaire):
    journey = after()
    place, other = questionnaire.page("your_pain", "place"), questionnaire.page("safety", "other")
    background = questionnaire.page("safety", "background")

    assert journey.page_before(questionnaire.page("safety", "now")) is None
    assert journey.page_before(background) is other
    assert journey.page_before(place) is background
