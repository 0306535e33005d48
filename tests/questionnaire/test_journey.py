"""The way through, as the answers open it."""

from itertools import pairwise

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.distance import Distance
from questionnaire.journey import Journey, progress_of
from questionnaire.questions import Asked
from questionnaire.stops import stop_for
from questionnaire.way import next_for
from rules import NextStep
from tests.factories import as_given, healthy_runner
from tests.tables import every_row

WAY = (
    *("now", "nerves", "heart-lungs", "general", "injury-bone", "other", "background", "place"),
    *("feel", "start", "eases", "other-times", "form", "changes", "stress", "weeks"),
)
"""Every page of a runner who has nothing to tell, in order."""


@pytest.fixture
def after(questionnaire):
    """The journey of a runner who answered like the healthy one, up to a page, but for changes.

    What else a change opens is skipped.
    """

    def after(last=None, asks=Asked.ALWAYS, explained=(), **changed):
        given = as_given(questionnaire, healthy_runner(**changed))
        answers = {}
        for page in questionnaire.pages:
            way = Journey(questionnaire, answers, asks)
            answers |= {q.id: given[q.id] for q in way.questions_on(page) if q.asked <= asks}
            if page.id == last:
                break
        return Journey(questionnaire, answers, asks, frozenset(explained))

    return after


def sheet_of(journey):
    return AnswerSet(journey.questionnaire, journey.answers, journey.asks, journey.explained)


@pytest.fixture
def goes_to(rulebook):
    """Where a journey leads next, in a word or two."""

    def goes_to(journey):
        step = next_for(sheet_of(journey), rulebook)
        if step.is_finished:
            return "finished"
        return f"{step.endpoint} {step.page.id}" if step.page else step.endpoint

    return goes_to


@every_row(("last", "leads_to"), list(pairwise(WAY)))
def test_one_page_leads_to_the_next(after, goes_to, last, leads_to):
    assert f"page {leads_to}" == goes_to(after(last))


def test_a_blank_sheet_leads_to_the_first_page(questionnaire, goes_to):
    assert goes_to(Journey(questionnaire, {})) == "page now"


def test_the_last_page_leads_straight_to_the_end(after, goes_to):
    assert goes_to(after("weeks")) == "finished"


def test_who_wants_more_is_asked_the_rest_and_then_comes_to_the_end(after, goes_to, questionnaire):
    answers = after().answers

    assert goes_to(Journey(questionnaire, answers, Asked.EXTRA)) == "page past-injury"
    assert goes_to(after(asks=Asked.EXTRA)) == "finished"


def test_a_patient_is_asked_what_they_want_right_after_the_safety_check(
    after, goes_to, questionnaire
):
    assert goes_to(after("background", Asked.VISIT)) == "page pv-question"
    assert goes_to(after(asks=Asked.VISIT)) == "finished"


MOTHER_TO_BE = {"health_background": ["pregnancy"], "preg_which": ["pregnant"]}
MARFAN = {"health_background": ["heart_vessel"], "heart_which": ["aorta_me"]}


@every_row(
    ("last", "changed", "explained", "leads_to"),
    [
        ("now", {"rf_now": ["cough_blood"]}, (), "assessment"),
        ("now", {"rf_now": ["cough_blood", "not_sure"]}, (), "assessment"),
        ("now", {"rf_now": ["not_sure"]}, (), "explained now"),
        ("now", {"rf_now": ["not_sure"]}, ("rf_now",), "page nerves"),
        ("general", {"rf_general": ["fever_chills"]}, (), "page injury-bone"),
        ("background", {"rf_general": ["fever_chills"]}, (), "assessment"),
        ("heart-lungs", {"rf_heart_lungs": ["chest_on_effort"]}, (), "page heart-lungs-more"),
        ("injury-bone", {"rf_injury_bone": ["small_knock"]}, (), "page injury-more"),
        ("other", {"rf_other": ["cough"]}, (), "page other-more"),
        ("background", {"rf_injury_bone": ["big_accident"]}, (), "page accident"),
        ("background", MOTHER_TO_BE, (), "page background-more"),
        ("background-more", MOTHER_TO_BE, (), "page pregnancy"),
        ("pregnancy", MOTHER_TO_BE | {"preg_warning": "yes_now"}, (), "page sudden-pain"),
        ("pregnancy", MOTHER_TO_BE | {"preg_warning": "not_sure"}, (), "explained pregnancy"),
        ("pregnancy", MOTHER_TO_BE | {"preg_warning": "no_now"}, (), "page place"),
        ("background-more", MARFAN, (), "page place"),
        ("background-more", MARFAN | {"rf_other": ["yellow_skin"]}, (), "page sudden-pain"),
        ("background", {"health_background": None}, (), "page place"),
        ("place", {"age_years": 15}, (), "assessment"),
        ("place", {"age_years": 16}, (), "page feel"),
        ("feel", {"pain_feel": ["heavy_pressure"]}, (), "page start"),
        ("other-times", {"pain_feel": ["heavy_pressure"]}, (), "assessment"),
        ("start", {"pain_onset": "no_reason"}, (), "page eases"),
    ],
)
def test_a_warning_changes_the_way(after, goes_to, last, changed, explained, leads_to):
    assert leads_to == goes_to(after(last, explained=explained, **changed))


