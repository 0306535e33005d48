"""Staff are told two minutes before they are signed out, and what they typed stays."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from staff.accounts.roles import Role
from tests.browser.at_the_clinic import Clinician, colleague, come_in
from tests.factories import swap


@pytest.fixture
def passes(site, monkeypatch):
    """Lets minutes pass, at the server and in a page, until the page has asked for something."""
    began, gone = datetime.now(UTC), timedelta()
    swap(monkeypatch, site.app, clock=lambda: began + gone)

    def passes(page, minutes, asks="calls/now"):
        nonlocal gone
        gone += timedelta(minutes=minutes)
        with page.expect_response(f"**/{asks}*") as answer:
            page.clock.fast_forward(int(minutes * 60_000))
        answer.value.finished()

    return passes


@pytest.fixture
def desk(open_page, site, passes):
    """A form that somebody of the front desk has begun to fill in."""
    page = open_page("/clinic/sign-in")
    page.clock.install()
    come_in(page, site, colleague(site, "Fran Desk", Role.FRONT_DESK))
    page = Clinician(page).opens("/clinic/links/new").page
    reference(page).fill("half writ")
    return page


def reference(page):
    return page.get_by_role("textbox", name="Reference")


def warning(page):
    return page.get_by_role("alertdialog", name="You will be signed out in 2 minutes")


def test_a_warning_two_minutes_before_with_a_button_to_stay(desk, passes):
    passes(desk, 17)
    expect(warning(desk)).to_have_count(0)
    passes(desk, 1.5)
    expect(warning(desk)).to_be_visible()
    stay = warning(desk).get_by_role("button", name="Stay signed in")
    expect(stay).to_be_focused()
    desk.keyboard.press("Enter")

    expect(warning(desk)).to_be_hidden()
    expect(reference(desk)).to_be_focused()
    expect(reference(desk)).to_have_value("half writ")
    passes(desk, 5)
    desk.reload()
    expect(desk.get_by_role("heading", name="Make a link")).to_be_visible()


def test_whoever_does_not_press_is_told_that_they_are_out_and_what_they_typed_stays(desk, passes):
    passes(desk, 18.5)
    expect(warning(desk)).to_be_visible()
    passes(desk, 2, asks="time-left")

    out = desk.get_by_role("alertdialog", name="You are signed out")
    expect(out).to_contain_text("What you have typed stays on this page.")
    expect(out.get_by_role("link", name="sign in again")).to_be_visible()
    expect(out.get_by_role("button")).to_have_count(0)
    expect(reference(desk)).to_have_value("half writ")


def test_a_page_that_only_asks_for_calls_is_warned_all_the_same(desk, passes):
    for _ in range(4):
        passes(desk, 4)
    passes(desk, 2.5)

    expect(warning(desk)).to_be_visible()


def test_use_of_another_tab_puts_it_off(desk, passes):
    other = desk.context.new_page()
    passes(desk, 17)
    other.goto(desk.url)
    passes(desk, 2, asks="time-left")
    expect(warning(desk)).to_have_count(0)
    passes(desk, 16.5)

    expect(warning(desk)).to_be_visible()
