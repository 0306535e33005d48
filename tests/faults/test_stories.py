"""What people meet while the records cannot be used, and after: nothing is lost, all goes on."""

import logging

import pytest
from flask import g
from werkzeug.datastructures import MultiDict

from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import WORDS_TO_COME_IN, a_colleague, a_kiosk, at_kiosk, desk_of, sign_in
from tests.faults.conftest import FAULTS, READS_FAIL, locked, missing, read_only
from tests.kiosk.person import AtKiosk
from tests.pre_visit import states
from tests.pre_visit.pages import WORDS_PAGE
from tests.test_walkthrough import ALL_NONE, finish
from tests.visitor import Page, Visitor
from web.csrf import csrf_token
from web.errors import sent_before

every_fault = pytest.mark.parametrize("fault", FAULTS)
whatever_reads = pytest.mark.parametrize("fault", READS_FAIL)
SAFE = (locked, read_only)  # what was kept before is there all the same


@pytest.fixture
def case(app):
    return states.in_progress(app)


@pytest.fixture
def colleague(app):
    roles = (Role.ADMINISTRATOR, Role.PHYSIOTHERAPIST)
    return Visitor(sign_in(app.test_client(), a_colleague(app, roles=roles)))


def refused_kindly(answer):
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "The fault is ours, not yours." in answer.text
    return Page(answer.text)


@every_fault
def test_a_runner_at_home_does_not_notice(runner, connections, fault):
    with fault(connections):
        finish(runner).sees(ALL_NONE)


@every_fault
def test_nor_does_one_in_whose_browser_staff_are_signed_in(colleague, connections, fault):
    with fault(connections):
        finish(colleague).sees(ALL_NONE)
    colleague.go("/clinic/patients").sees("Sign out")


@every_fault
def test_a_request_for_a_visit_can_be_sent_again(runner, app, connections, fault):
    finish(runner).follow("Request an appointment")
    runner.type_in("Your name", "Zoë Quill").type_in("Phone", "(555) 010-0199")
    with fault(connections):
        runner.press("Send my request").sees("Your request was not sent")
    runner.press("Send my request").sees("Your request has been sent")

    assert beneath(desk_of(app).db).table("visit_requests").count == 1


@every_fault
def test_what_a_patient_sent_is_sent_again_by_one_button(case, connections, fault):
    patient = Visitor(case.client).go(case.at(WORDS_PAGE))
    patient.type_in("What would you most like", "Is swimming fine?")
    with fault(connections):
        patient.press("Continue")
        assert (patient.response.status_code, patient.response.headers["Retry-After"]) == (
            503,
            "60",
        )
    again = "Continue" if fault in SAFE else "Send it again"
    patient.press(again).sees("You and where it hurts")


@every_fault
def test_an_emergency_is_told_at_a_visit(case, connections, fault):
    with fault(connections):
        answer = case.post("/questions/safety/now", rf_now="fainted_now")

    assert (answer.status_code, "Call 911 now" in answer.text) == (503, True)
    assert "The clinic has not got this answer" in answer.text


@whatever_reads
def test_what_needs_a_doctor_today_is_told_at_a_visit_whose_page_cannot_come_again(
    case, connections, fault
):
    with fault(connections):
        answer = case.post("/questions/safety/nerves", rf_nerves="unsteady_walk")

    assert (answer.status_code, "See a doctor today" in answer.text) == (503, True)
    assert "The clinic has not got this answer" in answer.text


@every_fault
def test_a_patient_is_told_that_answers_are_kept_only_where_that_is_known(case, connections, fault):
    with fault(connections):
        page = refused_kindly(case.post("/answers"))

    assert ("What you answered before this page is saved." in page.text) == (fault in SAFE)


@whatever_reads
def test_a_link_opens_once_the_fault_is_over(app, connections, fault):
    made = states.made(app)
    patient = Visitor(app.test_client())
    with fault(connections):
        answer = patient.go(made.link).response
        refused_kindly(answer)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert made.link.removeprefix("/v/") not in answer.text

    patient.go(made.link).sees("Is this you?")


@every_fault
def test_what_staff_typed_is_sent_again_by_one_button(colleague, connections, fault):
    colleague.go("/clinic/people").type_in("Name", "Mira <b>Lund</b>").tick("Front desk")
    with fault(connections):
        colleague.press("Add them").sees("That was not saved")
        refused_kindly(colleague.response)
        assert "<b>" not in colleague.response.text
    colleague.press("Send it again").sees("Mira <b>Lund</b>")


@whatever_reads
def test_staff_pages_open_again_once_the_fault_is_over(colleague, connections, fault):
    with fault(connections):
        refused_kindly(colleague.go("/clinic/patients").response)
    colleague.go("/clinic/patients").sees("Sign out")


