"""Many wrong sign-ins: they keep nobody out who came in here before, and fill neither the machine
nor the audit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from operations.job_context import job_context
from operations.jobs import run_jobs
from records.kiosk import devices as kiosks
from records.people import audit, staff
from records.upkeep.retention import purge
from services import services_of
from tests.beneath import beneath
from tests.factories import WORDS_TO_COME_IN as RIGHT
from tests.factories import a_colleague, set_services
from tests.visitor import Visitor

WRONG = "The name or the passphrase is not right."
BUSY = "Please try again in a moment"
WAIT = "Please wait"
GUESS = "not the right one"


def at_sign_in(app, address="127.0.0.1"):
    """A browser that nobody signed in with, at the sign-in page."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return Visitor(client).go("/clinic/sign-in")


def try_as(visitor, name="Robin Hale", passphrase=GUESS):
    visitor.go("/clinic/sign-in")
    visitor.type_in("Your name", name).type_in("Your passphrase", passphrase)
    return visitor.press("Sign in")


def known(app, name="Robin Hale"):
    """A browser in which somebody signed in, and out again."""
    visitor = try_as(at_sign_in(app), name, RIGHT)
    visitor.press("Sign out").sees("You are signed out")
    return visitor


@pytest.fixture
def robin(app):
    return a_colleague(app, "Robin Hale", ["physiotherapist", "administrator"])


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


def entries(db):
    return [
        (one.actor, one.subject) for one in audit.newest(db) if one.words == "could not sign in"
    ]


@pytest.mark.usefixtures("robin", "stopped_clock")
def test_others_wrong_tries_keep_nobody_out_of_a_browser_that_they_came_in_by(app):
    """At their name from everywhere, and at any name from their own address."""
    mine = known(app)
    for number in range(8):
        try_as(at_sign_in(app, f"192.0.2.{number}"))
        try_as(at_sign_in(app), f"Nobody {number}")
    try_as(at_sign_in(app, "198.51.100.7"), passphrase=RIGHT).sees(WAIT)
    try_as(at_sign_in(app), "Another", RIGHT).sees(WAIT)

    try_as(mine, passphrase=RIGHT).sees("Robin Hale", "Sign out")


@pytest.mark.usefixtures("robin", "stopped_clock")
def test_in_a_known_browser_one_s_own_wrong_tries_wait_and_count_for_nobody_else(app):
    mine = known(app)
    for _ in range(5):
        try_as(mine).sees(WRONG)
    try_as(mine, passphrase=RIGHT).sees(WAIT)

    try_as(at_sign_in(app), passphrase=RIGHT).sees("Robin Hale", "Sign out")


@pytest.mark.usefixtures("robin", "stopped_clock")
def test_a_browser_is_known_for_those_alone_who_came_in_there(app):
    a_colleague(app, "Kim Lee")
    mine = known(app)
    for number in range(8):
        try_as(at_sign_in(app, f"192.0.2.{number}"), "Kim Lee")

    try_as(mine, "Kim Lee", RIGHT).sees(WAIT)


@pytest.mark.usefixtures("robin", "stopped_clock")
def test_two_colleagues_are_known_at_one_desk(app):
    a_colleague(app, "Kim Lee")
    desk = known(app)
    try_as(desk, "Kim Lee", RIGHT).press("Sign out")
    for number in range(8):
        try_as(at_sign_in(app, f"192.0.2.{number}"), "Kim Lee")
        try_as(at_sign_in(app, f"192.0.2.{number}"), "Robin Hale")

    for name in ("Robin Hale", "Kim Lee"):
        try_as(desk, name, RIGHT).sees(name).press("Sign out")


def leave_the_clinic(app, db, robin):
    staff.leave(db, robin.id, services_of(app).clock())


def get_a_new_link(app, db, robin):
    staff.new_set_up_link(db, robin.id, services_of(app).clock())


def stay_away_for_a_year(app, db, robin):
    later = services_of(app).clock() + timedelta(days=365)
    purge(db, services_of(app).settings.keep, later)


@pytest.mark.usefixtures("stopped_clock")
@pytest.mark.parametrize(
    "why", [leave_the_clinic, get_a_new_link, stay_away_for_a_year], ids=lambda why: why.__name__
)
def test_where_somebody_is_known_no_more_they_wait_like_everybody(app, db, robin, why):
    a_colleague(app, "Kim Lee", ["administrator"])
    mine = known(app)
    why(app, db, robin)
    assert beneath(db).table("known_browsers").count == 0
    for number in range(8):
        try_as(at_sign_in(app, f"192.0.2.{number}"))

    try_as(mine, passphrase=RIGHT).sees(WAIT)


@pytest.mark.usefixtures("robin", "stopped_clock")
def test_a_cookie_that_was_made_up_makes_nobody_known_and_is_not_taken_on(app):
    planted = "known-to-an-attacker-0123456789"
    for number in range(8):
        try_as(at_sign_in(app, f"192.0.2.{number}"))
    other = at_sign_in(app, "198.51.100.7")
    other.client.set_cookie("browser", planted)
    try_as(other, passphrase=RIGHT).sees(WAIT)

    beneath(services_of(app).connections.database())["throttle"].delete_where()
    try_as(other, passphrase=RIGHT).sees("Sign out")
    assert other.client.get_cookie("browser").value != planted


@pytest.mark.usefixtures("robin")
def test_a_device_that_becomes_a_kiosk_is_known_for_nobody(app, db):
    """Whoever set it up leaves it in the waiting room."""
    client = known(app).client
    _, code = kiosks.add(db, "Waiting room", services_of(app).clock())
    Visitor(client).go("/kiosk/enrol").type_in("Set-up code", code).press("Make it")

    assert client.get_cookie("kiosk")
    assert client.get_cookie("browser") is None
    assert beneath(db).table("known_browsers").count == 0


