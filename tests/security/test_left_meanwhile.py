"""They have left, and what they had under way while a passphrase was hashed comes to nothing."""

import pytest
from werkzeug.security import generate_password_hash

from records.kiosk import devices as kiosks
from records.people import audit, sign_ins, staff
from services import services_of
from tests.beneath import beneath
from tests.factories import WORDS_TO_COME_IN as RIGHT
from tests.factories import a_colleague, sign_in
from tests.visitor import Visitor

CHOSEN = "nine grey boats in fog"


@pytest.fixture
def robin(app):
    """An administrator; Kim Lee is another."""
    a_colleague(app, "Robin Hale", ["administrator"])
    a_colleague(app, "Kim Lee", ["physiotherapist", "administrator"])
    return Visitor(sign_in(app.test_client(), staff.find(db_of(app), "Robin Hale")))


def db_of(app):
    return services_of(app).connections.database()


def kim_of(app):
    return staff.find(db_of(app), "Kim Lee")


def signing_in(app):
    kim = Visitor(app.test_client()).go("/clinic/sign-in")
    kim.type_in("Your name", "Kim Lee").type_in("Your passphrase", RIGHT)
    return kim, "Sign in"


def signing_in_with_a_weak_hash(app):
    weak = generate_password_hash(RIGHT, "scrypt:256:8:1")
    staff.keep_passphrase(db_of(app), kim_of(app).id, weak, kept(app))
    return signing_in(app)


def changing_the_passphrase(app):
    kim = Visitor(sign_in(app.test_client(), kim_of(app))).go("/clinic/account")
    kim.type_in("Current passphrase", RIGHT)
    kim.type_in("New passphrase", CHOSEN).type_in("Repeat new passphrase", CHOSEN)
    return kim, "Change it"


def setting_up(app):
    token = staff.new_set_up_link(db_of(app), kim_of(app).id, services_of(app).clock())
    kim = Visitor(app.test_client()).go(f"/clinic/set-up/{token}")
    kim.type_in("New passphrase", CHOSEN).type_in("Repeat new passphrase", CHOSEN)
    return kim, "Save and sign in"


def setting_up_pressed_twice(app):
    kim, button = setting_up(app)
    page, cookie = kim.page, kim.client.get_cookie("self-check").value
    kim.press(button).sees("Patients")
    again = Visitor(app.test_client())
    again.client.set_cookie("self-check", cookie)
    again.page, again.path = page, "/clinic/set-up"
    return again, button


def kept(app):
    return staff.kept_passphrase(db_of(app), kim_of(app).id)


UNDER_WAY = [  # and at which hashing it is held
    (signing_in, 1),
    (signing_in_with_a_weak_hash, 1),
    (signing_in_with_a_weak_hash, 2),
    (changing_the_passphrase, 1),
    (changing_the_passphrase, 2),
    (setting_up, 1),
    (setting_up_pressed_twice, 1),
]


@pytest.mark.parametrize("button", ["Deactivate", "Make a new set-up link"])
@pytest.mark.parametrize(
    ("what", "at"), UNDER_WAY, ids=lambda one: getattr(one, "__name__", f"{one}")
)
def test_nobody_is_in_who_left_while_a_passphrase_was_hashed(app, robin, hashing, what, at, button):
    kim, own = what(app)
    robin.go(f"/clinic/people/{kim_of(app).id}")
    with hashing.held_while(lambda: kim.press(own), at):
        robin.press(button)
        before = list(beneath(db_of(app))["staff"].rows)

    assert list(beneath(db_of(app))["staff"].rows) == before
    assert sign_ins.how_many(db_of(app), kim_of(app).id) == 0
    assert kept(app) == ""
    kim.go("/clinic/account")
    kim.sees("Your passphrase").does_not_see("Sign out everywhere")
    assert [one.actor for one in audit.newest(db_of(app), limit=1)] == ["Robin Hale"]


@pytest.mark.parametrize(
    ("what", "at"), UNDER_WAY, ids=lambda one: getattr(one, "__name__", f"{one}")
)
def test_whoever_did_not_leave_comes_in_after_the_same_wait(app, robin, hashing, what, at):
    """Or the test above would prove nothing."""
    kim, own = what(app)
    with hashing.held_while(lambda: kim.press(own), at):
        robin.go("/clinic/people")

    kim.go("/clinic/account").sees("Kim Lee", "Sign out everywhere")


def test_of_two_who_change_one_passphrase_at_once_the_first_holds(app, robin, hashing):
    late, own = changing_the_passphrase(app)
    early, _ = changing_the_passphrase(app)
    early.type_in("New passphrase", "four loud rooks by noon")
    early.type_in("Repeat new passphrase", "four loud rooks by noon")
    with hashing.held_while(lambda: late.press(own), 2):
        early.press(own).sees("here only")
        before = kept(app)

    assert kept(app) == before
    late.go("/clinic/account").sees("You were signed out.")
    early.go("/clinic/account").sees("Kim Lee")


def test_a_sign_in_of_somebody_who_left_opens_nothing_though_it_is_there(app, robin):
    """However it came to be kept: each request looks whether they have left."""
    kim = Visitor(sign_in(app.test_client(), kim_of(app))).go("/clinic/account").sees("Kim Lee")
    beneath(db_of(app))["staff"].update(kim_of(app).id, {"gone": "2026-11-01T00:00:00.000+00:00"})

    kim.go("/clinic/account").sees("You were signed out.")


def test_a_kept_passphrase_of_somebody_who_left_lets_nobody_in(app, robin):
    beneath(db_of(app))["staff"].update(kim_of(app).id, {"gone": "2026-11-01T00:00:00.000+00:00"})
    kim, own = signing_in(app)

    kim.press(own).sees("The name or the passphrase is not right.")


def test_a_pin_that_was_being_hashed_is_not_set_by_somebody_who_left(app, robin, hashing):
    kiosk, _ = kiosks.add(db_of(app), "Waiting room", services_of(app).clock())
    kim = Visitor(sign_in(app.test_client(), kim_of(app))).go(f"/clinic/kiosks/{kiosk.id}")
    kim.type_in("New PIN", "4711")
    robin.go(f"/clinic/people/{kim_of(app).id}")
    with hashing.held_while(lambda: kim.press("Set the PIN"), 1):
        robin.press("Deactivate")

    kim.sees("Sign in")
    assert not kiosks.by_id(db_of(app), kiosk.id).pin
