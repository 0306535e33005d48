"""The pictures in docs/: taken by `--screenshots`, so that they never go stale."""

from pathlib import Path

import pytest

from tests.browser.at_the_clinic import colleague, come_in
from tests.browser.states import POSTURE
from tests.factories import FOR_THE_VISIT, a_response, an_invitation, healthy_runner

HERS = POSTURE | {
    "training_changes": ["more_distance"],
    "km_last_7d": 52,
    "km_typical_week": 30,
    "longest_recent_km": 24,
}
DOCS = Path(__file__).parents[2] / "docs" / "screenshots"


@pytest.fixture
def folder(request, tmp_path):
    """Where the pictures go: docs/ if asked for, otherwise nowhere that lasts."""
    return DOCS if request.config.getoption("--screenshots", default=False) else tmp_path


def test_a_question_on_a_phone(open_next, folder):
    page = open_next("/questions/your_pain/place", healthy_runner())
    scroll_to(page, "Where do you feel it?")

    assert is_a_picture(take(page, folder / "question.png"))


def test_the_result(open_next, folder):
    page = open_next("/assessment", healthy_runner(**POSTURE))
    page.set_viewport_size({"width": 1280, "height": 900})

    assert is_a_picture(take(page, folder / "result.png"))


def test_the_booking_prompt(open_next, folder):
    page = open_next("/assessment", healthy_runner(**POSTURE))
    height = page.locator("#book").bounding_box()["height"] + 32
    page.set_viewport_size({"width": 390, "height": round(height)})
    scroll_to(page, "Book a physiotherapist", air=40)

    assert is_a_picture(take(page, folder / "booking.png"))


def test_the_face_sheet(open_next, site, folder):
    robin = colleague(site)
    asked, _ = an_invitation(site.app, reference="KL-204", physiotherapist=robin)
    a_response(site.app, healthy_runner(**FOR_THE_VISIT | HERS), asked)
    page = open_next("/clinic/sign-in")
    come_in(page, site, robin)
    page.goto(f"/clinic/responses/{asked.name}")
    page.set_viewport_size({"width": 1280, "height": 800})

    assert is_a_picture(take(page, folder / "face-sheet.png"))


def test_the_kiosk(open_screen, folder):
    screen = open_screen("tablet", color_scheme="light", reduced_motion="reduce")
    page = screen.attracts()

    assert is_a_picture(take(page, folder / "kiosk.png"))
    page = screen.seats(healthy_runner(), "/kiosk/questions/your_pain/place")
    assert is_a_picture(take(page, folder / "kiosk-question.png"))


def scroll_to(page, heading, air=24):
    """A heading at the top, with a little air above it."""
    script = "(one, air) => scrollTo(0, scrollY + one.getBoundingClientRect().top - air)"
    page.get_by_role("heading", name=heading).evaluate(script, air)


def take(seen, path):
    """A picture of what is in the window, or of one part of the page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return seen.screenshot(path=path)


def is_a_picture(png):
    """Whether there is more in it than one colour: an empty page packs into very little."""
    return len(png) > 10_000
