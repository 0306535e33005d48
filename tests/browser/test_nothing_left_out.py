"""Every page of the clinic and of a visit is one of those that are measured in a browser."""

from urllib.parse import urlsplit

import pytest

from tests.browser import test_face_sheet, test_links, test_patients, test_staff_pages, test_visits
from tests.browser.states import STATES

NO_PAGE = {
    "staff.home": "leads to the first page that a role allows",
    "staff.open_set_up": "leads to staff.set_up",
    "arrival.open_link": "leads to visit.start",
    "office.link": "leads back to the people; its page comes after a press, in test_staff_pages",
    "tokens.once": "leads back to the tokens; its page comes after a press, in test_staff_pages",
    "kiosks.code": "leads back to the kiosks; its page comes after a press, in test_staff_pages",
    "kiosks.calls_now": "a part of every staff page",
    "today.now": "today.show again, for its script",
    "staff.time_left": "a number, for the script of every staff page",
    "export.visit": "a file",
    "export.lines": "a file",
    "sheet.soap": "a text",
    "visit.assessment_as_text": "a text",
}


def measured(site):
    """The address of each page that is opened to be measured."""
    yield from (state.path for state in STATES)
    for pages in (test_staff_pages.OUTSIDE, test_staff_pages.INSIDE, test_patients.PAGES):
        yield from (page[0] for page in pages.values())
    yield from (page[0] for page in test_links.PAGES.values())
    yield from (reach(site) for reach in test_face_sheet.PAGES.values())
    yield from (f"/visit/one{path}" for _, path, _ in test_visits.PLACES.values())


@pytest.fixture
def answering(site):
    """The endpoints that answer a look at a page of the clinic or of a visit."""
    return {
        rule.endpoint
        for rule in site.app.url_map.iter_rules()
        if "GET" in rule.methods and rule.rule.startswith(("/clinic", "/visit", "/v/"))
    }


def test_every_page_is_measured(site, answering):
    known = site.app.url_map.bind("")
    opened = [urlsplit(path).path for path in measured(site)]
    met = {known.match(path)[0] for path in opened if known.test(path)}

    assert answering - set(NO_PAGE) - met == set()


def test_what_is_no_page_is_still_there(answering):
    assert set(NO_PAGE) <= answering
