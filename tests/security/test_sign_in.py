"""Who signs in, and what becomes of the cookies of before: fixed, replayed, timed out."""

import hashlib
from datetime import timedelta

import pytest
from click import ClickException
from werkzeug.security import generate_password_hash

from records.engine.timestamps import from_iso
from records.people import staff
from services import services_of
from staff.accounts.access import BY_ITSELF
from tests.beneath import beneath
from tests.factories import WORDS_TO_COME_IN as RIGHT
from tests.factories import a_colleague, set_services, sign_in
from tests.security.world import rules, token_of
from tests.visitor import Visitor
from web.password_hashing import METHOD, NOBODY, hashed

BOTH = ("staff", "self-check")


def try_as(client, name, passphrase):
    visitor = Visitor(client).go("/clinic/sign-in")
    visitor.type_in("Your name", name).type_in("Your passphrase", passphrase)
    return visitor.press("Sign in")


def cookies(client):
    return {name: found.value for name in BOTH if (found := client.get_cookie(name))}


def asks_to_sign_in(answer):
    """Or says that it was not its own form: nothing of the staff's either way."""
    is_sent_away = answer.status_code == 303 and answer.location.startswith("/clinic/sign-in")
    return is_sent_away or answer.status_code in (400, 401)


def behind_the_door(app):
    """Every method and rule of the staff side that has a door."""
    for method in ("GET", "POST"):
        for rule in rules(app, method):
            if hasattr(app.view_functions[rule.endpoint], "action"):
                yield method, rule


def sign_out(world, client):
    Visitor(client).go("/clinic/account").press("Sign out")


def sign_out_everywhere(world, client):
    sign_in(other := world.app.test_client(), world.robin)
    Visitor(other).go("/clinic/account").press("Sign out everywhere")


def sit_idle(world, client):
    go_on_after(world, timedelta(minutes=20))


def work_too_long(world, client):
    for minutes in range(19, 12 * 60, 19):
        go_on_after(world, timedelta(minutes=minutes), client)
    go_on_after(world, timedelta(hours=12))


def leave_the_clinic(world, client):
    a_colleague(world.app, "Kim Lee", ["administrator"])
    staff.leave(world.db, world.robin.id, services_of(world.app).clock())


def get_a_new_link(world, client):
    a_colleague(world.app, "Kim Lee", ["administrator"])
    staff.new_set_up_link(world.db, world.robin.id, services_of(world.app).clock())


def change_the_passphrase(world, client):
    visitor = Visitor(client).go("/clinic/account").type_in("Current passphrase", RIGHT)
    visitor.type_in("New passphrase", "nine grey boats in fog")
    visitor.type_in("Repeat new passphrase", "nine grey boats in fog").press("Change it")


def go_on_after(world, span, client=None):
    """Let the clock stand so long after the start; who is told of looks at a page."""
    started = beneath(world.db)["sign_ins"].get(hash_at_start(world))["started"]
    at = from_iso(started) + span
    set_services(world.app, clock=lambda: at)
    if client:
        assert client.get("/clinic/account").status_code == 200


def hash_at_start(world):
    return next(row["token_hash"] for row in beneath(world.db)["sign_ins"].rows)


ENDINGS = [
    sign_out,
    sign_out_everywhere,
    sit_idle,
    work_too_long,
    leave_the_clinic,
    get_a_new_link,
    change_the_passphrase,
]


@pytest.mark.usefixtures("stopped_clock")
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.__name__)
def test_after_the_end_the_old_cookies_open_nothing(world, ending):
    """But for which kiosk calls: a page left open asks that by itself, for twelve hours at most."""
    client = sign_in(world.app.test_client(), world.robin)
    token, old = token_of(client, "/clinic"), cookies(client)
    ending(world, client)
    before = world.rows()
    for method, rule in behind_the_door(world.app):
        thief = world.app.test_client()
        for name, value in old.items():
            thief.set_cookie(name, value)
        address = world.address(rule)
        sent = {"data": {"csrf_token": token}} if method == "POST" else {}
        answer = thief.open(address, method=method, **sent)
        is_a_call = ending is sit_idle and rule.endpoint in BY_ITSELF
        assert is_a_call or asks_to_sign_in(answer), (method, address)

    assert world.rows() == before


