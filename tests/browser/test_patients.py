"""What came in, in a real browser: for all eyes, all hands, all windows."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from records.answers import appointment_requests as visit_requests
from services import services_of
from staff.accounts.roles import Role
from tests.browser.checks import check_each
from tests.browser.states import done, press
from tests.factories import a_colleague, a_response, an_invitation, healthy_runner

PAGES = {
    "patients": ("/clinic/patients", None),
    "patients-filtered": ("/clinic/patients?state=new&visit_from=nonsense", None),
    "patients-nothing": ("/clinic/patients?reference=nobody", None),
    "warning": ("/clinic/responses/{warned}/acknowledge", None),
    "warning-nothing": ("/clinic/responses/{warned}/acknowledge", press("Save")),
    "requests": ("/clinic/requests", None),
    "requests-nothing": ("/clinic/requests?find=nobody", None),
    "request": ("/clinic/requests/{request}", None),
}
CONTACT = {"name": "Zoë Quill", "phone": "555 010 2000", "email": "z@example.org", "times": ""}


@pytest.fixture
def db(site):
    return services_of(site.app).connections.database()


@pytest.fixture
def robin(site):
    return a_colleague(site.app, "Robin Hale", [Role.PHYSIOTHERAPIST])


@pytest.fixture
def filled(site, db, robin):
    """The names in addresses of a visit with a warning, and of a request; another visit beside."""
    warned, _ = an_invitation(site.app, reference="KL 4711", physiotherapist=robin)
    a_response(site.app, healthy_runner(rf_general=["fever_chills"]), warned)
    quiet, _ = an_invitation(site.app, reference="MN 22", physiotherapist=robin)
    a_response(site.app, healthy_runner(), quiet)
    asked = visit_requests.add(
        db,
        services_of(site.app).encryption,
        once=warned.name,
        contact=CONTACT | {"note": "Use the side door."},
        attached=None,
        now=datetime.now(UTC),
    )
    return {"warned": warned.name, "request": asked.reference}


@pytest.fixture
def open_patients(open_next, site, robin):
    """Opens a page for Robin Hale, who is signed in."""
    return lambda path: open_next(path, None, [site.staff_cookie(robin)])


def test_anyone_can_read_and_use_what_came_in(open_next, site, robin, filled, watch):
    def enter(place):
        path, then = place
        page = open_next(path.format(**filled), None, [site.staff_cookie(robin)])
        return done(page, then)

    check_each(PAGES, enter, watch)


def test_a_row_is_a_card_on_a_phone_and_keeps_its_labels(open_patients, filled):
    page = open_patients("/clinic/patients")
    card = page.locator("tr", has_text="KL 4711").first
    label = "getComputedStyle(one, '::before').content"
    labels = card.locator("td").evaluate_all(f"all => all.map(one => {label})")

    assert "Best fit" in labels[1]
    expect(page.locator("thead").first).to_be_hidden()
    assert len({box["x"] for box in _boxes(card)}) == 1


def test_paper_has_the_exact_words_where_the_screen_says_today(open_patients, filled):
    page = open_patients("/clinic/patients")
    received = page.locator("td[data-label=Status] time").first
    expect(received.locator("span")).to_be_visible()
    page.emulate_media(media="print")

    expect(received.locator("span")).to_be_hidden()
    printed = received.evaluate("one => getComputedStyle(one, '::after').content")
    assert printed == f'"{received.get_attribute("title")}"'


def _boxes(card):
    return [cell.bounding_box() for cell in card.locator("td").all()]
