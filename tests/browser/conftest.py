"""The real app in a real browser; every page is watched."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.site import CLINIC, serving
from tests.browser.watch import Watch

PHONE = {"width": 390, "height": 844}


def pytest_addoption(parser):
    parser.addoption("--screenshots", action="store_true", help="take the pictures in docs/ again")


def pytest_itemcollected(item):
    item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Without a browser one of these tests says so for all of them."""
    ours = [item for item in items if item.get_closest_marker("browser")]
    if ours and chromium.found() == "missing":
        config.hook.pytest_deselected(items=ours[1:])
        items[:] = [item for item in items if item not in ours[1:]]


@pytest.fixture(scope="session")
def browser():
    if chromium.found() == "missing":
        pytest.fail(chromium.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        browser = chromium.start(playwright)
        yield browser
        browser.close()


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
    """A new page on a phone, for a runner who has given `answers`; options as Playwright's."""
    contexts = []

    def open_page(path=None, answers=None, **options):
        context = browser.new_context(base_url=site.address, viewport=PHONE, **options)
        contexts.append(context)
        context.set_default_timeout(5000)
        watch.follow(context)
        if answers is not None:
            context.add_cookies([site.cookie_for(answers)])
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
