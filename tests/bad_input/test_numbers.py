"""Numbers in addresses and forms that no record can have."""

from itertools import product

import pytest

from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import a_colleague, a_response, healthy_runner, sign_in
from tests.visitor import Page

NUMBERS = ["0", "99999999", "9223372036854775807", "9223372036854775808", "9" * 400, "9" * 5000]
ODD = [*NUMBERS, "-1", "-" + "9" * 400, "1.5", "1e3", "٣", "²", " 1", "1\0", "", "x", "0x1"]
QUERIES = {
    "/clinic/audit": "before",
    "/clinic/requests": "before",
    "/clinic/patients": "after",
    "/clinic/links": "after",
    "/clinic/patients?physiotherapist": "physiotherapist",
    "/clinic/links?physiotherapist": "physiotherapist",
}
EVERY_ROLE = tuple(Role)


@pytest.fixture
def staff(app):
    """Somebody who may do all there is, and one submission with a warning."""
    person = a_colleague(app, roles=EVERY_ROLE)
    a_response(app, healthy_runner(cough_time="over_3w", rf_other=["cough"]))
    return sign_in(app.test_client(), person)


def rules(app, method):
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "<int:" in rule.rule and method in rule.methods
    ]


def proof(client):
    """What a form of this browser's own carries."""
    page = Page(client.get("/clinic/account").text)
    return next(box.value for form in page.forms for box in form.boxes if box.name == "csrf_token")


def test_no_page_has_such_a_number(app, staff):
    for rule, number in product(rules(app, "GET"), NUMBERS):
        answer = staff.get(rule.replace("<int:number>", number))

        assert answer.status_code == 404, rule


def test_nothing_can_be_done_about_such_a_number(app, staff):
    sent = {"csrf_token": proof(staff)}
    for rule, number in product(rules(app, "POST"), NUMBERS):
        answer = staff.post(rule.replace("<int:number>", number), data=sent)

        assert answer.status_code in (303, 404, 405), rule


@pytest.mark.parametrize("address", QUERIES)
def test_a_list_is_shown_whatever_its_address_asks_for(staff, address):
    path = address.partition("?")[0]
    for text in ODD:
        answer = staff.get(path, query_string={QUERIES[address]: text})

        assert answer.status_code == 200, text


@pytest.mark.parametrize("page", ["", "/answers", "/soap.txt", "/acknowledge"])
def test_a_submission_that_is_none_is_not_there(app, staff, page):
    [name] = [
        row["name"] for row in beneath(services_of(app).connections.database())["invitations"].rows
    ]
    for text in ODD:
        answer = staff.get(f"/clinic/responses/{name}{page}", query_string={"submission": text})

        assert answer.status_code in (200, 404), text


@pytest.mark.parametrize("what", ["acknowledge", "needed"])
def test_a_warning_that_is_none_changes_nothing(app, staff, what):
    db = services_of(app).connections.database()
    [name] = [row["name"] for row in beneath(db)["invitations"].rows]
    before, sent = list(beneath(db)["warnings"].rows), {"csrf_token": proof(staff)}
    for text in filter(lambda text: text.strip("\0 ") != "1", ODD):  # which is one
        about = {"warning": text, "needed": text, "done": "called"}
        answer = staff.post(f"/clinic/responses/{name}/{what}", data=sent | about)

        assert answer.status_code in (303, 400, 409), text
        assert list(beneath(db)["warnings"].rows) == before, text
