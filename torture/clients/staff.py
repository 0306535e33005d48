"""A member of the staff: reads what came in, writes beside it, makes links."""

import re

from bench.walker import Answer
from torture.clients.browser import Browser, Fields
from torture.clients.hidden import hidden_in
from torture.clients.patient import Astray

WORDS_TO_COME_IN = "seven quiet herons"
TOKEN = re.compile(r"/v/(\w+)")
RECEIVED = re.compile(r'href="/clinic/responses/(\w+)[?"]')


class Staff(Browser):
    """Signed in after `set_up` or `sign_in`."""

    def set_up(self, token: str, name: str) -> Answer:
        """Come in by a set-up link, with WORDS_TO_COME_IN."""
        return self.post("/clinic/set-up", self.passphrase(token, name))

    def passphrase(self, token: str, name: str) -> Fields:
        """The form of a set-up link, filled in."""
        page = self.ask(f"/clinic/set-up/{token}")
        typed = {"name": name, "passphrase": WORDS_TO_COME_IN, "again": WORDS_TO_COME_IN}
        hidden = [one for one in hidden_in(page.text, "/set-up") if one[0] != "name"]
        return [*hidden, *typed.items()]

    def sign_in(self, name: str) -> Answer:
        """By name and WORDS_TO_COME_IN."""
        page = self.ask("/clinic/sign-in")
        typed = {"name": name, "passphrase": WORDS_TO_COME_IN}
        return self.post("/clinic/sign-in", [*hidden_in(page.text, ""), *typed.items()])

    def inbox(self) -> list[str]:
        """The names of the visits on the first page of what came in."""
        return list(dict.fromkeys(RECEIVED.findall(self.ask("/clinic/inbox").text)))

    def sheet(self, visit: str) -> Answer:
        """One face sheet."""
        return self.ask(f"/clinic/responses/{visit}")

    def note(self, visit: str, text: str) -> Answer:
        """Put a note beside answers."""
        return self.post(*self.note_form(visit, text))

    def note_form(self, visit: str, text: str) -> tuple[str, Fields]:
        """Where a note is sent, and its form."""
        fields = hidden_in(self.sheet(visit).text, f"{visit}/note")
        return f"/clinic/responses/{visit}/note", [*fields, ("note", text)]

    def acknowledge(self, visit: str, done: str) -> Answer:
        """See to the warnings that wait."""
        return self.post(*self.acknowledge_form(visit, done))

    def acknowledge_form(self, visit: str, done: str) -> tuple[str, Fields]:
        """Where it is sent, and its form. Raises NoForm where nothing waits."""
        fields = hidden_in(self.sheet(visit).text, f"{visit}/acknowledge")
        typed = [("done", "other"), ("detail", done)]
        return f"/clinic/responses/{visit}/acknowledge", [*fields, *typed]

    def make_link(self, reference: str, day: str) -> str:
        """A new link's token; `day` is that of the visit, like 2026-11-24."""
        return self.token_on(self.post(*self.link_form(reference, day)))

    def link_form(self, reference: str, day: str) -> tuple[str, Fields]:
        """Where a link is asked for, and its form."""
        page = self.ask("/clinic/links/new")
        chosen = re.search(r'<option[^>]*value="(\d+)"', page.text)
        typed = {"reference": reference, "day": day, "at": "09:30", "until": "day"}
        typed["physiotherapist"] = chosen[1] if chosen else ""
        return "/clinic/links/made", [*hidden_in(page.text, "/made"), *typed.items()]

    @staticmethod
    def token_on(page: Answer) -> str:
        """The token that stands on the page of a new link."""
        found = TOKEN.search(page.text)
        if found is None:
            raise Astray(f"{page.path} shows no link, with {page.status}.")
        return found[1]
