"""The server dies after it kept something and before it could say so; the same form is sent again.

The one that kept it and the one that is asked again are two apps on one database, with the same
keys: what the first answered never reached the browser.
"""

import re

import pytest

from records.answers import responses
from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    desk_of,
    healthy_runner,
    settings_in,
    sign_in,
    sit_down_with,
)
from tests.pre_visit.walking import answer_on
from tests.visitor import Visitor

COOKIES = ("self-check", "staff", "patient")


@pytest.fixture(scope="module")
def apps(make_app, tmp_path_factory):
    """The one that dies, and the one that is started after it."""
    settings = settings_in(tmp_path_factory.mktemp("reply"))
    return make_app(settings), make_app(settings)


@pytest.fixture
def send_again(apps):
    """Press a button twice: the first answer is lost, and the second comes from the new server."""

    def send_again(visitor, button):
        page, path = visitor.page, visitor.path
        held = {name: visitor.client.get_cookie(name) for name in COOKIES}
        visitor.press(button)
        after = Visitor(apps[1].test_client())
        for name, cookie in held.items():
            if cookie:
                after.client.set_cookie(name, cookie.value)
        after.page, after.path = page, path
        return after.press(button)

    return send_again


@pytest.fixture
def physio(apps):
    """Robin Hale, signed in at the first server, with answers that came in."""
    robin = a_colleague(apps[0], f"Robin {beneath(desk_of(apps[0]).db)['staff'].count}")
    invitation, _ = an_invitation(apps[0], physiotherapist=robin)
    a_response(apps[0], healthy_runner(rf_general=["fever_chills"]), invitation)
    visitor = Visitor(sign_in(apps[0].test_client(), robin))
    return visitor.go(f"/clinic/responses/{invitation.name}")


@pytest.mark.slow
def test_a_visit_asked_for_is_one_with_the_reference_that_was_given_first(apps, send_again):
    runner = Visitor(apps[0].test_client())
    sit_down_with(runner.client, services_of(apps[0]).questionnaire, healthy_runner())
    runner.go("/booking").type_in("Your name", "Zoë Quill").type_in("Phone", "(416) 010-2000")
    after = send_again(runner, "Send my request").sees("Your request has been sent")

    [kept] = beneath(desk_of(apps[0]).db)["visit_requests"].rows
    after.sees(f"Your reference is {kept['reference']}")


@pytest.mark.slow
def test_a_page_of_a_visit_leads_on_and_the_answers_are_sent_once(apps, send_again):
    invitation, token = an_invitation(apps[0])
    patient = Visitor(apps[0].test_client()).go(f"/v/{token}")
    patient.press("Yes, open my questions").press("I agree, start")
    after = send_again(patient.tick("None of these"), "Continue")
    after.does_not_see("somewhere else", "There is a problem")
    answer_on(after).sees("Check your answers")
    patient.go(after.path)

    send_again(patient, "Send to").sees("Your answers are sent")
    desk = desk_of(apps[0])
    [sent] = responses.submissions(desk.db, desk.encryption, invitation.id)
    assert sent.submitted


def test_a_note_stands_there_once(apps, send_again, physio):
    after = send_again(physio.type_in("Add a note", "Ask about the old rib."), "Save note")

    assert after.page.text.count("Ask about the old rib.") == 1


def test_a_warning_is_acknowledged_and_nobody_was_first(send_again, physio):
    after = send_again(physio.choose("What was done?", "Called the patient"), "Save")

    after.sees("reviewed this on").does_not_see("was first")


def test_a_link_is_made_once_and_its_address_is_shown(apps, send_again, physio):
    before = beneath(desk_of(apps[0]).db)["invitations"].count
    day = f"{desk_of(apps[0]).now.astimezone():%Y}-12-31"
    physio.go("/clinic/links/new").type_in("Reference", "KL 204").type_in(
        "Day of the appointment", day
    )
    after = send_again(physio, "Make the link").sees("The link for KL 204")

    assert beneath(desk_of(apps[0]).db)["invitations"].count == before + 1
    address = re.search(r"/v/\w+", after.page.text)[0]
    Visitor(apps[1].test_client()).go(address).sees("Is this you?")


def test_somebody_is_added_once_and_comes_in_by_the_link_that_is_shown(apps, send_again):
    boss = a_colleague(apps[0], "Sam Okoro", [Role.ADMINISTRATOR])
    office = Visitor(sign_in(apps[0].test_client(), boss)).go("/clinic/people")
    office.type_in("Name", "Kim Lee").tick("Front desk")
    after = send_again(office, "Add them").sees("A set-up link for Kim Lee")

    link = re.search(r"/clinic/set-up/\w+", after.page.text)[0]
    Visitor(apps[1].test_client()).go(link).sees("You will sign in as Kim Lee.")
