"""Links that are not good: forged, altered, of another purpose; and those that no longer are."""

import re
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from records.answers import links
from records.engine.encryption import Encryption
from records.engine.timestamps import to_iso
from records.engine.tokens import SIGNS, hash_of, new_token
from records.kiosk import handoffs
from records.people import staff, throttle
from services import services_of
from tests.pre_visit import states
from tests.pre_visit.pages import WORDS_PAGE
from tests.visitor import Page, Visitor

UNKNOWN = "This link does not open here"


def mistyped(token, place):
    """The same but for one sign, which is the next that counts."""
    sign = SIGNS[(SIGNS.index(token[place]) + 1) % len(SIGNS)]
    return token[:place] + sign + token[place + 1 :]


def never_given_out(world, token):
    """Tokens that open nothing, by what is wrong with them."""
    set_up = staff.new_set_up_link(world.db, world.sam.id, world.now)
    home = handoffs.add(world.db, services_of(world.app).encryption, {}, world.now)
    yield "forged", new_token()
    yield from ((f"mistyped at {n}", mistyped(token, n)) for n in range(0, len(token), 5))
    yield "short by one", token[:-1]
    yield "long by one", token + "2"
    yield "padded before", "0" + token
    yield "padded to 10,000", token + "a" * 10_000
    yield "10,000 long", "2" * 10_000
    yield "twice over", token + token
    yield "its own hash", hash_of(token)
    yield "for setting up", set_up
    yield "for taking home", home.token
    yield "a short code", home.code
    yield "a device's", world.kiosk[1]
    yield "the visit's name", world.ben.name
    yield (
        "encrypted with another key",
        Encryption([Fernet.generate_key().decode()]).encrypt({}).decode(),
    )
    yield "the session itself", world.ben.client.get_cookie("self-check").value
    yield "with a quote", token[:5] + "'" + token[6:]
    yield "for a database", "' OR 1=1 --"
    yield "a way up", "../../clinic/"
    yield "beyond ASCII", "é"
    yield "nothing at all", "%00"
    yield "nothing", ""


def test_links_that_were_never_given_out_are_refused_alike(world):
    met = set()
    for what, token in never_given_out(world, world.ben.link.removeprefix("/v/")):
        throttle.clear(world.db, "link:127.0.0.1")
        answer = world.app.test_client().get(f"/v/{token}", follow_redirects=True)
        text = re.sub(r"nonce=\"[^\"]+\"", "", answer.text)
        met.add((answer.status_code, answer.request.path, text))
        assert UNKNOWN in answer.text, what

    assert len(met) == 1
    assert next(iter(met))[:2] == (404, "/visit/unknown")


def test_capitals_gaps_and_dashes_change_nothing_and_no_sign_is_left_out_by_them(world):
    """However it is typed, all 26 signs count; also the same sign twice in a row."""
    for token in (world.ben.link.removeprefix("/v/"), "aa" + SIGNS[-24:]):
        assert hash_of(token) == hash_of("-".join(token.upper())) == hash_of(f" {token} ")
        assert len({hash_of(mistyped(token, place)) for place in range(26)}) == 26


def test_what_is_far_too_long_is_refused_unread(world):
    """Also where all that was added is what would not count."""
    token = world.ben.link.removeprefix("/v/")

    assert hash_of(token) == hash_of(token + "-" * 170)
    assert hash_of("") == hash_of("2" * 10_000) == hash_of(token + "-" * 10_000)


ENDED = [
    states.expired,
    states.withdrawn,
    states.not_me,
    states.replaced,
    states.check_failed,
    states.unreadable,
]
PATHS = ["", "/answers", "/sent", "/assessment", "/assessment.txt", WORDS_PAGE, "/year-of-birth"]
PATHS += [
    "/assessment/print",
    "/questions/safety/now",
    "/questions/your_pain/place",
    "/agree",
    "/not-me",
    "/rather-not",
]


