"""The staff side in a real browser: for all eyes, all hands, all windows; and a story."""

import re
from datetime import UTC, datetime
from itertools import count

import pytest
from playwright.sync_api import expect

from records.kiosk import calls as kiosk_calls
from records.kiosk.calls import CallKind
from records.people import staff
from records.upkeep.page_counts import Door, PageReached, Tally
from self_check.reached import RESULT, counted_pages
from services import services_of
from staff.accounts.roles import Role
from tests.browser.at_the_clinic import come_in
from tests.browser.checks import check_each, offences, too_small
from tests.browser.states import done, press, type_and_press
from tests.factories import (
    WORDS_TO_COME_IN,
    a_colleague,
    a_kiosk,
    a_response,
    an_invitation,
    healthy_runner,
)

NUMBERS = count(1)
WRONG = {"name": "Nobody Here", "passphrase": "not the right one"}
OUTSIDE = {
    "sign-in": ("/clinic/sign-in", None, ""),
    "sign-in-nothing": ("/clinic/sign-in", press("Sign in"), ""),
    "sign-in-wrong": ("/clinic/sign-in", type_and_press("Sign in", **WRONG), ""),
    "signed-out": ("/clinic/signed-out", None, ""),
    "no-set-up": ("/clinic/set-up", None, "status of 404"),
}
INSIDE = {
    "people": ("/clinic/people", None, ""),
    "people-nothing": ("/clinic/people", press("Add them"), ""),
    "person": ("/clinic/people/1", None, ""),
    "link": ("/clinic/people/2", press("Make a new set-up link"), ""),
    "today": ("/clinic/today?whose=everybody", None, ""),
    "use": ("/clinic/use", None, ""),
    "tokens": ("/clinic/tokens", None, ""),
    "tokens-nothing": ("/clinic/tokens", press("Make a token"), ""),
    "token": ("/clinic/tokens", lambda page: make_a_token(page), ""),
    "settings": ("/clinic/settings", None, ""),
    "audit": ("/clinic/audit", None, ""),
    "account": ("/clinic/account", None, ""),
    "account-nothing": ("/clinic/account", press("Change it"), ""),
    "rulebook": ("/clinic/rulebook", None, ""),
    "kiosks": ("/clinic/kiosks", None, ""),
    "kiosks-nothing": ("/clinic/kiosks", press("Make a code"), ""),
    "kiosk": ("/clinic/kiosks/1", None, ""),
    "kiosk-code": ("/clinic/kiosks/1", press("Make a code"), ""),
    "kiosk-withdraw": ("/clinic/kiosks/1/withdraw", None, ""),
    "kiosk-patient": ("/clinic/kiosks/patients/{invited}", None, ""),
    "calls": ("/clinic/calls", None, ""),
    "poster": ("/clinic/poster", None, ""),
}


def make_a_token(page):
    """For another program each time."""
    page.get_by_label("Which program is it for?").fill(f"Program {next(NUMBERS)}")
    page.get_by_label("Appointments").check()
    page.get_by_role("button", name="Make a token").click()
    page.get_by_text("For security we cannot show it again.").wait_for()


@pytest.fixture
def db(site):
    return services_of(site.app).connections.database()


@pytest.fixture
def people(site, db):
    """Somebody with every role, and a colleague who is at the front desk."""
    pat = a_colleague(site.app, "Pat Moor", list(Role))
    a_colleague(site.app, "Kim Lee", [Role.FRONT_DESK])
    return pat


@pytest.fixture
def invited(site, db, people):
    """The name of a visit in addresses; a kiosk from which somebody calls; pages reached."""
    count_pages(site, db)
    a_response(site.app, healthy_runner(rf_now=["fainted_now"]))
    kiosk, _ = a_kiosk(site.app)
    kiosk_calls.call(db, kiosk.id, CallKind.HELP, datetime.now(UTC))
    return an_invitation(site.app, physiotherapist=people)[0].name


def count_pages(site, db):
    """Ten people reached each page of questions, and five the end."""
    questionnaire, tally = services_of(site.app).questionnaire, Tally()
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    for name in counted_pages(questionnaire):
        one = PageReached(day, Door.WEB, name, questionnaire.version)
        for _ in range(5 if name == RESULT else 10):
            tally.add(one)
    tally.keep(db)


@pytest.fixture
def open_staff_page(open_next, site, people):
    """Opens a staff page for Pat Moor, who is signed in."""
    return lambda path: open_next(path, None, [site.staff_cookie(people)])


