"""Somebody who guesses: many tries over one connection, each from an address of its own if told."""

import re
from http.client import HTTPConnection
from random import Random
from time import perf_counter
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
WAIT = re.compile(r"too many tries|Please wait", re.IGNORECASE)


class Answered:
    """What came of one try. `seconds`: until the answer was whole."""

    def __init__(self, status: int, place: str, text: str, seconds: float) -> None:
        self.status, self.place, self.text, self.seconds = status, place, text, seconds

    @property
    def has_to_wait(self) -> bool:
        """Whether the try was not looked at."""
        return self.status == 429 or bool(WAIT.search(self.text))


class Guesser:
    """`random` gives each try another address; without it all come from one."""

    def __init__(self, port: int, random: Random | None = None) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._random = random
        self._cookies: dict[str, str] = {}
        self._token = ""

    def look(self, address: str) -> Answered:
        """Ask for an address; redirects are not followed."""
        return self._ask("GET", address)

    def open_form(self, address: str) -> None:
        """Get what a form must carry."""
        page = self._ask("GET", address)
        found = TOKEN.search(page.text)
        if found is None:
            raise AssertionError(f"No form at {address}, with {page.status}.")
        self._token = found[1]

    def send(self, address: str, **typed: str) -> Answered:
        """Send the form that was opened, filled in."""
        return self._ask("POST", address, urlencode({"csrf_token": self._token, **typed}))

    def forget(self, cookie: str) -> None:
        """Lose a cookie, whose name may end in the port."""
        kept = self._cookies.items()
        self._cookies = {name: value for name, value in kept if not name.startswith(cookie)}

    def close(self) -> None:
        """Give up."""
        self._connection.close()

    def _ask(self, method: str, address: str, body: str | None = None) -> Answered:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"X-Forwarded-For": self._place(), "Cookie": cookies}
        headers |= FORM if body else {}
        began = perf_counter()
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        took = perf_counter() - began
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Answered(answer.status, answer.headers["Location"] or "", text, took)

    def _place(self) -> str:
        if self._random is None:
            return "192.0.2.7"
        return ".".join(str(self._random.randint(1, 254)) for _ in range(4))
