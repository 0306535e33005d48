"""A button of the staff pressed twice: one record, and both presses lead to the same place."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from records.answers import agreement, links
from records.people import staff
from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import (
    WORDS_TO_COME_IN,
    a_colleague,
    a_response,
    an_invitation,
    desk_of,
    healthy_runner,
    set_services,
    sign_in,
)
from tests.visitor import Visitor

FEVER = {"rf_general": ["fever_chills"]}


@pytest.fixture
def robin(app):
    return a_colleague(app, roles=[Role.PHYSIOTHERAPIST, Role.ADMINISTRATOR])


@pytest.fixture
def physio(client, robin):
    """Robin Hale, who may do everything."""
    return Visitor(sign_in(client, robin))


@pytest.fixture
def visit(app, robin):
    """Answers that came in, with a warning."""
    invitation, _ = an_invitation(app, physiotherapist=robin)
    a_response(app, healthy_runner(**FEVER), invitation)
    return invitation


def twice(visitor, button):
    """Press a button, and once more on the same page; where each press led."""
    page, path = visitor.page, visitor.path
    first = visitor.press(button).response.request.path
    visitor.page, visitor.path = page, path
    return first, visitor.press(button).response.request.path


def noted(app, action):
    rows = beneath(desk_of(app).db).query("SELECT action FROM audit WHERE action = ?", [action])
    return len(list(rows))


def sheet(visit):
    return f"/clinic/responses/{visit.name}"


def test_a_note_is_kept_once_and_noted_once(app, physio, visit):
    physio.go(sheet(visit)).type_in("Add a note", "Ask about the old rib.")
    first, second = twice(physio, "Save note")

    assert first == second == sheet(visit)
    assert physio.page.text.count("Ask about the old rib.") == 1
    assert noted(app, "records.changed") == 1


def test_another_note_from_the_page_before_is_another_note(physio, visit):
    page = physio.go(sheet(visit)).page
    for text in ("It was the left one.", "No, the right one."):
        physio.page = page
        physio.type_in("Add a note", text).press("Save note")

    physio.sees("It was the left one.", "No, the right one.")


def test_the_same_words_on_another_day_are_another_note(physio, visit):
    for _ in range(2):
        physio.go(sheet(visit)).type_in("Add a note", "No answer.").press("Save note")

    assert physio.page.text.count("No answer.") == 2


def test_a_warning_is_acknowledged_once_and_nobody_is_told_to_be_late(app, physio, visit):
    physio.go(sheet(visit)).choose("What was done?", "Called the patient")
    first, second = twice(physio, "Save")

    assert first == second == sheet(visit)
    physio.does_not_see("was first")
    assert noted(app, "records.acknowledged") == 1


def test_who_says_otherwise_the_second_time_is_told(physio, visit):
    page = physio.go(sheet(visit)).page
    for done in ("Called the patient", "Spoke with a doctor"):
        physio.page, physio.path = page, sheet(visit)
        physio.choose("What was done?", done).press("Save")

    assert physio.response.status_code == 409
    physio.sees("Robin Hale was first", "What you wrote was not kept: “Spoke with a doctor”")


def test_a_verdict_counts_once(app, physio, robin):
    overuse, _ = an_invitation(app, physiotherapist=robin)
    a_response(app, healthy_runner(longest_recent_km=16, longest_prev30_km=5), overuse)
    physio.go(sheet(overuse))
    first, second = twice(physio, "Yes")

    assert first == second == sheet(overuse)
    assert agreement.times(desk_of(app).db, "cause:overuse") == {"fit": 1}


def add_kim(physio):
    physio.go("/clinic/people").type_in("Name", "Kim Lee").tick("Physiotherapist")
    return physio


def link_on(visitor):
    return re.search(r"(/clinic/set-up/\w+)", visitor.page.text)[1]


def press_for_links(physio, button):
    """The link that each of two presses shows."""
    page, path = physio.page, physio.path
    shown = []
    for _ in range(2):
        physio.page, physio.path = page, path
        shown.append(link_on(physio.press(button)))
    return shown


def test_somebody_is_added_once_with_one_link(app, physio):
    first, second = press_for_links(add_kim(physio), "Add them")

    assert first == second
    assert noted(app, "records.added") == 1
    Visitor(app.test_client()).go(first).sees("You will sign in as Kim Lee.")


def test_a_new_set_up_link_is_made_once(app, physio):
    kim = staff.add(desk_of(app).db, "Kim Lee", [Role.FRONT_DESK])
    physio.go(f"/clinic/people/{kim.id}")
    first, second = press_for_links(physio, "Make a new set-up link")

    assert first == second
    Visitor(app.test_client()).go(first).sees("You will sign in as Kim Lee.")


def come_in(visitor, link):
    visitor.go(link).type_in("New passphrase", WORDS_TO_COME_IN)
    return visitor.type_in("Repeat new passphrase", WORDS_TO_COME_IN)


def test_a_form_sent_again_after_its_link_was_used_gives_another_one(app, physio):
    kim = staff.add(desk_of(app).db, "Kim Lee", [Role.FRONT_DESK])
    page = physio.go(f"/clinic/people/{kim.id}").page
    used = link_on(physio.press("Make a new set-up link"))
    come_in(Visitor(app.test_client()), used).press("Save and sign in")
    physio.page, physio.path = page, f"/clinic/people/{kim.id}"
    physio.press("Make a new set-up link")

    assert link_on(physio) != used


@pytest.fixture
def kim(app):
    """Somebody new at the page that asks for a passphrase."""
    db, now = desk_of(app).db, datetime.now(UTC)
    token = staff.new_set_up_link(db, staff.add(db, "Kim Lee", ["physiotherapist"]).id, now)
    return come_in(Visitor(app.test_client()), f"/clinic/set-up/{token}")


@pytest.fixture
def set_up_again(app, kim):
    """Kim's form, pressed once and then once more from a browser that got no answer."""
    sent = {box.name: box.value for box in kim.boxes()}
    cookie = kim.client.get_cookie("self-check").value
    kim.press("Save and sign in").sees("Patients")
    client = app.test_client()

    def again(**changed):
        client.set_cookie("self-check", cookie)
        return client.post("/clinic/set-up", data=sent | changed)

    return again


def test_a_set_up_link_lets_in_twice_who_presses_twice(set_up_again):
    answer = set_up_again()

    assert (answer.status_code, answer.location) == (303, "/clinic/")


def test_a_spent_link_lets_nobody_in_by_another_passphrase(set_up_again):
    other = "nine grey boats in fog"

    assert set_up_again(passphrase=other, again=other).status_code == 404


def test_a_minute_later_a_spent_link_lets_nobody_in(app, set_up_again):
    going = services_of(app).clock
    set_services(app, clock=lambda: datetime.now(UTC) + timedelta(seconds=61))
    try:
        assert set_up_again().status_code == 404
    finally:
        set_services(app, clock=going)


def test_a_replaced_link_shows_the_same_address_twice(app, physio, visit):
    physio.go(f"/clinic/links/{visit.name}/replace")
    page, path = physio.page, physio.path
    shown = []
    for _ in range(2):
        physio.page, physio.path = page, path
        physio.press("Replace the link")
        shown.append(re.search(r"/v/(\w+)", physio.page.text)[1])

    assert shown[0] == shown[1]
    assert not links.of_token(desk_of(app).db, shown[0]).is_replaced
    assert noted(app, "invitation.replaced") == 1
