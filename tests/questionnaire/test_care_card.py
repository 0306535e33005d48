"""What whoever comes to help is told of the safety pages; nothing unsaid is told as denied."""

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.care_card import Said, care_card
from questionnaire.evidence import evidence_for
from rules.assessment import signs_met
from tests.factories import Chance, as_given, healthy_runner, random_person
from tests.tables import every_row

ABSENT = "absent"


def card_of(questionnaire, rulebook, given):
    journey = AnswerSet(questionnaire, given).journey
    signs = signs_met(rulebook, journey.given_answers)
    return care_card(questionnaire, evidence_for(signs, journey), journey)


def told_of(card, question):
    """By what was said, the words of one question."""
    return {
        str(said): "; ".join(line.words)
        for said, lines in card.items()
        for line in lines
        if line.question.id == question
    }


FAINTED = "I fainted or nearly fainted"
KNOCK = "It began with a small fall, knock, lift, cough or sneeze"
BONES = "It began with a crash, a high fall or a hard hit; One exact spot on a bone hurts more with"
BONES += " each run; A new lump; My back has changed shape"
KNOCKED = {"rf_injury_bone": ["small_knock"], "knock_more": ["none"]}
EXPECTING = {"health_background": ["pregnancy"], "preg_which": ["pregnant"], "preg_early": "no_now"}
WARNED, PERHAPS = EXPECTING | {"preg_warning": "yes_now"}, EXPECTING | {"preg_warning": "not_sure"}
EARLY = "Do you have low belly pain, bleeding, or pain at the tip of your shoulder?"
YES = "Pregnancy warning signs: Yes"
COUGH = {"rf_other": ["cough"], "cough_time": "under_3w"}
NOT_SURE, OPEN = {"unsure": ""}, {"unanswered": ""}
RIBS = {"pain_location": ["mid_spine", "ribs_side"], "pain_side": "left", "pain_worst": 6}
RIBS |= {"pain_duration": "lt_2w", "age_years": 29}
RIBS_TOLD = "Middle of my back, on the spine and side of my ribs (left), 6 out of 10 at worst,"
RIBS_TOLD += " for less than 2 weeks, age 29"
TABLE = [
    ("rf_now", {"rf_now": ["fainted_now", "not_sure"]}, {"deciding": FAINTED, "unsure": ""}),
    ("rf_nerves", {"rf_nerves": ["not_sure"]}, NOT_SURE),
    ("rf_nerves", {"rf_nerves": ABSENT}, OPEN),
    ("health_background", {"health_background": None}, OPEN),
    ("health_background", {"health_background": ["prefer_not"]}, OPEN),
    ("rf_injury_bone", KNOCKED, {"besides": KNOCK, "unticked": BONES}),
    ("preg_early", WARNED, {"denied": EARLY}),
    ("preg_warning", WARNED, {"deciding": YES}),
    ("preg_warning", PERHAPS, NOT_SURE),
    ("cough_time", COUGH, {"besides": "The cough: 3 weeks or less"}),
    ("age_years", {"age_years": 60}, {"counted": "Age: 60 years"}),
    ("effort_known", {}, {}),
    ("pain_location", RIBS, {"pain": RIBS_TOLD}),
    ("pain_location", {"pain_location": ABSENT}, {}),
]


@every_row(("question", "given", "told"), TABLE)
def test_what_is_told_of_a_question(questionnaire, rulebook, question, given, told):
    absent = [name for name, answer in given.items() if answer == ABSENT]
    answers = healthy_runner(**{n: a for n, a in given.items() if n not in absent})

    card = card_of(questionnaire, rulebook, as_given(questionnaire, answers, absent))

    assert told_of(card, question) == told


@pytest.mark.slow
def test_nothing_is_told_as_denied_that_was_not(questionnaire, rulebook):
    dice, seen = Chance(13), set()
    names = [q.id for page in questionnaire.safety.pages for q in page.questions]
    for _ in range(300):
        answers = random_person(questionnaire, dice, quiet_safety=0.7)
        left = dice.sample(names, 2)
        card = card_of(questionnaire, rulebook, as_given(questionnaire, answers, left))
        seen |= set(card)
        for line in card.get(Said.DENIED, ()):
            assert line.question.id not in left
            assert answers[line.question.id] in (["none"], "no_now")
        for line in card.get(Said.UNTICKED, ()):
            ticked = {line.question.options[one] for one in answers[line.question.id]}
            assert not ticked & set(line.words)
            assert not line.question.is_unsure(answers[line.question.id])
        told = {line.question.id for lines in card.values() for line in lines}
        asked = AnswerSet(questionnaire, as_given(questionnaire, answers, left)).journey
        for page in questionnaire.safety.pages:
            assert {q.id for q in asked.questions_on(page)} <= told
    assert seen == set(Said)


def test_where_one_page_alone_is_known_nothing_of_another_is_told(questionnaire, rulebook):
    journey = AnswerSet(questionnaire, {"rf_now": ["fainted_now"]}).journey
    told = evidence_for(signs_met(rulebook, journey.given_answers), journey)

    assert list(care_card(questionnaire, told, None)) == [Said.DECIDING]


@every_row(
    ("same_pain", "words"),
    [
        ("different", "No, a different pain"),
        ("not_sure", "I am not sure"),
        (None, "Not answered"),
    ],
)
def test_that_the_neck_brings_on_another_pain_stands_beside_it(
    questionnaire, rulebook, same_pain, words
):
    """Else "no movement brings it on in the same way" stands beside "When I move my neck" alone."""
    said = {"age_years": 62, "pain_other_times": ["neck_move"], "same_pain": same_pain}
    journey = AnswerSet(questionnaire, healthy_runner(**said)).journey
    [sign] = [one for one in signs_met(rulebook, journey.given_answers) if one.id == "D13"]
    told = {one.question.short: one.words for one in evidence_for((sign,), journey)}

    assert "in the same way" in sign.because
    assert told["Other times it hurts"] == ("When I move my neck",)
    assert told["Same pain on moving"] == (words,)