@pytest.mark.usefixtures("robin")
def test_the_cookie_of_a_browser_opens_nothing_and_says_nothing(app, db):
    mine = known(app)
    cookie = mine.client.get_cookie("browser")
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    assert cookie.max_age == 365 * 24 * 60 * 60
    assert cookie.value not in "\n".join(db.conn.iterdump())

    thief = app.test_client()
    thief.set_cookie("browser", cookie.value)
    assert thief.get("/clinic/account").status_code == 303
    thief.set_cookie("staff", cookie.value)
    assert thief.get("/clinic/account").status_code == 303


@pytest.mark.usefixtures("robin")
def test_two_at_once_are_one_too_many_where_nobody_is_known_and_it_is_said_at_once(
    app, db, hashing
):
    mine, other, third = known(app), at_sign_in(app), at_sign_in(app)
    with hashing.held_while(lambda: try_as(other), 1):
        try_as(third, "robin hale", RIGHT).sees(BUSY, "not counted as a wrong try")
        assert third.response.status_code == 429
        assert third.response.headers["Retry-After"] == "2"
        assert third.page.title.startswith("Error: ")
        assert third.box("Your name").value == "robin hale"
        assert third.box("Your passphrase").value == ""
        assert RIGHT not in third.response.text
        assert entries(db) == []

        try_as(mine, passphrase=RIGHT).sees("Robin Hale", "Sign out")
    other.sees(WRONG)
    try_as(third, "robin hale", RIGHT).sees("Robin Hale", "Sign out")


@pytest.mark.usefixtures("robin")
def test_whoever_has_a_set_up_link_gets_a_turn_beside_strangers(app, db, hashing):
    kim = staff.add(db, "Kim Lee", ["front desk"])
    link = staff.new_set_up_link(db, kim.id, services_of(app).clock())
    with hashing.held_while(lambda: try_as(at_sign_in(app)), 1):
        new = Visitor(app.test_client()).go(f"/clinic/set-up/{link}")
        new.type_in("New passphrase", RIGHT).type_in("Repeat new passphrase", RIGHT)
        new.press("Save and sign in").go("/clinic/account").sees("Kim Lee")


def test_a_set_up_form_pressed_many_times_at_once_waits_for_its_turns_and_leads_in(app, db):
    kim = staff.add(db, "Kim Lee", ["front desk"])
    link = staff.new_set_up_link(db, kim.id, services_of(app).clock())
    new = Visitor(app.test_client()).go(f"/clinic/set-up/{link}")
    new.type_in("New passphrase", RIGHT).type_in("Repeat new passphrase", RIGHT)
    sent = {box.name: box.value for box in new.boxes()}
    cookie = new.client.get_cookie("self-check").value

    def press(_):
        client = app.test_client()
        client.set_cookie("self-check", cookie)
        return client.post("/clinic/set-up", data=sent).location

    with ThreadPoolExecutor(8) as hands:
        assert set(hands.map(press, range(8))) == {"/clinic/"}


@pytest.mark.usefixtures("stopped_clock")
def test_the_places_of_one_site_count_as_one(app):
    for number in range(6):
        last = try_as(at_sign_in(app, f"2001:db8:1:{number:x}::1"), f"Nobody {number}")
    last.sees(WAIT)

    try_as(at_sign_in(app, "2001:db8:2:1::1"), "Nobody else").sees(WRONG)


@pytest.mark.usefixtures("robin")
def test_the_audit_has_one_entry_for_many_of_an_hour(app, db, stopped_clock):
    built, first = services_of(app), ("somebody", "staff Robin Hale")
    for number in range(5):
        try_as(at_sign_in(app, f"192.0.2.{number}"))
        try_as(at_sign_in(app, f"198.51.100.{number}"), f"Nobody {number}")
    nobody = ("somebody", "a name that is not known")
    assert sorted(entries(db)) == sorted([first, nobody])

    at = stopped_clock + timedelta(minutes=59)
    run_jobs(job_context(built), db, lambda: at)
    assert len(entries(db)) == 2
    at = stopped_clock + timedelta(minutes=60)
    run_jobs(job_context(built), db, lambda: at)
    together = "somebody, 4 times more within an hour"
    assert sorted(entries(db)[:2]) == sorted([(together, first[1]), (together, nobody[1])])
    assert len(entries(db)) == 4
    run_jobs(job_context(built), db, lambda: at)
    assert len(entries(db)) == 4
    assert audit.verify(db).broken is None


@pytest.mark.usefixtures("robin")
def test_one_that_stayed_alone_has_one_entry_and_the_next_hour_begins_anew(app, db, stopped_clock):
    try_as(at_sign_in(app))
    set_services(app, clock=lambda: stopped_clock + timedelta(minutes=61))
    try_as(at_sign_in(app))

    assert entries(db) == [("somebody", "staff Robin Hale")] * 2


def test_pages_say_who_tried_how_often(app, db, robin, stopped_clock):
    for number in range(3):
        try_as(at_sign_in(app, f"192.0.2.{number}"))
    set_services(app, clock=lambda: stopped_clock + timedelta(minutes=61))
    office = try_as(at_sign_in(app), passphrase=RIGHT)
    run_jobs(job_context(services_of(app)), db, services_of(app).clock)

    office.go("/clinic/audit").sees("somebody, 2 times more within an hour could not sign in")
