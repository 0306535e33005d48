"""The front desk's work in a real browser, counted: a day sent, a request booked, all reminded."""

from datetime import UTC, datetime, timedelta

import pytest

from records.answers import appointment_requests as visit_requests
from records.answers import invitation_list, invitations
from records.answers.invitation_list import LinkQuery, Show
from records.engine.timestamps import ClinicTime, to_iso
from services import services_of
from settings.mail import DEFAULTS, mail_from
from tests.browser.at_the_clinic import colleague
from tests.factories import an_invitation, set_services
from tests.staff.patients.test_requests import ATTACHED, CONTACT

SERVED = {"SMTP_HOST": "mail.example", "MAIL_FROM": "desk@clinic.example"}
MAILS = [f"p{at}@example.org" if at < 18 else "" for at in range(20)]
TIMES = [f"{8 + at // 2}:{at % 2 * 30:02}" for at in range(20)]
ROWS = [f"{TIMES[at]}\tKL-{at}\t{MAILS[at]}\t077009001{at}" for at in range(20)]
TWENTY = "\n".join(["Time\tPatient\tEmail\tMobile", *ROWS])


class Presses:
    """Presses buttons and links, and counts them."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def __call__(self, name, role="button"):
        self.page.get_by_role(role, name=name).first.click()
        self.count += 1
        return self


@pytest.fixture
def with_mail(site):
    before = services_of(site.app).settings.mail
    set_services(site.app, mail=mail_from(DEFAULTS | SERVED))
    yield site
    set_services(site.app, mail=before)


def test_a_morning_at_the_desk_takes_as_many_presses_as_it_should(with_mail, open_next):
    site = with_mail
    built, now = services_of(site.app), datetime.now(UTC)
    db, encryption = built.connections.database(), built.encryption
    time = ClinicTime(now, now.astimezone())
    cookies = [site.staff_cookie(colleague(site))]

    page = open_next("/clinic/links/day", None, cookies)
    page.locator("#lines").fill(TWENTY)
    press = Presses(page)("Preview")
    page.get_by_label("Mobile, line 19").press("Enter")
    page.locator("summary", has_text="The list as you pasted it").click()
    page.locator("#day").press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().startswith("20 appointments on")
    press("Make and send")
    assert press.count == 2
    assert page.get_by_role("heading", level=1).inner_text() == "20 links made"
    assert "18 on the way by email" in page.locator("main").inner_text()
    assert invitation_list.how_many_unsent(db, time) == 2
    with page.expect_response("**/clinic/links/sent"):
        page.get_by_role("button", name="Copy the text for KL-18").click()
    assert page.locator("[data-sent]").first.is_checked()
    assert invitation_list.how_many_unsent(db, time) == 1

    about = {"contact": CONTACT, "attached": ATTACHED, "now": now}
    asked = visit_requests.add(db, encryption, once="a form", **about)
    page = open_next("/clinic", None, cookies)
    press = Presses(page)("Requests", "link")(CONTACT["name"], "link")
    page.get_by_label("Day of the appointment").fill(f"{now + timedelta(days=3):%Y-%m-%d}")
    page.get_by_role("textbox", name="Time of the appointment").fill("9.30")
    press("Book and confirm")
    assert press.count == 3
    assert "The confirmation with the link is on its way." in page.locator("main").inner_text()
    booked = visit_requests.find(db, encryption, asked.reference).appointment
    page = open_next(f"/clinic/responses/{booked}", None, cookies)
    page.locator(".sent-along summary").click()
    assert page.get_by_text("15 miles").is_visible()

    long_ago = now - timedelta(days=3)
    for number in range(5):
        one, _ = an_invitation(site.app, long_ago, email=f"r{number}@example.org")
        columns = {"opened": to_iso(long_ago), "sent": to_iso(long_ago)}
        soon = now + timedelta(days=2)
        invitations.change(db, one, visit=f"{soon:%Y-%m-%d}", ends=to_iso(soon), **columns)
    page = open_next("/clinic/links", None, cookies)
    press = Presses(page)("Remind all")
    assert press.count == 1
    assert "5 on the way by email" in page.locator("main").inner_text()
    left = invitation_list.page(db, encryption, LinkQuery(Show.TO_REMIND), time).rows
    assert [row for row in left if row.invitation.opened] == []
