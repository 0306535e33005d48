"""A patient who is asked again some weeks after a visit, in the words on the pages."""

from functools import partial

import pytest

from tests.pre_visit import states
from tests.pre_visit.walking import agree, answer_on, audited, open_link, pass_safety, warnings_of
from tests.visitor import Visitor

ACTIVITIES = "Name up to three things"
STILL = "Do you still have the pain that you came with?"


@pytest.fixture
def asked_again(app):
    """Somebody whose worst pain was 6 before their visit, and who is asked again; for what was
    answered then, in the browser with BROWSER."""

    return partial(states.asked_again, app)


@pytest.fixture
def patient(app):
    client = app.test_client()
    client.set_cookie("patient", states.BROWSER)
    return Visitor(client)


@pytest.fixture
def elsewhere(app):
    """Somebody with the link in another browser."""
    return Visitor(app.test_client())


def boxes_of(patient, name):
    """What stands in the boxes of this name, or is chosen there."""
    return [box.value for box in patient.boxes() if box.name == name and box.is_sent]


def answers_of(case):
    return {row["id"]: row["answer"] for row in case.response.snapshot["asked"]}


def test_a_recheck_is_answered_from_the_link_to_what_it_compares(asked_again, patient):
    case = asked_again(answers=None)
    open_link(patient, case).sees("How are you now?", "some weeks after your visit")
    pass_safety(agree(patient, case)).choose(STILL, "It comes and goes").press("Continue")
    answer_on(patient, until="How old are you")
    assert patient.box("How old are you").value == ""  # a birthday may have come between
    patient.press("Continue").sees("There is a problem", "Enter your age")
    answer_on(patient, until="How strong is the pain right now").does_not_see("How it is going")
    answer_on(patient, until="You named these before").sees("You named these before. How well can")
    assert boxes_of(patient, "activities-0-words") == ["Lifting my son"]
    assert boxes_of(patient, "activities-0-rating") == []
    patient.choose("Number 1", "9").press("Continue").sees("How much do you run now")
    patient.choose("How much do you run", "Less than half").press("Continue")
    patient.type_in("Is there anything new", "A new job").press("Continue")
    patient.sees("Check your answers", "Lifting my son: 9 out of 10")
    patient.does_not_see("How tense", "Training")
    patient.press("Send to Robin Hale").sees("Thank you. Robin Hale has them.")
    patient.sees("Lifting my son: 9 now, 6 before your visit", "When to get help straight away")
    patient.does_not_see("What may play a part", "before the visit", "What you can try")

    record = case.response.snapshot
    assert (record["kind"], record["causes"], record["tips"]) == ("recheck", [], [])
    assert ("patient", "submitted") in audited(case)
    why = {row["id"]: row["why"] for row in record["not_asked"]}
    assert why["stress_level"] == "not asked in a recheck"
    assert patient.go(f"/visit/{case.name}/assessment").path == f"/visit/{case.name}/sent"


def test_a_warning_sign_in_a_recheck_is_never_missed(asked_again, patient):
    case = asked_again()
    agree(patient, case).tick("I am coughing up blood").press("Continue")
    patient.sees("Get emergency help now", "Nobody at the clinic reads these answers straight away")
    patient.does_not_see("before your visit")

    assert warnings_of(case) == [3]
    assert ("patient", "sent in part") in audited(case)


@pytest.mark.slow
def test_whoever_is_free_of_pain_is_asked_little_and_never_taken_to_deny_the_rest(
    asked_again, patient
):
    case = asked_again()
    pass_safety(agree(patient, case)).choose(STILL, "No, it is gone").press("Continue")
    answer_on(patient.sees("How old are you?")).does_not_see("Where it hurts")
    patient.press("Send to Robin Hale").sees("Then and now")

    assert "pain_feel" not in answers_of(case)


@pytest.mark.slow
def test_pain_that_is_gone_but_rated_8_is_asked_about_and_judged(asked_again, patient):
    case = asked_again()
    pass_safety(agree(patient, case)).press("Continue").sees("There is a problem", STILL)
    patient.does_not_see("(optional)").choose(STILL, "No, it is gone").press("Continue")
    answer_on(patient, until="How strong is the pain right now?").does_not_see("Where it hurts")
    patient.choose("How strong is the pain right now?", "8").press("Continue")
    answer_on(patient, until="What does it feel like?").tick("Heavy, pressing")
    answer_on(patient, until="Get medical help today")

    assert warnings_of(case) == [2]


def test_pain_of_another_kind_is_judged_like_the_first_time(asked_again, patient):
    case = asked_again()
    pass_safety(agree(patient, case)).choose(STILL, "No, but I have another").press("Continue")
    answer_on(patient, until="What does it feel like?").tick("Heavy, pressing")
    answer_on(patient, until="Get medical help today")

    assert warnings_of(case) == [2]


@pytest.mark.slow
def test_a_patient_who_named_no_activities_may_name_some_now(asked_again, patient):
    case = asked_again(without=["activities"])
    pass_safety(agree(patient, case)).choose(STILL, "Yes").press("Continue")
    answer_on(patient, until=ACTIVITIES).does_not_see("You named these before")
    answer_on(patient.press("Continue")).sees("Can do (10 is as before) Not answered")
    patient.press("Send to Robin Hale").sees("Your worst pain: ", "before your visit")

    assert answers_of(case)["activities"] is None


@pytest.mark.slow
def test_a_link_in_other_hands_tells_nothing_of_before(asked_again, elsewhere):
    case = asked_again()
    agree(elsewhere, case)
    pass_safety(elsewhere).choose(STILL, "Yes").press("Continue")
    answer_on(elsewhere, until=ACTIVITIES).does_not_see("Lifting my son")
    answer_on(elsewhere).press("Send to Robin Hale").sees("can compare them with")
    elsewhere.does_not_see("before your visit", "Lifting my son")


@pytest.mark.slow
def test_on_another_phone_the_year_of_birth_shows_what_was_named(asked_again, elsewhere):
    case = asked_again(birth_year=1984)
    open_link(elsewhere, case).press("Yes, open my questions")
    elsewhere.type_in("In which year were you born?", "1984").press("Continue")
    elsewhere.press("I agree, start")
    pass_safety(elsewhere).choose(STILL, "Yes").press("Continue")
    answer_on(elsewhere, until="You named these before")

    assert boxes_of(elsewhere, "activities-0-words") == ["Lifting my son"]
