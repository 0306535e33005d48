"""Whom to call when a warning waits: the number that was given, by whom, and to nobody else."""

import json
import logging

import pytest

from records.upkeep import person
from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import a_colleague, a_response, healthy_runner, sign_in
from tests.pre_visit import states
from tests.pre_visit.walking import FIRST_QUESTION, open_link, pass_safety
from tests.records.someone import in_the_clear
from tests.visitor import Visitor

EMERGENCY = "I am coughing up blood"
PATIENTS, CLINICS = "07700 900123 (mobile)", "+44 20 7946 0000"
NONE = "No phone number was given. Look it up in the clinic’s own records."
LABEL = "Your phone number"


@pytest.fixture
def invited(app):
    return states.made(app, phone=CLINICS)


@pytest.fixture
def patient(invited):
    return Visitor(invited.app.test_client())


@pytest.fixture
def physio(app, invited):
    return Visitor(sign_in(app.test_client(), a_colleague(app, "Sam Reed")))


@pytest.fixture
def front_desk(app, invited):
    return Visitor(sign_in(app.test_client(), a_colleague(app, "Kim Lee", (Role.FRONT_DESK,))))


def agree(patient, case, phone=PATIENTS):
    open_link(patient, case).press("Yes, open my questions")
    return patient.type_in(LABEL, phone).press("I agree, start")


def tick_emergency(patient, case, phone=PATIENTS):
    return agree(patient, case, phone).tick(EMERGENCY).press("Continue")


def say_not_me(patient, case):
    patient.go(case.at("/not-me")).press("Yes, it is not for me").sees("This link is closed")


def pages(case):
    """Where a warning of this visit stands."""
    return [f"/clinic/responses/{case.name}/acknowledge", f"/clinic/responses/{case.name}"]


def test_a_warning_says_whom_to_call_and_who_gave_the_number(patient, invited, physio):
    tick_emergency(patient, invited)
    for page in pages(invited):
        physio.go(page).sees(f"Call {PATIENTS} Given with these answers")
        physio.sees(f"Call {CLINICS} Given by the clinic with the link")
        assert 'href="tel:07700900123"' in physio.response.text
        assert 'href="tel:+442079460000"' in physio.response.text


def test_where_no_number_is_the_warning_says_where_to_look(app, physio):
    case = states.stopped(app)
    for page in pages(case):
        physio.go(page).sees(NONE)


def test_a_patients_number_is_beside_a_warning_alone_the_clinics_where_it_is_changed_too(
    patient, invited, physio, front_desk
):
    pass_safety(agree(patient, invited))
    for page in ("patients", "links?show=all", "audit"):
        physio.go(f"/clinic/{page}").does_not_see(PATIENTS, CLINICS)
    a_response(invited.app, None, invited.invitation)
    rest = [f"/clinic/responses/{invited.name}", f"/clinic/responses/{invited.name}/answers"]
    for page in [*rest, "/clinic/patients"]:
        physio.go(page).does_not_see(PATIENTS, CLINICS)
    front_desk.go(f"/clinic/links/new?again={invited.name}").sees("Make a link")
    for colleague in (physio, front_desk):
        colleague.go(f"/clinic/links/{invited.name}").sees(CLINICS).does_not_see(PATIENTS)
    assert front_desk.go(pages(invited)[0]).response.status_code in (403, 404)


def test_no_number_is_in_an_address_the_log_the_audit_or_the_mail(
    patient, invited, physio, db, caplog
):
    caplog.set_level(logging.DEBUG)
    tick_emergency(patient, invited)
    physio.go(pages(invited)[0])
    written = "".join(str(vars(record)) for record in caplog.records) + in_the_clear(db)

    assert invited.name in written
    for number in ("07700 900123", "20 7946 0000"):
        assert number not in written + patient.path + physio.path


def test_a_number_is_given_only_by_who_wants_to(patient, invited, physio, db):
    open_link(patient, invited).press("Yes, open my questions")
    patient.sees("So the clinic can call you if something looks urgent", "only beside a warning")
    patient.press("I agree, start").sees(FIRST_QUESTION)
    patient.tick(EMERGENCY).press("Continue")

    physio.go(pages(invited)[0]).sees(CLINICS).does_not_see("Given with these answers")
    assert [row["encrypted"] for row in beneath(db).table("answerers").rows] == [None]


@pytest.mark.parametrize(
    "typed", ["900", "ask my wife", "+44 7700 900123 456789", "1 416 555 PAIN"]
)
def test_a_number_that_cannot_be_dialled_is_told_and_stays(patient, invited, typed):
    agree(patient, invited, typed).sees("There is a problem", "Enter a phone number with its area")

    assert patient.box(LABEL).value == typed


def test_a_stranger_s_number_is_never_the_patient_s(patient, invited, physio, db, app):
    tick_emergency(patient, invited)
    say_not_me(patient, invited)
    for page in pages(invited):
        physio.go(page).sees(f"Call {PATIENTS} Given with these answers").does_not_see(CLINICS)
    told = person.export(db, services_of(app).encryption, "KL 4711", states.desk_of(app).now)

    assert "900123" not in json.dumps(told)
    assert CLINICS in json.dumps(told)


def test_a_stranger_without_a_number_cannot_be_called(patient, invited, physio):
    tick_emergency(patient, invited, "")
    say_not_me(patient, invited)

    physio.go(pages(invited)[0]).sees("Whoever answered left no phone number.")
    physio.does_not_see(CLINICS, "Given with these answers", NONE)


def test_a_number_goes_with_the_answers_of_who_says_not_me(patient, invited, db):
    pass_safety(agree(patient, invited))
    say_not_me(patient, invited)

    assert [row["encrypted"] for row in beneath(db).table("answerers").rows] == [None]


def test_a_patient_s_number_is_not_shown_for_who_uses_their_browser(app, invited, physio):
    """They sent answers; in the same browser somebody else then ticked an emergency."""
    patient = Visitor(invited.client)
    agree(patient.go(invited.link), invited)
    a_response(app, None, invited.invitation)
    desk = states.desk_of(app)
    states.responses.reopen(desk.db, desk.encryption, invited.response, desk.now)
    a_response(app, healthy_runner(rf_now=["fainted_now"]), invited.invitation)
    patient.go(invited.at("/not-me")).choose("Answers were sent by this link", "No, I did not")
    patient.press("Yes, it is not for me")

    physio.go(pages(invited)[0]).sees("Whoever answered left no phone number.")
    physio.does_not_see(PATIENTS, CLINICS)


def test_another_answerer_s_number_is_not_beside_a_warning(app, patient, invited, physio):
    pass_safety(agree(patient, invited, "(555) 010-0123"))
    another = Visitor(app.test_client())
    another.go(invited.link).follow("Start with an empty form")
    another.type_in(LABEL, PATIENTS).press("I agree, start").tick(EMERGENCY).press("Continue")

    physio.go(pages(invited)[0]).sees(PATIENTS).does_not_see("010-0123")


def test_a_number_whose_key_is_gone_is_none(patient, invited, physio, db):
    tick_emergency(patient, invited)
    beneath(db).table("answerers").update(1, {"encrypted": b"gone"})
    beneath(db).table("invitations").update(1, {"encrypted": b"gone"})

    physio.go(pages(invited)[0]).sees("Look it up in the clinic’s own records")
