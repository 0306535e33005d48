"""A patient with a link, from the message to what was sent, in the words on the pages."""

import pytest

from records import invitations, responses, warnings
from tests.factories import an_invitation, desk_of

NOW_SAFE = "First, a quick safety check. Do you have any of these right now?"


@pytest.fixture
def invited(app):
    """An invitation's name, and its link."""
    invitation, token = an_invitation(app)
    return invitation.name, f"/v/{token}"


def found(app, name):
    desk = desk_of(app)
    return invitations.find(desk.db, desk.sealer, name)


def round_of(app, name):
    desk = desk_of(app)
    return responses.latest(desk.db, desk.sealer, found(app, name).id)


def warned(app, name):
    desk = desk_of(app)
    return warnings.of(desk.db, desk.sealer, round_of(app, name).id)


def agree(runner, link):
    """From the link to the first question."""
    runner.go(link).sees("Robin Hale", "Is this you?").press("Yes, open my questions")
    return runner.sees("Who reads your answers").press("I agree, start").sees(NOW_SAFE)


def pass_safety(runner, screens=7):
    for _ in range(screens):
        runner.tick("None of these").press("Continue")
    return runner


def skip_on(runner):
    """Answer each page with as little as it takes, up to the patient's own words."""
    for _ in range(40):
        if "In your own words" in runner.page.text:
            return runner
        fill(runner)
        runner.press("Continue" if "Is that right?" not in runner.page.text else "Yes, that")
    raise AssertionError(f"no end at {runner.path}")


def fill(runner):
    """The first good answer to each question of a page."""
    done = {box.name for box in runner.boxes() if box.is_sent and box.value}
    for box in runner.boxes():
        if box.name in done or box.kind == "hidden":
            continue
        if box.kind == "text":
            box.value = "34" if box.name == "age_years" else "5"
        box.is_sent = True
        done.add(box.name)
        if box.kind in ("radio", "checkbox"):
            none = [one for one in runner.boxes() if one.name == box.name and one.value == "none"]
            if none:
                box.is_sent, none[0].is_sent = False, True


def test_from_the_link_to_what_was_sent(app, runner, invited):
    name, link = invited
    skip_on(agree(runner, link))
    runner.type_in("What would you most like to ask", "Can I run in May?")
    runner.type_in("What does this pain stop you doing?", "Lifting my son")
    runner.choose("How much does it stop you?", "7").press("Continue")
    runner.sees("Check your answers", "Can I run in May?", "How much: 7 out of 10")
    runner.press("Send to Robin Hale").sees("Your answers are sent", "What happens next")
    runner.follow("See what may play a part").sees("Your visit", "With Robin Hale")

    assert invitations.State.SUBMITTED is found(app, name).state(desk_of(app).now)
    assert round_of(app, name).kept["words"]["stops_rating"] == 7
