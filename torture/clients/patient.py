"""A patient with a link, who answers page by page and sends the answers."""

import re
from collections.abc import Mapping
from random import Random

from bench.form import PageForm
from bench.runner import ANSWERS
from bench.walker import LONGEST_WALK, Answer
from torture.clients.browser import Browser, Fields
from torture.clients.hidden import hidden_in
from torture.clients.line import Line

VISIT = re.compile(r"/visit/(\w+)")


class Astray(Exception):
    """The pages led elsewhere; the words say where."""


class Patient(Browser):
    """`own`: what this patient answers otherwise than the runner of bench/runner.py, as typed.

    `words`: what they write in their own words.
    """

    def __init__(
        self, line: Line, random: Random, token: str, own: Mapping[str, str], words: str = ""
    ) -> None:
        super().__init__(line, random)
        self.token = token
        self.own = dict(own)
        self.words = words
        self.name = ""
        """Of the visit, once the link is open."""
        self.pages: dict[str, str] = {}
        """Where each question was asked."""

    def go(self, until: str = "/sent") -> Answer:
        """From the link to what was sent, or to an earlier page."""
        page = self.open_link()
        for _ in range(LONGEST_WALK):
            if page.path.endswith(until):
                return page
            page = self.answer(page)
        raise Astray(f"{page.path} does not go on, with {page.status}.")

    def open_link(self) -> Answer:
        """By the link to wherever this patient left off."""
        page = self.ask(f"/v/{self.token}")
        found = VISIT.match(page.path)
        if found is None or page.status != 200:
            raise Astray(f"The link led to {page.path}, with {page.status}.")
        self.name = found[1]
        return page

    def answer(self, page: Answer) -> Answer:
        """Answer a page; the one that follows."""
        if f'href="{page.path}/answers"' in page.text:  # welcome back: a link leads on
            return self.ask(f"{page.path}/answers")
        return self.post(page.path, self.filled(page))

    def filled(self, page: Answer) -> Fields:
        """The form of a page, as this patient fills it in."""
        if "/questions/" in page.path:
            return self._answers(page)
        more = {"agree": [("agree", "yes")], "your-words": [("ask", self.words)]}
        return [*hidden_in(page.text, ""), *more.get(page.path.rpartition("/")[2], [])]

    def change(self, question: str, value: str) -> Answer:
        """Go back to a question and answer it otherwise."""
        self.own[question] = value
        return self.answer(self.ask(self.pages[question]))

    def answered(self) -> dict[str, list[str]]:
        """What the server promised to keep of each question, as typed, the last word on each."""
        said: dict[str, list[str]] = {}
        for sent in self.promised:
            said |= {name: value for name, value in sent.fields.items() if name in ANSWERS}
        return said

    def _answers(self, page: Answer) -> Fields:
        form = PageForm(page.text)
        if not form.is_there:
            raise Astray(f"{page.path} has no form.")
        fields = [(name, self.own.get(name, value)) for name, value in form.filled("yes")]
        self.pages |= {name: page.path for name, _ in fields if name in ANSWERS}
        return fields
