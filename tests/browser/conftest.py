"""The real app in a real browser; every page is watched."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.checks import resize
from tests.browser.site import CLINIC, EMPTY, serving
from tests.browser.waiting_room import SIZES, Screen, a_screen, sized
from tests.browser.watch import Watch

PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000  # ms, on a machine that is busy with other things as well


def pytest_addoption(parser):
    parser.addoption("--screenshots", action="store_true", help="take the pictures in docs/ again")


def pytest_itemcollected(item):
    item.add_marker("browser")


def pytest_collection_modifyitems(config, items):
    chromium.let_one_speak(config, items)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright, chromium.start(playwright.chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The one app that all of these tests visit."""
    with serving(tmp_path_factory.mktemp("instance"), **CLINIC) as site:
        yield site


@pytest.fixture
def site(served, make_database, tmp_path):
    """That app with a database of this test's own."""
    with served.with_records_of_its_own(make_database(tmp_path / "records.db")):
        yield served


@pytest.fixture
def watch(site):
    watch = Watch(site.address)
    yield watch
    watch.check()


@pytest.fixture
def open_page(browser, site, watch):
    """Opens pages on a phone, for a runner who has given `answers`; options as Playwright's."""
    with ExitStack() as contexts:

        def open_page(path, answers=None, cookies=(), **options):
            context = browser.new_context(base_url=site.address, viewport=PHONE, **options)
            contexts.enter_context(context).set_default_timeout(PATIENCE)
            watch.follow(context)
            context.add_cookies(_held(site, answers, cookies))
            page = context.new_page()
            page.goto(path)
            return page

        yield open_page


@pytest.fixture(scope="session")
def window_of(browser, served):
    """The two windows, with script and without, of all tests that bring nothing of their own into
    one: each costs a lot."""
    with ExitStack() as contexts:

        @cache
        def window_of(has_script):
            context = browser.new_context(base_url=served.address, java_script_enabled=has_script)
            contexts.enter_context(context).set_default_timeout(PATIENCE)
            return context.new_page()

        yield window_of


@pytest.fixture
def open_next(window_of, site, watch):
    """The same for page after page in one window, each for somebody new, in light colours."""
    used = set()

    def open_next(path, answers=None, cookies=(), has_script=True):
        window = window_of(has_script)
        if window not in used:
            watch.follow(window.context)
            used.add(window)
        window.context.clear_cookies()
        window.context.add_cookies(_held(site, answers, cookies))
        resize(window, *PHONE.values())
        window.emulate_media(media="null", color_scheme="light")
        window.goto(path)
        return window

    yield open_next
    for window in used:
        window.context.clear_permissions()
        window.goto(EMPTY)
        watch.leave(window.context)


def _held(site, answers, cookies):
    return [*cookies] if answers is None else [site.cookie_for(answers), *cookies]


@pytest.fixture
def open_screen(browser, site, watch):
    """Puts up kiosks of one of the sizes in waiting_room; options as Playwright's."""
    with ExitStack() as contexts:

        def open_screen(size="tall", own=browser, **options):
            context = own.new_context(base_url=site.address, **sized(size), **options)
            contexts.enter_context(context).set_default_timeout(PATIENCE)
            watch.follow(context)
            return a_screen(site, context)

        yield open_screen


@pytest.fixture
def open_next_screen(browser, site, watch):
    """Puts up one new kiosk after another in the same tall window, in light colours, unmoving.

    Time stands still there: nobody is asked whether they are still there, and no page ends.
    """
    still = {"color_scheme": "light", "reduced_motion": "reduce"}
    with browser.new_context(base_url=site.address, **sized("tall"), **still) as context:
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        page = context.new_page()
        page.clock.set_fixed_time(datetime.now(UTC))

        screen = Screen(site, context, "", page)

        def open_next_screen():
            screen.stands_by()
            context.clear_cookies()
            resize(page, *SIZES["tall"])
            return replace(a_screen(site, context), page=page)

        yield open_next_screen
