"""A runner from the first page to the last, by keyboard alone.

The stories of others are told without a browser in test_walkthrough.py.
"""

from tests.browser.hands import Keyboard
from tests.browser.person import Person
from tests.browser.states import POSTURE
from tests.factories import healthy_runner


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
