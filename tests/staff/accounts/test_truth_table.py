"""Every staff page and action against everybody who may try it: by one table, and in fact."""

import re
from datetime import UTC, datetime

import pytest

from records.answers import appointment_requests as visit_requests
from records.kiosk import calls as kiosk_calls
from records.kiosk import handoffs
from records.kiosk.calls import CallKind
from records.people import staff
from services import services_of
from staff.accounts.menu import PAGES
from staff.accounts.roles import Action, Role, may
from tests.factories import (
    OWN_WORDS,
    a_colleague,
    a_kiosk,
    a_response,
    an_invitation,
    sign_in,
)
from tests.records.someone import everything
from tests.visitor import Page

pytestmark = pytest.mark.slow  # every page by everybody

OPEN = {
    "staff.sign_in",
    "staff.let_in",
    "staff.signed_out",
    "staff.open_set_up",
    "staff.set_up",
    "staff.finish_set_up",
}
YES, NO = True, False
TRUTH = {  # physiotherapist, front desk, administrator
    Action.SEE_ANSWERS: (YES, NO, NO),
    Action.ACT_ON_ANSWERS: (YES, NO, NO),
    Action.EXPORT: (YES, NO, NO),
    Action.ERASE: (YES, NO, NO),
    Action.SEE_TODAY: (YES, YES, NO),
    Action.MAKE_LINKS: (YES, YES, NO),
    Action.SEE_REQUESTS: (YES, YES, NO),
    Action.SEE_AGREEMENT: (YES, NO, YES),
    Action.READ_RULES: (YES, NO, YES),
    Action.MANAGE_PEOPLE: (NO, NO, YES),
    Action.SEE_SETTINGS: (NO, NO, YES),
    Action.SEE_AUDIT: (NO, NO, YES),
    Action.SEE_USE: (NO, NO, YES),
    Action.MANAGE_TOKENS: (NO, NO, YES),
    Action.MANAGE_KIOSKS: (NO, NO, YES),
    Action.SEE_CALLS: (YES, YES, YES),
    Action.INVITE: (YES, YES, YES),
    Action.OWN_ACCOUNT: (YES, YES, YES),
}
ROLES = (Role.PHYSIOTHERAPIST, Role.FRONT_DESK, Role.ADMINISTRATOR)


def of_staff(app):
    """Every method and rule of the staff side, and the endpoint behind it."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/clinic"):
            for method in sorted(rule.methods - {"OPTIONS", "HEAD"}):
                yield method, rule.rule, rule.endpoint


@pytest.fixture
def doors(app):
    """Every method and address behind the door, each leading to something real."""
    robin = a_colleague(app, "Robin Hale")
    invitation, _ = an_invitation(app, physiotherapist=robin)
    a_response(app, invitation=invitation)
    asked = visit_requests.add(
        db_of(app),
        services_of(app).encryption,
        once="a form",
        contact={"name": "Zoë Quill"},
        attached=None,
        now=datetime.now(UTC),
    )
    a_call_to_print(app)
    real = {"number": str(robin.id), "name": invitation.name, "reference": asked.reference}
    return [
        (method, re.sub(r"<(?:[^>]*:)?(\w+)>", lambda m: real.get(m[1], "csv"), rule), endpoint)
        for method, rule, endpoint in of_staff(app)
        if endpoint not in OPEN
    ]


def a_call_to_print(app):
    """The first kiosk and its first call."""
    db, now = db_of(app), datetime.now(UTC)
    kiosk, _ = a_kiosk(app)
    copy = handoffs.add(db, services_of(app).encryption, {}, now)
    kiosk_calls.call(db, kiosk.id, CallKind.PRINT, now, copy.id)
    kiosk_calls.note_shown(db, now)  # or the first page of the staff would


def db_of(app):
    return services_of(app).connections.database()


def knock(client, method, address):
    """Ask for an address, with a form of this browser's own when something is sent."""
    if method == "GET":
        return client.get(address)
    html = client.get("/clinic/account", follow_redirects=True).text
    boxes = [box for form in Page(html).forms for box in form.boxes]
    token = next(box.value for box in boxes if box.name == "csrf_token")
    return client.post(address, data={"csrf_token": token})


def asks_to_sign_in(answer):
    return answer.status_code == 303 and answer.location.startswith("/clinic/sign-in")


def rows(app):
    """All that is kept, but for who is signed in and when somebody was seen."""
    return {
        table: rows
        for table, rows in everything(db_of(app)).items()
        if table not in {"sign_ins", "staff"}
    }


def test_the_table_of_roles_is_the_one_that_was_agreed():
    assert {action: tuple(may([role], action) for role in ROLES) for action in Action} == TRUTH


