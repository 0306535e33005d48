"""Odd bodies, fields, headers and addresses from everybody: never a 500."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from qa.browser import Browser, Page
from qa.drill import Drill
from qa.forms import Form, forms_of
from qa.people import ANSWERS, Runner, Staff, somebody
from qa.site import Site

Value = str | bytes
Pairs = list[tuple[str, Value]]
Drawn = tuple["Somebody", str, str, bytes | None, dict[str, str], tuple[str, ...]]
LINES = Path(__file__).with_name("naughty.txt").read_text(encoding="utf-8").splitlines()
NAUGHTY: list[str] = [json.loads(line) for line in LINES]
"""Texts that have broken programs before; one a line, as JSON writes it."""
BROKEN = [b"\xff", b"a\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf8\x88\x80\x80\x80", b"\xfe\xff\0a"]
BODIES = [
    *(b"[" * 5000, b'{"a":' * 5000, b"&" * 3000, b"=" * 3000, b"a&" * 3000, b"%zz=%u1234", b""),
    *(b"--b", b"--b--", b"--b\r\n\r\n", bytes(range(256)), b"\0" * 100),
    *(
        b"--b\r\nContent-Disposition: form-data%s\r\n\r\nx\r\n--b--\r\n" % rest
        for rest in (
            b"",
            b"; name",
            b'; name="a\0"',
            b"; name*=utf-8''%ff",
            b'; name="a"; filename="a"',
            b'; name="a"\r\nContent-Type: text/plain; charset=x',
        )
    ),
]
FORM = "application/x-www-form-urlencoded"
KINDS = [
    *(
        "",
        "application/json",
        "text/plain",
        "x",
        "/",
        ";",
        "multipart/form-data",
        f"{FORM}; charset=utf-7",
    ),
    *(f"multipart/form-data; boundary={text}" for text in ("b", "", "b" * 300, '"')),
]
METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW", "post"]
HEADERS = ["Accept-Language", "Accept-Encoding", "Accept", "Referer", "Origin", "Host", "Range"]
HEADERS += ["If-None-Match", "If-Modified-Since", "Authorization", "X-Forwarded-For", "Cookie"]
HEADERS += ["X-Forwarded-Host", "X-Forwarded-Proto", "Content-Encoding", "Sec-Fetch-Site"]
LARGEST = 64 * 1024  # bytes of a form; what is larger may be hung up on
ROUND = 300  # requests with the same people
PAGES = 40  # that each looks at
ENDS = re.compile("sign-out|/leave|withdraw|not-me|forget|erase|/clear|begin-again|/staff/")
HREF, GAP = re.compile(r'href="(/[^"#]*)"'), re.compile(r"<[^<>]*>")
NUMBERS = count(1)

sizes = st.sampled_from([60_000, 65_536, 70_000, 300_000])
values: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(NAUGHTY),
    st.sampled_from(NAUGHTY),
    st.text(max_size=60),
    st.text(st.characters(categories=["Cc", "Cf", "Co", "Cs", "Mn", "Zs"]), max_size=20),
    st.one_of(st.integers(), st.floats(), st.dates()).map(str),
    st.sampled_from(BROKEN),
    st.binary(max_size=40),
    sizes.map(lambda size: "q7" * (size // 2)),
)
in_headers = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=3000)


@dataclass
class Somebody:
    """A browser in the middle of something, and the forms that are before it."""

    who: str
    browser: Browser = field(repr=False)
    forms: list[Form] = field(repr=False)


def run(drill: Drill) -> None:
    """Round after round, each with new people; whoever comes afterwards must come through."""
    site, sent, rounds = Site(drill.folder), 0, 0
    with site.open():
        routes = [line.split()[-1] for line in site.flask("routes").splitlines()[2:]]
        drill.begin()
        while rounds == 0 or not drill.is_over:
            people = everybody(site, keeps_ends=rounds % 4 == 3)
            sent += fuzz(site, people, routes, drill.seed * 1000 + rounds)
            comes_through(site)
            rounds += 1
        forms = sum(len(one.forms) for one in people)
        drill.report.figure("rounds, forms before people in the last", f"{rounds}, {forms}")
        drill.report.holds("odd requests without a 500, an echo or a lack", True, f"{sent:,}")
        drill.report.holds("runner, patient and staff come through after each round", True)
        drill.report.figure("memory of the server", f"{site.memory:,} kB")
    drill.report.none("faults in the log", site.faults)


def everybody(site: Site, keeps_ends: bool) -> list[Somebody]:
    """A stranger, a runner, patients, staff with every role, a kiosk, and the pages before them."""
    name = f"Robin {next(NUMBERS)}"
    staff = Staff(site.port)
    roles = ("physiotherapist", "front desk", "administrator")
    staff.set_up(site.add_staff(name, *roles), name)
    people: list[tuple[str, Browser, str]] = [("stranger", Browser(site.port), "/")]
    people += [("runner", runner := Runner(site.port), "/answers"), ("staff", staff, "/clinic/")]
    runner.walk()
    for end in ("/answers", "/sent"):
        token = staff.make_link(f"KL {next(NUMBERS)}")
        patient = somebody((site.port,), token, runner.random)
        page = patient.go(until=end)
        people.append((f"patient at {end}", patient, page.path))
    people.append(("kiosk", a_kiosk(site, staff), "/kiosk"))
    found = [Somebody(who, browser, list(forms(browser, start))) for who, browser, start in people]
    for one in found:
        one.forms = [form for form in one.forms if keeps_ends or not ENDS.search(form.address)]
    return [one for one in found if one.forms]


def a_kiosk(site: Site, staff: Staff) -> Browser:
    """A device that was made a kiosk, with somebody at it."""
    code = staff.add_kiosk(f"Room {next(NUMBERS)}")
    browser = Browser(site.port)
    page = browser.submit(browser.get("/kiosk/enrol"), {"code": code})
    for _ in range(5):
        page = browser.submit(page, ANSWERS, "/begin" if page.path == "/kiosk" else None)
    return browser


def forms(browser: Browser, start: str) -> Iterator[Form]:
    """Those of the pages that are linked from there, each once."""
    seen, waiting = set[object](), [start]
    paths = {start}
    for _ in range(PAGES):
        if not waiting:
            return
        page = browser.get(waiting.pop(0))
        new = [path for path in HREF.findall(page.text) if is_new(path, paths)]
        paths |= set(new)
        waiting += new
        for form in forms_of(page.text, page.path):
            about = (form.method, form.address, tuple(form.names))
            if about not in seen:
                seen.add(about)
                yield form


def is_new(path: str, paths: set[str]) -> bool:
    """Whether a link leads to a page of a kind that was not looked at."""
    return (
        path not in paths and not path.startswith(("/assets/", "/static/")) and "export" not in path
    )


def fuzz(site: Site, people: list[Somebody], routes: list[str], number: int) -> int:
    """ROUND requests; how many were sent. Raises AssertionError with the smallest bad one."""
    names = sorted({name for one in people for form in one.forms for name in form.names})
    own = sorted({field.value for one in people for form in one.forms for field in form.fields})
    sent = 0

    @seed(number)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(requests(people, routes, names, own))
    def try_one(drawn: Drawn) -> None:
        nonlocal sent
        one, method, target, body, headers, texts = drawn
        told = f"{one.who}: {method} {target[:200]} {headers} {(body or b'')[:300]!r}"
        sent += 1
        try:
            page = one.browser.send(method, target, body, headers)
        except (OSError, HTTPException) as problem:
            one.browser.close()
            if len(body or b"") > LARGEST:
                return
            raise AssertionError(f"{told}: no answer") from problem
        found = problem_of(page, texts)
        assert not found, f"{told}: {found}"

    cookies = {id(one): dict(one.browser.cookies) for one in people}
    try_one()
    for one in people:
        one.browser.cookies = cookies[id(one)]
    return sent


@st.composite
def requests(
    draw: st.DrawFn, people: list[Somebody], routes: list[str], names: list[str], own: list[str]
) -> Drawn:
    """Mostly a real form of somebody's with one to three things wrong in it."""
    one = draw(st.sampled_from(people))
    form = draw(st.sampled_from(one.forms))
    headers: dict[str, str] = {}
    if draw(st.integers(0, 9)) == 0:
        headers[draw(st.sampled_from(HEADERS))] = draw(in_headers | st.sampled_from(own).map(plain))
    kind = draw(st.integers(0, 9))
    if kind == 0:  # any method, any route, any words in its gaps
        target = GAP.sub(lambda _: quoted(draw(values)), draw(st.sampled_from(routes)))
        query = quoted(draw(values))
        return one, draw(st.sampled_from(METHODS)), f"{target}?{query}"[:8000], None, headers, ()
    pairs: Pairs = list(form.filled(ANSWERS))
    for _ in range(draw(st.integers(1, 3))):
        pairs = draw(with_one_wrong(pairs, names, own))
    proof = [pair for pair in form.hidden if pair[0] == "csrf_token"]
    pairs = proof + [pair for pair in pairs if pair[0] != "csrf_token"]
    texts = tuple(text for _, text in pairs if isinstance(text, str) and "<" in text)
    body = urlencode([(as_bytes(name), as_bytes(value)) for name, value in pairs]).encode()
    if form.method == "GET":
        return one, "GET", f"{form.address}?{body.decode()}"[:8000], None, headers, texts
    if kind == 1:
        headers |= {"Content-Type": draw(st.sampled_from(KINDS))}
        headers |= {"X-CSRFToken": dict(proof).get("csrf_token", "")}
        return one, "POST", form.address, draw(st.sampled_from([body, *BODIES])), headers, ()
    if kind == 2:  # another's form, with this one's proof
        other = GAP.sub(lambda _: quoted(draw(values)), draw(st.sampled_from(routes)))
        return one, "POST", other[:8000], body, headers, texts
    return one, "POST", form.address, body, headers, texts


