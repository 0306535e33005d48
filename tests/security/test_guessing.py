"""Guessing at what is short or long: nothing is found, and soon it has to wait."""

import re
import secrets

import pytest

from records.engine.tokens import LENGTH, SIGNS, new_name, new_token
from records.kiosk import handoffs
from services import services_of
from tests.factories import a_colleague, at_kiosk, sign_in
from tests.pre_visit import states
from tests.pre_visit.walking import pass_safety
from tests.security.world import Browsers
from tests.visitor import Visitor

TRIES = 20  # within a minute, from one place
pytestmark = pytest.mark.usefixtures("stopped_clock")


def eight_signs():
    return "".join(secrets.choice(SIGNS) for _ in range(8))


def at(client, address, label, button):
    """Somebody who types guesses into one box, again and again."""
    visitor = Visitor(client).go(address)

    def guess(typed):
        return visitor.type_in(label, typed).press(button)

    return guess


def codes_of_a_result(world, client):
    return at(client, "/t", "Your code", "Continue"), eight_signs


def codes_of_a_device(world, client):
    return at(client, "/kiosk/enrol", "Set-up code", "Make it"), eight_signs


def codes_of_the_desk(world, client):
    person = at_kiosk(client, world.kiosk)
    return at(person, "/kiosk/code", "Your code", "Continue"), lambda: f"{secrets.randbelow(10**4)}"


def references(world, client):
    """By a form that is refused for its phone: what begins one is counted and ends soon."""
    invited = states.made(world.app, reference="JM-12-03")
    visitor = Visitor(client).go(invited.link).press("Yes, open my questions")

    def guess(typed):
        visitor.type_in("Your phone number", "1").type_in("A word or number of your own", typed)
        return visitor.press("I agree, start")

    return guess, eight_signs


def words_of_patients(world, client):
    """Each of somebody else, who chose one at home."""
    visitor = Visitor(client)

    def guess(typed):
        invited = states.made(world.app)
        home = world.app.test_client()
        home.environ_base["REMOTE_ADDR"] = "192.0.2.7"
        patient = Visitor(home).go(invited.link)
        patient.press("Yes, open my questions").type_in("A word or number of your own", "heron 7")
        pass_safety(patient.press("I agree, start"), 1)
        visitor.go(invited.link).type_in("Your word or number", typed)
        return visitor.press("Open my answers")

    return guess, eight_signs


@pytest.mark.parametrize(
    "what",
    [codes_of_a_result, codes_of_a_device, codes_of_the_desk, references, words_of_patients],
    ids=lambda what: what.__name__,
)
def test_guessing_has_to_wait_within_twenty_tries(world, what):
    guess, wrong = what(world, world.app.test_client())
    for _ in range(TRIES):
        page = guess(wrong())
        if "too many tries" in page.page.text or page.response.status_code == 429:
            return
    raise AssertionError("every guess was looked at")


def test_a_short_code_cannot_be_tried_by_an_address_where_nothing_counts(world):
    copy = handoffs.add(world.db, services_of(world.app).encryption, {}, world.now)
    for code in (copy.code, copy.code.replace("-", ""), copy.code.replace("-", " ")):
        phone = Visitor(world.app.test_client()).go(f"/t/{code}").sees("This result is not here")
        assert phone.response.status_code == 404
    Visitor(world.app.test_client()).go(f"/t/{copy.token}").sees("You can open it once")


def test_what_opens_something_by_itself_has_128_bits_or_more():
    assert len(SIGNS) ** LENGTH > 2**128
    assert len({new_token() for _ in range(1000)}) == 1000


def test_the_many_addresses_of_one_machine_count_as_one_at_a_new_kiosk(world):
    pages = []
    for number in range(6):
        client = world.app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{number:x}"
        pages.append(codes_of_a_device(world, client)[0](eight_signs()))

    pages[4].sees("not right")
    pages[5].sees("too many tries")


def test_a_reference_or_a_name_opens_nothing_by_itself(world):
    """Even the true ones: what they name is for the staff, or for who came by a link.

    A browser without cookies gets one and the same page at each, as a chat's preview does.
    """
    client, started = world.app.test_client(), set()
    for name in (world.anna.name, world.ben.name, new_name(), world.request):
        for address in (f"/visit/{name}/sent", f"/t/{name}", f"/v/{name}"):
            page = client.get(address, follow_redirects=True)
            assert page.status_code in (404, 429), address
            assert "9:30" not in page.text
        page = world.app.test_client().get(f"/visit/{name}")
        started.add((page.status_code, re.sub(r'nonce="[^"]+"', "", page.text).replace(name, "")))
        for address in (f"/clinic/responses/{name}", f"/clinic/requests/{name}"):
            assert client.get(address).location.startswith("/clinic/sign-in")
    [(status, told)] = started
    assert status == 200
    assert "9:30" not in told


def test_what_is_not_there_is_told_like_what_is_not_theirs(world):
    """To somebody at the desk: a response that there is, and one that there is not."""
    desk = a_colleague(world.app, "Kim Lee", ["front desk"])
    client = sign_in(world.app.test_client(), desk)
    pages = set()
    for name in (world.anna.name, new_name()):
        answer = client.get(f"/clinic/responses/{name}")
        text = answer.text.replace(name, "")  # its own address, to come back to
        pages.add((answer.status_code, re.sub(r'nonce="[^"]+"', "", text)))

    assert len(pages) == 1
    assert pages.pop()[0] == 404


def test_a_request_for_a_visit_is_answered_alike_for_anybody(world):
    """Whether the clinic knows a name, a number or an address is not to be found out."""
    pages = set()
    for name, email in (("Zoë Quill", "zoe@clinic.example"), ("Nobody", "x@nowhere.example")):
        visitor = Visitor(Browsers(world).of_runner()).go("/booking").type_in("Your name", name)
        visitor.type_in("Email", email).press("Send my request").sees("Your request has been sent")
        pages.add(re.sub(r"Your reference is \w+", "", visitor.page.text))

    assert len(pages) == 1
