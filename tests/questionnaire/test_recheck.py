"""What a recheck asks of those who say that the pain is gone, and what it may never miss."""

from itertools import product

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Asked
from rules.assessment import assess
from tests.factories import Chance, as_given, healthy_runner, random_person
from tests.tables import every_row

NOT_YET, SKIPPED = "not yet", None
STILL = (NOT_YET, "same", "comes_goes", "another", "gone")
RATED = (NOT_YET, SKIPPED, *range(11))
AORTA = {"health_background": ["heart_vessel"], "heart_which": ["aorta_me"]}
SUDDEN = {"pain_onset": "no_reason", "pain_speed": "in_seconds"}
NEW = {"pain_duration": "lt_2w"}
HEAVY = NEW | {"pain_feel": ["heavy_pressure"], "pain_run_timing": "not_with_running"}
FALL = NEW | {"rf_injury_bone": ["big_accident"]}
IN_PAIN = {"E07": FALL, "E08": AORTA | SUDDEN, "E09": HEAVY | {"pain_eases": ["nothing"]}}
"""Emergencies by what is asked of those in pain alone, once it is rated 8."""


@pytest.fixture
def way(questionnaire):
    """The way through with these answers; those of NOT_YET are not given."""

    def way(asks=Asked.RECHECK, **answers):
        given = {name: one for name, one in answers.items() if one != NOT_YET}
        return AnswerSet(questionnaire, given, asks).journey

    return way


@pytest.fixture
def signs(questionnaire, rulebook, way):
    """The signs that the whole form finds in these answers, and those that a recheck finds."""

    def signs(answers):
        given = as_given(questionnaire, answers)
        asked = (way(asks, **given) for asks in (Asked.VISIT, Asked.RECHECK))
        found = (assess(rulebook, one.given_answers).signs for one in asked)
        return tuple({sign.id for sign in one} for one in found)

    return signs


def test_no_number_above_0_is_left_without_the_questions_about_the_pain(way, questionnaire):
    again = questionnaire.recheck
    about = {q for q in again.in_pain - again.always if not questionnaire.questions[q].show_when}
    for still, now, worst in product(STILL, RATED, RATED):
        journey = way(still_pain=still, pain_now=now, pain_worst=worst)
        asked = {q.id for page in journey.pages for q in journey.questions_on(page)}
        is_gone = still == "gone" and {now, worst} <= {NOT_YET, SKIPPED, 0}

        assert asked & about == (set() if is_gone else about), (still, now, worst)


@every_row("still", STILL[1:])
@every_row("emergency", IN_PAIN)
def test_an_emergency_of_pain_above_0_is_found_even_where_it_is_said_to_be_gone(
    signs, emergency, still
):
    answers = IN_PAIN[emergency] | {"still_pain": still, "pain_now": 8, "pain_worst": 8}
    whole, again = signs(healthy_runner(**answers))

    assert again == whole
    assert emergency in again


@pytest.mark.slow
def test_a_recheck_misses_no_sign_that_the_whole_form_finds(questionnaire, signs):
    """Whatever was answered: but for those that rest on a pain that is gone and rated 0."""
    random, seen = Chance(2_311), set()
    for number in range(600):
        answers = random_person(questionnaire, random, quiet_safety=0.9)
        answers["still_pain"] = random.choice(STILL[1:])
        answers["pain_now"] = random.choice([0, 0, 8])
        answers["pain_worst"] = answers["pain_worst"] if number % 2 else 0
        whole, again = signs(answers)
        says_gone, is_rated = (
            answers["still_pain"] == "gone",
            answers["pain_now"] + answers["pain_worst"],
        )
        seen |= {(says_gone, is_rated > 0)}

        assert again == whole or (says_gone and not is_rated), answers

    assert len(seen) == 4


def test_all_of_a_recheck_but_whether_the_pain_is_gone_may_be_skipped(questionnaire):
    asked = {q.id: q.may_skip for q in questionnaire.questions.values() if q.asked is Asked.RECHECK}

    assert asked == {"still_pain": False, "running_now": True, "anything_new": True}
