"""No address, order, tab or lost cookie leads around a warning sign."""

import re
from html import unescape

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Asked, QuestionKind
from rules.rulebook import NextStep
from self_check.navigation import finished_result
from tests.factories import Chance, as_given, healthy_runner, sit_down_with
from tests.tables import every_row
from tests.visitor import Visitor

SO_FAR = "From what you ticked: stop running, and see a doctor today."
PAST_A_STOP = ["/answers", "/booking", "/booking/sent"]
NOW = "/questions/safety/now"
PREGNANCY = "Pregnant, maybe pregnant"
EXPECTING = {"health_background": ["pregnancy"], "preg_which": ["pregnant"]}
EXPECTING |= {"preg_warning": "no_now", "preg_early": "no_now"}


def sit_down(runner, questionnaire, **changed):
    sit_down_with(runner.client, questionnaire, healthy_runner(**changed))
    return runner


@pytest.mark.parametrize("address", PAST_A_STOP)
@pytest.mark.parametrize(
    "told",
    [{"rf_now": ["chest_pressure"]}, {"rf_general": ["fever_chills"]}, {"age_years": 15}],
    ids=["emergency", "same day", "too young"],
)
def test_nothing_is_past_a_stop(runner, questionnaire, told, address):
    sit_down(runner, questionnaire, **told).go(address)
    assert runner.path == "/assessment"
    runner.does_not_see("Request an appointment", "What you can try", "more questions")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (
            {"rf_injury_bone": ["new_lump"]},
            "Why a doctor first A new lump. This needs a check first.",
        ),
        ({"age_years": 61}, "Why a doctor first New upper back pain from age 55"),
        (
            {"rf_now": ["fainted_now"]},
            "Why we say this I fainted or nearly fainted. Signs like these need help right away.",
        ),
    ],
    ids=["see a doctor", "age alone", "emergency"],
)
def test_a_reason_names_what_was_ticked(runner, questionnaire, told, why):
    sit_down(runner, questionnaire, **told).go("/assessment").sees(why)


def test_a_doctors_page_helps_to_book_the_doctor_before_it_shows_a_plan(runner, questionnaire):
    sit_down(runner, questionnaire, age_years=61, pain_side="left").go("/assessment")
    page = runner.sees("The pain Between my shoulder blades (left), 4 out of 10 at worst").page.text
    first = [
        "What to tell the doctor",
        "See my plan",
        "After the doctor",
        "To book, call or write.",
    ]

    assert [page.index(one) for one in first] == sorted(page.index(one) for one in first)


@pytest.mark.parametrize("address", ["/assessment", "/assessment.txt", *PAST_A_STOP])
def test_nothing_is_past_an_explanation_that_is_still_to_come(runner, questionnaire, address):
    sit_down(runner, questionnaire).go(NOW)
    runner.untick("None of these").tick("I am not sure").press("Continue")
    runner.go(address).sees("You chose “I am not sure”")
    runner.does_not_see("Book", "Get medical help today")


def test_a_stop_is_taken_along_as_text_with_no_result_in_it(runner, questionnaire):
    told = {"rf_now": ["fainted_now"], "rf_nerves": ["not_sure"], "health_background": None}
    sit_down(runner, questionnaire, **told).go("/assessment.txt")
    runner.sees("GET EMERGENCY HELP NOW Call 911 now.", "Ticked: I fainted or nearly fainted")
    runner.sees("Not sure about: Nerves", "Not answered: Health background")
    runner.sees("No to all the signs about: Heart and lungs; The pain and general health")
    runner.does_not_see("What may play a part", "WHAT YOU CAN TRY", "Running:")


@pytest.mark.parametrize(
    "told",
    [{"rf_now": ["fainted_now"]}, {"rf_general": ["fever_chills"]}, {"age_years": 14}],
    ids=["emergency", "same day", "too young"],
)
def test_what_is_taken_along_as_text_says_all_that_the_page_says(runner, questionnaire, told):
    page = sit_down(runner, questionnaire, **told).go("/assessment").response.text
    card = page.partition('<section class="first care')[2].partition("</section>")[0]
    said = [unescape(one) for one in re.findall(r"<(?:p|li)(?: [^>]*)?>([^<]+)</", card)]
    assert len(said) > 2
    runner.go("/assessment.txt").sees(*said)


