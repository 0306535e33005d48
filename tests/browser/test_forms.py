"""Forms in the hand: mistakes, choices that exclude each other, the picture, the unit, Back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Keyboard
from tests.browser.person import Person
from tests.browser.states import FIRST, LOAD_JUMP, WEEKS, press, type_and_press
from tests.factories import healthy_runner

PLACE = "/questions/your_pain/place"
MISTAKES = {
    "no_choice": (FIRST, None, press("Continue"), "rf_now"),
    "no_number": (PLACE, healthy_runner(), type_and_press("Continue", age_years=""), "age_years"),
    "not_a_number": (
        WEEKS,
        healthy_runner(**LOAD_JUMP),
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


def is_told(page, mistake):
    """The mistake is told at the top, and leads to its field."""
    _, _, make, field = MISTAKES[mistake]
    make(page)
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("alert")).to_be_focused()

    page.get_by_role("alert").get_by_role("link").first.click()

    expect(page.locator(f"#{field}")).to_be_focused()
    expect(page.locator(f"#{field}")).to_be_in_viewport()


def test_a_mistake_is_told_at_the_top_and_leads_to_its_field(open_next):
    for mistake, (path, answers, *_) in MISTAKES.items():
        is_told(open_next(path, answers), mistake)


def test_so_it_does_without_script(open_next):
    path, answers, *_ = MISTAKES["not_a_number"]
    is_told(open_next(path, answers, has_script=False), "not_a_number")


def test_none_of_these_and_the_others_clear_each_other(open_next):
    page = open_next(FIRST)
    blood, faint = page.get_by_label("I am coughing up blood"), page.get_by_label("I fainted")
    none = page.get_by_label("None of these")
    blood.check()
    faint.check()
    none.check()

    expect(blood).not_to_be_checked()
    expect(faint).not_to_be_checked()

    faint.check()

    expect(none).not_to_be_checked()


TOUCHES = {
    # zones that are touched, and what is then answered
    "a side": (["one_blade left"], (["one_blade"], "left")),
    "the other side": (["one_blade right"], (["one_blade"], "right")),
    "both sides": (["one_blade left", "one_blade right"], (["one_blade"], "both")),
    "one of both taken back": (
        ["one_blade left", "one_blade right", "one_blade left"],
        (["one_blade"], "right"),
    ),
    "taken back": (["ribs_side right", "ribs_side right"], ([], "right")),
    "the middle": (["between_blades"], (["between_blades"], None)),
    "the middle taken back": (["mid_spine", "mid_spine"], ([], None)),
    "two places on one side": (
        ["neck_shoulder_top left", "one_blade left"],
        (["one_blade", "neck_shoulder_top"], "left"),
    ),
    "two places on two sides": (
        ["neck_shoulder_top left", "ribs_side right"],
        (["neck_shoulder_top", "ribs_side"], "both"),
    ),
}


def test_a_touch_on_the_picture_answers_place_and_side(open_next):
    def answered(zones):
        page = open_next(PLACE, healthy_runner(pain_location=[], pain_side=None))
        for zone in zones:
            page.locator(zone_of(zone)).click()
        return page.locator("main :checked").evaluate_all("all => all.map(one => one.value)")

    found = {name: answered(zones) for name, (zones, _) in TOUCHES.items()}
    assert found == {
        name: [*places, *([side] if side else [])] for name, (_, (places, side)) in TOUCHES.items()
    }


def zone_of(words):
    """A zone of the picture, by its place and its side."""
    place, *side = words.split()
    return f'[data-zone="{place}"]' + "".join(f'[data-side="{one}"]' for one in side)


def test_every_place_has_its_zone_large_enough_for_a_finger(open_next):
    page = open_next(PLACE, healthy_runner())
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_text("Show the front").click()
    sizes = page.locator(".zone").evaluate_all(
        "all => all.map(one => [one.dataset.zone, one.getBoundingClientRect()])"
        ".map(([zone, {width, height}]) => [zone, Math.min(width, height)])"
    )
    places = page.locator("[name=pain_location]").evaluate_all("all => all.map(one => one.value)")

    assert {zone for zone, _ in sizes} == set(places)
    assert [one for one in sizes if one[1] < 44] == []


def test_the_list_alone_answers_place_and_side(open_next):
    answers = healthy_runner()
    runner = Person(open_next(PLACE, answers, has_script=False))
    runner.page.locator(zone_of("one_blade left")).click(force=True)
    runner.answers_page({"pain_location": ["ribs_side"], "pain_side": "right"})
    runner.opens("/answers").sees("Side of my ribs", "Side Right")
    runner.does_not_see("Around one shoulder blade")


SCALES = {1280: [11], 390: [6, 5]}  # numbers in each row


@pytest.mark.parametrize("width", SCALES)
def test_a_scale_is_one_row_where_it_fits_and_else_two_with_words_under_it(width, open_next):
    page = open_next("/questions/your_pain/feel", healthy_runner())
    page.set_viewport_size({"width": width, "height": 900})
    tops = page.locator(".scale label").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().top)"
    )
    words = page.locator(".scale + .help")

    assert [tops.count(top) for top in dict.fromkeys(tops)] == SCALES[width]
    assert words.inner_text() == "0 none · 1 to 3 mild · 4 to 6 moderate · 7 to 10 severe"
    assert words.bounding_box()["y"] > max(tops)


def test_why_we_ask_is_folded_with_a_mark_that_it_opens(open_next):
    page = open_next("/questions/your_pain/feel", healthy_runner())
    why = page.locator(".why").first
    mark = "one => getComputedStyle(one, '::before').content"
    expect(why.locator("p")).to_be_hidden()
    folded = why.locator("summary").evaluate(mark)
    why.locator("summary").click()
    expect(why.locator("p")).to_be_visible()

    assert ("\u25b8" in folded, "\u25be" in why.locator("summary").evaluate(mark)) == (True, True)


def test_another_unit_keeps_what_was_typed(open_next):
    page = open_next(WEEKS, healthy_runner(**LOAD_JUMP))
    week = page.get_by_label("How far in a usual week")
    week.fill("20")
    page.get_by_label("miles", exact=True).check()

    expect(week).to_have_value("20")
    expect(page.locator(".in-mi:visible")).to_have_count(4)
    expect(page.locator(".in-km:visible")).to_have_count(0)

    press("Continue")(page)
    page.goto("/answers")

    expect(page.get_by_role("main")).to_contain_text("20 miles")


def test_an_unusual_distance_is_asked_about_once(open_next):
    page = open_next(WEEKS, healthy_runner(**LOAD_JUMP))
    type_and_press("Continue", km_last_7d="200")(page)

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("heading", name="Please check: this is more")).to_be_visible()

    press("Yes, that is right")(page)

    expect(page).to_have_url(re.compile("/assessment$"))


def test_back_loses_nothing(open_next):
    runner = Person(open_next(FIRST))
    runner.answers_page({"rf_now": ["none"]}).answers_page({"rf_nerves": ["none"]})
    runner.page.go_back()
    expect(runner.page.get_by_label("None of these")).to_be_checked()
    runner.presses("Back")
    expect(runner.page.get_by_label("None of these")).to_be_checked()
    runner.presses("Continue")

    assert runner.path == "/questions/safety/heart-lungs"


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no_script"])
def test_enter_continues_though_back_stands_above(open_next, has_script):
    page = open_next("/questions/strength/weeks", healthy_runner(), has_script=has_script)
    with page.expect_navigation():
        page.get_by_label("How many days a week do you do strength").press("Enter")

    assert page.url.endswith("/assessment")


def test_back_is_pressed_by_a_key_and_keeps_what_was_typed(open_next):
    page = open_next("/questions/your_pain/place", healthy_runner(age_years=None))
    page.get_by_label("How old are you?").fill("41")
    Keyboard(page).press(page.get_by_role("button", name="Back"))
    expect(page).to_have_url(re.compile("/questions/safety/background$"))
    page.goto("/questions/your_pain/place")

    expect(page.get_by_label("How old are you?")).to_have_value("41")


def test_back_after_a_mistake_meets_no_dead_page(open_next):
    runner = Person(open_next(FIRST)).presses("Continue")
    expect(runner.page.get_by_role("heading", name="There is a problem")).to_be_visible()
    runner.answers_page({"rf_now": ["none"]})
    expect(runner.page.get_by_label("Both legs are weak or numb")).to_be_attached()
    runner.page.go_back()
    expect(runner.page.get_by_label("None of these")).to_be_checked()


def test_focus_shows_in_forced_colours(open_page):
    page = open_page("/questions/your_pain/feel", healthy_runner(), forced_colors="active")
    hand = Keyboard(page)
    hand.choose(page.get_by_label("Burning"))
    hand.choose(page.get_by_label("7", exact=True))
    hand.press(page.get_by_role("button", name="Continue"))

    expect(page).not_to_have_url(re.compile("/feel$"))


def test_two_presses_send_one_request(open_next, site):
    page = open_next("/booking", healthy_runner())
    page.get_by_label("Your name").fill("Kim Twice")
    page.get_by_label("Phone").fill("555 010 0199")
    page.get_by_role("button", name="Send my request").dblclick()
    expect(page.get_by_role("heading", name="Your request has been sent")).to_be_visible()

    names = [request.contact["name"] for request in site.requests()]

    assert names.count("Kim Twice") == 1
