"""What the server keeps for a moment is gone when it should be, and a call comes when it must.

Each is tried twice: as it is, and with what sees to it switched off; see test_kiosk_wipes.py.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from records.answers import responses
from records.kiosk import codes as kiosk_codes
from services import services_of
from staff.accounts.roles import Role
from tests.browser.at_the_clinic import colleague, come_in
from tests.browser.person import Person
from tests.browser.states import POSTURE
from tests.browser.switched_off import SwitchedOff
from tests.browser.waiting_room import Screen
from tests.factories import an_invitation, answerer_of, healthy_runner, kept_answers, swap

HERS = healthy_runner(**POSTURE)
HER_WORDS = "hunch or round your shoulders"
HER_ANSWER = "Rounded back or hunched shoulders"
LAST_SECTION = "stress"
LATER = timedelta(minutes=15)


@dataclass
class Room:
    """A kiosk, and whoever else is about: phones, and a page for the staff."""

    screen: Screen
    open_page: Callable
    patch: pytest.MonkeyPatch

    @contextmanager
    def at_an_address(self, address="https://clinic.example"):
        """As where phones can reach the clinic."""
        with self.patch.context() as patch:
            swap(patch, self.screen.site.app, base_url=address)
            yield

    def takes_home(self):
        """Somebody's result, ready to be taken; the code that is shown for it."""
        with self.at_an_address():
            page = self.screen.seats(HERS, "/kiosk/take-home")
            page.get_by_role("button", name="Show me the code").click()
            return page.locator(".typed").inner_text()

    def phone(self, code):
        """All that a phone shows that types a code, and opens what it leads to."""
        person = Person(self.open_page("/t"))
        person.writes("Your code", code).presses("Continue")
        opens = person.page.get_by_role("button", name="Open my result")
        return person.presses("Open my result").read() if opens.count() else person.read()

    def types(self, code):
        """Somebody types a code from the front desk."""
        page = self.screen.goes("/kiosk/code")
        page.get_by_role("textbox", name="Your code").fill(code)
        page.get_by_role("button", name="Continue").click()
        expect(page.locator(".problem, .terms").first).to_be_visible()
        return page

    def answers_all(self):
        """Somebody in the diary who came by a code, and is about to send what they answered."""
        app, db, encryption = (
            self.screen.site.app,
            self.screen.db,
            services_of(self.screen.site.app).encryption,
        )
        asked, _ = an_invitation(app)
        kept, now = kept_answers(self.screen.site.questionnaire, HERS, {}), datetime.now(UTC)
        page = self.types(kiosk_codes.give(db, encryption, asked.id, now))
        page.get_by_role("button", name="I agree, start").click()
        page.wait_for_url("**/kiosk/questions/**")
        begun = responses.begin(db, encryption, asked.id, {}, now, answerer_of(app, asked))
        responses.save(db, encryption, begun, kept, LAST_SECTION, now)
        return self.screen.follows("/kiosk/answers")


def opened_before(room):
    code = room.takes_home()
    assert HER_WORDS in room.phone(code)
    return room.phone(code)


def opened_too_late(room):
    code = room.takes_home()
    swap(room.patch, room.screen.site.app, clock=lambda: datetime.now(UTC) + LATER)
    return room.phone(code)


def sent_before(room):
    page = room.answers_all()
    assert HER_ANSWER in page.content()
    kept = room.screen.context.cookies()
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url("**/kiosk/sent")
    room.screen.context.clear_cookies()
    room.screen.context.add_cookies(kept)
    return room.screen.follows("/kiosk/answers").content()


@dataclass(frozen=True)
class Way:
    """A way back to somebody's words, and what closes it."""

    go: Callable
    wipe: Callable
    words: str


OFF = SwitchedOff
WAYS = {
    "a copy opened before": Way(opened_before, OFF.opened_once, HER_WORDS),
    "a copy of 15 minutes ago": Way(opened_too_late, OFF.end_of_copies, HER_WORDS),
    "answers that were sent": Way(sent_before, OFF.end_of_sending, HER_ANSWER),
}


@pytest.fixture
def room(open_screen, open_page, monkeypatch, watch):
    watch.is_deaf = True  # what is gone is missing, and a browser complains of that
    return Room(open_screen(), open_page, monkeypatch)


@pytest.mark.parametrize("is_wiped", [True, False], ids=["wiped", "switched_off"])
@pytest.mark.parametrize("name", WAYS)
def test_what_was_kept_for_a_moment_leads_nobody_back(name, is_wiped, room):
    way = WAYS[name]
    if not is_wiped:
        way.wipe(SwitchedOff(room.patch), room.screen)

    assert (way.words in way.go(room)) is not is_wiped


@pytest.mark.parametrize("comes", [True, False], ids=["called", "switched_off"])
def test_an_emergency_calls_the_desk(comes, room, site):
    if not comes:
        SwitchedOff(room.patch).calls(room.screen)
    page = room.screen.seats({}, "/kiosk/questions/safety/now")
    page.locator('.row:has([value="hard_to_breathe"])').click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Please speak to the front desk now")
    desk = room.open_page("/clinic/sign-in")
    come_in(desk, site, colleague(site, "Fran Desk", Role.FRONT_DESK))
    desk.goto("/clinic/requests")

    call = f"Urgent help needed at {room.screen.kiosk.name}"
    assert (call in desk.inner_text("#calls")) is comes
