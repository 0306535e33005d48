"""A patient in the diary: by four digits, into their own place in the list of patients."""

from datetime import UTC, datetime, timedelta

import pytest

from records.answers import responses, warnings
from records.kiosk import codes as kiosk_codes
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import a_response, an_invitation, desk_of
from tests.kiosk.test_forgetting import copy_of_cookie, put_back
from tests.kiosk.test_staff import staff
from tests.pre_visit import states
from tests.visitor import Visitor


@pytest.fixture
def invited(app):
    return an_invitation(app)[0]


def give(app, invitation, now=None):
    desk = desk_of(app, now)
    return kiosk_codes.give(desk.db, desk.encryption, invitation.id, desk.now)


def submission_of(app, invitation):
    desk = desk_of(app)
    return responses.latest(desk.db, desk.encryption, invitation.id)


def type_code(person, code):
    return person.go("/kiosk").follow("I have a code").type_in("Your code", code).press("Continue")


def test_from_the_desk_to_the_list_of_patients(app, person, invited):
    desk = staff(app, Role.FRONT_DESK)
    desk.go(f"/clinic/kiosks/patients/{invited.name}").press("Make a code")
    code = desk.page.text.split("used their link. ")[1][:4]
    type_code(person, code).sees("Who reads your answers").press("I agree, start")
    person.sees("quick safety check").answer_all().sees("Then send them")
    kept = copy_of_cookie(person)
    person.press("Send my answers").sees("Your answers are sent")

    assert submission_of(app, invited).submitted is not None
    assert "at_kiosk" not in person.holds()
    put_back(person, kept)
    person.go("/kiosk/answers").sees("Touch to start")


@pytest.mark.slow
def test_what_the_kiosk_did_not_ask_is_said_so_and_not_that_they_stopped(app, person, invited):
    type_code(person, give(app, invited)).press("I agree, start")
    person.answer_all().press("Send my answers").sees("Your answers are sent")
    physio = staff(app, Role.PHYSIOTHERAPIST)
    sheet = f"/clinic/responses/{invited.name}"
    for page in (sheet, f"{sheet}/answers", f"{sheet}/export.csv", f"{sheet}/export.json"):
        text = physio.go(page).response.text
        assert "ot asked at the kiosk" in text, page
        assert "topped before" not in text, page
    soap = physio.go(f"{sheet}/soap.txt").response.text

    assert "\nNot asked at the kiosk: " in soap


@pytest.mark.slow
def test_what_was_begun_at_home_and_sent_at_a_kiosk_did_not_stop_before(app, person):
    case = states.in_progress(app)
    type_code(person, give(app, case.invitation)).press("I agree, start")
    person.answer_all().press("Send my answers").sees("Your answers are sent")

    assert {one["why"] for one in case.response.snapshot["not_asked"]} <= {
        "does not apply",
        "not asked at the kiosk",
    }


def test_whoever_leaves_before_the_end_is_told_what_stays(app, person, invited):
    type_code(person, give(app, invited)).press("I agree, start")
    person.tick("I am coughing up blood").press("Continue").sees("front desk now")
    assert "delete my answers" not in person.page.text
    person.go("/kiosk/start-again").sees("What you answered so far stays in your form")
    person.press("Yes, start again").sees("Your answers have been deleted from this screen")
    person.sees("What you answered so far stays in your form at the clinic")
    person.does_not_see("or in the clinic")

    assert submission_of(app, invited).waiting


def test_a_code_works_once(app, person, invited):
    code = give(app, invited)
    type_code(person, code).sees("Who reads your answers")
    type_code(person, code).sees("This code is not right")


def test_a_code_ends_after_two_hours(app, person, invited):
    code = give(app, invited, now=datetime.now(UTC) - timedelta(hours=2))
    type_code(person, code).sees("This code is not right")


def test_a_new_code_takes_the_place_of_the_first(app, person, invited):
    first, second = give(app, invited), give(app, invited)
    if first != second:
        type_code(person, first).sees("This code is not right")
    type_code(person, second).sees("Who reads your answers")


def test_guessing_is_slowed_at_each_kiosk(app, person, invited):
    code = give(app, invited)
    wrong = [f"{number:04}" for number in range(6) if f"{number:04}" != code][:5]
    for one in wrong:
        type_code(person, one)
    type_code(person, code).sees("too many tries")


def test_no_name_and_no_reference_is_shown(app, person, invited):
    type_code(person, give(app, invited)).does_not_see("KL 4711")
    person.press("I agree, start").answer_all().does_not_see("KL 4711")


def test_questions_wait_until_somebody_agreed(app, person, invited):
    type_code(person, give(app, invited)).go("/kiosk/questions/safety/now")

    person.sees("Who reads your answers").press("No, I would rather not").sees("deleted")
    assert submission_of(app, invited) is None


def test_an_emergency_is_a_warning_and_a_call(app, person, invited):
    type_code(person, give(app, invited)).press("I agree, start")
    person.tick("Pain, tightness").press("Continue").sees("Please speak to the front desk now")
    desk = desk_of(app)

    assert warnings.how_many_wait(desk.db) == 1
    assert staff(app, Role.FRONT_DESK).go("/clinic/calls").sees("Urgent help needed")


def test_a_screen_of_many_never_shows_what_was_answered_before(app, person, invited):
    type_code(person, give(app, invited)).press("I agree, start")
    person.tick("None of these").press("Continue").stay_away(91)
    person.go("/kiosk/carry-on").sees("Touch to start")
    type_code(person, give(app, invited)).sees("Who reads your answers").press("I agree, start")
    person.sees("quick safety check").go("/kiosk/answers").sees("quick safety check")

    desk = desk_of(app)
    assert len(responses.submissions(desk.db, desk.encryption, invited.id)) == 1


@pytest.mark.slow
def test_nor_what_was_answered_at_home(app, person):
    case = states.all_answered(app)
    type_code(person, give(app, case.invitation)).press("I agree, start")
    person.sees("quick safety check").answer_all().sees("Then send them")
    person.press("Send my answers").sees("Your answers are sent")

    Visitor(case.client).go(case.link).sees("Welcome back: all", "the clinic keeps both")


def test_what_was_sent_is_not_opened_again(app, person):
    invitation, _ = an_invitation(app)
    code = give(app, invitation)
    a_response(app, invitation=invitation)

    type_code(person, code).sees("This code is not right")


def test_withdrawn_meanwhile(app, person, invited):
    type_code(person, give(app, invited)).press("I agree, start")
    desk = desk_of(app)
    beneath(desk.db)["invitations"].update(invited.id, {"withdrawn": desk.now.isoformat()})

    person.go("/kiosk/carry-on").sees("Touch to start")


@pytest.mark.slow
def test_a_result_is_not_shown_to_a_patient_before_the_visit(app, person, invited):
    type_code(person, give(app, invited)).press("I agree, start").answer_all()
    person.go("/kiosk/assessment").sees("Check your answers")
