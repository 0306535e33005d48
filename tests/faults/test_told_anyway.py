"""A warning sign that was just sent is told, whatever fault of ours comes between."""

import pytest

from tests.beneath import beneath
from tests.factories import a_kiosk, at_kiosk, desk_of
from tests.kiosk.person import AtKiosk
from tests.pre_visit import states


@pytest.fixture
def breaks(app, monkeypatch):
    """Lets something of ours fail as only a mistake does."""

    def wrong(*about, **more):
        raise KeyError("canary")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield lambda place: monkeypatch.setattr(place, wrong)
    app.config["PROPAGATE_EXCEPTIONS"] = None


@pytest.fixture
def person(app):
    kiosk = a_kiosk(app)
    return AtKiosk(at_kiosk(app.test_client(), kiosk), kiosk[0]).touch_to_start()


def test_to_a_runner(runner, breaks):
    runner.go("/questions/safety/now").tick("I fainted")
    breaks("self_check.answering.keep")
    runner.press("Continue").sees("Call 911 now").does_not_see("The clinic has not got")

    assert runner.response.status_code == 500


def test_to_a_patient_who_learns_that_the_clinic_was_not_told(app, breaks):
    case = states.in_progress(app)
    breaks("pre_visit.intake.Intake.report")
    answer = case.post("/questions/safety/now", rf_now="fainted_now")

    assert (answer.status_code, "Call 911 now" in answer.text) == (500, True)
    assert "The clinic has not got this answer" in answer.text


def test_at_a_kiosk(person, breaks):
    person.tick("I fainted")
    breaks("kiosk.answer_store.notice")
    person.press("Continue").sees("Please speak to the front desk now", "could not tell them")


def test_at_a_kiosk_that_was_taken_out_of_use_meanwhile(person):
    person.tick("I fainted").client.delete_cookie("kiosk")
    person.press("Continue").sees("Please speak to the front desk now", "could not tell them")


def test_at_a_kiosk_whose_questions_have_changed_meanwhile(app, person):
    person.answer_all().go("/kiosk/questions/safety/now").tick("I fainted")
    with person.client.session_transaction() as session:
        held = session["at_kiosk"]
        session["at_kiosk"] = held | {"sheet": held["sheet"] | {"version": [0, "of before"]}}
    person.press("Continue").sees("Please speak to the front desk now", "Calling the front desk")

    assert [call["kind"] for call in beneath(desk_of(app).db).table("kiosk_calls").rows] == ["now"]


def test_at_such_a_kiosk_a_pair_that_would_wait_for_the_next_page(app, person):
    person.answer_all().go("/kiosk/questions/safety/heart-lungs")
    person.untick("None of these").tick("Chest pain, tightness", "Far more out of breath")
    with person.client.session_transaction() as session:
        held = session["at_kiosk"]
        session["at_kiosk"] = held | {"sheet": held["sheet"] | {"version": [0, "of before"]}}
    person.press("Continue").sees("Please speak to the front desk now", "Calling the front desk")

    assert [call["kind"] for call in beneath(desk_of(app).db).table("kiosk_calls").rows] == ["now"]


def test_at_such_a_kiosk_a_page_that_no_sign_rests_on(app, person):
    person.answer_all().go("/kiosk/questions/safety/heart-lungs").untick("None of these")
    person.tick("Far more out of breath").press("Continue").choose("Is this the same", "Yes, the")
    with person.client.session_transaction() as session:
        held = session["at_kiosk"]
        session["at_kiosk"] = held | {"sheet": held["sheet"] | {"version": [0, "of before"]}}
    person.press("Continue").sees("Please speak to the front desk now", "call 911")
    person.does_not_see("I touched something by mistake")


def test_where_the_cookie_has_no_room_for_it(runner, monkeypatch):
    runner.go("/questions/safety/now").tick("I fainted")
    monkeypatch.setattr("web.sessions.LARGEST_COOKIE", 100)
    runner.press("Continue").sees("Call 911 now")

    assert runner.response.status_code == 413


def test_what_is_no_warning_gets_the_page_for_a_fault(runner, person, breaks):
    for somebody, at in ((runner, ""), (person, "/kiosk")):
        somebody.go(f"{at}/questions/safety/now").tick("None of these")
    breaks("self_check.answering.keep")
    for somebody in (runner, person):
        somebody.press("Continue").sees("Something went wrong", "call 911")
        somebody.does_not_see("Get emergency help now", "could not tell them")
        assert somebody.response.status_code == 500


def test_where_the_fault_is_in_what_is_told_there_is_still_a_page(runner, breaks):
    runner.go("/questions/safety/now").tick("I fainted")
    breaks("questionnaire.stops.signs_met")
    runner.press("Continue").sees("Something went wrong", "do not wait for this page. Call 911 now")