def test_anyone_can_read_and_use_every_page_before_the_door(open_next, watch):
    def enter(place):
        path, then, complaint = place
        if complaint:
            watch.expect(complaint)
        return done(open_next(path), then)

    check_each(OUTSIDE, enter, watch)


def test_anyone_can_read_and_use_every_page_behind_the_door(
    open_next, site, people, invited, watch
):
    def enter(place):
        path, then, _ = place
        page = open_next(path.format(invited=invited), None, [site.staff_cookie(people)])
        return done(page, then)

    check_each(INSIDE, enter, watch)


def test_anyone_can_read_and_use_a_set_up_link(open_next, db, people, watch):
    new = staff.add(db, "Ann Bly", ["physiotherapist"])

    def enter(then):
        token = staff.new_set_up_link(db, new.id, datetime.now(UTC))
        return done(open_next(f"/clinic/set-up/{token}"), then)

    def measure(page):
        assert page.get_by_label("New passphrase", exact=True).count() == 1
        return offences(page)

    done_there = {"set-up": None, "nothing": press("Save and sign in")}
    check_each(done_there, enter, watch, measure)


def test_from_a_set_up_link_to_the_menu_by_keyboard_alone(open_next, db, site, people):
    new = staff.add(db, "Ida Frost", ["physiotherapist"])
    token = staff.new_set_up_link(db, new.id, datetime.now(UTC))
    page = open_next(f"/clinic/set-up/{token}")
    assert page.url == f"{site.address}/clinic/set-up"
    page.get_by_label("New passphrase", exact=True).focus()
    page.keyboard.type(WORDS_TO_COME_IN)
    page.keyboard.press("Tab")
    page.keyboard.type(WORDS_TO_COME_IN)
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Staff pages").wait_for()

    assert token not in page.content() + page.url + page.title()
    assert not any("staff" in cookie for cookie in page.evaluate("document.cookie").split(";"))
    page.locator(".submenu.own summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out").wait_for()


def test_the_menu_opens_and_closes_by_keyboard_and_is_left_behind(open_staff_page):
    page = open_staff_page("/clinic/today")
    for name, line in (("Clinic", "Audit"), ("Pat Moor", "Account")):
        summary = page.locator("summary", has_text=name)
        link = page.get_by_role("link", name=line, exact=True)
        summary.focus()
        page.keyboard.press("Enter")
        expect(link).to_be_visible()
        assert too_small(page) == []
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(link).to_be_hidden()
        expect(summary).to_be_focused()
        page.keyboard.press("Enter")
        page.locator(".footer p").first.click()
        expect(link).to_be_hidden()


def test_today_renews_itself_and_leaves_whoever_works_in_it(site, open_page, people):
    """By a clock that the test turns: what is typed stays, and who is at a button stays there."""
    page = open_page("/clinic/sign-in")
    page.clock.install()
    come_in(page, site, people)
    an_invitation(site.app, physiotherapist=people, reference="STAYS")
    page.goto("/clinic/today")
    title = page.title()
    page.get_by_label("Reference, phone or email").fill("half")
    page.get_by_role("link", name=re.compile("Send ?: STAYS")).focus()
    page.clock.run_for(60_000)
    expect(page.locator("#news")).to_be_empty()
    invited, _ = an_invitation(site.app, physiotherapist=people, reference="NEWS")
    a_response(site.app, healthy_runner(rf_now=["fainted_now"]), invited)
    page.clock.run_for(60_000)
    expect(page.get_by_role("link", name=re.compile("Review ?: NEWS"))).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="The list has changed.")).to_contain_text(
        "1 patient has unreviewed warning signs"
    )
    expect(page.get_by_role("link", name=re.compile("Send ?: STAYS"))).to_be_focused()
    expect(page.get_by_label("Reference, phone or email")).to_have_value("half")
    expect(page).to_have_title(f"(1) {title}")


def test_back_after_signing_out_shows_nothing(open_staff_page):
    page = open_staff_page("/clinic/people")
    page.locator(".submenu.own summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    page.go_back()

    page.get_by_role("heading", name="Sign in").wait_for()
    assert "Kim Lee" not in page.content()


def test_a_link_is_copied_whole(open_staff_page):
    page = open_staff_page("/clinic/people/2")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Make a new set-up link").click()
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied.").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"http://[\w.:]+/clinic/set-up/[a-z0-9]{26}", copied)
