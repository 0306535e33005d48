"""A half-filled form outlives a change of the questions: what still fits stays, the rest is asked.

The one who asks afterwards is the same app with other content, as after a new start.
"""

import shutil

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.loading import CONTENT, load_content
from questionnaire.packing import reading
from questionnaire.questions import Asked
from tests.factories import healthy_runner, sit_down_with, swap

NOTICE = "The questions have changed since you began"
NERVES = 'not_sure = "I am not sure"\nnone = "None of these"\n\n[[question]]\nid = "rf_heart_lungs"'
EDITS = (
    ("safety.toml", NERVES, 'both_arms = "Both arms are numb"\n' + NERVES),
    (
        "safety.toml",
        'band_round_chest = "Counts',
        'both_arms = "Counts: x."\nband_round_chest = "Counts',
    ),
    (
        "safety.toml",
        'band_round_chest = "band-like ',
        'both_arms = "numb arms"\nband_round_chest = "band-like ',
    ),
    ("stress.toml", "how stressed have you felt?", "how tense have you been?"),
)


@pytest.fixture
def changed(tmp_path, app, monkeypatch):
    """From now on one safety question has an option more, and one ordinary question other words."""

    def changed():
        folder = tmp_path / "questions"
        shutil.copytree(CONTENT, folder)
        for file, old, new in EDITS:
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        questionnaire, rulebook = load_content(folder)
        swap(monkeypatch, app, questionnaire=questionnaire, rulebook=rulebook)

    return changed


def test_a_finished_form_asks_again_what_changed_and_says_so_once(runner, questionnaire, changed):
    sit_down_with(runner.client, questionnaire, healthy_runner(sleep_hours=6.5))
    runner.go("/assessment").sees("No warning signs in your answers")
    changed()
    runner.go("/assessment")

    assert runner.path == "/questions/safety/nerves"
    runner.sees(NOTICE, "Both arms are numb", "Your answers that still fit are here.")
    assert not [box for box in runner.boxes() if box.kind == "checkbox" and box.is_sent]
    runner.tick("None of these").press("Continue").does_not_see(NOTICE)
    assert runner.path == "/questions/stress/stress"
    assert runner.box("None of these").is_sent  # the other question of that page reads as before
    runner.choose("Over the last month, how tense", "A little").press("Continue")
    assert runner.path == "/assessment"
    runner.go("/answers").sees("Sleep 6.5 hours a night", "Worst pain 4 out of 10")


def test_in_the_middle_the_way_goes_back_and_then_on(runner, changed):
    runner.go("/").follow("Start the self-check")
    for _ in range(4):
        runner.tick("None of these").press("Continue")
    runner.sees("Back, bones and injuries")
    changed()
    runner.tick("None of these").press("Continue").sees("Are any of these new", NOTICE)
    runner.tick("None of these").press("Continue").does_not_see(NOTICE)

    runner.sees("Other parts of the body")


def test_a_page_that_was_open_while_its_questions_changed_is_shown_again(runner, changed):
    runner.go("/").follow("Start the self-check").tick("None of these").press("Continue")
    runner.sees("Are any of these new").tick("None of these")
    changed()
    runner.press("Continue").sees("Are any of these new", "Both arms are numb", NOTICE)
    assert not [box for box in runner.boxes() if box.kind == "checkbox" and box.is_sent]
    runner.tick("None of these").press("Continue")

    runner.sees("In the last 4 weeks").does_not_see(NOTICE)


def test_an_emergency_on_such_a_page_is_told_at_once(runner, changed):
    runner.go("/").follow("Start the self-check").tick("None of these").press("Continue")
    runner.tick("Both legs are weak")
    changed()

    runner.press("Continue").sees("Get emergency help now")


def test_the_notice_stays_until_the_next_answer(runner, questionnaire, changed):
    sit_down_with(runner.client, questionnaire, healthy_runner())
    changed()
    for _ in range(2):
        runner.go("/questions/safety/nerves").sees(NOTICE)
    runner.press("Continue").sees("There is a problem", NOTICE)


def test_an_emergency_that_was_ticked_before_still_stops(runner, questionnaire, changed):
    sit_down_with(runner.client, questionnaire, healthy_runner(rf_now=["cough_blood"]))
    changed()

    runner.go("/assessment").sees("Get emergency help now")


def test_a_warning_that_was_ticked_on_the_changed_page_is_asked_again(
    runner, questionnaire, changed
):
    sit_down_with(runner.client, questionnaire, healthy_runner(rf_nerves=["legs_both"]))
    runner.go("/assessment").sees("Get emergency help now")
    changed()

    for address in ("/assessment", "/assessment.txt", "/answers", "/booking"):
        runner.go(address).sees("Are any of these new")


def test_the_extra_questions_stay_wanted(runner, questionnaire, changed):
    sit_down_with(runner.client, questionnaire, healthy_runner(), without=["past_injury"])
    changed()
    runner.go("/assessment").tick("None of these").press("Continue")
    runner.choose("Over the last month, how tense", "A little").press("Continue")

    runner.go("/questions/your_pain/past-injury").sees("Have you hurt any of these")


def test_what_was_explained_stays_explained_where_the_question_stays(questionnaire):
    kept = {}
    answers = {"rf_now": ["not_sure"], "rf_nerves": ["not_sure"]}
    AnswerSet(questionnaire, answers, Asked.ALWAYS, frozenset(answers)).keep(kept)
    was = kept["sheet"]["answers"].pop(reading(questionnaire.questions["rf_nerves"]))
    kept["sheet"]["answers"]["read otherwise"] = was
    again = AnswerSet.of(kept, questionnaire)

    assert (again.explained, again.answers) == ({"rf_now"}, {"rf_now": ["not_sure"]})
