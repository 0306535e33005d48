"""The exercises of a result: their pictures, which of them are shown, and what unfolds."""

import gzip
import re

import pytest

from services import services_of
from tests.browser.states import LOAD_JUMP, POSTURE, TENSE, WEAK
from tests.factories import healthy_runner, sit_down_with
from tests.pre_visit import states
from tests.test_content import ROOT, grade
from tests.visitor import Page, Visitor

SPRITE = (ROOT / "static/img/moves.svg").read_text(encoding="utf-8")
MOST_ZIPPED = 10_000  # bytes


@pytest.fixture
def moves(rulebook):
    return [move for tip in rulebook.advice.tips.values() for move in tip.moves]


def drawings_of(move):
    return [move.drawing, *([move.seated.drawing] if move.seated else [])]


def test_every_picture_named_is_drawn_once_and_every_picture_drawn_is_named(moves):
    drawn = re.findall(r'<symbol id="(\w+)"', SPRITE)

    assert sorted(drawn) == sorted(one for move in moves for one in drawings_of(move))


def test_the_pictures_are_small_and_only_pictures():
    assert len(gzip.compress(SPRITE.encode(), 9)) < MOST_ZIPPED
    assert set(re.findall(r"<(\w+)", SPRITE)) == {"svg", "symbol", "g", "path", "circle"}


def test_the_warm_up_has_its_seated_versions(rulebook):
    seated = [move.id for move in rulebook.advice.tips["warm_up"].moves if move.seated]

    assert seated == ["arm_circles", "trunk_turns", "wall_slides", "cat_cow", "shrug_drop"]


def test_the_warm_up_takes_the_time_that_the_clinic_says(rulebook):
    assert [move.seconds for move in rulebook.advice.tips["warm_up"].moves] == [
        *(60, 45, 45, 45, 45, 60, 30)
    ]


def test_the_words_beside_a_picture_are_plain(moves):
    words = [" ".join((m.in_words, m.mistake, m.easier, m.harder)) for m in moves]

    assert [(round(grade(one), 1), one) for one in words if grade(one) > 7] == []


WHO = {
    "somebody of weak back": (WEAK, {"strength", "warm_up"}),
    "a desk worker": (POSTURE, {"focus_form", "warm_up"}),
    "somebody tense": (TENSE, {"manage_stress"}),
}


@pytest.mark.parametrize("who", WHO)
def test_each_tip_given_shows_its_moves_and_no_other_does(who, client, app, questionnaire, moves):
    answers, tips = WHO[who]
    sit_down_with(client, questionnaire, healthy_runner(**answers))
    html = client.get("/assessment").text
    shown = set(re.findall(r"moves\.\w+\.svg#(\w+)", html))
    given = services_of(app).rulebook.advice.tips
    those = {tip for tip in given if {move.drawing for move in given[tip].moves} & shown}

    assert tips <= those
    assert shown == {one for tip in those for move in given[tip].moves for one in drawings_of(move)}
    for move in (move for tip in those for move in given[tip].moves):
        words = Page(html).text
        assert all(one in words for one in (*move.steps, move.mistake, move.easier, move.harder))


def test_before_a_doctor_no_strength_is_shown(client, questionnaire):
    sit_down_with(
        client, questionnaire, healthy_runner(**WEAK | POSTURE, rf_general=["weight_loss"])
    )
    html = client.get("/assessment").text

    assert "svg#grow_tall" in html
    assert "svg#row" not in html
    assert "svg#brisk_walk" not in html


def test_before_a_doctor_nothing_is_made_harder(client, questionnaire):
    posture = healthy_runner(**POSTURE, rf_general=["weight_loss"])
    sit_down_with(client, questionnaire, posture)
    html = client.get("/assessment").text

    assert "<dt>Easier</dt>" in html
    assert "<dt>Harder</dt>" not in html
    assert "fast part of a run" not in html


@pytest.mark.parametrize("path", ["/assessment", "/assessment.txt", "/assessment/print"])
def test_whoever_must_not_run_is_not_told_how_to(client, questionnaire, path):
    answers = POSTURE | TENSE | LOAD_JUMP | {"pain_worst": 9}
    sit_down_with(client, questionnaire, healthy_runner(**answers))
    words = Page(client.get(path).text).text

    assert "Do not run until you have been seen." in words
    assert "low breathing" in words
    for one in (
        *("Ease back, then build up", "Run tall and relaxed", "Warm up: about six minutes"),
        *("Before a run", "During a run", "On very tense days", "Tense and let go"),
    ):
        assert one not in words


def test_a_stop_shows_no_move(client, questionnaire):
    sit_down_with(client, questionnaire, healthy_runner(**WEAK, rf_now=["back_pressure"]))

    assert "moves." not in client.get("/assessment", follow_redirects=True).text


def test_the_pictures_are_one_file_kept_for_a_year(client, questionnaire):
    sit_down_with(client, questionnaire, healthy_runner(**WEAK | LOAD_JUMP))
    names = set(re.findall(r'href="(/assets/moves\.\w+\.svg)#', client.get("/assessment").text))

    [name] = names
    answer = client.get(name)
    assert (answer.mimetype, answer.text) == ("image/svg+xml", SPRITE)
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_text_says_every_move_in_words(client, questionnaire, rulebook):
    sit_down_with(client, questionnaire, healthy_runner(**WEAK))
    text = client.get("/assessment.txt").text

    assert all(move.in_words in text for move in rulebook.advice.tips["strength"].moves)


def test_what_is_ours_of_a_move_is_listed_for_approval(moves):
    listed = (ROOT / "docs/physiotherapist/judgement.md").read_text(encoding="utf-8")

    assert [m.id for m in moves if f"| {m.mistake} | {m.easier} | {m.harder} |" not in listed] == []


def test_a_patient_prints_the_plan_and_the_exercises_once_all_is_sent(app):
    case = states.submitted(app, pain_eases=["change_posture"], form_notice=["hunched"])
    mine = Visitor(case.client).go(case.at("/assessment"))
    mine.follow("Plan and exercises on one page").sees("My plan and exercises", "Grow tall")
    mine.follow("Back to my result").sees("What you can try")

    waiting = states.all_answered(app)
    assert "My plan and exercises" not in waiting.get("/assessment/print").text


def test_nothing_is_printed_of_a_check_that_is_not_finished(client, questionnaire):
    assert client.get("/assessment/print").location == "/assessment"
    sit_down_with(client, questionnaire, healthy_runner(rf_now=["back_pressure"]))

    assert client.get("/assessment/print").location == "/assessment"


def test_what_is_called_by_its_number_has_one(client, questionnaire):
    sit_down_with(client, questionnaire, healthy_runner(**POSTURE))
    page = client.get("/assessment").text

    assert "Do steps 1, 2, 3, 7 and 8." in page
    assert "<strong>7. Shrug, breathe out, drop</strong>" in page
    assert '<ol start="8"><li>Then run the first 5 minutes slowly.' in page
