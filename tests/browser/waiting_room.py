"""A kiosk in a real browser, and people who sit down at it one after another."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from kiosk.access import HERE_FOR
from records.kiosk import devices as kiosks
from records.kiosk import sittings as kiosk_sittings
from services import services_of
from tests.browser.person import Person
from tests.browser.site import EMPTY
from tests.factories import a_kiosk, as_given, at_kiosk, healthy_runner, hold_at_kiosk
from tests.visitor import token_on

SIZES = {
    "tall": (1080, 1920),
    "wide": (1920, 1080),
    "tablet": (1280, 800),
    "upright": (800, 1280),
}
NUMBERS = count(1)


def sized(size):
    """The options of a browser context for one of SIZES."""
    width, height = SIZES[size]
    return {"viewport": {"width": width, "height": height}}


def keep_at_kiosk(client, questionnaire, answers, without=()):
    """Let somebody sit down at a kiosk with these answers (distances in km) given already."""
    client.post("/kiosk/begin", data=token_on(client.get("/kiosk").text))
    if not answers:
        return
    explained = frozenset(name for name, q in questionnaire.questions.items() if q.asks_twice)
    given = as_given(questionnaire, answers, without)
    hold_at_kiosk(client, questionnaire, given, explained)


@dataclass
class Screen:
    """One device in the waiting room and the page on it."""

    site: Any
    context: Any
    token: str
    page: Any = None

    @property
    def db(self):
        """The records of the clinic."""
        return services_of(self.site.app).connections.database()

    @property
    def kiosk(self):
        """The device as it stands in the records now."""
        return kiosks.of_token(self.db, self.token)

    def was_touched(self, seconds):
        """Let the last touch that the server knows of be so many seconds ago."""
        kiosk_sittings.touch(self.db, self.kiosk, datetime.now(UTC) - timedelta(seconds=seconds))

    def attracts(self):
        """The attract screen, as the device is switched on."""
        self.page = self.page or self.context.new_page()
        self.page.goto("/kiosk")
        return self.page

    def seats(self, answers, path, without=()):
        """Somebody who has answered that much, at a page."""
        self.stands_by()
        self.sits_down(answers, without)
        return self.follows(path)

    def sits_down(self, answers, without=()):
        """Somebody who has answered that much, whatever the page shows."""
        client = at_kiosk(self.site.app.test_client(), (None, self.token))
        keep_at_kiosk(client, self.site.questionnaire, answers, without)
        value = client.get_cookie("self-check").value
        held = {"name": "self-check", "value": value, "url": self.site.address}
        self.context.add_cookies([held])

    def goes(self, path):
        """To a page where nobody needs to sit."""
        self.stands_by()
        return self.follows(path)

    def stands_by(self):
        """On an empty page of the same address, at which nobody sits."""
        self.page = self.page or self.context.new_page()
        if EMPTY not in self.page.url:
            self.page.goto(EMPTY)

    def follows(self, path):
        """As a link of the kiosk's own leads there; an address typed in would not."""
        before = self.page.url
        self.page.evaluate("path => { location.replace(path) }", path)
        expect(self.page).not_to_have_url(before)
        self.page.wait_for_load_state("load")
        return self.page


def a_screen(site, context, name=None):
    """A device that is a kiosk, with a name nobody else has."""
    _, token = a_kiosk(site.app, name or f"Room {next(NUMBERS)}")
    lasts = time.time() + HERE_FOR.total_seconds()
    context.add_cookies([{"name": "kiosk", "value": token, "url": site.address, "expires": lasts}])
    return Screen(site, context, token)


def touch_to_start(page):
    """A new person's first touch."""
    page.get_by_role("button", name="Touch to start").click()
    expect(page).to_have_url(re.compile("/kiosk/questions/safety/now$"))


def answer_page(page, answers):
    """Answer what a page asks, touch Continue, and wait for what comes then."""
    before = urlsplit(page.url).path
    Person(page).fills(answers)
    page.get_by_role("button", name="Continue").click()
    expect(page).not_to_have_url(re.compile(re.escape(before) + "$"))


def answer_until(page, path, answers=None):
    """Answer page after page until one comes whose path begins like this."""
    answers = answers or healthy_runner()
    while not urlsplit(page.url).path.startswith(path):
        assert "/kiosk/questions/" in page.url, f"{page.url} does not lead to {path}"
        answer_page(page, answers)
    return page