def test_somebody_with_two_roles_may_do_what_either_may():
    both = (Role.FRONT_DESK, Role.ADMINISTRATOR)

    assert [may(both, action) for action in TRUTH] == [b or c for _, b, c in TRUTH.values()]
    assert not any(may((), action) for action in Action)


def test_every_page_of_the_staff_side_has_a_door_or_is_known_to_be_open(app):
    without = {
        endpoint
        for _, _, endpoint in of_staff(app)
        if not isinstance(getattr(app.view_functions[endpoint], "action", None), Action)
    }

    assert without == OPEN


@pytest.mark.parametrize("who", ["stranger", "runner", "patient"])
def test_whoever_is_not_signed_in_is_asked_to_and_changes_nothing(app, doors, who):
    client = app.test_client()
    if who == "runner":
        with client.session_transaction() as session:
            session.update(sheet={}, staff=1, set_up="x", roles=["administrator"])
    if who == "patient":
        link = f"/v/{an_invitation(app)[1]}"
        client.get(link, follow_redirects=True)
    before = rows(app)

    assert [one for one in doors if not asks_to_sign_in(knock(client, *one[:2]))] == []
    assert rows(app) == before


@pytest.mark.parametrize("role", ROLES)
def test_a_role_finds_nothing_where_it_may_not_go(app, doors, role):
    client = sign_in(app.test_client(), a_colleague(app, "Kim Lee", [role]))
    shut = [one for one in doors if not may_enter(app, role, one)]
    before = rows(app)

    assert len(shut) >= 5
    for method, address, _ in shut:
        answer = knock(client, method, address)
        assert answer.status_code == 404, (method, address)
        assert "This page is not here" in answer.text, (method, address)
    assert rows(app) == before


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMINISTRATOR])
def test_no_page_tells_a_word_of_an_answer_to_who_may_not_read_it(app, doors, role):
    """By every address, whatever its view says of itself."""
    client = sign_in(app.test_client(), a_colleague(app, "Kim Lee", [role]))
    told = [
        (address, words)
        for method, address, _ in doors
        if method == "GET"
        for words in (OWN_WORDS["own_question"], OWN_WORDS["activities"][0][0])
        if words in client.get(address).text
    ]

    assert told == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_finds_every_page_that_it_may_read(app, doors, role):
    client = sign_in(app.test_client(), a_colleague(app, "Kim Lee", [role]))
    pages = [one for one in doors if one[0] == "GET" and may_enter(app, role, one)]

    assert len(pages) >= 2
    for method, address, _ in pages:
        assert knock(client, method, address).status_code in (200, 303), address


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_send_every_form_that_is_its_own(app, doors, role):
    kim = a_colleague(app, "Kim Lee", [role])
    forms = [one for one in doors if one[0] == "POST" and may_enter(app, role, one)]

    assert len(forms) >= 3
    for method, address, _ in forms:
        answer = knock(sign_in(app.test_client(), kim), method, address)
        assert answer.status_code < 500, address
        assert not asks_to_sign_in(answer), address


def may_enter(app, role, door):
    return TRUTH[app.view_functions[door[2]].action][ROLES.index(role)]


def test_roles_count_from_the_next_page_on(app, client):
    robin = a_colleague(app, roles=[Role.ADMINISTRATOR, Role.FRONT_DESK])
    a_colleague(app, "Kim Lee", [Role.ADMINISTRATOR])
    sign_in(client, robin)
    assert client.get("/clinic/people").status_code == 200
    staff.give_roles(db_of(app), robin.id, [Role.FRONT_DESK])

    assert client.get("/clinic/people").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_names_exactly_what_a_role_may_open(app, role):
    client = sign_in(app.test_client(), a_colleague(app, roles=[role]))
    rules = {rule.rule: rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    named = re.findall(r'<li><a href="(/clinic/\w+)"', client.get("/clinic/account").text)
    may_open = [
        page.address
        for page in PAGES
        if may([role], app.view_functions[rules[page.address]].action)
    ]

    assert sorted(named) == sorted(may_open)
    for address in named:
        page = client.get(address, follow_redirects=True)
        assert page.status_code == 200, address
        assert f'href="{address}" aria-current="page"' in page.text


@pytest.mark.parametrize("role", ROLES)
def test_home_is_the_first_page_that_a_role_may_open(app, role):
    client = sign_in(app.test_client(), a_colleague(app, roles=[role]))
    menu = client.get("/clinic/account").text.split('aria-label="Staff pages"')[1]
    first = re.search(r'<li><a href="(/clinic/\w+)"', menu)[1]

    assert client.get("/clinic/").location == first
    assert first == ("/clinic/people" if role is Role.ADMINISTRATOR else "/clinic/today")
