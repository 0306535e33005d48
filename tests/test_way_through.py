"""From the last answer to the result, and around it: more questions, changes, what is deleted."""

import pytest

from questionnaire.journey import Journey
from questionnaire.questions import Asked
from services import services_of
from tests.factories import as_given, healthy_runner, sit_down_with

ALL_NONE = "No warning signs in your answers"
SOME_TICKED = "Nothing here needs a doctor first, from what you answered"
SKIPPED = "You skipped the page about your health, so we could not look at that."
EXPECTING = {"health_background": ["pregnancy"], "preg_which": ["maybe_pregnant"]}
EXPECTING |= {"preg_early": "no_now"}
LAST = "/questions/strength/weeks"
EXTRAS = ("past_injury", "carry_load", "breathing_feel", "sleep_hours")
HOLDS = ("plank_seconds", "prone_hold_seconds")
MORE = "more questions can make this more accurate."


@pytest.fixture
def sit(runner, questionnaire):
    """Somebody well but for this, who was not asked the extra questions."""

    def sit(without=(), extras=False, **changed):
        without = (*without, *(() if extras else (*EXTRAS, *HOLDS)))
        answers = healthy_runner(**changed)
        must = {name for name, q in questionnaire.questions.items() if not q.may_skip}
        without = (*without, *(must - set(answers)))
        sit_down_with(runner.client, questionnaire, answers, extras, without)
        return runner

    return sit


def test_the_last_answer_leads_straight_to_the_result(sit):
    runner = sit(without=["strength_days"]).go("/assessment")
    assert runner.path == LAST
    runner.type_in("How many days a week do you do strength", 2).press("Continue")

    assert runner.path == "/assessment"
    runner.sees(ALL_NONE, "Change my answers")


def test_an_answer_is_changed_from_the_result_and_leads_back_to_it(sit):
    runner = sit().go("/assessment").follow("Change my answers")
    assert runner.path == "/answers"
    runner.sees("Your answers", "Age 35 years", "Worst pain 4 out of 10").follow("Change Age")
    runner.type_in("How old are you?", 61).press("Continue")

    assert runner.path == "/assessment"
    runner.sees("See a doctor or nurse practitioner soon")
    runner.follow("Change my answers").sees("Age 61 years").follow("See my result")
    assert runner.path == "/assessment"


def test_a_change_that_opens_a_question_asks_it_and_leads_back(sit):
    runner = sit().go("/questions/your_pain/start").choose("How did it start?", "Quickly")
    runner.press("Continue").sees("How fast did it get bad?")
    runner.choose("How fast did it get bad?", "Over days").press("Continue")

    assert runner.path == "/assessment"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ({}, 5),
        ({"pain_location": ["neck_shoulder_top"]}, 6),
        ({"pain_worst": 5}, 5),
        ({"pain_worst": 6}, 3),
        ({"health_background": None}, 3),
        ({"health_background": ["prefer_not"]}, 3),
        (EXPECTING, 3),
        ({"rf_other": ["illness_4w"], "pain_location": ["neck_shoulder_top"]}, 4),
    ],
)
def test_the_result_offers_as_many_more_as_apply(sit, changed, count):
    runner = sit(**changed).go("/assessment").sees(f"Up to {count} {MORE} You can skip any.")
    runner.press(f"Answer {count} more questions")
    asked = 0
    while runner.path.startswith("/questions"):
        asked += questions_on(runner)
        runner.press("Continue")

    assert (runner.path, asked) == ("/assessment", count)
    runner.does_not_see("more questions could make")


def questions_on(runner):
    return len([one for one in runner.page.kept["label"] if "for" in one.about]) + len(
        runner.page.kept["legend"]
    )


def test_one_more_is_one(sit):
    runner = sit(pain_worst=6, without=()).go("/assessment").press("Answer 3 more questions")
    runner.press("Continue").press("Continue").go("/assessment")

    runner.sees("One more question can make this more accurate.")
    runner.press("Answer one more question").sees("how many hours did you sleep?")


def test_the_extra_questions_may_be_left_in_the_middle(sit):
    runner = sit().go("/assessment").press("Answer 5 more questions")
    runner.tick("Neck").press("Continue").sees("On an easy run").go("/")
    runner.follow("See my result")

    assert runner.path == "/assessment"
    runner.sees(f"Up to 4 {MORE}").follow("Change my answers").sees("Past injuries Neck")
    runner.sees("Sleep Not answered")
    runner.follow("Change Age").type_in("How old are you?", 36).press("Continue")
    assert runner.path == "/assessment"


def every_warning(questionnaire):
    """Each option of every safety page but "none", and each page left open."""
    for page in questionnaire.safety.pages:
        for question in (q for q in page.questions if not q.show_when):
            for option in question.options:
                if option != "none":
                    yield {question.id: [option]}


def test_the_holds_are_never_offered_where_they_are_unwise(questionnaire):
    def is_offered(**changed):
        answers = as_given(questionnaire, healthy_runner(**changed), HOLDS)
        pages = Journey(questionnaire, answers, Asked.VISIT).pages
        return "holds" in {page.id for page in pages}

    warnings = list(every_warning(questionnaire))
    assert len(warnings) >= 60
    assert [one for one in warnings if is_offered(**one)] == []
    assert [pain for pain in range(11) if is_offered(pain_worst=pain)] == [0, 1, 2, 3, 4, 5]
    assert not is_offered(health_background=None)
    assert not is_offered(**EXPECTING)
    assert not is_offered(health_background=["pregnancy"], preg_which=["none"])
    assert is_offered()


