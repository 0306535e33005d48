"""Runners from the first page to the last: one by keyboard alone, others without script, by mouse.

Each story goes one way: what a page does by another is seen where another story comes by, and
what the server does, without a browser in test_walkthrough.py.
"""

import pytest

from tests.browser.hands import Keyboard, Mouse
from tests.browser.person import Person
from tests.browser.states import POSTURE
from tests.factories import healthy_runner

JUMP = {
    "pain_onset": "during_one_run",
    "pain_speed": "in_days",
    "pain_eases": ["rest_day"],
    "training_changes": ["more_distance"],
}
IN_MILES = {
    "unit": "mi",
    "km_last_7d": "32,5",
    "km_typical_week": "20",
    "longest_recent_km": "14 mi",
    "longest_prev30_km": "6",
}
LONGER = "Your 14-mile run was 2.3 times as long as any run in the month before (6 miles)"


@pytest.fixture
def without_script(open_page):
    return Person(open_page("/", java_script_enabled=False))


def test_a_runner_who_hunches_finds_a_posture_reason_and_asks_for_a_visit(open_page, site):
    runner, hers = Person(open_page("/"), Keyboard), healthy_runner(**POSTURE)
    runner.presses("Start the self-check").answers_page(hers).answers_page(hers)
    runner.page.context.add_cookies([site.cookie_until("changes", hers)])
    runner.opens("/").presses("Continue").answers(hers)
    runner.sees("No warning signs in your answers", "Running posture")
    runner.unfolds("Your answers").presses("Answer 5 more questions").answers(
        hers | {"plank_seconds": "60 seconds"}
    )
    runner.sees("You hunch or round your shoulders", "Run tall and relaxed", "Warm up: about six")
    runner.unfolds("Your answers").presses("Change my answers").sees(
        "Plank hold 60 seconds"
    ).presses("See my result")
    runner.presses("Book a physiotherapist").presses("Request an appointment")

    runner.writes("Your name", "Kim Lee").writes("Email", "kim@example.org")
    runner.ticks("Weekday evenings").ticks("Send my answers and result")
    runner.presses("Send my request").sees("Your request has been sent", "has your answers")

    kept = site.requests()[0]
    assert {"name": "Kim Lee", "email": "kim@example.org"}.items() <= kept.contact.items()
    assert kept.attached["answers"]["form_notice"] == ["hunched", "head_forward"]


def test_a_load_jump_in_miles_gets_a_plan_in_miles_and_a_changed_answer_another_result(
    open_page, site
):
    runner = Person(open_page("/"), Mouse)
    runner.page.context.add_cookies([site.cookie_until("weeks", healthy_runner(**JUMP))])
    runner.opens("/").presses("Continue").answers(healthy_runner(**JUMP, **IN_MILES))
    runner.sees("Doing more than your back was ready for", LONGER)
    runner.sees("Your plan", "miles in all, none over")
    runner.unfolds("Your answers").presses("Change my answers").sees(
        "Last 7 days 32.5 miles", "Usual week 20 miles"
    )
    runner.presses("Change Longest run when it started").answers_page({"longest_recent_km": "6 mi"})
    runner.does_not_see(LONGER).sees("You ran 32.5 miles in the last 7 days")


def test_an_emergency_ticked_by_mistake_and_then_a_check_today(without_script):
    runner = without_script.presses("Start the self-check")
    runner.answers_page({"rf_now": ["hard_to_breathe"]}).sees("Get emergency help now", "Call 911")
    runner.does_not_see("What may play a part", "What you can try", "Book")
    runner.presses("I ticked that by mistake").sees("Hard to breathe, even when I sit still")
    runner.answers(
        healthy_runner(rf_heart_lungs=["chest_on_effort"], effort_known="new_or_changed")
    )
    runner.sees("Get medical help today", "Chest pain, tightness or pressure with effort")
    runner.does_not_see("What may play a part", "What you can try", "Book")

    assert runner.path == "/assessment"


def test_answers_are_deleted_once_that_was_asked(without_script):
    runner = (
        without_script.presses("Start the self-check").answers_page({"rf_now": ["none"]}).opens("/")
    )
    runner.presses("Delete my answers").sees("Delete your answers?").presses("Keep my answers")
    runner.opens("/").presses("Delete my answers").presses("Delete my answers")
    runner.sees("Your answers have been deleted").opens("/").sees("Start the self-check")