@st.composite
def with_one_wrong(draw: st.DrawFn, pairs: Pairs, names: list[str], own: list[str]) -> Pairs:
    """The fields with one of them left out, doubled, misnamed, or holding something else."""
    if not pairs:
        return [(draw(st.sampled_from(names)), draw(values))]
    at = draw(st.integers(0, len(pairs) - 1))
    name, before, after = pairs[at][0], pairs[:at], pairs[at + 1 :]
    how = draw(st.integers(0, 9))
    if how == 0:
        return before + after
    if how == 1:
        return [*pairs, (name, draw(values))]
    if how == 2:
        odd = draw(st.sampled_from(["{}[]", "{}.x", "{} ", "\0{}", "__{}"])).format(name)
        return [*before, (odd, pairs[at][1]), *after]
    if how == 3:
        return [*pairs, (draw(st.sampled_from(names)), draw(values))]
    if how == 4:
        return [*before, (name, draw(st.sampled_from(own))), *after]
    if how == 5:
        return pairs * draw(st.integers(2, 40))
    return [*before, (name, draw(values)), *after]


def as_bytes(value: Value) -> bytes:
    """Half a sign as the bytes that some programs make of it."""
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def quoted(value: Value) -> str:
    """As it stands in an address."""
    return quote(as_bytes(value)[:2000], safe="")