def test_a_stop_tells_whoever_helps_what_was_ticked_denied_and_left_open(runner):
    runner.go(NOW).tick("None of these").press("Continue").tick("None of these").press("Continue")
    runner.tick("Very bad pain that hit at once", "One calf").press("Continue")
    runner.sees("Get emergency help now", "For whoever comes to help")
    runner.sees("Ticked Very bad pain that hit at once, like a rip")
    runner.sees(
        "One calf is swollen",
        "No to all the signs about Right now; Nerves",
        "No: Nerves Both legs are",
    )
    runner.sees("Not answered The pain and general health; Injuries and bones; Other parts")
    runner.sees("Not ticked: Heart and lungs Chest pain, tightness")
    runner.does_not_see("No: Heart and lungs", "No: Injuries")


def test_a_child_is_told_of_a_sign_besides_and_shows_it(runner, questionnaire):
    sit_down(runner, questionnaire, age_years=14, rf_injury_bone=["sore_bone_spot"])
    runner.go("/assessment").sees("Please ask a parent and a clinician", "A sore spot on a bone")
    runner.sees("Ticked One exact spot on a bone", "No to all the signs about Right now; Nerves")
    runner.go("/assessment.txt").sees("PLEASE ASK A PARENT", "Ticked: One exact spot on a bone")


SAME_DAY = {
    "rf_nerves": ["unsteady_walk", "legs_tingle_weak"],
    "rf_heart_lungs": ["chest_on_effort", "faint_on_effort", "palpitations", "breathless_unusual"]
    + ["breath_pain_rest", "calf_swollen", "blood_coughed"],
    "rf_general": ["fever_chills"],
    "rf_injury_bone": ["big_accident"],
    "knock_more": ["early_menopause", "lost_height", "spine_break", "belly_after", "not_sure"],
    "rf_other": ["rash_one_side", "black_stool", "yellow_skin", "pee_blood_burn"],
}
ASKED_FIRST = {
    "knock_more": {"rf_injury_bone": ["small_knock"]},
    "preg_warning": {"health_background": ["pregnancy"], "preg_which": ["pregnant"]},
}
ON_THE_WAY = {"preg_early": ["no_now"], "pain_onset": ["gradual"], "pain_worst": ["4"]}
ON_THE_WAY |= {"effort_known": ["same_asthma"]}


@every_row(
    ("question", "ticked"),
    [
        *((name, [option]) for name, options in SAME_DAY.items() for option in options),
        ("rf_heart_lungs", ["chest_on_effort", "breathless_unusual"]),
        ("rf_heart_lungs", ["chest_on_effort", "not_sure"]),
        ("preg_warning", ["yes_now"]),
    ],
)
def test_each_page_from_a_tick_to_its_same_day_stop_says_what_to_do(app, question, ticked):
    """And none before it, whatever is asked in between."""
    runner, is_ticked = Visitor(app.test_client()).go(NOW), False
    told = ON_THE_WAY | ASKED_FIRST.get(question, {}) | {question: ticked}
    while "/questions/" in runner.path:
        assert (SO_FAR in runner.page.text) is is_ticked, runner.path
        is_ticked |= any(box.name == question for box in runner.boxes())
        answer_page(runner, told)
    runner.sees("Get medical help today").does_not_see(SO_FAR)


def answer_page(runner, told):
    """What is told of each question; "None of these", or the last answer, to every other."""
    boxes = [box for box in runner.boxes() if box.kind in ("checkbox", "radio")]
    for name in {box.name for box in boxes}:
        own = [box for box in boxes if box.name == name]
        values = [box.value for box in own]
        chosen = told.get(name) or (["none"] if "none" in values else values[-1:])
        for box in own:
            box.is_sent = box.value in chosen
    runner.press("Continue")


def test_what_an_answer_to_come_may_take_away_is_not_said_yet(runner, questionnaire):
    belt = {"rf_nerves": ["band_round_chest"], "health_background": ["cancer_any"]}
    heavy = {"pain_feel": ["heavy_pressure"], "pain_eases": ["rest_day"]}
    moved = heavy | {"pain_other_times": ["press_turn"], "same_pain": "same"}
    for told, left, page in (
        (belt | {"rf_general": ["none"]}, ["cancer_which"], "safety/background-more"),
        (heavy, ["pain_other_times"], "your_pain/other-times"),
        (moved, ["same_pain"], "posture/form"),
    ):
        sit_down_with(runner.client, questionnaire, healthy_runner(**told), without=left)
        runner.go("/").follow("Continue").does_not_see(SO_FAR)
        assert runner.path == f"/questions/{page}"


