"""A runner's browser, as little as it takes: cookies, redirects, forms, and the bytes counted."""

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from time import monotonic
from urllib.parse import urlencode

from bench.form import PageForm

START, RESULT = "/", "/assessment"
LONGEST_WALK = 60  # pages; a walk that goes round in circles ends
ASSET = re.compile(r'(?:href|src)="(/assets/[^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came over the wire for one request."""

    path: str
    status: int
    received: int
    """Bytes, with the headers."""
    sent: int
    text: str
    location: str = ""
    """Where it sends on to; "" where it does not."""
    seconds: float = 0
    """From the request until it was whole."""


class Walker:
    """One browser with nothing kept from before."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=10)
        self._cookies: dict[str, str] = {}
        self._assets: set[str] = set()
        self.answers: list[Answer] = []

    def walk(self, extras: str = "no") -> "Walker":
        """From the first page to the result, as a runner goes; with or without six more."""
        page = self.open(START)
        first = re.search(r'href="(/questions/[^"]+)"', page.text)
        if first is None:
            raise AssertionError("The first page has no way in.")
        page = self.open(first[1])
        for _ in range(LONGEST_WALK):
            if page.path == RESULT:
                break
            form = PageForm(page.text)
            if not form.is_there:
                raise AssertionError(f"{page.path} has no form.")
            page = self.open(page.path, urlencode(form.filled(extras)))
        self._connection.close()
        if page.path != RESULT or page.status != 200:
            raise AssertionError(f"The walk ended at {page.path} with {page.status}.")
        return self

    def open(self, path: str, body: str | None = None) -> Answer:
        """A page, after any redirects, with its style and script where they are new."""
        answer = self.ask(path, body)
        for asset in ASSET.findall(answer.text):
            if asset not in self._assets:
                self._assets.add(asset)
                self.ask(asset)
        return answer

    def ask(self, path: str, body: str | None = None) -> Answer:
        """One request; where it is sent on, the next as well."""
        answer = self.send(path, body)
        return self.ask(answer.location.partition("#")[0]) if answer.status == 303 else answer

    def send(self, path: str, body: str | None = None) -> Answer:
        """One request, and no further."""
        headers = {"Accept-Encoding": "gzip"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self._cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = monotonic()
        self._connection.request("GET" if body is None else "POST", path, body, headers)
        response = self._connection.getresponse()
        answer = _answer(path, response, _size(headers.items()) + len(body or ""), began)
        self._keep_cookies(response)
        self.keep(answer)
        return answer

    def keep(self, answer: Answer) -> None:
        """Remember an answer."""
        self.answers.append(answer)

    def _keep_cookies(self, response: HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie") or ():
            name, _, value = header.split(";")[0].partition("=")
            self._cookies[name] = value


def _answer(path: str, response: HTTPResponse, sent: int, began: float) -> Answer:
    body = response.read()
    received = _size(response.getheaders()) + len(f"HTTP/1.1 200 {response.reason}\r\n\r\n")
    is_zipped = response.headers.get("Content-Encoding") == "gzip"
    text = (gzip.decompress(body) if is_zipped else body).decode()
    location, took = response.headers.get("Location", ""), monotonic() - began
    return Answer(path, response.status, received + len(body), sent, text, location, took)


def _size(headers: Iterable[tuple[str, str]]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers)