def plain(text: str) -> str:
    """What of a text can stand in a header."""
    return "".join(sign for sign in text if 32 <= ord(sign) < 127)


def problem_of(page: Page, texts: tuple[str, ...]) -> str:
    """What is wrong with an answer; "" when nothing is."""
    if page.status >= 500:
        return f"answered with {page.status}"
    is_refused_before = page.status in (400, 413, 431, 501) and "X-Request-Id" not in page.headers
    is_empty = page.status == 303  # a redirect has nothing to show or to run
    if "nosniff" not in page.headers.as_string() and not (is_refused_before or is_empty):
        return f"no header guards this {page.status}"
    if any(len(one.split(";")[0]) > 4096 for one in page.headers.get_all("Set-Cookie") or ()):
        return "a cookie is too large"
    is_html = page.headers.get_content_type() == "text/html"
    return next(
        (f"{text!r} came back as markup" for text in texts if is_html and text in page.text), ""
    )


def comes_through(site: Site) -> None:
    """A runner to the result, a patient to the end, and a note beside it. Raises Astray."""
    runner = Runner(site.port)
    runner.walk()
    name = f"Kim {next(NUMBERS)}"
    staff = Staff(site.port)
    staff.set_up(site.add_staff(name, "physiotherapist"), name)
    patient = somebody((site.port,), staff.make_link(f"KL {next(NUMBERS)}"), runner.random)
    patient.go()
    assert staff.note(patient.name, "Called back").text.count("Called back") == 1
