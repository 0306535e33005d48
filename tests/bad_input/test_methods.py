"""HEAD and OPTIONS, at every route, for everybody: they tell what there is, and touch nothing."""

from itertools import cycle

import pytest

from records.kiosk import handoffs
from services import services_of
from tests.bad_input.kept import Kept
from tests.bad_input.people import addresses, at_home, at_the_clinic, at_the_kiosk, with_a_link
from tests.beneath import beneath
from tests.factories import a_colleague, a_response, desk_of, kept_answers, sign_in
from tests.factories import an_invitation as a_link

pytestmark = pytest.mark.slow

NOTED = {"audit", "throttle", "kiosks", "staff", "sign_ins"}
"""Who looked is noted whatever they looked with, and that a screen is on."""
OTHERS = ["PUT", "DELETE", "PATCH", "TRACE", "BREW"]


@pytest.fixture
def people(app):
    """Everybody, before they have looked at anything."""
    return [*at_home(app), *with_a_link(app), *at_the_clinic(app), at_the_kiosk(app)]


def pages(app, one):
    """Every address for somebody, of the pages of questions the first."""
    found = addresses(app, one)
    return [to for to in found if "/questions/" not in to or "/safety/now" in to]


@pytest.fixture
def ask(app):
    client = app.test_client(use_cookies=False)
    return lambda method, address, one: client.open(address, method=method, headers=one.headers)


def test_head_is_get_without_a_body_and_changes_nothing(app, people, ask):
    kept = Kept(services_of(app).connections.database())
    for one in people:
        for address in pages(app, one):
            head = ask("HEAD", address, one)
            changed = kept.look() - NOTED
            beneath(services_of(app).connections.database())["throttle"].delete_where()
            get = ask("GET", address, one)
            kept.look()

            assert changed == set(), (one.who, address)
            assert head.text == "", (one.who, address)
            assert head.status_code == get.status_code, (one.who, address)
            assert head.headers.get("Content-Security-Policy") or head.status_code == 303


def test_options_says_what_may_be_asked_and_touches_nothing(app, people, ask):
    kept = Kept(services_of(app).connections.database())
    for one in people:
        for address in pages(app, one):
            answer = ask("OPTIONS", address, one)
            is_led_away = answer.status_code == 303  # a kiosk to its own pages

            assert kept.look() <= {"kiosks"}, (one.who, address)
            assert is_led_away or answer.status_code == 200, (one.who, address)
            assert is_led_away or "HEAD" in dict(answer.headers)["Allow"], (one.who, address)
            assert answer.text == ""


def test_other_methods_are_refused_and_change_nothing(app, people, ask):
    kept, methods = Kept(services_of(app).connections.database()), cycle(OTHERS)
    for one in people:
        for address, method in zip(pages(app, one), methods, strict=False):
            answer = ask(method, address, one)

            assert answer.status_code in (303, 400, 405), (method, one.who, address)
    assert kept.look() <= {"kiosks"}


def test_nobody_has_read_a_face_sheet_by_asking_for_its_head(app):
    made, _ = a_link(app)
    sent = a_response(app, invitation=made)
    client = sign_in(app.test_client(), a_colleague(app, "Kim"))
    client.head(f"/clinic/responses/{made.name}")
    db = services_of(app).connections.database()

    assert beneath(db)["responses"].get(sent.id)["read"] is None
    assert client.get(f"/clinic/responses/{made.name}").status_code == 200
    assert beneath(db)["responses"].get(sent.id)["read"] is not None


def test_a_preview_of_a_link_does_not_spend_it(app):
    made, token = a_link(app)
    for method in ("HEAD", "OPTIONS", "GET", "GET"):
        app.test_client().open(f"/v/{token}", method=method)
    desk = desk_of(app)
    [row] = beneath(desk.db)["invitations"].rows_where("name = ?", [made.name])

    assert row["opened"] is None
    assert a_response(app, invitation=made).received is not None


def test_a_preview_of_a_result_taken_home_does_not_spend_it(app):
    desk = desk_of(app)
    copy = handoffs.add(desk.db, desk.encryption, kept_answers(desk.questionnaire, {}), desk.now)
    client = app.test_client()
    for path in (f"/t/{copy.token}", "/t/ready", "/t/open"):
        client.head(path)
        client.options(path)
        client.get(path)

    assert handoffs.is_there(desk.db, copy.token, desk.now)
