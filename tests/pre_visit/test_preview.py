"""What a chat shows of a patient's link, before anybody has opened it."""

import re

import pytest

from tests.beneath import beneath
from tests.factories import desk_of
from tests.pre_visit import states
from tests.pre_visit.walking import audited
from tests.visitor import Page, Visitor

FORM = "A form before your appointment"


@pytest.fixture
def case(app):
    return states.in_progress(app)


def preview(app, address):
    """What a chat fetches: it follows the redirect, and keeps no cookie on the way."""
    first = app.test_client(use_cookies=False).get(address)
    return app.test_client(use_cookies=False).get(first.location)


def about(page, name):
    """What a page says of itself to those who preview it."""
    return re.search(f'<meta property="og:{name}" content="([^"]*)">', page.text)[1]


def test_a_preview_names_the_clinic_and_a_form_and_nothing_more(app, case):
    page = preview(app, case.link)

    assert (page.status_code, Page(page.text).title) == (200, f"{FORM} - The physio next door")
    assert (about(page, "title"), about(page, "site_name")) == (FORM, "The physio next door")
    assert about(page, "description") == "Open the link to begin. It is meant for one person."
    assert '<meta name="robots" content="noindex">' in page.text
    for word in ("does not open", "Robin Hale", "09:30", "34 years", case.link):
        assert word not in page.text


def test_a_preview_spends_and_notes_nothing(app, case):
    before, entries = case.state, audited(case)
    for _ in range(9):
        preview(app, case.link)

    assert (case.state, audited(case)) == (before, entries)
    assert beneath(desk_of(app).db)["throttle"].count == 0
    Visitor(case.client).go(case.link).sees("Welcome back")


def test_one_that_keeps_cookies_on_the_way_is_told_the_same(app, case):
    page = app.test_client().get(states.made(app).link, follow_redirects=True)

    assert (about(page, "title"), about(page, "site_name")) == (FORM, "The physio next door")


def test_a_name_that_no_visit_has_looks_alike(app, case):
    pages = {app.test_client().get(f"/visit/{name}").text for name in (case.name, "abcdefghij")}

    assert len({re.sub("nonce=.*? ", "", page) for page in pages}) == 1


def test_whoever_has_cookies_switched_off_is_told_what_to_do(app, case):
    page = Page(preview(app, case.link).text)

    assert "Your browser is not keeping cookies" in page.text
    assert "Call (555) 010-0100" in page.text


def test_a_wrong_link_is_still_said_to_be_one(app):
    page = preview(app, "/v/never-given-out")

    assert page.status_code == 404
    assert "This link does not open here" in page.text
