"""The pictures in docs/: taken by `--screenshots`, so that they never go stale."""

from pathlib import Path

import pytest

from tests.browser.states import POSTURE
from tests.factories import healthy_runner

DOCS = Path(__file__).parents[2] / "docs" / "screenshots"


@pytest.fixture
def folder(request, tmp_path):
    """Where the pictures go: docs/ if asked for, otherwise nowhere that lasts."""
    return DOCS if request.config.getoption("--screenshots", default=False) else tmp_path


def test_a_question_on_a_phone(open_page, folder):
    page = open_page("/questions/your_pain/place", healthy_runner())
    scroll_to(page, "Where do you feel it?")

    assert is_a_picture(take(page, folder / "question.png"))


def test_the_result(open_page, folder):
    page = open_page("/assessment", healthy_runner(**POSTURE))
    page.set_viewport_size({"width": 1280, "height": 900})

    assert is_a_picture(take(page, folder / "result.png"))


def test_the_booking_prompt(open_page, folder):
    page = open_page("/assessment", healthy_runner(**POSTURE))
    height = page.locator("#book").bounding_box()["height"] + 32
    page.set_viewport_size({"width": 390, "height": round(height)})
    scroll_to(page, "Book a physiotherapy visit", air=40)

    assert is_a_picture(take(page, folder / "booking.png"))


def scroll_to(page, heading, air=24):
    """A heading at the top, with a little air above it."""
    script = "(one, air) => scrollTo(0, scrollY + one.getBoundingClientRect().top - air)"
    page.get_by_role("heading", name=heading).evaluate(script, air)


def take(page, path):
    """A picture of what is in the window."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return page.screenshot(path=path)


def is_a_picture(png):
    """Whether there is more in it than one colour: an empty page packs into very little."""
    return len(png) > 10_000
