"""Which unanswered question would tell most: true, and the way to it works."""

from itertools import combinations, product

import pytest

from questionnaire.case import read_case
from questionnaire.journey import Journey
from questionnaire.questions import Asked, QuestionKind
from questionnaire.what_if.most_telling import most_telling
from rules import assess
from rules.reassessment import Reassessment
from tests.factories import Chance, healthy_runner, random_person, sit_down_with
from tests.questionnaire.plain_search import no_holds, strengths
from tests.tables import every_row

FORM = "For a clearer answer, look at a photo or short video of how you run."
HOLD = "For a clearer answer, try the face-down arm hold (1 minute)."
HOLDS = {"plank", "hold"}
SURE = {"form_notice": ["looks_fine"], "breathing_feel": "easy_low", "plank_seconds": 60}
WEAK = SURE | {"pain_other_times": ["carry_lift"], "strength_days": 0}

RESTED = SURE | {"prone_hold_seconds": 30, "pain_eases": ["rest_day"]}
NEW = {"training_changes": ["new_runner"]}
LONGEST = "For a clearer answer, fill in your longest runs."
WEEK = "For a clearer answer, fill in how far you run in a week."


@pytest.fixture(scope="module")
def people(questionnaire):
    random = Chance(40)
    people = [random_person(questionnaire, random, quiet_safety=0.97) for _ in range(60)]
    return [Journey(questionnaire, read_case(questionnaire, one), Asked.EXTRA) for one in people]


def every_answer(question):
    """All that could be answered, but for "I do not know"; of distances, every kilometre."""
    sure = [option for option in question.options if option not in question.unsure]
    if question.kind is QuestionKind.CHOICE:
        return sure
    if question.kind is QuestionKind.CHOICES:
        free = [option for option in sure if option not in question.exclusive]
        ticked = (list(t) for count in range(1, len(free) + 1) for t in combinations(free, count))
        return [*ticked, *([option] for option in sure if option in question.exclusive)]
    step = {QuestionKind.DISTANCE: 1, QuestionKind.NUMBER: 5}[question.kind]
    return range(0, 121, step)


def results_with(rulebook, journey, questions):
    """What the page could say once these questions are answered, and as it is."""
    answers, names = journey.given_answers, [question.id for question in questions]
    ways = product(*(every_answer(question) for question in questions))
    found = [assess(rulebook, answers | dict(zip(names, way, strict=True))) for way in ways]
    return {said(one) for one in (assess(rulebook, answers), *found)}


def said(found):
    told = strengths(found)
    return found.next_step, tuple((one.cause.id, told[one.cause.id]) for one in found.shown)


def offers(rulebook, journey):
    """How many results each of the content's offers could lead to; not where two are unknown."""
    for telling in journey.questionnaire.what_if.telling:
        unknown = journey.unknown_among(frozenset(telling.questions))
        if len(unknown) == 1:
            yield telling.say, len(results_with(rulebook, journey, unknown))


@pytest.mark.slow
def test_no_question_leads_to_more_results_than_the_one_offered(rulebook, people):
    offered = 0
    for journey in people:
        found = assess(rulebook, journey.given_answers)
        telling = most_telling(journey, Reassessment(rulebook, journey.given_answers))
        if found.is_hidden:
            assert telling is None
            continue
        known = dict(offers(rulebook, journey))
        if telling and telling.say in known:
            offered += 1
            if no_holds(journey.given_answers):
                known = {say: count for say, count in known.items() if not HOLDS & set(say.split())}
            assert known[telling.say] == max(known.values())
            assert known[telling.say] > 1
    assert offered > 10


@every_row(
    ("changed", "say"),
    [
        (WEAK, HOLD),
        (WEAK | {"pain_worst": 6}, None),
        (WEAK | {"rf_injury_bone": ["small_knock"], "knock_more": ["none"]}, None),
        (WEAK | {"health_background": ["heart_risks"], "risk_which": ["cholesterol"]}, None),
        (WEAK | {"health_background": None}, None),
        (WEAK | {"strength_days": 1}, HOLD),
        (RESTED | {"longest_recent_km": None}, LONGEST),
        (RESTED | {"longest_prev30_km": None}, LONGEST),
        (RESTED | {"longest_recent_km": None, "longest_prev30_km": None}, LONGEST),
        (RESTED | NEW | {"km_typical_week": 20}, WEEK),
        (RESTED | NEW | {"km_last_7d": 20}, WEEK),
        (RESTED | {"km_typical_week": 20}, None),
        (WEAK | {"prone_hold_seconds": 30}, None),
        ({"pain_other_times": ["carry_lift"], "strength_days": 1}, FORM),
        ({"pain_other_times": ["carry_lift"], "rf_other": ["yellow_skin"]}, None),
        ({"pain_other_times": ["carry_lift"], "rf_injury_bone": ["sore_bone_spot"]}, None),
    ],
)
def test_what_would_tell_most_is_offered(changed, say, runner, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner(**changed))
    runner.go("/assessment")

    if say is None:
        runner.does_not_see("For a clearer answer")
    else:
        runner.sees(say)
        assert say in runner.client.get("/assessment.txt").text


def test_the_offer_leads_to_its_question(runner, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner(**WEAK))
    runner.go("/assessment").follow(HOLD)

    assert runner.path == "/questions/strength/holds"

    runner.type_in("Optional test: lie face down", 10).press("Continue")
    runner.sees("arm lift for 10 seconds").does_not_see(HOLD)


def test_the_offer_of_a_core_question_leads_to_it(runner, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner(), extras=False)

    assert runner.go("/assessment").follow(FORM).path == "/questions/posture/form"


def test_an_offer_of_an_extra_question_is_no_link_where_none_was_asked(runner, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner(**WEAK), extras=False)
    runner.go("/assessment").sees("For a clearer answer")

    assert not [one for one in runner.page.kept["a"] if "For a clearer answer" in one.text]
