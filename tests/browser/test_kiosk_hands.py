"""Hands at a kiosk: digits by finger, and a patient in the diary from the code to the list."""

import re

import pytest
from playwright.sync_api import expect

from records.kiosk import devices as kiosks
from tests.browser.at_the_clinic import Clinician, colleague, come_in
from tests.browser.states import POSTURE
from tests.browser.waiting_room import answer_page, answer_until
from tests.factories import an_invitation, healthy_runner
from web.password_hashing import hashed

DISTANCES = "/kiosk/questions/strength/weeks"
AGE = "/kiosk/questions/your_pain/place"
FIRST_QUESTION = "/kiosk/questions/safety/now"
SECOND = re.compile("/kiosk/questions/safety/nerves$")
FIRST = re.compile("/kiosk/questions/safety/now$")
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
    # what is touched, and what then stands there
    "42": "42",
    "42<7": "47",
    "<<<": "",
    "007": "007",
    "1" * 45: "1" * 40,
}


def test_each_key_writes_its_sign(screen):
    page = screen.seats(HERS, AGE)
    box = page.locator("#age_years")
    found = {}
    for touched in STANDS:
        box.fill("")
        keys(page, touched)
        found[touched] = box.input_value()

    assert found == STANDS


def test_a_point_is_offered_only_where_half_a_number_is_taken(screen):
    point = screen.seats(HERS, AGE).locator(".pad [data-key='.']")
    expect(point).to_be_hidden()
    page = screen.seats(HERS, DISTANCES)
    page.locator(".measure input").first.fill("")
    keys(page, "4.5.6")
    expect(page.locator(".measure input").first).to_have_value("4.56")


def test_the_steps_go_up_and_down_and_never_below_nothing(screen):
    page = screen.seats(HERS, AGE)
    box, more = page.locator("#age_years"), page.get_by_role("button", name="One more")
    box.fill("9")
    more.tap()
    expect(box).to_have_value("10")
    box.fill("")
    for _ in range(2):
        page.get_by_role("button", name="One less").tap()
    expect(box).to_have_value("0")
    more.tap()
    expect(box).to_have_value("1")


def test_a_step_from_a_lone_point_begins_at_nothing(screen):
    page = screen.seats(HERS, DISTANCES)
    box = page.locator(".measure input").first
    box.fill(".")
    page.get_by_role("button", name="One more").first.tap()
    expect(box).to_have_value("1")


def test_the_pad_writes_into_the_number_that_was_touched_last(screen):
    page = screen.seats(HERS, DISTANCES)
    first, second = page.locator(".measure input").nth(0), page.locator(".measure input").nth(1)
    first.fill("")
    second.fill("")
    first.tap()
    keys(page, "12.5")
    second.tap()
    keys(page, "30")
    expect(first).to_have_value("12.5")
    expect(second).to_have_value("30")
    expect(page.locator(".pad")).to_have_count(1)
    expect(page.locator(".question.has-pad input[name]").first).to_have_value("30")


def test_what_the_keys_write_is_said_and_sent_and_no_keyboard_comes_up(screen):
    page = screen.seats(HERS, AGE)
    box = page.locator("#age_years")
    expect(box).to_have_attribute("inputmode", "none")
    box.fill("")
    keys(page, "47")
    expect(page.locator(".pad [role=status]")).to_have_text("47")
    page.get_by_role("button", name="Continue").tap()

    expect(page).to_have_url(re.compile("/kiosk/assessment$"))
    page.get_by_role("link", name="Change my answers").tap()
    expect(page.get_by_text("47 years")).to_be_visible()


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


def test_a_digit_touched_twice_is_two_though_the_page_is_new(screen):
    page = screen.goes("/kiosk/code")
    page.evaluate("() => { shown = performance.now() }")
    for times in (1, 2):
        press(page, page.locator(".pad [data-key='1']"), times)

    expect(page.get_by_role("textbox", name="Your code")).to_have_value("11")


def test_a_code_has_no_point(screen):
    page = screen.goes("/kiosk/code")
    keys(page, "4")
    expect(page.locator(".pad [data-key='.']")).to_be_disabled()
    expect(page.locator(".pad [role=status]")).to_have_text("4")


def test_a_pin_is_not_said_aloud(screen):
    kiosks.set_pin(screen.db, screen.kiosk.id, hashed("4711"))
    page = screen.goes("/kiosk/leave")
    keys(page, "4711")
    expect(page.get_by_role("textbox", name="PIN")).to_have_value("4711")
    expect(page.locator(".pad [role=status]")).to_have_text("")


@pytest.fixture
def desk(open_page, site):
    page = open_page("/clinic/sign-in")
    come_in(page, site, colleague(site, "Robin Hale"))
    return Clinician(page)


def code_for(desk, reference):
    """The four digits that the desk gives out for a patient; shown this once."""
    asked = desk.finds("links", reference)
    assert reference in asked
    desk.presses(reference).presses("Give a code for the kiosk").presses("Make a code")
    return desk.page.locator(".said-once").inner_text()


def types(page, code):
    page.get_by_role("link", name="I have a code from the front desk").tap()
    expect(page).to_have_url(re.compile("/kiosk/code$"))
    keys(page, code)
    page.get_by_role("button", name="Continue").tap()


def test_a_patient_in_the_diary_from_a_code_to_the_list_of_patients(screen, site, desk):
    an_invitation(site.app, reference="KI 1", physiotherapist=colleague(site))
    code = code_for(desk, "KI 1")
    page = screen.attracts()
    types(page, code)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who reads your answers")
    page.get_by_role("button", name="I agree, start").tap()
    expect(page).to_have_url(FIRST)
    answer_page(page, HERS)
    screen.follows(site.answer_unseen(page, HERS, until="/strength/weeks"))
    answer_until(page, "/kiosk/answers", HERS)
    page.get_by_role("button", name="Send my answers").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are sent")
    assert page.evaluate("() => !document.body.textContent.includes('KI 1')")
    assert "Answered" in desk.finds("patients", "KI 1")
    desk.presses("KI 1").sees("hunch or round your shoulders")

    screen.attracts()
    types(page, code)
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")


def test_whoever_does_not_agree_leaves_nothing(screen, site, desk):
    an_invitation(site.app, reference="KI 2", physiotherapist=colleague(site))
    page = screen.attracts()
    types(page, code_for(desk, "KI 2"))
    page.get_by_role("button", name="No, I would rather not").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers have been deleted")
    assert screen.kiosk.sitting is None
    assert "Opened" in desk.finds("links", "KI 2")