@pytest.mark.slow
def test_no_result_where_a_sign_cannot_wait(app, questionnaire):
    """Whatever is ticked, explained or not: same day and emergency never have a result."""
    dice = Chance(7)
    screens = [q for q in questionnaire.safety.pages if q.questions[0].kind is QuestionKind.CHOICES]
    seen = 0
    with app.test_request_context():
        app.preprocess_request()
        for _ in range(400):
            ticked = {
                page.questions[0].id: [dice.choice(list(page.questions[0].options))]
                for page in dice.sample(screens, 2)
            }
            answers = as_given(questionnaire, healthy_runner(**ticked))
            explained = frozenset(dice.sample(sorted(questionnaire.questions), 20))
            sheet = AnswerSet(questionnaire, answers, Asked.EXTRA, explained)
            result = finished_result(sheet)
            seen += result is not None
            assert result is None or result.assessment.next_step <= NextStep.SEE_DOCTOR
    assert 20 < seen < 380


def test_another_tab_does_not_take_a_warning_back(runner, questionnaire):
    sit_down(runner, questionnaire).go(NOW)
    old_tab = runner.page, runner.path
    runner.go(NOW).untick("None of these").tick("Pain, tightness").press("Continue")
    runner.sees("Get emergency help now")
    runner.page, runner.path = old_tab
    runner.press("Continue").sees("You changed this page somewhere else")
    assert runner.box("Pain, tightness").is_sent
    runner.go("/assessment").sees("Get emergency help now")


def test_nor_does_it_after_a_mistake_in_the_old_tab(runner, questionnaire):
    sit_down(runner, questionnaire, rf_other=["none"]).go("/questions/safety/other")
    old_tab = runner.page, runner.path
    runner.go("/questions/safety/other").untick("None of these").tick("A rash, blisters")
    runner.press("Continue").sees("Get medical help today")
    runner.page, runner.path = old_tab
    runner.untick("None of these").press("Continue").sees("There is a problem")
    runner.tick("None of these").press("Continue").sees("You changed this page somewhere else")
    runner.go("/assessment").sees("Get medical help today")


def test_a_second_press_of_the_same_page_is_no_change(runner, questionnaire):
    sit_down(runner, questionnaire).go("/questions/your_pain/start")
    old = runner.choose("When does it show up", "All through the run").page, runner.path
    runner.press("Continue").sees("No warning signs in your answers")
    runner.page, runner.path = old
    runner.press("Continue").sees("No warning signs in your answers")


def test_asking_for_a_page_answers_nothing(runner, questionnaire):
    given = healthy_runner()
    sit_down_with(runner.client, questionnaire, given, without=["health_background"])
    assert runner.client.head("/questions/safety/background").status_code == 200
    runner.go("/answers").sees("do any of these apply to you?")


def test_an_emergency_is_told_even_when_the_cookie_is_gone(runner):
    runner.go(NOW).tick("Pain, tightness")
    runner.client.delete_cookie("self-check")
    runner.press("Continue").sees("Get emergency help now", "Call 911")


def test_a_warning_that_is_no_longer_asked_is_forgotten(runner, questionnaire):
    sit_down(runner, questionnaire, **EXPECTING)
    background = "/questions/safety/background"
    runner.go(background).untick(PREGNANCY).tick("None of these").press("Continue")
    runner.go(background).untick("None of these").tick(PREGNANCY).press("Continue")
    runner.sees("Pregnancy and birth: which?")


def test_a_slip_before_a_same_day_stop_can_be_changed(runner):
    runner.go("/").follow("Start the self-check")
    for tick in ["None of these"] * 4 + ["It began with a crash"]:
        runner.tick(tick).press("Continue")
    for _ in range(2):
        runner.tick("None of these").press("Continue")
    runner.choose("How long have you had it", "Less than 2 weeks").press("Continue")
    runner.sees("Get emergency help now").follow("Change this answer")
    runner.choose("How long have you had it", "6 to 12 weeks").press("Continue")
    runner.sees("Get medical help today").follow("I ticked that by mistake")
    runner.sees("Back, bones and injuries").does_not_see(SO_FAR)  # its page was told