@pytest.mark.parametrize("fault", SAFE)
def test_staff_see_which_warnings_wait_while_nothing_can_be_written(app, case, connections, fault):
    kim = a_colleague(app, "Kim Lee", (Role.PHYSIOTHERAPIST,))
    colleague = Visitor(sign_in(app.test_client(), kim))
    case.post("/questions/safety/now", rf_now="fainted_now")
    with fault(connections):
        colleague.go("/clinic/patients").sees("1 patient has unreviewed warning signs")


@every_fault
def test_a_passphrase_is_on_no_page(app, connections, fault):
    a_colleague(app)
    somebody = Visitor(app.test_client()).go("/clinic/sign-in")
    somebody.type_in("Your name", "Robin Hale").type_in("Your passphrase", WORDS_TO_COME_IN)
    with fault(connections):
        somebody.press("Sign in").sees("That was not saved", "go back, and type it again")

    assert WORDS_TO_COME_IN not in somebody.response.text
    assert "Robin Hale" not in somebody.response.text


def test_nor_is_a_year_of_birth(app, connections):
    case = states.unproved(app)
    with locked(connections):
        answer = case.post("/year-of-birth", year="1987")

    assert (answer.status_code, "type it again" in answer.text) == (503, True)
    assert "1987" not in answer.text


@every_fault
def test_a_form_from_elsewhere_is_not_held_ready_to_send(colleague, connections, fault):
    with fault(connections):
        answer = colleague.client.post("/clinic/people", data={"name": "Mallory", "roles": "desk"})

    assert answer.status_code in (400, 503)
    assert "Mallory" not in answer.text


@pytest.fixture
def person(app):
    kiosk = a_kiosk(app)
    return AtKiosk(at_kiosk(app.test_client(), kiosk), kiosk[0])


@every_fault
def test_an_emergency_is_told_at_a_kiosk(person, connections, fault):
    person.touch_to_start().tick("I fainted")
    with fault(connections):
        person.press("Continue").sees("Please speak to the front desk now", "could not tell them")

    assert person.response.status_code == 200  # which the script of a kiosk shows


@every_fault
def test_a_kiosk_shows_nothing_of_anybody_and_goes_on_afterwards(person, connections, fault):
    person.touch_to_start().answer_all().go("/kiosk/questions/your_pain/place")
    person.type_in("How old are you?", "43")
    with fault(connections):
        person.press("Continue").sees("This screen does not work just now")
        assert person.response.status_code == 503
        assert "43" not in person.page.text
    person.go("/kiosk/carry-on").sees("Finish and delete my answers")


@every_fault
def test_the_log_says_it_once_with_the_remedy(case, connections, stopped_clock, caplog, fault):
    with caplog.at_level(logging.ERROR), fault(connections):
        for _ in range(5):
            case.post(WORDS_PAGE, own_question="canary-in-the-words")

    lines = [line for line in caplog.messages if line.startswith("The records are ")]
    assert len(lines) == 1
    assert "at visit.page). " in lines[0]
    assert "canary" not in caplog.text
    assert "Traceback" not in caplog.text


@pytest.fixture
def mistaken(app, connections):
    """A page of ours asks the records for what there is not."""
    right = app.view_functions["office.add"]

    def wrong():
        return connections.database().execute("SELECT nonsense")

    app.view_functions["office.add"] = wrong
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield
    app.view_functions["office.add"] = right
    app.config["PROPAGATE_EXCEPTIONS"] = None


def test_a_mistake_of_ours_is_told_in_full_and_what_was_typed_stays(colleague, mistaken, caplog):
    colleague.go("/clinic/people").type_in("Name", "Mira Lund").press("Add them")
    colleague.sees("Something went wrong", "Nothing was changed")

    assert colleague.response.status_code == 500
    assert 'value="Mira Lund"' in colleague.response.text
    assert "no such column: nonsense" in caplog.text


def test_a_page_that_is_not_there_needs_no_records(colleague, connections):
    with missing(connections):
        colleague.go("/clinic/no-such-page").sees("This page is not here")


def test_what_was_written_while_the_file_went_is_not_acknowledged(case, connections):
    with missing(connections):
        refused_kindly(case.post(WORDS_PAGE, own_question="Is swimming fine?"))

    assert "Is swimming fine?" not in case.get(WORDS_PAGE).text


def test_only_a_form_with_a_good_token_is_held(app):
    with app.test_request_context("/clinic/people", method="POST", data={"name": "Mallory"}):
        g.base_url = "http://localhost"

        assert sent_before() == []
    token = {"name": "Kim", "note": "Words"}
    with app.test_request_context("/clinic/people", method="POST", data=token) as context:
        g.base_url = "http://localhost"
        context.request.form = MultiDict({**token, "csrf_token": csrf_token()})

        assert sent_before() == [("name", "Kim"), ("note", "Words")]
