"""Hands at a kiosk: digits by finger, steps, and double touches."""

import re

import pytest
from playwright.sync_api import expect

from records.kiosk import devices as kiosks
from tests.browser.states import POSTURE
from tests.factories import healthy_runner
from web.password_hashing import hashed

DISTANCES = "/kiosk/questions/strength/weeks"
AGE = "/kiosk/questions/your_pain/place"
FIRST_QUESTION = "/kiosk/questions/safety/now"
SECOND = re.compile("/kiosk/questions/safety/nerves$")
HERS = healthy_runner(**POSTURE)


def keys(page, words):
    """Touch one key after another: digits, a point, or < to take the last one back."""
    for sign in words:
        name = "back" if sign == "<" else sign
        page.locator(f".pad [data-key='{name}']").tap()


@pytest.fixture
def screen(open_screen):
    return open_screen(has_touch=True)


STANDS = {
    # what stands there before, what is touched, and what then stands there
    "a number": ("", "42", "42"),
    "one digit taken back": ("", "42<7", "47"),
    "nothing taken back": ("", "<<<", ""),
    "noughts": ("", "007", "007"),
    "all that fits": ("1" * 39, "11", "1" * 40),
}


def test_what_the_keys_and_steps_write_is_said_and_sent_and_no_keyboard_comes_up(screen):
    page = screen.seats(HERS, AGE)
    box, more = page.locator("#age_years"), page.get_by_role("button", name="One more")
    expect(box).to_have_attribute("inputmode", "none")
    expect(page.locator(".pad [data-key='.']")).to_be_hidden()
    for before, touched, then in STANDS.values():
        box.fill(before)
        keys(page, touched)
        expect(box).to_have_value(then)
    box.fill("9")
    more.tap()
    expect(box).to_have_value("10")
    box.fill("")
    for _ in range(2):
        page.get_by_role("button", name="One less").tap()
    expect(box).to_have_value("0")
    more.tap()
    expect(box).to_have_value("1")
    box.fill("")
    keys(page, "47")
    expect(page.locator(".pad [role=status]")).to_have_text("47")
    page.get_by_role("button", name="Continue").tap()

    expect(page).to_have_url(re.compile("/kiosk/assessment$"))
    page.get_by_role("link", name="Change my answers").tap()
    expect(page.get_by_text("47 years")).to_be_visible()


def test_the_pad_writes_half_numbers_into_the_one_that_was_touched_last(screen):
    page = screen.seats(HERS, DISTANCES)
    first, second = page.locator(".measure input").nth(0), page.locator(".measure input").nth(1)
    first.fill(".")
    page.get_by_role("button", name="One more").first.tap()
    expect(first).to_have_value("1")  # a lone point is nothing
    first.fill("")
    second.fill("")
    first.tap()
    keys(page, "4.5.6")
    second.tap()
    keys(page, "30")
    expect(first).to_have_value("4.56")
    expect(second).to_have_value("30")
    expect(page.locator(".pad")).to_have_count(1)
    expect(page.locator(".question.has-pad input[name]").first).to_have_value("30")


def press(page, target, times):
    """Touch something as the first or the second half of a double touch."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down(click_count=times)
    page.mouse.up(click_count=times)


def test_the_second_half_of_a_double_touch_is_not_for_the_next_page(screen):
    page = screen.seats({}, FIRST_QUESTION)
    row = page.locator('.row:has([value="none"])')
    row.tap()
    press(page, page.get_by_role("button", name="Continue"), 1)
    expect(page).to_have_url(SECOND)
    press(page, row, 2)
    expect(row.locator("input")).not_to_be_checked()
    press(page, row, 1)
    expect(row.locator("input")).to_be_checked()


def test_a_digit_of_a_code_touched_twice_is_two_and_a_pin_is_not_said_aloud(screen):
    page = screen.goes("/kiosk/code")
    page.evaluate("() => { shown = performance.now() }")
    for times in (1, 2):
        press(page, page.locator(".pad [data-key='1']"), times)
    expect(page.get_by_role("textbox", name="Your code")).to_have_value("11")
    expect(page.locator(".pad [data-key='.']")).to_be_disabled()
    expect(page.locator(".pad [role=status]")).to_have_text("11")

    kiosks.set_pin(screen.db, screen.kiosk.id, hashed("4711"))
    page = screen.goes("/kiosk/leave")
    keys(page, "4711")
    expect(page.get_by_role("textbox", name="PIN")).to_have_value("4711")
    expect(page.locator(".pad [role=status]")).to_have_text("")
