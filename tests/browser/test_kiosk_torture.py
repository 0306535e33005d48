"""Ten people in a row at one kiosk (two hundred with `make torture`), and what is left of them."""

from tests.browser import chromium
from torture.leftovers import leftovers
from torture.session import torture

HELD = "kestrel000000001"


def test_ten_people_leave_nothing(tmp_path):
    found = torture(tmp_path, people=10, seed=2)

    assert found.faults == []
    assert len(found.values) == 20


def test_the_search_finds_what_a_browser_keeps(tmp_path, site, browser):
    """A page that stores a value, with nothing to wipe it: so that the search is no blind one."""
    context = chromium.start(browser.browser_type, profile=tmp_path)
    page = context.pages[0]
    page.goto(f"{site.address}/about")
    page.evaluate("value => { localStorage.held = value }", HELD)
    context.close()

    assert list(leftovers(tmp_path, [HELD]))
    assert not list(leftovers(tmp_path, ["kestrel000000002"]))
