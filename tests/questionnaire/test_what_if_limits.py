"""What is never named as a change, and how it is put."""

from dataclasses import replace

from questionnaire.what_if.search import Strength, WhatIf
from rules import NextStep
from rules.conditions import Condition, When, at_least
from rules.reassessment import Reassessment
from tests.factories import healthy_runner

NEVER = {
    *("age_years", "past_injury", "mood_2w", "stress_link", "training_changes", "same_pain"),
    *("goal_date", "race_km", "own_question", "activities"),
}
RACED = {"training_changes": ["race_big"], "pain_eases": ["rest_day"]}
OWN_STORY = ("rf_", "pain_", "km_", "longest_")
WEAK = {"strength_days": 0, "pain_other_times": ["carry_lift"]}


def test_what_cannot_be_changed_is_never_named(questionnaire):
    named = set(questionnaire.what_if.phrases)
    safety = {q.id for page in questionnaire.safety.pages for q in page.questions}

    assert named
    assert not named & (NEVER | safety)
    assert not [name for name in named if name.startswith(OWN_STORY)]


def test_the_nearest_choice_is_named(questionnaire, rulebook):
    answers = healthy_runner(week_rest="rest_none", **RACED)
    change = WhatIf(questionnaire, Reassessment(rulebook, answers)).weakens(rulebook.causes[2])

    assert change.answers == {"week_rest": "rest_one"}
    assert change.strength is Strength.MAY_PLAY_A_PART


def test_nobody_is_told_to_do_what_is_not_healthy(questionnaire, rulebook):
    """Though rules that say that sitting helps would have it so."""
    posture, *others = rulebook.causes
    kept = tuple(one for one in posture.indicators if one.id != "P11")
    against = replace(posture.indicators[-1], id="P99", points=-3)
    sitting = When(all_of=(Condition("desk_hours", "at_least", 5, at_least),))
    odd = replace(posture, indicators=(*kept, replace(against, when=sitting)))
    answers = healthy_runner(desk_hours=4, form_notice=["hunched", "lean_waist"])
    change = WhatIf(
        questionnaire, Reassessment(replace(rulebook, causes=(odd, *others)), answers)
    ).weakens(odd)

    assert "desk_hours" not in change.answers


def test_a_change_that_calls_for_a_doctor_is_not_named(questionnaire, rulebook):
    hurried = When(all_of=(Condition("strength_days", "at_least", 2, at_least),))
    doctor = next(sign for sign in rulebook.signs if sign.next_step is NextStep.SEE_DOCTOR)
    stricter = replace(rulebook, signs=(replace(doctor, id="D99", when=hurried),))
    named = [
        WhatIf(questionnaire, Reassessment(rules, healthy_runner(**WEAK))).weakens(rules.causes[1])
        for rules in (rulebook, stricter)
    ]

    assert [change and change.answers for change in named] == [{"strength_days": 2}, None]


def test_what_was_not_known_is_not_named_as_changed(questionnaire, rulebook):
    *others, tension = rulebook.causes
    held = next(one for one in tension.indicators if one.id == "T07")
    unknown = When(all_of=(replace(held.when.all_of[0], against=frozenset(["dont_notice"])),))
    every = (*tension.indicators, replace(held, id="T99", points=3, when=unknown))
    stricter = replace(rulebook, causes=(*others, replace(tension, indicators=every)))
    again = Reassessment(stricter, healthy_runner(stress_link="not_sure"))

    assert [finding.cause.id for finding in again.before.shown] == ["tension_stress"]
    assert WhatIf(questionnaire, again).weakens(stricter.causes[3]) is None


def test_no_sentence_promises_or_blames(questionnaire):
    words = questionnaire.what_if
    phrases = [phrase for each in words.phrases.values() for phrase in each.values()]
    say = [telling.say for telling in words.telling]
    for text in (words.most, words.promise, *phrases, *say):
        for word in ("safe", "cure", "prevent", "fault", "should", "must", "bad", "poor"):
            assert word not in text.lower().split()
    for sentence in (words.most, words.promise, *say):
        assert sentence.endswith(".")
