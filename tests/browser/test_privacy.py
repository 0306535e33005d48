"""What nobody else gets: a look at the answers afterwards, a script on the page."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import expect

from tests.browser.states import POSTURE
from tests.factories import healthy_runner, swap


def test_after_forgetting_back_shows_none_of_the_answers(open_next):
    page = open_next("/questions/your_pain/feel", healthy_runner(**POSTURE))
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


def test_a_planted_request_does_not_leave(open_next, watch):
    watch.expect("Content Security Policy")
    page = open_next("/assessment", healthy_runner())
    sent = page.evaluate("() => fetch('https://elsewhere.example/').then(() => 'sent', () => 'no')")

    assert sent == "no"


@contextmanager
def web_site(html):
    """Another site with this page alone; its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *said):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def test_the_clinics_own_site_shows_the_start_page_alone_and_its_button_opens_a_tab(
    open_page, site, watch, monkeypatch
):
    pages = {"start": "/", "about": "/about"}
    frames = (f'<iframe name="{n}" src="{site.address}{p}"></iframe>' for n, p in pages.items())
    with web_site("<!doctype html>" + "".join(frames)) as own:
        swap(monkeypatch, site.app, embed_on=(own,))
        watch.expect(f"foreign request: {own}")
        watch.expect("frame-ancestors")
        page = open_page(own)
        start = page.frame_locator("[name=start]")
        expect(start.get_by_text("It opens in a new tab.")).to_be_visible()
        expect(page.frame_locator("[name=about]").get_by_role("heading")).to_have_count(0)
        with page.expect_popup() as opened:
            start.get_by_role("link", name="Start the self-check").click()
        first = opened.value.get_by_role("heading", name="First, a quick safety check")
        expect(first).to_be_visible()
        assert page.url == f"{own}/"