@pytest.mark.parametrize("reach", ENDED, ids=lambda reach: reach.__name__)
def test_a_link_that_has_ended_shows_and_changes_nothing_any_more(app, reach):
    """Whoever holds the true token is told why, on one page with nothing of the patient's."""
    case = reach(app)
    before = case.state
    pages = {Page(case.get(path).text).text for path in PATHS}
    for path in PATHS:
        case.post(path, rf_now="none", agree="yes", year="1984", own_question="Is swimming fine?")

    assert len(pages) == 1
    assert case.state == before
    text = pages.pop()
    assert not any(own in text for own in ("KL 4711", "Lifting my son", "Is swimming fine"))


@pytest.mark.usefixtures("stopped_clock")
def test_an_expired_link_is_dead_to_a_browser_that_came_before(app):
    case = states.in_progress(app)
    assert case.get("/questions/safety/now").status_code == 200
    case.change(ends=to_iso(services_of(app).clock() - timedelta(seconds=1)))

    assert "This link has expired" in case.get("/questions/safety/now").text


def test_a_set_up_link_works_once_and_for_72_hours(world):
    token = staff.new_set_up_link(world.db, world.sam.id, world.now)
    first, second = (Visitor(world.app.test_client()).go(f"/clinic/set-up/{token}") for _ in "ab")
    for visitor, words in ((first, "nine grey boats in fog"), (second, "six loud crows in mist")):
        for box in visitor.boxes():
            if box.name in ("passphrase", "again"):
                box.value = words
        visitor.press("Save and sign in")
    late = staff.new_set_up_link(world.db, world.sam.id, world.now - timedelta(hours=72))

    assert (first.response.status_code, second.response.status_code) == (200, 404)
    for spent in (token, late):
        assert world.app.test_client().get(f"/clinic/set-up/{spent}").status_code == 404


def test_wrong_set_up_links_are_refused_alike(world):
    token = staff.new_set_up_link(world.db, world.sam.id, world.now)
    wrong = [new_token(), mistyped(token, 0), token[:-1], token + "2", "2" * 10_000]
    wrong += [world.ben.link.removeprefix("/v/"), world.kiosk[1]]
    answers = [world.app.test_client().get(f"/clinic/set-up/{one}") for one in wrong]

    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(r"nonce=\"[^\"]+\"", "", answer.text) for answer in answers}) == 1


def test_only_the_hash_of_a_token_is_kept(world):
    """Of links, set-up links, results taken along, devices and sign-ins."""
    link = links.add(world.db, world.ben.invitation.id, now=world.now)
    tokens = [link, staff.new_set_up_link(world.db, world.sam.id, world.now), world.kiosk[1]]
    tokens += [handoffs.add(world.db, services_of(world.app).encryption, {}, world.now).token]
    kept = "\n".join(world.db.conn.iterdump())

    assert [token for token in tokens if token in kept] == []
    assert all(hash_of(token) in kept for token in tokens)


ARRIVALS = ["/v/{link}", "/t/{home}", "/clinic/set-up/{set_up}"]


@pytest.mark.parametrize("arrival", ARRIVALS)
def test_a_token_leaves_the_address_at_once_and_stands_nowhere_after(world, arrival):
    """Neither in an answer, nor in an address on its pages, nor in a title."""
    secrets = {
        "link": world.ben.link.removeprefix("/v/"),
        "home": handoffs.add(world.db, services_of(world.app).encryption, {}, world.now).token,
        "set_up": staff.new_set_up_link(world.db, world.sam.id, world.now),
    }
    address = arrival.format(**secrets)
    token = address.rpartition("/")[2]
    client = world.app.test_client()
    first = client.get(address)
    after = client.get(first.location, follow_redirects=True)

    assert (first.status_code, first.data) == (303, b"")
    assert first.headers.get("Referrer-Policy", "no-referrer") == "no-referrer"
    assert first.headers["Cache-Control"] == "no-store"
    assert token not in str(first.headers)
    assert after.status_code == 200
    assert token not in after.text + str(after.headers) + after.request.path


def test_letters_are_those_that_nobody_mistakes_and_all_are_used():
    assert len(set(SIGNS)) == 31
    assert not set("01ilo") & set(SIGNS)
    assert set("".join(new_token() for _ in range(200))) == set(SIGNS)
