"""The exercises in a browser: drawn, unfolded, timed, and on one page for the fridge."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.states import LOAD_JUMP, POSTURE, TENSE, WEAK
from tests.factories import healthy_runner

ONE_PAGE = re.compile(rb"/Type\s*/Page\b")
ALL = WEAK | POSTURE | TENSE | LOAD_JUMP | {"pain_run_timing": "first_10min"}
RACE = {"race_km": 42.2, "goal_date": f"{date.today() + timedelta(days=6)}"}
DOCTOR = {"age_years": 61, "pain_run_timing": "first_10min"}
ON_PAPER = {
    "every move there is": (ALL, 22),
    "strength and warm-up": (WEAK, 15),
    "cues and warm-up": (POSTURE, 12),
    "the warm-up alone": ({}, 7),
    "before a doctor, the gentle ones": (ALL | {"rf_general": ["weight_loss"]}, 7),
    "much pain": (ALL | {"pain_worst": 8}, 22),
    "much pain and a race": (ALL | {"pain_worst": 8} | RACE, 22),
    "before a doctor, every move and a race": (ALL | DOCTOR | {"pain_worst": 8} | RACE, 22),
    "no running until seen": (ALL | {"pain_worst": 9} | RACE, 1),
    "running and walking in turn": (WEAK | LOAD_JUMP | {"km_typical_week": 5}, 15),
}


def test_the_plan_and_the_exercises_are_one_page_for_the_fridge(open_next):
    for who, (answers, moves) in ON_PAPER.items():
        page = open_next("/assessment/print", healthy_runner(**answers))

        assert page.locator(".cards > li").count() == moves, who
        for size in ("A4", "Letter"):
            assert len(ONE_PAGE.findall(page.pdf(format=size))) == 1, f"{who}, {size}"


def test_the_result_leads_to_that_page(open_next):
    page = open_next("/assessment", healthy_runner(**WEAK), has_script=False)
    page.get_by_role("link", name="Plan and exercises on one page").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("My plan and exercises")
    expect(page.get_by_text("Suitcase carry")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


def test_every_picture_is_drawn(open_next):
    """A picture that a browser does not find, or may not show, has no width."""
    page = open_next("/assessment", healthy_runner(**ALL))
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.wait_for_function(
        """() => [...document.querySelectorAll(".tip > :not(summary) use")]
        .every((one) => one.getBBox().width > 50)"""
    )

    assert page.locator(".tip > :not(summary) use").count() == 22 + 5


def test_a_timer_leads_through_the_warm_up(open_page):
    page = open_page("/assessment", healthy_runner())
    page.clock.install(time=0)
    page.clock.pause_at(1)
    page.get_by_role("heading", name="Warm up: about six minutes").click()
    page.get_by_role("button", name="Start the timer (5:30)").click()
    timer = page.locator(".timer").first
    expect(timer).to_contain_text("Brisk walk 1:00")
    page.clock.run_for(61_000)
    expect(timer).to_contain_text("Big arm circles 0:44")
    page.clock.run_for(270_000)
    expect(timer).to_contain_text("Done.")

    page.get_by_role("button", name="Start the timer (5:30)").click()
    page.get_by_role("button", name="Stop the timer").click()
    expect(timer).not_to_contain_text("Brisk walk")


def test_without_script_the_times_stand_beside_the_moves(open_next):
    page = open_next("/assessment", healthy_runner(), has_script=False)

    page.get_by_role("heading", name="Warm up: about six minutes").click()
    expect(page.get_by_text("45 seconds, 10 each way")).to_be_visible()
    expect(page.get_by_text("Start the timer")).to_be_hidden()
    page.get_by_text("Big arm circles").click()
    expect(page.get_by_text("Make smaller circles, or move one arm at a time.")).to_be_visible()


def test_nothing_moves_for_those_who_want_no_motion(open_page):
    page = open_page("/assessment", healthy_runner(**TENSE), reduced_motion="reduce")
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")

    expect(
        page.get_by_text("Breathe in for a count of 4 and out for a count of 6.")
    ).to_be_visible()
    expect(page.locator(".breath")).to_be_hidden()
    assert page.evaluate("() => document.getAnimations().length") == 0
