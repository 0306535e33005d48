"""The cookie that holds a runner's answers: encrypted, kept a day, and kind when it is no use."""

import base64
import json
import zlib
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

import pytest
from cryptography.fernet import Fernet

from questionnaire.answer_set import SHAPE
from records.engine.encryption import Encryption
from services import services_of
from tests.factories import healthy_runner, sit_down_with
from tests.tables import every_row
from tests.visitor import Visitor
from web.sessions import LARGEST_COOKIE

NAME = "self-check"
SAID = ("tearing", "chest", "rf_now", "rf_heart_lungs", "none", "answers", "sheet", "csrf")


@pytest.fixture
def begun(runner):
    """A runner who answered the first screen and stands before the one on nerves."""
    return begin(runner)


def begin(runner):
    return runner.go("/questions/safety/now").tick("None of these").press("Continue")


def cookie(client):
    return client.get_cookie(NAME).value


def with_cookie(runner, value):
    runner.client.set_cookie(NAME, value)
    return runner


def reencrypted(app, client, change=lambda kept: None, ago=timedelta(), encryption=None):
    """The same session after a change, or encrypted at another time or with another key."""
    kept = services_of(app).encryption.decrypt(cookie(client))
    change(kept)
    return (
        (encryption or services_of(app).encryption)
        .encrypt(kept, now=datetime.now(UTC) - ago)
        .decode()
    )


def readings(raw):
    """All that a finder might make of a cookie: as it is, decoded, and inflated."""
    yield raw.encode()
    decoded = base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4))
    yield decoded
    for part in (decoded, decoded[9:], decoded[25:], *(decoded[n:] for n in range(64))):
        for bits in (15, -15, 31):
            try:
                yield zlib.decompress(part, bits)
            except zlib.error:
                continue


def test_nobody_who_finds_the_cookie_can_read_it(begun):
    for reading in readings(cookie(begun.client)):
        for word in SAID:
            assert word.encode() not in reading


def test_the_readings_above_would_find_answers_that_are_only_signed():
    plain = json.dumps({"sheet": {"answers": {"rf_now": ["none"]}}}).encode()
    signed = base64.urlsafe_b64encode(b"\x80" + b"12345678" + zlib.compress(plain)).decode()

    assert any(b"rf_now" in reading for reading in readings(signed))


def test_the_cookie_is_for_this_site_alone_and_for_a_day(begun):
    begun.tick("None of these").press("Continue")
    sent = begun.response.history[0].headers["Set-Cookie"]

    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=86400"):
        assert part in sent
    assert "Domain" not in sent


def test_over_https_the_cookie_is_bound_to_host_and_https(make_app, settings, runner):
    runner.client = make_app(settings | {"HTTPS": True}).test_client()
    runner.client.get("/questions/safety/now", base_url="https://localhost")

    kept = runner.client.get_cookie("__Host-self-check")
    assert kept.secure
    assert kept.http_only


def test_a_server_on_another_port_takes_no_answers_away(make_app, settings, runner, monkeypatch):
    """A browser has one set of cookies for a host, whatever the port."""
    runner.go("/questions/safety/now").tick("None of these").press("Continue")
    before = runner.client.get_cookie(NAME).value
    monkeypatch.setenv("PORT", "9000")
    other = make_app(settings).test_client()
    other.set_cookie(NAME, before)
    other.get("/questions/safety/now")

    assert other.get_cookie(NAME).value == before
    assert other.get_cookie(f"{NAME}-9000") is not None


