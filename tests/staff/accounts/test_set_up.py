"""A set-up link, from the command that prints it to the first page behind the door."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from records.people import sign_ins, staff
from services import services_of
from tests.beneath import beneath
from tests.factories import a_colleague, sign_in
from tests.visitor import Visitor

CHOSEN = "nine grey boats in fog"
USED_UP = "This set-up link does not work"


@pytest.fixture
def flask(app):
    """Run a command; gives what it printed."""

    def run(*words, fails=False):
        result = app.test_cli_runner().invoke(args=["staff", *words])
        assert fails is (result.exit_code != 0), result.output
        return result.output

    return run


def link_in(text):
    [path] = re.findall(r"http://127\.0\.0\.1:8000(/clinic/set-up/\w+)", text)
    return path


def choose(visitor, passphrase=CHOSEN, again=None):
    visitor.type_in("New passphrase", passphrase).type_in(
        "Repeat new passphrase", again or passphrase
    )
    return visitor.press("Save and sign in")


def test_a_link_from_the_command_leads_in_once(flask, runner):
    link = link_in(flask("add", "Kim Lee", "--role", "physiotherapist", "--role", "front desk"))
    runner.go(link).sees("You will sign in as Kim Lee.")
    choose(runner).go("/clinic/account").sees("Kim Lee", "physiotherapist, front desk")

    runner.go(link).sees(USED_UP)
    assert runner.response.status_code == 404


def test_opening_a_link_spends_nothing_and_leaves_a_clean_address(flask, client):
    link = link_in(flask("add", "Kim Lee", "--role", "physiotherapist"))
    for method in (client.get, client.head, client.get):
        answer = method(link)
        assert (answer.status_code, answer.location) == (303, "/clinic/set-up")
    page = client.get("/clinic/set-up").text

    assert link.rpartition("/")[2] not in page
    assert link.rpartition("/")[2] not in str(client.get_cookie("self-check").value)


def test_a_link_is_forgiving_of_how_it_was_typed(flask, runner):
    link = link_in(flask("add", "Kim Lee", "--role", "physiotherapist"))
    start, _, token = link.rpartition("/")

    runner.go(f"{start}/{token[:13].upper()}-{token[13:]}").sees("You will sign in as Kim Lee.")


@pytest.mark.parametrize("token", ["", "x", "2" * 26, "a" * 5000, "%00", "é"])
def test_an_unknown_link_is_one_and_the_same_page(client, token):
    answer = client.get(f"/clinic/set-up/{token}", follow_redirects=True)

    assert answer.status_code == 404
    assert USED_UP in answer.text or token == ""


def test_without_a_link_there_is_nothing_to_set_up(client, runner):
    runner.go("/clinic/set-up").sees(USED_UP)

    assert runner.response.status_code == 404


@pytest.mark.parametrize("how", ["new link", "three days", "left"])
def test_a_link_that_died_while_the_page_was_open(app, flask, runner, how):
    runner.go(link_in(flask("add", "Kim Lee", "--role", "physiotherapist")))
    db = services_of(app).connections.database()
    if how == "new link":
        flask("reset", "Kim Lee")
    elif how == "left":
        flask("leave", "Kim Lee")
    else:
        beneath(db)["staff"].update(
            1, {"set_up_ends": (datetime.now(UTC) - timedelta(hours=1)).isoformat()}
        )

    choose(runner).sees(USED_UP)
    assert runner.client.get_cookie("staff") is None


def test_a_passphrase_that_others_would_guess_is_refused_and_the_link_holds(flask, runner):
    link = link_in(flask("add", "Kim Lee", "--role", "physiotherapist"))
    runner.go(link)
    for tried, said in {"short": "12 characters", "Kim Lee 2026 x": "mostly your name"}.items():
        choose(runner, tried).sees("There is a problem", said)
        assert tried not in runner.response.text
    choose(runner, again="nine grey boat in fog").sees("The two are not the same.")

    choose(runner).sees("Kim Lee")


def test_the_name_of_somebody_who_has_one_cannot_be_changed_by_the_form(app, flask, client):
    visitor = Visitor(client).go(link_in(flask("add", "Kim Lee", "--role", "physiotherapist")))
    next(box for box in visitor.boxes() if box.name == "name").value = "Robin Hale"
    choose(visitor)

    people = staff.everyone(services_of(app).connections.database())
    assert [person.name for person in people] == ["Kim Lee"]


def test_somebody_else_s_browser_is_signed_in_as_the_new_person(app, flask, client):
    sign_in(client, a_colleague(app, "Robin Hale"))
    old = client.get_cookie("staff").value
    visitor = Visitor(client).go(link_in(flask("add", "Kim Lee", "--role", "physiotherapist")))
    choose(visitor).go("/clinic/account").sees("Kim Lee")

    db = services_of(app).connections.database()
    assert sign_ins.find(db, old, datetime.now(UTC)) is None


def test_people_are_listed_with_their_state(app, flask):
    assert "Nobody yet." in flask("list")
    a_colleague(app, "Robin Hale", ["administrator", "physiotherapist"])
    a_colleague(app, "Gone Away")
    flask("add", "Kim Lee", "--role", "front desk")
    flask("leave", "gone away")
    lines = flask("list").splitlines()

    assert lines[0].startswith("Gone Away  (physiotherapist)  left 20")
    assert lines[1:] == [
        "Kim Lee  (front desk)  has not set a passphrase",
        "Robin Hale  (administrator, physiotherapist)  can sign in",
    ]


def test_what_a_command_cannot_do_is_said_with_a_remedy(app, flask):
    a_colleague(app, "Robin Hale", ["administrator"])

    assert "There is a Robin Hale already." in flask(
        "add", "robin hale", "--role", "front desk", fails=True
    )
    assert "is the only administrator. Add another first." in flask(
        "leave", "Robin Hale", fails=True
    )
    assert "There is no Kim Lee. See: flask staff list" in flask("reset", "Kim Lee", fails=True)
    assert "1 to 80 characters" in flask("add", " ", "--role", "front desk", fails=True)
    assert "1 to 80 characters" in flask("add", "x" * 81, "--role", "front desk", fails=True)
    assert "1 to 80" in flask("add", "FIRST administrator", "--role", "front desk", fails=True)
    assert "'--role'" in flask("add", "Kim Lee", fails=True)
    assert "is not one of" in flask("add", "Kim Lee", "--role", "chief", fails=True)


def test_a_reset_shuts_out_until_the_new_link_is_followed(app, flask, client):
    robin = a_colleague(app, "Robin Hale")
    sign_in(client, robin)
    link = link_in(flask("reset", "robin hale"))
    visitor = Visitor(client).go("/clinic/account").sees("You were signed out.")

    choose(visitor.go(link)).go("/clinic/account").sees("Robin Hale")


def test_the_only_administrator_is_reset_when_it_is_meant_and_not_by_a_slip(app, flask, client):
    robin = a_colleague(app, "Robin Hale", ["administrator"])
    a_colleague(app, "Kim Lee")
    sign_in(client, robin)
    said = flask("reset", "Robin Hale", fails=True)
    assert "Robin Hale is the only administrator." in said
    assert "--even-the-only-administrator" in said
    Visitor(client).go("/clinic/people").sees("Robin Hale")

    link = link_in(flask("reset", "Robin Hale", "--even-the-only-administrator"))
    choose(Visitor(client).go(link)).go("/clinic/people").sees("Robin Hale")


def test_a_link_is_in_no_log_whatever_goes_wrong(app, flask, client, caplog, monkeypatch):
    token = link_in(flask("add", "Kim Lee", "--role", "physiotherapist")).rpartition("/")[2]
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    db = services_of(app).connections.database()
    db.execute("ALTER TABLE staff RENAME COLUMN set_up_ends TO other")
    answer = client.get(f"/clinic/set-up/{token}")

    assert answer.status_code == 500
    assert caplog.records
    assert token not in caplog.text
