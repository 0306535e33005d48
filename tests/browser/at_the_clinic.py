"""Somebody of the staff at a real browser."""

from datetime import UTC, datetime, timedelta

from records.people import sign_ins, staff
from services import services_of
from staff.accounts.roles import Role
from tests.browser.person import Person
from tests.factories import a_colleague

DESKTOP = {"width": 1280, "height": 900}


def colleague(site, name="Robin Hale", *roles):
    """Somebody with these roles; a physiotherapist unless told otherwise."""
    db = services_of(site.app).connections.database()
    return staff.find(db, name) or a_colleague(site.app, name, roles or [Role.PHYSIOTHERAPIST])


def come_in(page, site, person):
    """Let the browser of this page be signed in as somebody."""
    db = services_of(site.app).connections.database()
    token = sign_ins.start(db, person.id, datetime.now(UTC))
    page.context.add_cookies([{"name": "staff", "value": token, "url": site.address}])


class Clinician(Person):
    """Goes through the staff pages at a desk."""

    def __init__(self, page):
        super().__init__(page)
        page.set_viewport_size(DESKTOP)

    def signs_in(self, name, passphrase):
        """Come in by the front door."""
        self.opens("/clinic/sign-in").writes("Your name", name)
        return self.writes("Your passphrase", passphrase).presses("Sign in")

    def goes_to(self, words):
        """Follow a line of the menu."""
        menu = self.page.get_by_role("navigation", name="Staff pages")
        self.hand.press(menu.get_by_role("link", name=words))
        return self

    def signs_out(self):
        """By the menu under one's own name."""
        self.hand.press(self.page.locator("summary").first)
        return self.presses("Sign out")

    def makes_a_link(self, reference, at="09:30"):
        """Make a link for a visit in two days with Robin Hale; the address to give out."""
        self.goes_to("Links").presses("Make a link").writes("Reference", reference)
        day = datetime.now().astimezone() + timedelta(days=2)
        self.page.get_by_label("Day of the appointment").fill(f"{day:%Y-%m-%d}")
        self.page.get_by_role("textbox", name="Time of the appointment").fill(at)
        self.page.get_by_label("Physiotherapist").select_option(label="Robin Hale")
        return self.presses("Make the link").sees(f"The link for {reference}").given()

    def given(self):
        """The address that is shown this once."""
        return self.page.locator("#address").inner_text()

    def finds(self, page, reference):
        """Look for a reference on the page of links or of patients; its line there."""
        self.opens(f"/clinic/{page}").writes("Reference", reference)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.keyboard.press("Enter")
        return " ".join(self.page.locator("tbody").inner_text().split())
