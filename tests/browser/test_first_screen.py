"""A result on a phone: the first screen answers, and all of it is short."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import TOO_WIDE
from tests.browser.conftest import PHONE
from tests.browser.hands import Mouse
from tests.browser.person import Person
from tests.browser.states import POSTURE, type_and_press
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
MOST_PX, MOST_WORDS = 3200, 450
# What can be read before anything is unfolded: not a picture, nor what only a screen reader says.
WORDS = """() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    let words = 0;
    while (walker.nextNode()) {
        const at = walker.currentNode.parentElement;
        if (at.checkVisibility() && !at.closest(".unseen, svg"))
            words += walker.currentNode.data.split(/\\s+/).filter(Boolean).length;
    }
    return words;
}"""
UNFOLDED_AND_LARGE = """() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    document.documentElement.style.fontSize = "200%";
}"""
ANSWERS = {
    "posture": (
        "No warning signs in your answers",
        "Running posture",
        "Keep running, but shorter and easier. If pain gets to 4, slow down or walk.",
        "3 easy runs, half of your usual week in all, none over 6 km. No hard runs. "
        "Run tall: 1 minute on, 2 off.",
    ),
    "a load jump in miles": (
        "No warning signs in your answers",
        "Doing more than your back was ready for",
        "Keep running, but shorter and easier. If pain gets to 4, slow down or walk.",
        "4 easy runs, 10 miles in all, none over 3 miles. No hard runs.",
    ),
}

LINKS = {
    "See my plan": "Your plan",
    "Book a physiotherapist": "Book a physiotherapist",
    "When to get help straight away": "When to get help straight away",
}


@pytest.fixture
def result_of(open_page, site):
    """The result of somebody in the stories, by the way that they came."""

    def result_of(who):
        if who == "posture":
            return open_page("/assessment", healthy_runner(**POSTURE))
        held = [site.cookie_until("weeks", healthy_runner(**JUMP))]
        runner = Person(open_page("/", cookies=held), Mouse)
        runner.presses("Continue").answers(healthy_runner(**JUMP, **IN_MILES))
        return runner.page

    return result_of


@pytest.mark.parametrize("who", ANSWERS)
def test_the_first_screen_answers_and_the_whole_result_is_short(who, result_of):
    page = result_of(who)
    shown = [page.locator(".first").get_by_text(text, exact=True) for text in ANSWERS[who]]
    shown += [page.get_by_role("link", name="When to get help straight away")]
    shown += [page.get_by_role("link", name="See my plan")]
    shown += [page.get_by_role("link", name="Book a physiotherapist")]
    for one in shown:
        expect(one).to_be_visible()
        box = one.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], one

    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_PX
    assert page.evaluate(WORDS) <= MOST_WORDS
    for path in ("/assessment", "/questions/your_pain/place", "/booking"):
        page.goto(path)
        if path == "/booking":
            type_and_press("Send my request", email="nobody")(page)
        page.evaluate(UNFOLDED_AND_LARGE)
        assert page.evaluate(TOO_WIDE) == [], f"{path} with text at 200 %"


def test_a_stop_is_short_too(open_next):
    page = open_next("/assessment", healthy_runner(rf_now=["hard_to_breathe"]))

    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_PX
    assert page.evaluate(WORDS) <= MOST_WORDS


def test_its_links_lead_down_the_page(open_next):
    page = open_next("/assessment", healthy_runner(**POSTURE), has_script=False)
    for link, heading in LINKS.items():
        page.goto("/assessment")
        page.locator(".first").get_by_role("link", name=link).press("Enter")

        expect(page.get_by_role("heading", name=heading)).to_be_in_viewport()


def test_pain_on_a_run_is_said_once_and_not_beside_a_doctors_advice(open_next):
    page = open_next("/assessment", healthy_runner(**POSTURE))
    expect(page.get_by_role("heading", name="If it hurts on a run")).to_have_count(1)
    assert page.locator("main").text_content().count("out of 10") == 1

    page = open_next("/assessment", healthy_runner(**POSTURE, age_years=60))
    expect(page.get_by_role("heading", name="If it hurts on a run")).to_have_count(0)
    expect(page.get_by_text("Only easy running, and only if it does not hurt")).to_be_visible()
