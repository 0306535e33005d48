"""The same self-check in a real browser with nothing kept, to check what the walker counts."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bench.figures import KB, Figure
from bench.runner import ANSWERS, typed
from bench.served import served
from bench.walker import LONGEST_WALK, RESULT
from dev import browser_on_path

if TYPE_CHECKING:
    from playwright.sync_api import Page

WHAT = "the same in a cold browser, received"


def browser_figures() -> Iterator[Figure]:
    """Bytes and requests as Chromium counts them."""
    browser = os.environ.get("CHROMIUM") or browser_on_path()
    if not browser or find_spec("playwright") is None:
        yield Figure(WHAT, None, "(no Chromium found; set CHROMIUM)", at_most=80)
        return
    with served("app") as app:
        sizes, foreign = walked_in(browser, f"http://127.0.0.1:{app.port}/")
    yield Figure(WHAT, sum(sizes) / KB, "kB", at_most=80)
    yield Figure("  in requests", len(sizes), "")
    yield Figure("  of them to somebody else", foreign, "", at_most=0)


def walked_in(browser: str, address: str) -> tuple[list[int], int]:
    """The bytes of each answer of a whole walk, and how many requests went elsewhere."""
    from playwright.sync_api import sync_playwright

    sizes: list[int] = []
    asked: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser)
        page = chromium.new_page()
        page.set_default_timeout(10_000)
        events = page.context.new_cdp_session(page)
        events.send("Network.enable")
        events.on("Network.requestWillBeSent", lambda one: _note(one, asked, sizes))
        events.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
        page.goto(address)
        walk(page)
        chromium.close()
    # Nothing comes over the wire for what the browser has kept, or for an address with data in it.
    return list(filter(None, sizes)), sum(not url.startswith((address, "data:")) for url in asked)


def _note(event: dict[str, Any], asked: list[str], sizes: list[int]) -> None:
    """A request; where it was sent on from another, the size of that one's answer as well."""
    asked.append(event["request"]["url"])
    if "redirectResponse" in event:
        sizes.append(event["redirectResponse"]["encodedDataLength"])


def walk(page: "Page") -> None:
    """From the first page to the result."""
    for _ in range(LONGEST_WALK):
        if page.url.endswith(RESULT):
            return
        for field in page.locator("main form [name]:not([type=hidden]):not(button)").all():
            _fill(field)
        # Without the six more questions, as the walker goes.
        page.locator("main [value=no], main .primary").last.click()
    raise AssertionError(f"The walk in the browser ended at {page.url}.")


def _fill(field: Any) -> None:
    name, kind = field.get_attribute("name"), field.get_attribute("type")
    if name not in ANSWERS:
        return
    if kind in ("radio", "checkbox"):
        if field.get_attribute("value") in typed(name):
            field.check()
    else:
        field.fill(typed(name)[0])
