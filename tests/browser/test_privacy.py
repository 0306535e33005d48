"""What nobody else gets: a look at the answers afterwards, a script on the page."""

from playwright.sync_api import expect

from tests.browser.states import POSTURE
from tests.factories import healthy_runner


def test_after_forgetting_back_shows_none_of_the_answers(open_page):
    page = open_page("/questions/your_pain/feel", healthy_runner(**POSTURE))
    page.goto("/answers")
    page.goto("/assessment")
    page.get_by_role("link", name="Delete my answers").first.click()
    page.get_by_role("button", name="Delete my answers").click()
    expect(page.get_by_role("heading", name="Your answers have been deleted")).to_be_visible()

    page.go_back()
    expect(page.get_by_text("this browser holds no answers")).to_be_visible()
    for _ in range(3):
        page.go_back()
        expect(page.get_by_role("heading", name="First, a quick safety check")).to_be_visible()
        expect(page.locator(":checked")).to_have_count(0)

    assert page.context.cookies()[0]["value"]
    assert len(page.context.cookies()) == 1


def test_a_planted_script_does_not_run(open_page, watch):
    watch.expect("Content Security Policy")
    page = open_page("/assessment", healthy_runner())
    page.evaluate(
        """() => {
            const planted = document.createElement("script");
            planted.textContent = "window.planted = true";
            document.body.append(planted);
        }"""
    )

    assert page.evaluate("() => window.planted") is None


def test_a_planted_request_does_not_leave(open_page, watch):
    watch.expect("Content Security Policy")
    page = open_page("/assessment", healthy_runner())
    sent = page.evaluate("() => fetch('https://elsewhere.example/').then(() => 'sent', () => 'no')")

    assert sent == "no"
