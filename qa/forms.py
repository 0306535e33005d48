"""The forms of a page, and how somebody fills them in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

Pairs = list[tuple[str, str]]
Answers = Mapping[str, str | Sequence[str]]
TICKED = ("radio", "checkbox")


@dataclass(frozen=True, slots=True)
class Field:
    """One control. `kind`: hidden, choice, button or text. `is_on`: chosen already."""

    name: str
    kind: str
    value: str
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Where it is sent, and what is in it."""

    method: str
    address: str
    fields: tuple[Field, ...]

    @property
    def hidden(self) -> Pairs:
        """What goes along unseen, the proof that it is a page of ours among it."""
        return [(one.name, one.value) for one in self.fields if one.kind == "hidden"]

    @property
    def names(self) -> list[str]:
        """Of what can be seen, in order."""
        return list(dict.fromkeys(one.name for one in self.fields if one.kind != "hidden"))

    def filled(self, answers: Answers) -> Pairs:
        """As somebody sends it: these answers, else what stands there, else the last option."""
        return [
            *self.hidden,
            *((name, one) for name in self.names for one in self._said(name, answers)),
        ]

    def _said(self, name: str, answers: Answers) -> Sequence[str]:
        if name in answers:
            answer = answers[name]
            return [answer] if isinstance(answer, str) else answer
        own = [one for one in self.fields if one.name == name]
        if own[0].kind == "button":
            return []
        if own[0].kind == "choice":
            return [one.value for one in own if one.is_on] or [own[-1].value]
        return [own[0].value]

    def shown(self, name: str) -> list[str]:
        """What it shows as answered."""
        own = (one for one in self.fields if one.name == name)
        return [one.value for one in own if one.is_on or (one.kind == "text" and one.value)]


class _Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Form] = []
        self._form: tuple[str, str, list[Field]] | None = None
        self._within: str | None = None  # the select or textarea whose content follows
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "form":
            target = urlsplit(urljoin(self.address, about.get("action", ""))).path
            self._form = (about.get("method", "get").upper(), target, [])
        elif self._form and tag == "option" and self._within:
            self._add(self._within, "choice", about.get("value", ""), "selected" in about)
        elif self._form and about.get("name"):
            self._control(tag, about)

    def _control(self, tag: str, about: dict[str, str]) -> None:
        kind = about.get("type", "text")
        if tag in ("select", "textarea"):
            self._within, self._words = about["name"], ""
        elif tag == "button":
            self._add(about["name"], "button", about.get("value", ""), False)
        elif tag == "input" and kind in TICKED:
            self._add(about["name"], "choice", about.get("value", "on"), "checked" in about)
        elif tag == "input":
            self._add(
                about["name"],
                "hidden" if kind == "hidden" else "text",
                about.get("value", ""),
                False,
            )

    def _add(self, name: str, kind: str, value: str, is_on: bool) -> None:
        if self._form:
            self._form[2].append(Field(name, kind, value, is_on))

    def handle_data(self, data: str) -> None:
        if self._within:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._within:
            self._add(self._within, "text", self._words.removeprefix("\n"), False)
        if tag in ("select", "textarea"):
            self._within = None
        if tag == "form" and self._form:
            method, address, fields = self._form
            self.found.append(Form(method, address, tuple(fields)))
            self._form = None


def forms_of(html: str, address: str) -> Iterator[Form]:
    """Every form of the page at an address, in order."""
    reader = _Reader(address)
    reader.feed(html)
    yield from reader.found
