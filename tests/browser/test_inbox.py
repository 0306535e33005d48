"""What came in, in a real browser: for all eyes, all hands, all windows; and by keyboard alone."""

from datetime import UTC, datetime

import pytest

from clinic.staff.roles import Role
from records import sign_ins, staff, visit_requests
from tests.browser.checks import axe_violations, too_small, too_wide
from tests.browser.states import press
from tests.factories import a_colleague, a_response, an_invitation, healthy_runner

PAGES = {
    "inbox": ("/clinic/inbox", None),
    "inbox-filtered": ("/clinic/inbox?state=new&visit_from=nonsense", None),
    "inbox-nothing": ("/clinic/inbox?reference=nobody", None),
    "warning": ("/clinic/responses/{warned}/acknowledge", None),
    "warning-nothing": ("/clinic/responses/{warned}/acknowledge", press("Acknowledge")),
    "requests": ("/clinic/requests", None),
    "requests-nothing": ("/clinic/requests?reference=nobody", None),
    "request": ("/clinic/requests/{request}", None),
}
CONTACT = {"name": "Zoë Quill", "phone": "555 010 2000", "email": "z@example.org", "times": ""}


@pytest.fixture
def db(site):
    return site.app.extensions["connections"].database()


@pytest.fixture
def robin(site, db):
    found = staff.find(db, "Robin Hale")
    return found or a_colleague(site.app, "Robin Hale", [Role.PHYSIOTHERAPIST])


@pytest.fixture
def filled(site, db, robin):
    """The names in addresses of a visit with a warning, and of a request; another visit beside."""
    warned, _ = an_invitation(site.app, reference="KL 4711", physiotherapist=robin)
    a_response(site.app, healthy_runner(rf_general=["fever_chills"]), warned)
    quiet, _ = an_invitation(site.app, reference="MN 22", physiotherapist=robin)
    a_response(site.app, healthy_runner(), quiet)
    asked = visit_requests.add(
        db,
        site.app.extensions["sealer"],
        once=warned.name,
        contact=CONTACT | {"note": "Use the side door."},
        attached=None,
        now=datetime.now(UTC),
    )
    return {"warned": warned.name, "request": asked.reference}


@pytest.fixture
def open_inbox(open_page, site, db, robin):
    """Opens a page for Robin Hale, who is signed in."""

    def open_inbox(path, **options):
        page = open_page("/clinic/sign-in", **options)
        token = sign_ins.start(db, robin.id, datetime.now(UTC))
        page.context.add_cookies([{"name": "staff", "value": token, "url": site.address}])
        page.goto(path)
        return page

    return open_inbox


@pytest.mark.parametrize("name", PAGES)
def test_anyone_can_read_and_use_what_came_in(name, open_inbox, filled):
    path, then = PAGES[name]
    page = open_inbox(path.format(**filled), color_scheme="light")
    if then:
        then(page)
        page.wait_for_load_state("load")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")

    assert [*too_small(page), *axe_violations(page), *too_wide(page)] == []


def test_a_row_is_a_card_on_a_phone_and_keeps_its_labels(open_inbox, filled):
    page = open_inbox("/clinic/inbox")
    card = page.locator("tr", has_text="KL 4711").first
    label = "getComputedStyle(one, '::before').content"
    labels = card.locator("td").evaluate_all(f"all => all.map(one => {label})")

    assert "Received" in labels[1]
    assert not page.locator("thead").first.is_visible()
    assert len({box["x"] for box in _boxes(card)}) == 1


def _boxes(card):
    return [cell.bounding_box() for cell in card.locator("td").all()]


def test_from_the_inbox_to_an_acknowledged_warning_without_script(open_inbox, filled):
    page = open_inbox("/clinic/inbox?warnings=waiting", java_script_enabled=False)
    waiting = page.locator("tr.waits").count()
    page.locator(f"a[href='/clinic/responses/{filled['warned']}/acknowledge']").click()
    page.get_by_label("Called the patient").check()
    page.get_by_role("button", name="Acknowledge").click()
    page.get_by_text("Robin Hale acknowledged this on").wait_for()
    page.goto("/clinic/inbox?warnings=waiting")

    assert page.locator("tr.waits").count() == waiting - 1
