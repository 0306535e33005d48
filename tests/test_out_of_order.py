"""A runner whose pages come out of their order: a later one first, or one from another tab."""

import pytest

from tests.visitor import Visitor

NOW = "First, a quick safety check. Do you have any of these right now?"
HERE = "/questions/safety/now"


def token_on(runner):
    return next(box.value for box in runner.boxes() if box.name == "csrf_token")


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/questions/stress/stress", {"stress_level": "some", "clench_habits": "none"}),
        ("/questions/safety/nerves", {"rf_nerves": "none"}),
        ("/booking", {"name": "Kim Lee", "phone": "555 010 0100"}),
    ],
)
def test_a_later_page_that_is_sent_first_leads_to_the_first_open_one(runner, address, sent):
    token = token_on(runner.go(HERE))
    runner.go(address, data=sent | {"csrf_token": token}).sees(NOW)

    assert runner.path == HERE
    runner.go("/assessment").sees(NOW)


def test_what_another_tab_changed_is_not_overwritten_unseen(runner):
    runner.go(HERE).tick("None of these").press("Continue")
    second = runner.path
    old = Visitor(runner.client).go(second)
    runner.go(second).tick("None of these").press("Continue")
    old.tick("My hands are clumsy").press("Continue")

    old.sees("You changed this page somewhere else")
