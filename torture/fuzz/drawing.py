"""Requests drawn by chance: mostly a real form of somebody's, with something wrong in it."""

import re
from collections.abc import Iterator, Sequence
from random import Random
from urllib.parse import quote, urlencode

from flask import Flask

from torture.fuzz.bodies import FORM, as_parts, other_body
from torture.fuzz.carriers import Headers, Request
from torture.fuzz.forms import Form
from torture.fuzz.headers import odd_cookies, odd_headers
from torture.fuzz.people import Somebody
from torture.fuzz.words import BROKEN, NAUGHTY, SIZES, Value

METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "post"]
GAP = re.compile(r"<[^<>]*>")
ODD_NAMES = ["{}[]", "{}[0]", "{}.x", "{} ", "x{}", "\0{}", "{}\ufffd", "__{}"]
ENDS = ("/sign-out", "/sign-out-everywhere", "/leave", "/withdraw", "/not-me", "/forget", "/erase")
ENDS += ("/clear", "/begin", "/reset", "/open", "/account", "/begin-again", "/rather-not")
Pairs = list[tuple[str, Value]]


class Drawing:
    """Draws requests of these people, from their forms and every rule of an app."""

    def __init__(
        self, app: Flask, people: Sequence[Somebody], more: Sequence[Value], chance: Random
    ) -> None:
        self.chance, self.more = chance, more
        self.people = [one for one in people if one.forms]
        self.rules = sorted({GAP.sub("{}", rule.rule) for rule in app.url_map.iter_rules()})
        forms = [form for one in people for form in one.forms]
        fields = [pair for form in forms for pair in (*form.pairs, *form.options)]
        held = {text for one in people for text in (*one.values.values(), *one.cookies.values())}
        self.own = sorted(held | {value for _, value in fields if len(value) < 200})
        """Names, tokens and options: right for somebody, and wrong for everybody else."""
        self.names = sorted({name for name, _ in fields})

    def requests(self, count: int) -> Iterator[Request]:
        """So many; eight in ten send a form."""
        for _ in range(count):
            one = self.chance.choice(self.people)
            told = self.headers(one)
            ways = (self.elsewhere, self.anywhere, *[self.form_of] * 8)
            yield self.chance.choice(ways)(one, told)

    def headers(self, one: Somebody) -> Headers:
        """Those of somebody's browser; now and then odd."""
        held = one.headers
        if self.happens(10):
            held = odd_cookies(self.chance, one.cookies, self.own)
        return (*held, *odd_headers(self.chance)) if self.happens(10) else held

    def happens(self, one_in: int) -> bool:
        """Once in so many."""
        return self.chance.randrange(one_in) == 0

    def form_of(self, one: Somebody, told: Headers) -> Request:
        """One of their forms with one to three things wrong in it."""
        method, ends = "GET" if self.happens(12) else "POST", self.happens(30)
        fitting = [form for form in one.forms if form.method == method and is_end(form) == ends]
        form = self.chance.choice(fitting or one.forms)
        pairs: Pairs = list(form.pairs)
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            pairs = self.wrong(pairs, form)
        texts = texts_of(pairs, form)
        if form.method == "GET":
            return Request("GET", f"{form.address}?{encoded(pairs)[:8000]}", told, b"", texts)
        kind, body = self.body(pairs)
        proof = () if kind == FORM else (("X-CSRFToken", form.token),)
        return Request("POST", form.address, (*told, *kind_of(kind), *proof), body, texts)

    def wrong(self, pairs: Pairs, form: Form) -> Pairs:
        """The fields with one thing done to one of them; not to the proof, where all would end."""
        at = self.chance.choice(
            [i for i, (name, _) in enumerate(pairs) if not is_proof(name)] or [0]
        )
        name = pairs[at][0] if pairs and not is_proof(pairs[at][0]) else self.any_name(form)
        before, after = pairs[:at], pairs[at + 1 :]
        ways = {
            "left out": lambda: before + after,
            "doubled": lambda: [*pairs, (name, self.value())],
            "chosen": lambda: [*pairs, self.chance.choice(form.options or [(name, "")])],
            "misnamed": lambda: [*before, (self.chance.choice(ODD_NAMES).format(name), ""), *after],
            "too long": lambda: [*before, (name, "q7" * (self.chance.choice(SIZES) // 2)), *after],
            "again and again": lambda: pairs * self.chance.randint(2, 40),
            "one more": lambda: [*pairs, (self.any_name(form), self.value())],
            "something else": lambda: [*before, (name, self.value()), *after],
        }
        often = ["something else"] * 8
        changed = ways[self.chance.choice([*ways, *often])]()
        return changed if any(is_proof(name) for name, _ in changed) else [*pairs[:1], *changed]

    def any_name(self, form: Form) -> str:
        """A field of this form, or of any other."""
        return self.chance.choice(sorted(form.names) * self.happens(2) or self.names)

    def value(self) -> Value:
        """What may stand in a field."""
        pools: tuple[Sequence[Value], ...] = (NAUGHTY, NAUGHTY, self.more, self.own, BROKEN)
        return self.chance.choice(self.chance.choice(pools))

    def body(self, pairs: Pairs) -> tuple[str, bytes]:
        """The fields as a body: nine in ten as a form is sent."""
        if self.happens(20):
            return as_parts(pairs)
        if self.happens(20):
            return other_body(self.chance, encoded(pairs).encode())
        return FORM, encoded(pairs).encode()

    def anywhere(self, one: Somebody, told: Headers) -> Request:
        """Their proof and any fields, to any route."""
        pairs: Pairs = [("csrf_token", one.token)]
        for _ in range(self.chance.randrange(6)):
            pairs.append((self.chance.choice(self.names), self.value()))
        body = encoded(pairs).encode()
        return Request("POST", self.route(one), (*told, *kind_of(FORM)), body, texts_of(pairs))

    def elsewhere(self, one: Somebody, told: Headers) -> Request:
        """Any method at any route, with a query."""
        query: Pairs = [(self.chance.choice(self.names), self.value())]
        target = f"{self.route(one)}?{encoded(query)[:8000]}"
        return Request(self.chance.choice(METHODS), target, told, b"", texts_of(query))

    def route(self, one: Somebody) -> str:
        """A route, its gaps filled with what fits somebody, or fits nobody."""
        near = [rule for rule in self.rules if rule.startswith(one.start)]
        text = self.chance.choice(near)
        filled = [self.value() for _ in range(text.count("{}"))]
        return text.format(*(quote(as_bytes(value)[:2000], safe="") for value in filled))


def encoded(pairs: Pairs) -> str:
    """As a form is sent; what no text can be as its bytes."""
    return urlencode([(as_bytes(name), as_bytes(value)) for name, value in pairs])


def as_bytes(value: Value) -> bytes:
    """Half a sign as the bytes that some programs make of it."""
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def kind_of(kind: str) -> Headers:
    """The header that names a body's kind; none for ""."""
    return (("Content-Type", kind),) if kind else ()


def is_proof(name: str) -> bool:
    """Whether a field proves where the form came from."""
    return name == "csrf_token"


def is_end(form: Form) -> bool:
    """Whether a form ends what the browser is in the middle of, so that little is left to try."""
    return form.address.endswith(ENDS)


def texts_of(pairs: Pairs, form: Form | None = None) -> tuple[str, ...]:
    """What was put in, where it would be markup if it came back as it is."""
    before = set(form.pairs) if form else set()
    new = [text for name, text in pairs if isinstance(text, str) and (name, text) not in before]
    return tuple(text for text in new if len(text) > 11 and set(text) & {*"<>\"'"})