def test_a_slip_beside_other_answers_can_be_taken_back(runner, questionnaire):
    sudden = {"pain_onset": "no_reason", "pain_speed": "in_seconds", "pain_worst": 9}
    aorta = {"health_background": ["heart_vessel"], "heart_which": ["aorta_me"]}
    sit_down(runner, questionnaire, **aorta, **sudden).go("/assessment").sees("Call 911 now")
    runner.go("/questions/your_pain/feel").sees("What the pain is like")
    runner.choose("How strong was it at its worst", "5").press("Continue")
    runner.go("/assessment").does_not_see("Get emergency help now")


def test_a_warning_from_an_old_tab_still_stops(runner, questionnaire):
    sit_down(runner, questionnaire).go(NOW)
    old_tab = runner.page, runner.path
    runner.go(NOW).untick("None of these").tick("I am not sure").press("Continue")
    runner.page, runner.path = old_tab
    runner.untick("None of these").tick("I am coughing up blood").press("Continue")
    runner.sees("Get emergency help now")


def test_an_emergency_does_not_wait_for_the_rest_of_its_page(runner, questionnaire):
    resting = {"pain_run_timing": "not_with_running", "pain_duration": "lt_2w"}
    heavy = {"pain_feel": ["heavy_pressure"], "pain_onset": "no_reason", **resting}
    without = ("pain_eases", "pain_speed")
    sit_down_with(runner.client, questionnaire, healthy_runner(**heavy), without=without)

    runner.go("/questions/your_pain/eases").tick("Nothing helps").press("Continue")
    runner.sees("Get emergency help now")


@pytest.mark.parametrize("button", ["Continue", "Back"])
def test_a_sign_ticked_in_an_old_tab_is_not_shown_as_none(runner, questionnaire, button):
    sit_down(runner, questionnaire, rf_nerves=["clumsy_hands"]).go("/questions/safety/nerves")
    old_tab = runner.page, runner.path
    runner.go("/questions/safety/nerves").untick("My hands are clumsy").tick("None of these")
    runner.press("Continue")

    runner.page, runner.path = old_tab
    runner.untick("My hands are clumsy").tick("A leg is numb").press(button)
    runner.sees("You changed this page somewhere else")
    assert runner.box("A leg is numb").is_sent
    assert not runner.box("None of these").is_sent


def test_a_child_with_a_warning_sign_is_told_of_today(runner, questionnaire):
    without = ("pain_feel", "pain_worst", "pain_duration")
    sit_down_with(runner.client, questionnaire, healthy_runner(), without=without)
    runner.go("/questions/your_pain/place").type_in("How old are you?", "15")
    runner.tick("Front of my chest").press("Continue")

    runner.sees("Get medical help today")


def test_a_child_is_told_kindly_at_any_age(runner, questionnaire):
    sit_down(runner, questionnaire).go("/questions/your_pain/place")
    runner.type_in("How old are you?", "12").press("Continue")
    runner.sees("Please ask a parent and a clinician")


def test_an_address_that_never_was_is_no_fault(client):
    answer = client.post("/questions/x/a%0A[2026-01-01] INFO forged")
    assert answer.status_code == 400


@pytest.mark.parametrize("dots", [200, 30_000])
def test_a_long_e_mail_address_holds_nobody_up(runner, questionnaire, dots):
    sit_down(runner, questionnaire).go("/booking")
    runner.type_in("Your name", "Zoë").type_in("Email", "a@" + "." * dots + "@")
    runner.press("Send my request").sees("Enter an email address like name@example.com.")


def test_a_safety_answer_that_comes_back_stands_there_and_must_be_sent_again(runner, questionnaire):
    sit_down(runner, questionnaire, **EXPECTING)
    runner.go("/questions/safety/background").untick(PREGNANCY).tick("None of these")
    runner.press("Continue").go("/answers").sees("Your answers")
    runner.does_not_see("Pregnancy warning signs", "Pregnancy and birth")
    runner.go("/questions/safety/background").untick("None of these").tick(PREGNANCY)
    runner.press("Continue").sees("Pregnancy and birth: which?")
    assert runner.box("I am pregnant").is_sent
    runner.press("Continue").sees("Do you have a bad headache")
    assert runner.box("No", legend="Do you have a bad headache").is_sent
    for address in ("/assessment", *PAST_A_STOP):
        runner.go(address).does_not_see("Request an appointment", "What you can try", "Change Age")
    runner.go("/questions/safety/pregnancy").press("Continue")

    runner.go("/answers").sees("Your answers", "Pregnancy warning signs")
