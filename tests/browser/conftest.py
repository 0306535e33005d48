"""The real app in a real browser; every page is watched."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.site import CLINIC, serving
from tests.browser.waiting_room import a_screen, window
from tests.browser.watch import Watch

PHONE = {"width": 390, "height": 844}


def pytest_addoption(parser):
    parser.addoption("--screenshots", action="store_true", help="take the pictures in docs/ again")
    parser.addoption("--kiosk-pictures", help="a folder for a picture of each page of a kiosk")


def pytest_itemcollected(item):
    item.add_marker("browser")


def pytest_collection_modifyitems(config, items):
    chromium.let_one_speak(config, items)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright, chromium.start(playwright.chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("instance"), **CLINIC) as site:
        yield site


@pytest.fixture
def watch(site):
    watch = Watch(site.address)
    yield watch
    watch.check()


@pytest.fixture
def open_page(browser, site, watch):
    """Opens pages on a phone, for a runner who has given `answers`; options as Playwright's."""
    with ExitStack() as contexts:

        def open_page(path, answers=None, **options):
            context = browser.new_context(base_url=site.address, viewport=PHONE, **options)
            contexts.enter_context(context).set_default_timeout(15_000)
            watch.follow(context)
            context.add_cookies([] if answers is None else [site.cookie_for(answers)])
            page = context.new_page()
            page.goto(path)
            return page

        yield open_page


@pytest.fixture
def open_screen(browser, site, watch):
    """Puts up kiosks of one of the sizes in waiting_room; options as Playwright's."""
    with ExitStack() as contexts:

        def open_screen(size="tall", own=browser, **options):
            context = own.new_context(base_url=site.address, **window(size), **options)
            contexts.enter_context(context).set_default_timeout(15_000)
            watch.follow(context)
            return a_screen(site, context)

        yield open_screen
