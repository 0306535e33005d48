"""Signing in and out, in the words on the page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from records.people import audit, sign_ins, staff
from services import services_of
from tests.beneath import beneath
from tests.factories import WORDS_TO_COME_IN as RIGHT
from tests.factories import a_colleague, sign_in
from tests.visitor import Page, Visitor

WRONG = "The name or the passphrase is not right."


@pytest.fixture
def robin(app):
    return a_colleague(app, "Robin Hale")


def try_as(visitor, name, passphrase):
    visitor.type_in("Your name", name).type_in("Your passphrase", passphrase)
    return visitor.press("Sign in")


def token_on(html):
    """What the forms of a page carry to show that they are our own."""
    boxes = [box for form in Page(html).forms for box in form.boxes]
    return {box.name: box.value for box in boxes if box.name == "csrf_token"}


def db_of(app):
    return services_of(app).connections.database()


def age(app, **ago):
    """Let every sign-in have begun, or been used, so long ago."""
    db = db_of(app)
    for row in list(beneath(db)["sign_ins"].rows):
        changed = {
            name: (datetime.fromisoformat(row[name]) - span).isoformat(timespec="milliseconds")
            for name, span in ago.items()
        }
        beneath(db)["sign_ins"].update(row["token_hash"], changed)


def test_the_right_name_and_passphrase_let_in(runner, robin):
    try_as(runner.go("/clinic/account"), "robin hale", RIGHT)

    assert runner.path == "/clinic/account"
    runner.sees("Robin Hale", "physiotherapist", "here only")


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [("Robin Hale", "seven loud herons"), ("Robin Hall", RIGHT), ("Robin Hale", RIGHT.upper())],
)
def test_a_wrong_name_and_a_wrong_passphrase_are_told_alike(runner, robin, name, passphrase):
    try_as(runner.go("/clinic/sign-in"), name, passphrase)

    runner.sees("There is a problem", WRONG)
    assert runner.page.title.startswith("Error: ")
    assert runner.box("Your name").value == name
    assert runner.box("Your passphrase").value == ""
    assert passphrase not in runner.response.text


@pytest.mark.parametrize("how", ["gone", "not set up"])
def test_who_left_or_never_set_up_is_told_the_same(app, runner, robin, how):
    token = sign_ins.start(db_of(app), robin.id, datetime.now(UTC))
    if how == "gone":
        staff.leave(db_of(app), robin.id, datetime.now(UTC))
    else:
        staff.new_set_up_link(db_of(app), robin.id, datetime.now(UTC))
    try_as(runner.go("/clinic/sign-in"), "Robin Hale", RIGHT)

    runner.sees(WRONG)
    runner.client.set_cookie("staff", token)
    assert runner.client.get("/clinic/account").status_code == 303


def test_nothing_typed_is_asked_for(runner, robin):
    runner.go("/clinic/sign-in").press("Sign in").sees("Enter your name.", "Enter your passphrase.")


@pytest.mark.usefixtures("stopped_clock")
def test_each_wrong_try_past_the_fifth_has_to_wait(runner, robin):
    runner.go("/clinic/sign-in")
    for _ in range(5):
        try_as(runner, "Robin Hale", "not this one").sees(WRONG)
    try_as(runner, "Robin Hale", RIGHT).sees("Please wait 1 second")

    assert runner.response.status_code == 429
    assert runner.response.headers["Retry-After"] == "1"
    runner.does_not_see(WRONG)


@pytest.mark.usefixtures("stopped_clock")
def test_waiting_tells_nothing_about_a_name(app, runner, robin):
    pages = []
    for name in ("Robin Hale", "Nobody Here"):
        beneath(db_of(app))["throttle"].delete_where()
        runner.go("/clinic/sign-in")
        for _ in range(6):
            try_as(runner, name, "not this one")
        pages.append((runner.response.status_code, runner.page.text))

    assert pages[0] == pages[1]


def test_a_right_try_lets_the_name_off(app, runner, robin):
    runner.go("/clinic/sign-in")
    for _ in range(4):
        try_as(runner, "Robin Hale", "not this one")
    try_as(runner, "Robin Hale", RIGHT).press("Sign out").follow("Sign in again")
    rows = [row["failures"] for row in beneath(db_of(app))["throttle"].rows]

    assert rows == [4], "the address keeps its failures; the name has none"


@pytest.mark.usefixtures("stopped_clock")
def test_many_tries_at_once_are_not_all_let_through(app, robin):
    """As fast as eight hands can be: the fifth wrong try is the last that is looked at."""
    clients = [app.test_client() for _ in range(8)]
    tokens = [token_on(client.get("/clinic/sign-in").text) for client in clients]
    form = {"name": "Robin Hale", "passphrase": "not this one"}

    def try_now(number):
        answer = None
        while answer is None or "try again in a moment" in answer.text:  # as they are told to
            answer = clients[number].post("/clinic/sign-in", data=tokens[number] | form)
        return answer.status_code

    with ThreadPoolExecutor(8) as hands:
        answers = sorted(hands.map(try_now, range(8)))

    assert answers == [200] * 5 + [429] * 3


def test_the_sign_in_is_a_new_cookie_that_scripts_cannot_read(client, robin):
    client.set_cookie("staff", "known-to-somebody-else")
    try_as(Visitor(client).go("/clinic/sign-in"), "Robin Hale", RIGHT)
    cookie = client.get_cookie("staff")

    assert cookie.value != "known-to-somebody-else"
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    assert cookie.max_age is None
    assert cookie.expires is None


def test_over_https_the_cookie_is_bound_to_the_site(make_app, settings):
    app = make_app(settings | {"HTTPS": True})
    a_colleague(app, "Robin Hale")
    here = {"base_url": "https://localhost", "headers": {"Referer": "https://localhost/"}}
    client = app.test_client()
    data = {"name": "Robin Hale", "passphrase": RIGHT}
    data |= token_on(client.get("/clinic/sign-in", **here).text)
    answer = client.post("/clinic/sign-in", data=data, **here)

    [line] = [one for one in answer.headers.getlist("Set-Cookie") if "staff" in one]
    assert line.startswith("__Host-staff=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(line.split("; "))
    assert "Domain" not in line


def test_signing_in_again_ends_the_sign_in_before_it(app, client, robin):
    sign_in(client, robin)
    old = client.get_cookie("staff").value
    client.delete_cookie("staff")
    visitor = Visitor(client).go("/clinic/sign-in")
    client.set_cookie("staff", old)
    try_as(visitor, "Robin Hale", RIGHT)

    assert client.get_cookie("staff").value != old
    assert sign_ins.find(db_of(app), old, datetime.now(UTC)) is None


def test_signing_in_leaves_nothing_of_the_session_before_it(client, robin):
    visitor = Visitor(client).go("/clinic/sign-in")
    with client.session_transaction() as session:
        before = session["csrf_token"]
        session["sheet"] = {"planted": True}
    try_as(visitor, "Robin Hale", RIGHT)

    with client.session_transaction() as session:
        assert "sheet" not in session
        assert session.get("csrf_token") != before


def test_after_twenty_idle_minutes_it_says_so_and_goes_on_where_one_was(app, runner, robin):
    sign_in(runner.client, robin)
    age(app, seen=timedelta(minutes=20))
    runner.go("/clinic/account").sees("You were signed out.", "nothing for 20 minutes")

    try_as(runner, "Robin Hale", RIGHT)
    assert runner.path == "/clinic/account"


def test_after_twelve_hours_it_is_over_however_busy(app, runner, robin):
    sign_in(runner.client, robin)
    age(app, started=timedelta(hours=12))

    runner.go("/clinic/account").sees("You were signed out.", "after 12 hours")


def test_what_was_typed_when_the_time_was_up_is_shown_to_copy(app, client, robin):
    sent = token_on(sign_in(client, robin).get("/clinic/account").text)
    sent |= {"note": "Called back, comes on Monday", "old": "this is not shown"}
    age(app, seen=timedelta(minutes=21))
    answer = client.post("/clinic/account", data=sent)

    assert answer.status_code == 401
    assert "Nothing was changed." in answer.text
    assert "Called back, comes on Monday" in answer.text
    assert "this is not shown" not in answer.text


def test_a_sign_in_page_that_was_left_open_for_days(runner, robin):
    runner.go("/clinic/sign-in")
    runner.client.delete_cookie("self-check")
    try_as(runner, "Robin Hale", RIGHT).sees("This page was open for too long")
    assert runner.response.status_code == 400

    try_as(runner, "Robin Hale", RIGHT)
    assert runner.response.status_code == 200
    runner.sees("Sign out")


def test_a_form_from_before_signing_in_again_keeps_what_was_typed(client, robin):
    stale = token_on(sign_in(client, robin).get("/clinic/account").text)
    client.delete_cookie("self-check")
    sent = stale | {"note": "Called back, comes on Monday", "passphrase": "is never shown again"}
    answer = client.post("/clinic/account", data=sent)

    assert answer.status_code == 400
    assert "Called back, comes on Monday" in answer.text
    assert "is never shown again" not in answer.text
    assert "Go to your first page" in answer.text


def test_signing_out_ends_it_for_good(app, runner, robin):
    sign_in(runner.client, robin)
    token = runner.client.get_cookie("staff").value
    runner.go("/clinic/account").press("Sign out").sees("You are signed out")

    assert runner.client.get_cookie("staff") is None
    runner.client.set_cookie("staff", token)
    assert runner.client.get("/clinic/account").status_code == 303


def test_signing_out_everywhere_ends_every_browser(app, robin):
    here, there = (Visitor(sign_in(app.test_client(), robin)) for _ in range(2))
    here.go("/clinic/account").sees("in 2 places").press("Sign out everywhere")

    here.sees("You are signed out")
    there.go("/clinic/account").sees("You were signed out")


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example/clinic/",
        "//elsewhere.example/clinic/",
        "/clinic/\\elsewhere.example",
        "/\\elsewhere.example",
        "/clinic/../delete",
        "/questions/safety/now",
        "javascript:alert(1)",
        "/clinic/account\r\nX-Other: 1",
        "/clinic/https://elsewhere.example",
        "/clinic//elsewhere.example",
    ],
)
def test_only_a_page_of_the_staff_is_gone_back_to(client, robin, back):
    data = token_on(client.get("/clinic/sign-in").text)
    data |= {"name": "Robin Hale", "passphrase": RIGHT, "back": back}
    answer = client.post("/clinic/sign-in", data=data)

    assert (answer.status_code, answer.location) == (303, "/clinic/")


def test_a_page_with_filters_is_gone_back_to(client, robin):
    address = "/clinic/account?state=new&from=2026-11-01&page=2"
    visitor = Visitor(client)
    visitor.response = client.get(address)
    assert visitor.response.location.startswith("/clinic/sign-in?back=")
    visitor.go(visitor.response.location)
    try_as(visitor, "Robin Hale", RIGHT)

    assert visitor.response.history[0].location == address


def test_a_new_passphrase_ends_every_other_sign_in(app, robin):
    here, there = (Visitor(sign_in(app.test_client(), robin)) for _ in range(2))
    here.go("/clinic/account").type_in("Current passphrase", RIGHT)
    here.type_in("New passphrase", "nine grey boats in fog")
    here.type_in("Repeat new passphrase", "nine grey boats in fog").press("Change it").sees(
        "here only"
    )
    there.go("/clinic/account").sees("You were signed out")

    try_as(there, "Robin Hale", RIGHT).sees(WRONG)
    try_as(there, "Robin Hale", "nine grey boats in fog").sees("Your account")


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("not this one", "nine grey boats", "nine grey boats", "This is not your passphrase."),
        (RIGHT, "nine grey boats", "nine grey boat", "The two are not the same."),
        (RIGHT, "grey boats", "grey boats", "12 characters or more"),
        (RIGHT, "Robin Hale 26", "Robin Hale 26", "mostly your name"),
        ("", "nine grey boats", "nine grey boats", "Enter your passphrase."),
    ],
)
def test_a_new_passphrase_that_cannot_be_taken(app, runner, robin, old, new, again, said):
    sign_in(runner.client, robin)
    runner.go("/clinic/account").type_in("Current passphrase", old)
    runner.type_in("New passphrase", new).type_in("Repeat new passphrase", again).press("Change it")

    runner.sees("There is a problem", said)
    assert new not in runner.response.text


def test_the_audit_tells_who_came_and_who_could_not_and_nothing_typed(app, runner, robin):
    runner.go("/clinic/sign-in")
    try_as(runner, "my secret passphrase", "x" * 12)
    try_as(runner, "Robin Hale", "not this one")
    try_as(runner, "Robin Hale", RIGHT).press("Sign out")
    entries = [(one.actor, one.words, one.subject) for one in audit.newest(db_of(app))]

    assert entries == [
        ("Robin Hale", "signed out", "staff Robin Hale"),
        ("Robin Hale", "listed", "today"),
        ("Robin Hale", "signed in", "staff Robin Hale"),
        ("somebody", "could not sign in", "staff Robin Hale"),
        ("somebody", "could not sign in", "a name that is not known"),
    ]


def test_staff_pages_are_kept_out_of_search_and_show_nothing_of_a_runner(runner, robin):
    runner.go("/clinic/sign-in")

    assert '<meta name="robots" content="noindex">' in runner.response.text
    runner.does_not_see("Delete my answers", "About this check")
    runner.sees("Not clinically signed off")


@pytest.mark.usefixtures("stopped_clock")
def test_the_many_addresses_of_one_machine_count_as_one(app):
    for number in range(9):
        visitor = Visitor(app.test_client()).go("/clinic/sign-in")
        visitor.client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{number:x}"
        visitor.type_in("Your name", f"Nobody {number}").type_in(
            "Your passphrase", "not the right one"
        )
        visitor.press("Sign in")

    assert visitor.response.status_code == 429


def left(client):
    """The seconds until the sign-in of a browser ends, as its pages ask for them."""
    return int(client.get("/clinic/time-left").text)


def test_a_page_may_ask_how_long_is_left_and_that_is_no_use_of_it(app, client, robin):
    sign_in(client, robin)
    assert 1190 <= left(client) <= 1200
    age(app, seen=timedelta(minutes=18))
    for _ in range(3):
        assert 110 <= left(client) <= 120

    age(app, seen=timedelta(minutes=3))
    assert left(client) == 0
    assert client.get("/clinic/account").status_code == 303


def test_whoever_presses_stay_is_signed_in_for_longer(app, runner, robin):
    sign_in(runner.client, robin)
    runner.go("/clinic/account")
    age(app, seen=timedelta(minutes=18))
    runner.press("Stay signed in")
    assert 1190 <= int(runner.response.text) <= 1200

    age(app, started=timedelta(hours=11, minutes=59))
    assert 50 <= left(runner.client) <= 60


def test_nobody_stays_who_is_signed_out_already(app, runner, robin):
    sign_in(runner.client, robin)
    runner.go("/clinic/account")
    age(app, seen=timedelta(minutes=21))
    runner.press("Stay signed in")

    runner.sees("You were signed out.")
