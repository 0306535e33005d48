"""Nobody touches the screen: it asks, counts down, and forgets; by a clock that the test turns."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from records.kiosk import calls as kiosk_calls
from records.kiosk import sittings as kiosk_sittings
from records.kiosk.calls import CallKind
from settings.kiosk import KioskSettings
from tests.browser.states import POSTURE
from tests.browser.waiting_room import touch_to_start
from tests.factories import healthy_runner, swap

ATTRACT = re.compile("/kiosk$")
LEAST_IDLE = 30
HERS = healthy_runner(**POSTURE)
FEEL = "/kiosk/questions/your_pain/feel"


@pytest.fixture
def screen(open_screen):
    screen = open_screen()
    screen.page = screen.context.new_page()
    screen.page.clock.install()
    return screen


def wait(page, seconds):
    """Let so much time go by in the page."""
    page.clock.run_for(seconds * 1000)


def dialog(page):
    return page.get_by_role("alertdialog", name="Are you still there?")


def nothing_of_hers(page):
    expect(page).to_have_url(ATTRACT)
    expect(page.get_by_role("button", name="Touch to start")).to_be_visible()
    expect(page.get_by_text("Running posture")).to_have_count(0)


def test_after_a_minute_it_asks_and_half_a_minute_later_it_forgets(screen):
    page = screen.seats(HERS, "/kiosk/assessment")
    wait(page, 58)
    expect(dialog(page)).to_be_hidden()
    wait(page, 3)
    expect(dialog(page)).to_be_visible()
    expect(dialog(page)).to_have_accessible_description(
        "Your answers will be cleared in 30 seconds."
    )
    expect(page.get_by_role("button", name="I am still here")).to_be_focused()
    # What is beneath cannot be read; the seconds are shown, but not spoken one by one.
    paper = "getComputedStyle(document.querySelector('#idle'), '::backdrop').backgroundColor"
    assert "rgba" not in page.evaluate(f"() => {paper}")
    count = page.locator("#idle .count")
    before = int(count.inner_text())
    wait(page, 10)
    assert int(count.inner_text()) == pytest.approx(before - 10, abs=1)
    expect(count).to_have_attribute("aria-hidden", "true")
    expect(page.locator("#idle [aria-live], #idle [role=status]")).to_have_count(0)
    wait(page, 21)

    nothing_of_hers(page)
    assert screen.kiosk.sitting is None


def test_whoever_is_still_there_may_stay_as_long_as_they_like(screen):
    page = screen.seats(HERS, FEEL)
    for _ in range(3):
        wait(page, 75)
        page.get_by_role("button", name="I am still here").click()
        expect(dialog(page)).to_be_hidden()
        wait(page, 58)
        expect(dialog(page)).to_be_hidden()
        page.get_by_role("heading", level=1).click()

    expect(page.locator("main form [name=seen]")).to_be_attached()
    assert screen.kiosk.sitting


def test_a_touch_reaches_the_server_before_its_own_time_is_up(screen):
    page = screen.seats(HERS, FEEL)
    wait(page, 10)
    screen.was_touched(80)
    before = screen.kiosk.touched
    page.get_by_role("heading", level=1).click()
    with page.expect_response(re.compile("/kiosk/still-here$")):
        wait(page, 7)

    assert screen.kiosk.touched - before > timedelta(seconds=75)


def test_without_a_network_the_screen_is_empty_in_time_and_comes_back_by_itself(screen, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = screen.seats(HERS, "/kiosk/assessment")
    expect(page.get_by_text("Running posture").first).to_be_visible()
    screen.context.set_offline(True)
    wait(page, 92)
    expect(page.get_by_text("We are trying again")).to_be_visible()

    assert "Running posture" not in page.content()
    assert page.title() == "One moment"
    expect(page).to_have_url(ATTRACT)
    screen.context.set_offline(False)
    wait(page, 3)
    nothing_of_hers(page)


def test_what_was_typed_stays_while_the_network_is_gone_and_is_sent_by_itself(screen, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = screen.seats(HERS, "/kiosk/questions/your_pain/place")
    page.locator("#age_years").fill("47")
    screen.context.set_offline(True)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("dialog", name="One moment")).to_be_visible()
    wait(page, 20)
    expect(page.locator("#age_years")).to_have_value("47")
    screen.context.set_offline(False)
    wait(page, 3)

    expect(page).to_have_url(re.compile("/kiosk/assessment$"))
    page.get_by_role("link", name="Change my answers").click()
    expect(page.get_by_text("47 years")).to_be_visible()


def test_staff_take_somebody_off_the_screen(screen):
    page = screen.seats(HERS, "/kiosk/assessment")
    kiosk_sittings.get_up(screen.db, screen.kiosk, "2026-11-24")
    wait(page, 12)

    nothing_of_hers(page)


def test_a_page_that_nobody_sits_at_goes_back_to_the_first(screen):
    for path in ("/kiosk/cleared", "/kiosk/code", "/kiosk/called/help"):
        kiosk_calls.call(screen.db, screen.kiosk.id, CallKind.HELP, screen.kiosk.made)
        page = screen.goes(path)
        expect(page).to_have_url(re.compile(f"{path}$"))
        wait(page, 62)
        expect(page).to_have_url(ATTRACT)


def test_the_limit_is_a_setting(screen, site, monkeypatch):
    swap(monkeypatch, site.app, kiosk=KioskSettings(LEAST_IDLE, False))
    page = screen.attracts()
    touch_to_start(page)
    wait(page, LEAST_IDLE + 1)

    expect(dialog(page)).to_be_visible()


@pytest.mark.parametrize("hours", [-1, 1])
def test_it_forgets_by_the_time_that_went_by_whatever_the_clock_of_the_device_is_set_to(
    screen, hours
):
    page = screen.seats(HERS, "/kiosk/assessment")
    wait(page, 10)
    said = page.evaluate("() => Date.now()")
    page.clock.set_system_time(said + hours * 3_600_000)
    assert abs(page.evaluate("() => Date.now()") - said) > 3_500_000
    wait(page, 45)
    expect(dialog(page)).to_be_hidden()
    expect(page.get_by_text("Running posture").first).to_be_visible()
    wait(page, 8)
    expect(dialog(page)).to_be_visible()
    wait(page, 31)

    nothing_of_hers(page)


def test_after_a_sleep_without_a_network_it_asks_who_is_there(screen, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = screen.seats(HERS, "/kiosk/assessment")
    screen.context.set_offline(True)
    page.clock.set_system_time(page.evaluate("() => Date.now()") + 3_600_000)  # no tick meanwhile
    wait(page, 2)
    expect(dialog(page)).to_be_visible()
    screen.context.set_offline(False)
    page.get_by_role("button", name="I am still here").click()
    expect(dialog(page)).to_be_hidden()


def test_after_a_sleep_the_server_knows_that_the_sitting_is_over(screen):
    page = screen.seats(HERS, "/kiosk/assessment")
    screen.was_touched(3600)
    page.clock.set_system_time(page.evaluate("() => Date.now()") + 3_600_000)
    wait(page, 2)

    nothing_of_hers(page)
