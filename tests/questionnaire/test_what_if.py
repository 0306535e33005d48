"""What would change a result: true, the smallest there is, and only what a runner can do."""

import pytest

from questionnaire.case import read_case
from questionnaire.what_if.search import WhatIf
from rules import assess
from rules.reassessment import Reassessment
from rules.rulebook import TipsMode
from tests.factories import Chance, healthy_runner, random_person, sit_down_with
from tests.questionnaire.plain_search import answers_instead, moves, no_holds, strengths, ways

WEAK = {"strength_days": 0, "pain_other_times": ["carry_lift"]}
EXPECTING = {"health_background": ["pregnancy"], "preg_which": ["pregnant"]}
EXPECTING |= {"preg_warning": "no_now", "preg_early": "no_now"}

TOLD = [
    (WEAK, "Doing more strength work could make the biggest difference."),
    (
        {"week_rest": "rest_none", "training_changes": ["more_speed"], "pain_eases": ["rest_day"]},
        "Taking one rest day a week could make the biggest difference.",
    ),
    (
        {"desk_hours": 8, "form_notice": ["hunched", "shoulders_up", "fists_tight"]},
        "Relaxing your shoulders could make the biggest difference.",
    ),
    (
        {"desk_hours": 9, "form_notice": ["hunched"], "pain_eases": ["change_posture"]},
        "Running tall and relaxed could make the biggest difference.",
    ),
    (
        {"sleep_hours": 5, "stress_level": "a_lot"},
        "Having less stress could make the biggest difference.",
    ),
]
UNMOVED = {
    "no cause has a point": {},
    "the jump in training is past": {"longest_recent_km": 20, "pain_onset": "during_one_run"},
    "it is a stop": WEAK | {"rf_other": ["yellow_skin"]},
    "the causes are hidden": WEAK | {"rf_injury_bone": ["sore_bone_spot"]},
    "strength work waits for a doctor": WEAK | EXPECTING,
    "no hold is to be tried in strong pain": {
        **{"plank_seconds": 20, "pain_other_times": ["carry_lift"], "pain_worst": 6}
    },
}


@pytest.fixture(scope="module")
def what_if(questionnaire, rulebook):
    return lambda answers: WhatIf(questionnaire, Reassessment(rulebook, answers))


@pytest.fixture(scope="module")
def people(questionnaire):
    random = Chance(33)
    people = [random_person(questionnaire, random, quiet_safety=0.99) for _ in range(300)]
    return [read_case(questionnaire, answers) for answers in people]


def named_by(what_if, rulebook, answers):
    """Each cause that a change could be named for, and that change if there is one."""
    now, found = what_if(answers), assess(rulebook, answers)
    return [(finding.cause, now.weakens(finding.cause)) for finding in found.shown]


@pytest.mark.parametrize(("changed", "sentence"), TOLD)
def test_a_result_says_what_would_change_it(changed, sentence, runner, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner(**changed))

    runner.go("/assessment").sees(sentence, questionnaire.what_if.promise)
    assert sentence in runner.client.get("/assessment.txt").text


@pytest.mark.parametrize("why", UNMOVED)
def test_a_result_says_nothing_where_nothing_is_to_be_changed(why, runner, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner(**UNMOVED[why]))

    runner.go("/assessment").does_not_see("biggest difference", questionnaire.what_if.promise)
    assert (
        "change this most" not in runner.client.get("/assessment.txt", follow_redirects=True).text
    )


@pytest.mark.slow
def test_every_change_named_does_what_is_said(questionnaire, rulebook, people, what_if):
    told = set()
    for answers in people:
        before = assess(rulebook, answers)
        for cause, change in named_by(what_if, rulebook, answers):
            if change is None:
                continue
            after = read_case(questionnaire, answers | change.answers)

            assert after == answers | change.answers
            assert may_be_named(questionnaire, rulebook, answers, change)
            assert moves(rulebook, answers, cause, change.answers)
            now = strengths(before)[cause.id], strengths(assess(rulebook, after))[cause.id]
            assert now[1] == change.strength
            told.add((*now, len(change.answers)))
    assert told >= {(2, 1, 1), (2, 0, 1), (2, 1, 2), (1, 0, 1), (1, 0, 2)}


def may_be_named(questionnaire, rulebook, answers, change):
    """Whether the content has words for each answer, for this person."""
    named = named_for(questionnaire, rulebook, answers)
    return all(
        name in named
        and not questionnaire.questions[name].is_unsure(answers[name])
        and (isinstance(answer, int | float) or answer in instead(questionnaire, answers, name))
        for name, answer in change.answers.items()
    )


def instead(questionnaire, answers, name):
    question, words = questionnaire.questions[name], questionnaire.what_if
    return [answer for _, answer in answers_instead(question, answers[name], words)]


@pytest.mark.slow
def test_one_change_is_named_and_it_is_of_what_fits_best(rulebook, people, what_if):
    for answers in people:
        found, lever = assess(rulebook, answers), what_if(answers).lever()
        best = [what_if(answers).weakens(one.cause) for one in found.joint]

        assert lever == next(filter(None, best), None)


@pytest.mark.slow
def test_no_single_answer_that_is_nearer_does_it(questionnaire, rulebook, people, what_if):
    for answers in people[:120]:
        check_that_nothing_smaller_moves(questionnaire, rulebook, answers, what_if, 1)


@pytest.mark.slow
def test_no_pair_of_answers_that_is_nearer_does_it(questionnaire, rulebook, people, what_if):
    for answers in people[-12:]:
        check_that_nothing_smaller_moves(questionnaire, rulebook, answers, what_if, 2)


def check_that_nothing_smaller_moves(questionnaire, rulebook, answers, what_if, count):
    named = named_for(questionnaire, rulebook, answers)
    for cause, change in named_by(what_if, rulebook, answers):
        stated = (
            (count, float("inf")) if change is None else size_of(questionnaire, answers, change)
        )
        for size, changes in ways(questionnaire, answers, cause, named, count):
            if (count, size) < stated:
                assert not moves(rulebook, answers, cause, changes), (cause.id, changes, change)


def size_of(questionnaire, answers, change):
    """How many answers a change is of, and how far they are from those given."""
    total = 0
    for name, answer in change.answers.items():
        question, given = questionnaire.questions[name], answers[name]
        if isinstance(answer, list):
            total += len(set(answer) ^ set(given))
        elif isinstance(answer, str):
            place = list(question.options).index
            total += abs(place(answer) - place(given))
        else:
            total += abs(answer - given) / question.step
    return len(change.answers), total


def named_for(questionnaire, rulebook, answers):
    """The questions that may be named to somebody, worked out from the content's own words."""
    words, found = questionnaire.what_if, assess(rulebook, answers)
    is_gentle = found.tips_mode is not TipsMode.FULL
    holds = {"plank_seconds", "prone_hold_seconds"} if no_holds(answers) else set()
    return [
        name
        for name in questionnaire.questions
        if name in words.phrases and name not in holds and (not is_gentle or name in words.gentle)
    ]