@pytest.mark.usefixtures("stopped_clock")
def test_until_then_they_open_every_page(world):
    """Or the test above would prove nothing."""
    client = sign_in(world.app.test_client(), world.robin)
    shut = [
        rule.rule
        for method, rule in behind_the_door(world.app)
        if method == "GET" and asks_to_sign_in(client.get(world.address(rule)))
    ]

    assert shut == []


def test_a_cookie_that_was_planted_before_is_worth_nothing_after(world):
    """An attacker signs in as nobody, plants both cookies, and waits."""
    attacker, victim = world.app.test_client(), world.app.test_client()
    attacker.get("/clinic/sign-in")
    attacker.set_cookie("staff", "known-to-the-attacker-0123")
    for name, value in cookies(attacker).items():
        victim.set_cookie(name, value)
    try_as(victim, "Robin Hale", RIGHT).sees("Sign out")

    assert set(cookies(victim).values()).isdisjoint(cookies(attacker).values())
    for method, rule in behind_the_door(world.app):
        if method == "GET":
            assert asks_to_sign_in(attacker.get(world.address(rule))), rule.rule
    token = token_of(attacker, "/delete")
    answer = victim.post("/clinic/sign-out", data={"csrf_token": token})
    assert answer.status_code == 400, "the form's token of before is dead as well"


def test_a_sign_in_that_was_planted_ends_when_somebody_signs_in(world):
    """An attacker plants their own sign-in, to read what the victim types."""
    attacker, victim = (world.app.test_client() for _ in range(2))
    sign_in(attacker, world.sam)
    victim.set_cookie("staff", cookies(attacker)["staff"])
    change_of_mind = Visitor(victim).go("/clinic/account").press("Sign out")
    change_of_mind.follow("Sign in again")
    try_as(victim, "Robin Hale", RIGHT).sees("Robin Hale")

    assert asks_to_sign_in(attacker.get("/clinic/account"))


@pytest.fixture
def work(safe_hashing, monkeypatch):
    """How much work each hashing would be: what scrypt is asked for; it is right for nobody."""
    asked = []

    def counted(*given, **how):
        asked.append({name: how[name] for name in ("n", "r", "p")})
        return b"x" * 64

    monkeypatch.setattr(hashlib, "scrypt", counted)
    return asked


def test_signing_in_takes_the_same_work_whoever_is_named(app, work, world):
    gone = a_colleague(app, "Sam Gone", ["physiotherapist"])
    staff.leave(world.db, gone.id, services_of(app).clock())
    staff.add(world.db, "Kim New", ["physiotherapist"])
    for who in ("Robin Hale", "Nobody Here", "Sam Gone", "Kim New", "Kim\0New"):
        work.clear()
        try_as(app.test_client(), who, "not the right one at all")

        assert work == [{"n": 2**15, "r": 8, "p": 3}], who


def test_the_hash_of_nobody_is_as_much_work_as_any_and_never_right():
    assert hashed("seven quiet herons").startswith(f"{METHOD}$")
    assert len(NOBODY.rpartition("$")[2]) == len(hashed("x").rpartition("$")[2])


def test_the_environment_cannot_make_the_hashing_cheaper(make_app, settings, monkeypatch):
    monkeypatch.setenv("FLASK_HASHING", settings.pop("HASHING"))

    with pytest.raises(ClickException, match="FLASK_HASHING is not a setting"):
        make_app(settings)


@pytest.mark.usefixtures("safe_hashing")
def test_a_passphrase_kept_with_less_work_is_kept_with_more_once_it_is_typed(world):
    weak = generate_password_hash(RIGHT, "scrypt:32768:8:1")
    kept = staff.kept_passphrase(world.db, world.robin.id)
    staff.keep_passphrase(world.db, world.robin.id, weak, kept)
    elsewhere = sign_in(world.app.test_client(), world.robin)
    try_as(world.app.test_client(), "Robin Hale", "not this one").sees("not right")
    assert staff.kept_passphrase(world.db, world.robin.id) == weak

    try_as(world.app.test_client(), "Robin Hale", RIGHT).sees("Sign out")
    assert staff.kept_passphrase(world.db, world.robin.id).startswith(METHOD)
    try_as(world.app.test_client(), "Robin Hale", RIGHT).sees("Sign out")
    assert elsewhere.get("/clinic/account").status_code == 200
