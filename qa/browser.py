"""A browser as little as it takes: cookies, redirects, forms, and patience while nobody answers."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import Message
from http.client import HTTPConnection, HTTPException
from itertools import count
from random import Random
from time import monotonic, sleep
from urllib.parse import urlencode

from qa.forms import Answers, Form, Pairs, forms_of

LONGEST = 120  # seconds that somebody waits for one answer
PAUSE = 0.05  # seconds before the same is sent again
UNAVAILABLE = 503  # a page that asks for a moment's patience
FINE = (200, 303)
ASSET = re.compile(r'(?:href|src)="(/assets/[^"#]+)')
NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Page:
    """What came. `is_kept`: a form was sent, and the answer to it was a redirect."""

    path: str
    status: int
    text: str
    headers: Message
    seconds: float
    received: int
    """Bytes over the wire, with the headers."""
    is_kept: bool = False

    def form(self, ending: str | None = None) -> Form:
        """The form that goes back to this page, or the first whose address ends so."""
        for form in forms_of(self.text, self.path):
            if form.method == "POST" and (
                form.address == self.path if ending is None else form.address.endswith(ending)
            ):
                return form
        raise Astray(f"{self.path} ({self.status}) has no form {ending or ''}")


class Astray(Exception):
    """The pages led elsewhere; the words say where."""


class Browser:
    """One person's browser, who comes from an address of their own.

    `ports`: of servers that share one database; each request goes to any. `patience`: seconds that
    the same is sent again while nobody answers, as somebody presses the button once more.
    `again_after`: seconds after which it is sent again where a page asks for patience; 0: never.
    """

    def __init__(
        self,
        *ports: int,
        patience: float = 0,
        again_after: float = 0,
        dial: Callable[[int], HTTPConnection] | None = None,
        random: Random | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.ports, self.patience, self.again_after = ports, patience, again_after
        self.dial = dial or (lambda port: HTTPConnection("127.0.0.1", port, timeout=LONGEST))
        self.random, self.headers = random or Random(1), headers or {}
        self.cookies: dict[str, str] = {}
        self.pages: list[Page] = []
        """Every answer, without its text."""
        self.repeated = 0
        self.told_to_wait: list[float] = []
        """When a page asked for patience, by monotonic()."""
        number = next(NUMBERS)
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self._lines: dict[int, HTTPConnection] = {}

    def get(self, path: str) -> Page:
        """A page, after any redirects."""
        return self._follow(self.send("GET", path))

    def post(self, path: str, fields: Pairs) -> Page:
        """Send a form, and go where it leads."""
        return self._follow(self.send("POST", path, urlencode(fields).encode()))

    def submit(self, page: Page, answers: Answers, ending: str | None = None) -> Page:
        """Fill in a form of a page and send it."""
        form = page.form(ending)
        return self.post(form.address, form.filled(answers))

    def with_assets(self, page: Page) -> Page:
        """The page once its styles and scripts have come, those of a page before kept."""
        for asset in ASSET.findall(page.text):
            if not any(one.path == asset for one in self.pages):
                self.send("GET", asset)
        return page

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Page:
        """One request and no further, again and again while there is patience."""
        until = monotonic() + self.patience
        while True:
            port = self.random.choice(self.ports)
            is_new = port not in self._lines
            line = self._lines.setdefault(port, self.dial(port))
            try:
                page = self._ask(line, method, path, body, headers or {})
                if page.status != UNAVAILABLE or not self.again_after or monotonic() > until:
                    return page
                self.told_to_wait.append(monotonic())
                self.repeated += 1
                sleep(self.again_after)
                continue
            except (OSError, HTTPException):
                self._lines.pop(port).close()
                if (
                    is_new and monotonic() > until
                ):  # one that was open may have been closed long ago
                    raise
            self.repeated += 1
            sleep(PAUSE if is_new else 0)

    def close(self) -> None:
        """Leave."""
        for line in self._lines.values():
            line.close()
        self._lines.clear()

    def _follow(self, page: Page) -> Page:
        is_kept = False
        while page.status == 303:
            is_kept = True
            page = self.send("GET", page.headers["Location"].partition("#")[0])
        return replace(page, is_kept=is_kept)

    def _ask(
        self, line: HTTPConnection, method: str, path: str, body: bytes | None, more: dict[str, str]
    ) -> Page:
        headers = {"Accept-Encoding": "gzip", "X-Forwarded-For": self.address, **self.headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{key}={text}" for key, text in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = monotonic()
        line.request(method, path, body, headers | more)
        response = line.getresponse()
        content = response.read()
        took = monotonic() - began
        size = len(content) + sum(len(name) + len(text) + 4 for name, text in response.getheaders())
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        text = content.decode("utf-8", "replace")
        page = Page(path, response.status, text, response.headers, took, size)
        self.pages.append(replace(page, text=""))
        return page