def test_a_hold_that_was_tried_can_still_be_changed(questionnaire):
    answers = as_given(questionnaire, healthy_runner(plank_seconds=45, pain_worst=8))
    pages = Journey(questionnaire, answers, Asked.EXTRA).pages

    assert "holds" in {page.id for page in pages}


def test_no_warning_signs_are_said_only_where_every_page_was_answered_with_none(sit):
    sit().go("/assessment").sees(ALL_NONE).does_not_see("You ticked", SKIPPED, SOME_TICKED)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"rf_other": ["stiff_mornings"]}, "You ticked: Stiff for over 30 minutes"),
        ({"rf_general": ["getting_worse"]}, "You ticked: The pain is clearly getting worse"),
        ({"rf_injury_bone": ["small_knock"], "knock_more": ["none"]}, "It began with a small"),
        (
            {"rf_other": ["cough"], "cough_time": "under_3w"},
            "You ticked: A cough that I do not usually have.",
        ),
        (
            {"health_background": ["heart_risks"], "risk_which": ["smoke_past"]},
            "You ticked: I used to smoke. On its own this does not",
        ),
        (
            {"health_background": ["heart_risks"], "risk_which": ["none"]},
            "You ticked: High blood pressure or cholesterol, diabetes, or smoking",
        ),
        (
            {
                "health_background": ["clot_risks", "cancer_any"],
                "clot_which": ["hormones"],
                "cancer_which": ["skin_cut_out"],
            },
            "a small skin cancer that was cut out. On their own these do not",
        ),
    ],
)
def test_what_was_ticked_is_named_where_no_doctor_is_needed_first(sit, changed, says):
    runner = sit(**changed).go("/assessment").sees(SOME_TICKED, says).does_not_see(ALL_NONE)

    text = " ".join(runner.client.get("/assessment.txt").text.split())
    assert SOME_TICKED.upper() in text
    assert says in text


@pytest.mark.parametrize("told", [None, ["prefer_not"]])
def test_a_skipped_background_page_is_said(sit, told):
    runner = sit(health_background=told).go("/assessment")

    runner.sees(SOME_TICKED, SKIPPED).does_not_see(ALL_NONE, "You ticked")


def test_a_doctor_first_says_what_needs_one_and_not_that_nothing_does(sit):
    runner = sit(rf_general=["cough_strain"]).go("/assessment")

    runner.sees("See a doctor or nurse practitioner soon", "Coughing, sneezing or straining")
    runner.does_not_see(ALL_NONE, SOME_TICKED, "You ticked:")


def test_who_is_not_sure_reads_what_about(sit):
    runner = sit(rf_general=["not_sure"]).go("/assessment")

    runner.sees("Not sure about “The pain and general health”. It is fine not to be sure")
    runner.does_not_see("I am not sure.")


@pytest.mark.parametrize("address", ["/", "/assessment", "/questions/your_pain/place", "/answers"])
def test_answers_are_deleted_once_that_is_confirmed(sit, address):
    runner = sit().go(address).follow("Delete my answers").sees("Delete your answers?")
    assert runner.go("/answers").path == "/answers"
    runner.go("/delete").press("Delete my answers").sees("Your answers have been deleted")

    assert not list(runner.client._cookies)
    assert runner.go("/answers").path == "/questions/safety/now"


def test_who_keeps_them_comes_back(sit):
    runner = sit().go("/assessment").follow("Delete my answers").follow("Keep my answers")

    assert runner.path == "/assessment"


def test_without_answers_nothing_is_to_be_deleted(runner):
    runner.go("/").does_not_see("Delete my answers").go("/delete")
    runner.sees("There is nothing to delete")

    assert runner.page.kept["button"] == []


def test_no_button_under_a_question_deletes(sit):
    runner = sit().go("/questions/your_pain/place")

    buttons = {button.text.strip() for button in runner.page.kept["button"]}
    assert buttons == {"Back", "Continue"}


@pytest.fixture
def told(app, monkeypatch):
    """The next steps that people came to."""
    told = []
    monkeypatch.setattr(services_of(app).counters, "told", told.append)
    return told


def test_a_next_step_is_counted_once_a_sitting_however_often_answers_change(sit, told):
    runner = sit(without=["strength_days"]).go(LAST)
    runner.type_in("How many days a week do you do strength", 2).press("Continue")
    for hours in (4, 5):
        runner.go("/questions/posture/form").type_in("How many hours a day", hours)
        runner.press("Continue").sees(ALL_NONE)
    runner.go("/questions/your_pain/start").choose("How did it start?", "Quickly").press("Continue")
    runner.choose("How fast did it get bad?", "Over days").press("Continue").sees(ALL_NONE)
    runner.press("Answer 5 more questions").press("Continue").press("Continue")
    runner.press("Continue").press("Continue").sees(ALL_NONE)
    assert told == ["physio_first"]

    for _ in range(2):
        runner.go("/questions/safety/now").untick("None of these").tick("I fainted")
        runner.press("Continue").sees("Get emergency help now")
        runner.go("/questions/safety/now").untick("I fainted").tick("None of these")
        runner.press("Continue").sees(ALL_NONE)
    assert told == ["physio_first", "emergency"]
    runner.go("/delete").press("Delete my answers")
    runner.go("/questions/safety/now").tick("I fainted").press("Continue")
    assert told == ["physio_first", "emergency", "emergency"]
