"""Forms in the hand: mistakes, choices that exclude each other, the picture, the unit, Back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Keyboard
from tests.browser.person import Person
from tests.browser.states import DISTANCES, FIRST, press, type_and_press
from tests.factories import healthy_runner

PLACE = "/questions/your_pain/place"
MISTAKES = {
    "no_choice": (FIRST, None, press("Continue"), "rf_now"),
    "no_number": (PLACE, healthy_runner(), type_and_press("Continue", age_years=""), "age_years"),
    "not_a_number": (
        DISTANCES,
        healthy_runner(),
        type_and_press("Continue", km_typical_week="a lot"),
        "km_typical_week",
    ),
    "not_an_address": (
        "/booking",
        healthy_runner(),
        type_and_press("Send my request", name="Kim", email="kim@"),
        "email",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no_script"])
def test_a_mistake_is_told_at_the_top_and_leads_to_its_field(mistake, has_script, open_page):
    path, answers, make, field = MISTAKES[mistake]
    page = open_page(path, answers, java_script_enabled=has_script)
    make(page)

    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("alert")).to_be_focused()

    page.get_by_role("alert").get_by_role("link").first.click()

    expect(page.locator(f"#{field}")).to_be_focused()
    expect(page.locator(f"#{field}")).to_be_in_viewport()


def test_what_was_typed_is_kept_beside_a_mistake(open_page):
    page = open_page("/booking", healthy_runner())
    page.get_by_label("Weekday evenings").check()
    type_and_press("Send my request", name="Kim", note="After 5, please", email="x")(page)

    expect(page.get_by_label("Your name")).to_have_value("Kim")
    expect(page.get_by_label("E-mail")).to_have_value("x")
    expect(page.get_by_label("Anything the clinic should know?")).to_have_value("After 5, please")
    expect(page.get_by_label("Weekday evenings")).to_be_checked()
    expect(page.get_by_label("Send my answers and result")).not_to_be_checked()


def test_none_of_these_and_the_others_clear_each_other(open_page):
    page = open_page(FIRST)
    blood, faint = page.get_by_label("I am coughing up blood"), page.get_by_label("I fainted")
    none = page.get_by_label("None of these")
    blood.check()
    faint.check()
    none.check()

    expect(blood).not_to_be_checked()
    expect(faint).not_to_be_checked()

    faint.check()

    expect(none).not_to_be_checked()


def test_a_touch_on_the_picture_is_a_touch_on_the_box(open_page):
    page = open_page(PLACE, healthy_runner(pain_location=["mid_spine"]))
    zones = page.locator(".zone").evaluate_all("all => all.map(one => one.dataset.zone)")

    for zone in dict.fromkeys(zones):
        box = page.locator(f'main [value="{zone}"]')
        was_ticked = box.is_checked()
        page.locator(f'[data-zone="{zone}"]').last.click()

        expect(box).to_be_checked(checked=not was_ticked)

    assert set(zones) == set(
        page.locator("[name=pain_location]").evaluate_all("boxes => boxes.map(box => box.value)")
    )


def test_another_unit_keeps_what_was_typed(open_page):
    page = open_page(DISTANCES, healthy_runner())
    week = page.get_by_label("In the 4 weeks before that")
    week.fill("20")
    page.get_by_label("miles", exact=True).check()

    expect(week).to_have_value("20")
    expect(page.locator(".in-mi:visible")).to_have_count(4)
    expect(page.locator(".in-km:visible")).to_have_count(0)

    press("Continue")(page)
    page.goto("/answers")

    expect(page.get_by_role("main")).to_contain_text("20 miles")


def test_an_unusual_distance_is_asked_about_once(open_page):
    page = open_page(DISTANCES, healthy_runner())
    type_and_press("Continue", km_last_7d="200")(page)

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("heading", name="Is that right?")).to_be_visible()

    press("Yes, that is right")(page)

    expect(page).to_have_url(re.compile("/(more|answers)$"))


def test_back_loses_nothing(open_page):
    runner = Person(open_page(FIRST))
    runner.answers_page({"rf_now": ["none"]}).answers_page({"rf_heart_lungs": ["none"]})
    runner.page.go_back()
    expect(runner.page.get_by_label("None of these")).to_be_checked()
    runner.presses("Back")
    expect(runner.page.get_by_label("None of these")).to_be_checked()
    runner.presses("Continue")

    assert runner.path == "/questions/safety/nerves"


def test_back_after_a_mistake_meets_no_dead_page(open_page):
    runner = Person(open_page(FIRST)).presses("Continue")
    expect(runner.page.get_by_role("heading", name="There is a problem")).to_be_visible()
    runner.answers_page({"rf_now": ["none"]})
    runner.page.go_back()
    expect(runner.page.get_by_label("None of these")).to_be_checked()


def test_focus_shows_in_forced_colours(open_page):
    page = open_page("/questions/your_pain/feel", healthy_runner(), forced_colors="active")
    hand = Keyboard(page)
    hand.choose(page.get_by_label("Burning"))
    hand.choose(page.get_by_label("7", exact=True))
    hand.press(page.get_by_role("button", name="Continue"))

    expect(page).not_to_have_url(re.compile("/feel$"))


def test_two_presses_send_one_request(open_page, site):
    page = open_page("/booking", healthy_runner())
    page.get_by_label("Your name").fill("Kim Twice")
    page.get_by_label("Phone").fill("555 010 0199")
    page.get_by_role("button", name="Send my request").dblclick()
    expect(page.get_by_role("heading", name="Your request is sent")).to_be_visible()

    names = [request.contact["name"] for request in site.requests()]

    assert names.count("Kim Twice") == 1
