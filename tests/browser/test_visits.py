"""Patients with a link, in a real browser: half here and half there, a couple, a warning."""

import pytest

from tests.browser.checks import axe_violations, too_small, too_wide
from tests.browser.hands import Keyboard, Mouse
from tests.browser.person import Person
from tests.clinic.visits import states
from tests.factories import healthy_runner

WAYS = {"mouse": (Mouse, True), "no_script": (Mouse, False), "keyboard": (Keyboard, True)}
DESKTOP = {"width": 1280, "height": 900}
ANSWERS = healthy_runner()
PLACES = [
    ("front page", states.made, ""),
    ("not me", states.opened, "/not-me"),
    ("check question", states.unproved, "/year-of-birth"),
    ("agreement", states.opened, "/agree"),
    ("declined", states.opened, "/rather-not"),
    ("question", states.in_progress, "/questions/your_pain/place"),
    ("welcome back", states.in_progress, ""),
    ("own words", states.all_answered, "/your-words"),
    ("check", states.all_answered, "/answers"),
    ("sent", states.submitted, "/sent"),
    ("already sent", states.submitted, ""),
    ("result", states.submitted, "/assessment"),
    ("stopped", states.stopped, "/assessment"),
    ("expired", states.expired, ""),
    ("replaced", states.replaced, ""),
]


def come_to(case, open_page, path="", **options):
    """A page in a browser that came by the link before."""
    page = open_page("/about", **options)
    value = case.client.get_cookie("self-check").value
    address = page.url.removesuffix("/about")
    page.context.add_cookies([{"name": "self-check", "value": value, "url": address}])
    page.goto(case.at(path))
    return page


@pytest.mark.parametrize(("reach", "path"), [one[1:] for one in PLACES], ids=[p[0] for p in PLACES])
def test_anyone_can_read_and_use_a_page_of_a_visit(reach, path, site, open_page):
    page = come_to(reach(site.app), open_page, path, color_scheme="light")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")

    assert [*too_small(page), *axe_violations(page), *too_wide(page)] == []


@pytest.mark.parametrize("way", WAYS)
def test_half_on_a_phone_and_the_rest_on_another_device(way, site, open_page):
    hand, has_script = WAYS[way]
    case = states.made(site.app)
    phone = Person(open_page(case.link, java_script_enabled=has_script), hand)
    phone.presses("Yes, open my questions").presses("I agree, start")
    for _ in range(9):
        phone.answers_page(ANSWERS)
    phone.page.context.close()

    desk = open_page(case.link, java_script_enabled=has_script)
    desk.set_viewport_size(DESKTOP)
    other = Person(desk, hand).sees("Welcome back", "You have answered").presses("Go on")
    other.answers(ANSWERS).sees("In your own words")
    other.writes("What would you most like to ask", "Can I run in May?").presses("Continue")
    other.sees("Check your answers", "Can I run in May?").presses("Send to Robin Hale")
    other.sees("Your answers are sent").presses("See what may play a part").sees("Your visit")

    assert case.response.told["is_complete"]
    assert case.link.removeprefix("/v/") not in other.page.content()


def test_a_partner_with_the_same_link_is_told_kindly(site, open_page):
    case = states.submitted(site.app)
    partner = Person(open_page(case.link))
    partner.sees("These answers were already sent", "ask the clinic for a link of your own")


def test_a_warning_sign_stops_the_form_and_reaches_the_clinic(site, open_page):
    case = states.agreed(site.app)
    person = Person(come_to(case, open_page)).presses("Start")
    person.ticks("I am coughing up blood").presses("Continue")
    person.sees("Get emergency help now", "Nobody at the clinic watches")

    assert (case.response.waiting, case.response.submitted) == (3, None)
    person.page.go_back()
    person.presses("Continue").sees("Get emergency help now")


def test_back_and_forward_never_ask_whether_to_send_again(site, open_page):
    case = states.all_answered(site.app)
    person = Person(come_to(case, open_page, "/answers")).presses("Send to Robin Hale")
    person.sees("Your answers are sent")
    person.page.go_back()
    person.sees("Your answers are sent")