def test_an_anonymous_runner_leaves_nothing_on_the_disk(runner, app, caplog):
    path = services_of(app).connections.place
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    runner.go("/questions/safety/now").tick("I am coughing up blood").press("Continue")
    runner.go("/delete", data={}).go("/").go("/assessment")

    assert before == {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert "cough" not in caplog.text


def outdated(kept):
    kept["sheet"]["version"] = [SHAPE - 1, "0.1-proposal+00000000"]


BAD_COOKIES = {
    "nonsense": lambda app, client: "nonsense",
    "empty": lambda app, client: '""',
    "not ascii": lambda app, client: "gAAAAé",
    "damaged": lambda app, client: cookie(client)[:-9] + "AAAAAAAA=",
    "cut off": lambda app, client: cookie(client)[:60],
    "two days old": lambda app, client: reencrypted(app, client, ago=timedelta(hours=25)),
    "from the future": lambda app, client: reencrypted(app, client, ago=timedelta(hours=-2)),
    "of a foreign key": lambda app, client: reencrypted(
        app, client, encryption=Encryption([Fernet.generate_key().decode()])
    ),
    "forged by who knows no key": lambda app, client: base64.urlsafe_b64encode(
        b'\x80{"sheet":{}}' + bytes(64)
    ).decode(),
    "of another shape": lambda app, client: reencrypted(app, client, outdated),
}


UNREADABLE = [name for name in BAD_COOKIES if name not in ("empty", "of another shape")]


@every_row("what", [*UNREADABLE, "of another shape"])
def test_a_cookie_that_is_no_use_is_a_kind_page(app, what):
    bad = BAD_COOKIES[what](app, begin(runner := Visitor(app.test_client())).client)
    for address in ("/", "/questions/safety/nerves", "/answers", "/assessment"):
        with_cookie(runner, bad).go(address).sees("Please start again")
        assert ("We have deleted them" in runner.page.text) is (what != "of another shape")
        assert runner.response.status_code == 409
        assert runner.client.get_cookie(NAME) is None
        runner.go("/").sees("Start the self-check")


@pytest.mark.parametrize("what", [*UNREADABLE, "of another shape"])
def test_what_cannot_wait_is_told_though_the_cookie_is_no_use(begun, app, what):
    begun.go("/questions/safety/now").tick("I am coughing up blood")
    with_cookie(begun, BAD_COOKIES[what](app, begun.client)).press("Continue")

    begun.sees("Get emergency help now", "Call 911")


@every_row("what", BAD_COOKIES)
def test_a_page_that_needs_no_answers_opens_with_any_cookie(app, what):
    bad = BAD_COOKIES[what](app, begin(runner := Visitor(app.test_client())).client)
    for address in ("/about", "/deleted", "/nothing-here", "/clinic/settings"):
        assert with_cookie(runner, bad).go(address).response.status_code in (200, 404), address


@pytest.mark.parametrize("what", ["none at all", *UNREADABLE, "empty"])
def test_a_page_left_open_for_a_day_keeps_what_was_typed_and_then_submits(begun, app, what):
    begun.tick("My hands are clumsy")
    if what == "none at all":
        begun.client.delete_cookie(NAME)
    else:
        with_cookie(begun, BAD_COOKIES[what](app, begun.client))
    begun.press("Continue").sees("Please press Continue again", "We delete answers after a day")
    assert begun.response.status_code == 400
    assert begun.box("My hands are clumsy").is_sent
    begun.press("Continue").sees("First, a quick safety check.")
    begun.go("/questions/safety/nerves")
    assert begun.box("My hands are clumsy").is_sent


def test_a_request_page_left_open_for_a_day_says_so(runner, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner())
    runner.go("/booking").type_in("Your name", "Zoë").type_in("Phone", "555 010 2000")
    runner.client.delete_cookie(NAME)
    runner.press("Send my request").sees("This page was open for too long")
    assert runner.response.status_code == 400


def test_a_full_cookie_is_a_kind_page_and_keeps_what_was_there(begun, app):
    def fill(kept):
        kept["filler"] = pieces

    pieces = [token_urlsafe(2500)]
    while len(reencrypted(app, begun.client, fill)) <= LARGEST_COOKIE:
        pieces.append(token_urlsafe(1))
    pieces.pop()
    with_cookie(begun, reencrypted(app, begun.client, fill))
    before = cookie(begun.client)
    begun.tick("None of these")
    begun.press("Continue").sees("There is no room left for answers")
    assert begun.response.status_code == 413
    assert before == cookie(begun.client)
    begun.go("/questions/safety/nerves").sees("Are any of these new since the pain began?")


def test_a_page_that_is_only_opened_tells_no_stop(app, questionnaire):
    """Whatever became of the answers, and whether or not there is such a visit."""
    pages = [
        f"{one.section}/{one.id}" for section in questionnaire.sections for one in section.pages
    ]
    bad = BAD_COOKIES["of another shape"](app, begin(Visitor(app.test_client())).client)
    runner = Visitor(app.test_client())
    for page in pages:
        with_cookie(runner, bad).go(f"/questions/{page}").sees("Please start again")
        runner.go(f"/visit/abcdefgh/questions/{page}").sees("This link does not open here")
        runner.does_not_see("Get medical help today", "Get emergency help now", "Call 911")
