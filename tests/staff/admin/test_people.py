"""Adding people, giving them roles and links, and letting them go."""

import re

import pytest

from records.people import audit, staff
from services import services_of
from staff.accounts.roles import Role
from tests.factories import WORDS_TO_COME_IN, a_colleague, sign_in
from tests.visitor import Visitor


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


@pytest.fixture
def robin(app):
    return a_colleague(app, "Robin Hale", [Role.ADMINISTRATOR])


@pytest.fixture
def office(runner, robin):
    """Robin Hale, an administrator, at the list of people."""
    sign_in(runner.client, robin)
    return runner.go("/clinic/people")


def link_on(visitor):
    return re.search(r"http://127\.0\.0\.1:8000(/clinic/set-up/\w+)", visitor.page.text)[1]


def add(office, name, *roles):
    return office.type_in("Name", name).tick(*roles).press("Add them")


def test_somebody_new_gets_a_link_and_comes_in_with_it(app, office):
    add(office, "Kim Lee", "Physiotherapist", "Front desk").sees("A set-up link for Kim Lee")
    link = link_on(office)
    office.follow("People").sees("Kim Lee physiotherapist, front desk Has not chosen a passphrase")

    kim = Visitor(app.test_client()).go(link).type_in("New passphrase", WORDS_TO_COME_IN)
    kim.type_in("Repeat new passphrase", WORDS_TO_COME_IN).press("Save and sign in")
    kim.go("/clinic/account").sees("Kim Lee")
    office.go("/clinic/people").sees("Kim Lee physiotherapist, front desk Can sign in")


def test_a_link_is_shown_this_once_and_stands_in_no_address(office):
    add(office, "Kim Lee", "Front desk")
    link = link_on(office)
    assert office.path == "/clinic/people/link"

    office.go("/clinic/people/link")
    assert office.path == "/clinic/people"
    assert link.rpartition("/")[2] not in office.response.text


@pytest.mark.parametrize(
    ("name", "roles", "said"),
    [
        ("", ["Front desk"], "Enter a name."),
        ("Kim Lee", [], "Tick at least one."),
        ("robin  hale", ["Front desk"], "There is a Robin Hale already."),
        ("x" * 81, ["Front desk"], "80 characters or fewer."),
        ("First administrator", ["Front desk"], "80 characters or fewer."),
    ],
)
def test_somebody_who_cannot_be_added(db, office, name, roles, said):
    add(office, name, *roles).sees("There is a problem", said)

    assert office.page.title.startswith("Error: ")
    assert office.box("Name").value == " ".join(name.split())
    assert len(staff.everyone(db)) == 1


def test_mistakes_are_listed_in_the_order_of_the_page(office):
    text = add(office, "").page.text

    assert text.index("Enter a name.") < text.index("Tick at least one.")


def test_other_roles(db, app, office):
    a_colleague(app, "Kim Lee", [Role.FRONT_DESK])
    office.go("/clinic/people/2").untick("Front desk").press("Save roles")
    office.sees("There is a problem", "Tick at least one.")
    office.tick("Physiotherapist", "Administrator").press("Save roles")

    office.sees("Kim Lee physiotherapist, administrator Can sign in")
    assert staff.find(db, "Kim Lee").roles == ("physiotherapist", "administrator")


def test_a_new_link_for_a_forgotten_passphrase(app, office):
    kim = Visitor(sign_in(app.test_client(), a_colleague(app, "Kim Lee")))
    office.go("/clinic/people/2").press("Make a new set-up link").sees("A set-up link for Kim Lee")
    kim.go("/clinic/account").sees("You were signed out.")

    kim.go(link_on(office)).sees("You will sign in as Kim Lee.")


def test_somebody_who_left_is_out_at_once_and_may_come_back(app, office):
    kim = Visitor(sign_in(app.test_client(), a_colleague(app, "Kim Lee")))
    office.go("/clinic/people/2").press("Deactivate").sees("Kim Lee physiotherapist Left")
    kim.go("/clinic/account").sees("You were signed out.")
    office.go("/clinic/people/2").sees("Left").does_not_see("Deactivate")
    office.press("Make a new set-up link")

    kim.go(link_on(office)).sees("You will sign in as Kim Lee.")


def test_the_last_administrator_can_neither_leave_nor_be_less(db, app, office):
    a_colleague(app, "Kim Lee")
    office.go("/clinic/people/1").press("Deactivate")
    office.sees("Nothing was changed", "Robin Hale is the only administrator.")
    assert office.box("Administrator").is_sent
    office.untick("Administrator").tick("Front desk").press("Save roles")
    office.sees("Nothing was changed", "Robin Hale is the only administrator.")
    office.sees("Make somebody else an administrator first.")

    assert staff.by_id(db, 1).roles == ("administrator",)
    assert staff.by_id(db, 1).gone is None


def test_nobody_shuts_themselves_out_with_a_link_that_they_would_never_see(db, app, office):
    a_colleague(app, "Kim Lee", [Role.ADMINISTRATOR])
    office.go("/clinic/people/1").sees("This is you").does_not_see("Make a new set-up link")
    sent = {box.name: box.value for box in office.boxes()}
    office.go("/clinic/people/1/link", data=sent).sees("Nothing was changed", "the link would be")

    assert staff.by_id(db, 1).is_set_up
    assert office.go("/clinic/people").response.status_code == 200


def test_an_administrator_who_was_reset_meanwhile_resets_nobody(db, app, office):
    """Robin and Kim press for each other, Kim a moment before: the second press finds Robin out."""
    kim = Visitor(sign_in(app.test_client(), a_colleague(app, "Kim Lee", [Role.ADMINISTRATOR])))
    office.go("/clinic/people/2")
    kim.go("/clinic/people/1").press("Make a new set-up link").sees("A set-up link for Robin Hale")
    office.press("Make a new set-up link").sees("Sign in")

    assert staff.by_id(db, 2).is_set_up
    kim.go("/clinic/people/2").sees("This is you")


def test_nobody_there(office):
    assert office.go("/clinic/people/77").response.status_code == 404
    assert office.go("/clinic/people/x").response.status_code == 404


def test_what_was_done_is_in_the_audit(db, app, office):
    add(office, "Kim Lee", "Front desk")
    office.go("/clinic/people/2").press("Save roles")
    office.go("/clinic/people/2").press("Make a new set-up link")
    office.go("/clinic/people/2").press("Deactivate")
    entries = [(one.actor, one.words, one.subject) for one in audit.newest(db)]

    assert entries == [
        ("Robin Hale", "changed", "staff Kim Lee"),
        ("Robin Hale", "changed", "staff Kim Lee"),
        ("Robin Hale", "changed", "staff Kim Lee"),
        ("Robin Hale", "added", "staff Kim Lee"),
    ]
