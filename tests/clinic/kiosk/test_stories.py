"""People at a screen in the waiting room, in the words on the pages."""

import pytest

from tests.factories import at_kiosk
from tests.visitor import Visitor


@pytest.fixture
def person(app):
    return Visitor(at_kiosk(app.test_client()))


def touch_to_start(person):
    return person.go("/kiosk").press("Touch to start").sees("quick safety check")


def fill(person):
    """The first good answer to each question of a page."""
    done = {box.name for box in person.boxes() if box.is_sent and box.value}
    for box in person.boxes():
        if box.name in done or box.kind == "hidden":
            continue
        if box.kind == "text":
            box.value = "34" if box.name == "age_years" else "5"
        box.is_sent = True
        done.add(box.name)
        if box.kind in ("radio", "checkbox"):
            none = [one for one in person.boxes() if one.name == box.name and one.value == "none"]
            if none:
                box.is_sent, none[0].is_sent = False, True


def answer_all(person):
    for _ in range(40):
        if "Check your answers" in person.page.title:
            return person
        fill(person)
        person.press("Continue" if "Is that right?" not in person.page.text else "Yes, that")
    raise AssertionError(f"no end at {person.path}")


def test_from_the_first_touch_to_nothing(person):
    answer_all(touch_to_start(person)).press("See my result").sees("What may play a part")
    person.press("Finish and forget").sees("Your answers are forgotten")
    person.go("/kiosk/assessment").sees("Touch to start")
