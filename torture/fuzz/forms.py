"""The forms on a page, as a browser would send them untouched."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

Pair = tuple[str, str]
TICKED = ("radio", "checkbox")


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in a form. `options`: what else could be chosen there, or pressed."""

    method: str
    address: str
    pairs: tuple[Pair, ...]
    options: tuple[Pair, ...]

    @property
    def names(self) -> frozenset[str]:
        """Of all that can be sent."""
        return frozenset(name for name, _ in (*self.pairs, *self.options))

    @property
    def token(self) -> str:
        """Its own proof that it came from a page of ours; "" for a form that needs none."""
        return dict(self.pairs).get("csrf_token", "")


class Forms(HTMLParser):
    """Reads every form of the page at an address."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Form] = []
        self._open: tuple[str, str, list[Pair], list[Pair]] | None = None
        self._in: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, and what stands in it."""
        about = {name: value or "" for name, value in attrs}
        if tag == "form":
            there = urljoin(self.address, about.get("action", ""))
            self._open = (about.get("method", "get").upper(), there, [], [])
        elif self._open and tag == "option" and self._in:
            self._choice(self._in, about, "selected" in about)
        elif self._open and "name" in about:
            self._field(tag, about)

    def handle_endtag(self, tag: str) -> None:
        """Close what was open."""
        if tag == "form" and self._open:
            method, address, pairs, options = self._open
            self.found.append(Form(method, address, tuple(pairs), tuple(options)))
            self._open = None
        if tag in ("select", "textarea"):
            self._in = None

    def _field(self, tag: str, about: dict[str, str]) -> None:
        if tag == "select":
            self._in = about["name"]
        elif tag == "button":
            self._choice(about["name"], about, False)
        elif tag == "input" and about.get("type") in TICKED:
            self._choice(about["name"], about, "checked" in about)
        else:
            self._choice(about["name"], about, True)

    def _choice(self, name: str, about: dict[str, str], is_sent: bool) -> None:
        if self._open:
            _, _, pairs, options = self._open
            (pairs if is_sent else options).append((name, about.get("value", "")))