def test_the_sure_answer_to_how_it_began_asks_nothing_of_its_speed(after, questionnaire):
    eases = questionnaire.page("your_pain", "eases")
    asked = {
        onset: [q.id for q in after("start", pain_onset=onset).questions_on(eases)]
        for onset in ("gradual", "no_reason")
    }

    assert asked == {"gradual": ["pain_eases"], "no_reason": ["pain_speed", "pain_eases"]}


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({}, None),
        ({"rf_other": ["stiff_mornings"]}, None),
        ({"rf_other": ["yellow_skin"]}, NextStep.SAME_DAY),
        ({"rf_now": ["fainted_now"], "rf_other": ["yellow_skin"]}, NextStep.EMERGENCY),
        ({"rf_now": ["fainted_now"], "age_years": 14}, NextStep.EMERGENCY),
    ],
)
def test_the_highest_stop_wins(after, rulebook, changed, step):
    stop = stop_for(rulebook, after(**changed))

    assert step is (stop and stop.next_step)


def test_a_stop_names_only_the_signs_and_answers_that_decide(after, rulebook):
    stop = stop_for(
        rulebook, after(rf_now=["fainted_now", "not_sure"], rf_other=["stiff_mornings"])
    )

    assert [sign.id for sign in stop.signs] == ["E01"]
    assert [(one.question.id, one.options) for one in stop.evidence] == [
        ("rf_now", ("fainted_now",))
    ]


def test_a_hidden_answer_counts_for_nothing(questionnaire, after):
    told = {**after(**MOTHER_TO_BE).answers, "preg_warning": "yes_now"}
    hidden = {**told, "preg_which": ["none"]}

    assert Journey(questionnaire, told).given_answers["preg_warning"] == "yes_now"
    assert "preg_warning" not in Journey(questionnaire, hidden).given_answers


def test_what_is_not_asked_any_more_counts_for_nothing(after, questionnaire):
    answers = after(asks=Asked.VISIT).answers
    given = {asks: Journey(questionnaire, answers, asks).given_answers for asks in Asked}

    assert ["past_injury" in given[asks] for asks in Asked] == [False, True, True, True]


def test_the_rules_see_kilometres_and_nothing_that_was_skipped(after, questionnaire):
    answers = {
        **after(training_changes=["more_hills"]).answers,
        "km_last_7d": Distance(10, "mi"),
        "km_typical_week": None,
    }
    given = Journey(questionnaire, answers).given_answers

    assert given["km_last_7d"] == pytest.approx(16.09344)
    assert "km_typical_week" not in given


def test_no_rule_sees_own_words(after, questionnaire):
    words = {"own_question": "Can I race?", "goal_date": "2027-05-16", "activities": [["Lift", 3]]}
    given = after(asks=Asked.VISIT, **words, course="better").given_answers

    assert given["course"] == "better"
    assert not set(words) & set(given)


def test_what_is_not_known(after):
    journey = after(pain_onset="not_sure", longest_recent_km=None)
    asked = {"pain_onset", "longest_recent_km", "km_last_7d", "age_years", "past_injury"}

    names = [question.id for question in journey.unknown_among(frozenset(asked))]
    assert names == ["pain_onset", "past_injury", "longest_recent_km"]


def test_where_a_page_lies(after, questionnaire):
    journey = after("place")
    first, last = questionnaire.page("safety", "now"), questionnaire.page("strength", "weeks")
    places = [progress_of(journey, page) for page in (first, last)]

    assert [(one.section_title, one.done, one.total) for one in places] == [
        ("Safety check", 0, 16),
        ("Your weeks and strength", 15, 16),
    ]


def test_back_leads_to_the_page_before(after, questionnaire):
    journey = after(**MOTHER_TO_BE)
    pages = [
        questionnaire.page(*name.split("/"))
        for name in (
            "safety/other",
            "safety/background",
            "safety/background-more",
            "safety/pregnancy",
            "your_pain/place",
        )
    ]

    assert journey.page_before(questionnaire.page("safety", "now")) is None
    assert [journey.page_before(page) for page in pages[1:]] == pages[:-1]
    assert journey.page_before(questionnaire.page("safety", "sudden-pain")) is pages[-2]
