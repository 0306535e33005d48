"""Somebody who opens every link, fills in every form and presses every button once."""

from collections import Counter
from urllib.parse import urljoin, urlsplit

from werkzeug.exceptions import HTTPException

from tests.visitor import Page

# Every page of questions is met; of the others a few stand for all.
EACH = ("visit.page", "kiosk.page", "questionnaire.page")
OF_EACH = 3  # pages of a kind, and addresses with a question mark of each
LAST = ("sign-out", "sign-out-everywhere", "account", "leave", "withdraw", "erase", "not-me")
TYPED = {
    "reference": "KL 4711",
    "day": "2026-12-01",
    "time": "09:30",
    "list": "KL 1 09:30\nKL 2 10:30",
    "name": "Kim Lee",
    "phone": "555 010 0100",
    "detail": "Spoke to them",
    "pin": "2846",
    "again": "2846",
}


class Curious:
    """Goes from page to page as long as there is something new."""

    def __init__(self, client):
        self.client, self.seen, self.met, self.been = client, set(), Counter(), set()
        self.routes = client.application.url_map.bind("localhost")
        self.later, self.last = [], []

    def go_round(self, *paths):
        """Every page that can be reached from these, then every button."""
        for path in paths:
            self.look_at(path)
        while self.later or self.last:
            self.press(*(self.later or self.last).pop(0))

    def look_at(self, address):
        """Open a page, unless it was opened or enough of its kind were."""
        endpoint = self.is_new(address, "GET")
        if endpoint:
            self.read(self.client.get(address, follow_redirects=True))

    def is_new(self, address, method, more=""):
        """The endpoint of an address that is worth a look."""
        split = urlsplit(address)
        if split.netloc or (method, address, more) in self.seen:
            return None
        self.seen.add((method, address, more))
        if (endpoint := self.endpoint_of(split.path, method)) is None:
            return None
        kind = (method, endpoint, bool(split.query), more)
        self.met[kind] += 1
        return endpoint if endpoint in EACH or self.met[kind] <= self.most(split) else None

    def most(self, split):
        """Each filter is worth a look."""
        return 40 if split.query else OF_EACH

    def endpoint_of(self, path, method):
        """What answers there; None for nothing of ours."""
        try:
            return self.routes.match(path, method)[0]
        except HTTPException:
            return None

    def read(self, response):
        """Take in a page: its links are followed, its forms are kept for later."""
        assert response.status_code < 500, response.request.path
        for one in (*response.history, response):
            self.been.add(self.endpoint_of(one.request.path, one.request.method))
        if response.status_code == 401 or not response.content_type.startswith("text/html"):
            response.close()
            return
        here, page = response.request.path, Page(response.text)
        for button in page.kept["button"]:
            if button.form and button.form.about.get("method") == "post":
                action = button.form.about.get("action", "")
                there = urljoin(here, button.about.get("formaction", action))
                ends = there.rstrip("/").endswith(LAST)
                (self.last if ends else self.later).append((there, button, filled(button)))
        for link in page.kept["a"]:
            if "href" in link.about:
                self.look_at(urljoin(here, link.about["href"]).partition("#")[0])

    def press(self, address, button, sent):
        """Send a form, unless it was sent or enough of its kind were."""
        if self.is_new(address, "POST", button.about.get("value", "")):
            self.read(self.client.post(address, data=sent, follow_redirects=True))


def filled(button):
    """What a form sends when everything in it is filled in: the last of every choice."""
    sent = {}
    for box in button.form.boxes:
        is_filled = box.value or box.kind == "hidden"
        sent[box.name] = box.value if is_filled else TYPED.get(box.name, "5")
    if "name" in button.about:
        sent[button.about["name"]] = button.about["value"]
    return sent
