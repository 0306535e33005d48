"""A second person at a kiosk reaches no word of the first, by any way back.

Each way is gone twice: as it is, and with its wipe switched off, where it must lead to the words;
so that no test here passes because its way leads nowhere. Ways that the server alone closes (an
old cookie, a reload too late, a browser that was ended) are gone in tests/kiosk/test_forgetting.py.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.sync_api import Error, expect

from tests.browser import chromium
from tests.browser.states import POSTURE
from tests.browser.switched_off import SwitchedOff
from tests.browser.waiting_room import touch_to_start
from tests.factories import healthy_runner, swap

HERS = healthy_runner(**POSTURE)
HER_WORDS = "You hunch or round your shoulders"
RESULT = "/kiosk/assessment"
STORE = """async word => {
    localStorage.kept = sessionStorage.kept = word;
    await (await caches.open("kept")).put("/kept", new Response(word));
    await new Promise(done => { indexedDB.open(word).onsuccess = done });
}"""
STORED = """async () => [...Object.values(localStorage), ...Object.values(sessionStorage),
    ...await caches.keys(), ...(await indexedDB.databases()).map(one => one.name)].join()"""

# After the page itself has heard it: whatever it does about it has begun.
HEAR = """() => { tabs.addEventListener("message",
    ({ data }) => { window.heard ||= data === "over" }); }"""


@pytest.fixture(autouse=True)
def _phones_come_here(site, monkeypatch):
    """A result can be taken home."""
    swap(monkeypatch, site.app, base_url="https://clinic.example")


def finish(page):
    """The first person ends, and leaves the screen to the next."""
    page.get_by_role("button", name="Finish").first.click()
    page.wait_for_url("**/kiosk/cleared")


def result_of_hers(screen):
    page = screen.seats(HERS, RESULT)
    expect(page.get_by_text(HER_WORDS)).to_be_visible()
    return page


def words(page):
    """All that a page holds, seen or not; no load is waited for, as a page kept whole has none."""
    page.get_by_role("heading", level=1).first.wait_for()
    return f"{page.title()} {page.content()} {page.url}"


def seen_going_back(page, times=10):
    """All that Back, and then Forward, come upon."""
    seen = ""
    for step in ("go_back", "go_forward"):
        for _ in range(times):
            take(page, step)
            seen += words(page) if page.url.startswith("http") else ""
    return seen


def take(page, step):
    """Go a step through the history, once the page is not being asked for anew any more."""
    for _ in range(10):
        with suppress(Error):
            getattr(page, step)(wait_until="commit")
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"no {step} from {page.url}")


def back_without_script(screen):
    page = result_of_hers(screen)
    page.get_by_role("link", name="Take it home").click()
    page.wait_for_url("**/kiosk/take-home")
    finish(page)
    return seen_going_back(page, 4)


def back_with_script(screen):
    page = result_of_hers(screen)
    page.get_by_role("link", name="Take it home").click()
    page.wait_for_url("**/kiosk/take-home")
    page.get_by_role("link", name="Back to my result").click()
    page.wait_for_url(f"**{RESULT}")
    finish(page)
    return seen_going_back(page, 4)


def page_kept_whole(screen):
    page = result_of_hers(screen)
    page.evaluate("() => location.assign('/kiosk/cleared')")
    page.wait_for_url("**/kiosk/cleared")
    screen.was_touched(100)
    take(page, "go_back")
    return words(page)


def address_bar(screen):
    page = result_of_hers(screen)
    page.goto(RESULT)
    return words(page)


def second_tab(screen):
    screen.context.clock.install()
    first = result_of_hers(screen)
    with screen.context.expect_page() as opened:
        first.evaluate("path => { open(path) }", RESULT)
    second = opened.value
    expect(second.get_by_text(HER_WORDS)).to_be_visible()
    second.wait_for_load_state("load")
    second.evaluate(HEAR)
    finish(first)
    second.clock.run_for(15_000)
    second.wait_for_function("() => location.pathname === '/kiosk' || (window.heard && !hasLeft)")
    return words(second)


def storage(screen):
    page = result_of_hers(screen)
    page.evaluate(STORE, HER_WORDS)
    finish(page)
    return page.evaluate(STORED)


def form_restored(screen):
    page = screen.seats(HERS, "/kiosk/questions/your_pain/place")
    page.locator("#age_years").fill(HER_WORDS)
    page.goto("/kiosk")
    screen.sits_down(healthy_runner())
    page.go_back()
    expect(page.locator("#age_years")).to_be_visible()
    return page.locator("#age_years").input_value()


def new_person(screen):
    page = result_of_hers(screen)
    finish(page)
    page.goto("/kiosk")
    touch_to_start(page)
    seen = words(page)
    return seen + words(screen.goes(RESULT)) + words(screen.goes("/kiosk/answers"))


@dataclass(frozen=True)
class Way:
    """A way back, and the wipe that closes it."""

    go: Callable
    wipe: Callable
    has_script: bool = True
    keeps: bool = False
    """Whether it leads over pages that Chromium keeps; the rest is tried in its headless shell."""


OFF = SwitchedOff
WAYS = {
    "back and forward": Way(back_without_script, OFF.end_of_sitting, has_script=False, keeps=True),
    "back, in place": Way(back_with_script, OFF.history, keeps=True),
    "the browser's page cache": Way(page_kept_whole, OFF.page_cache, keeps=True),
    "the address bar": Way(address_bar, OFF.strangers),
    "a second tab": Way(second_tab, OFF.other_tabs),
    "storage": Way(storage, OFF.clear_site_data),
    "form restore": Way(form_restored, OFF.autocomplete, has_script=False, keeps=True),
}


@pytest.fixture(scope="module")
def keeping_browser(browser):
    """One that keeps whole pages for Back, as people's browsers do; Playwright's own does not."""
    kept = ["--disable-back-forward-cache"]
    with chromium.start(browser.browser_type, whole=True, ignore_default_args=kept) as own:
        yield own


@pytest.mark.parametrize("is_wiped", [True, False], ids=["wiped", "switched_off"])
@pytest.mark.parametrize("name", WAYS)
def test_a_second_person_reaches_no_word_of_the_first(
    name, is_wiped, open_screen, browser, keeping_browser, monkeypatch, watch
):
    watch.is_deaf = True  # a way back may well end in a complaint of the browser's
    way = WAYS[name]
    screen = open_screen(
        own=keeping_browser if way.keeps else browser, java_script_enabled=way.has_script
    )
    if not is_wiped:
        way.wipe(SwitchedOff(monkeypatch), screen)

    assert (HER_WORDS in way.go(screen)) is not is_wiped


def test_a_new_person_begins_with_nothing(open_screen):
    assert HER_WORDS not in new_person(open_screen())


def test_going_from_page_to_page_leaves_no_history(open_screen):
    page = open_screen().attracts()
    before = page.evaluate("() => history.length")
    touch_to_start(page)
    page.get_by_role("link", name="Start again").click()
    page.get_by_role("button", name="Yes, delete my answers").click()
    page.wait_for_url("**/kiosk/cleared")

    assert before == page.evaluate("() => history.length")
