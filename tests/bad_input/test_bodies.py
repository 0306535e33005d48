"""Bodies that are no form of ours: refused with a page, and nothing is kept."""

from itertools import product

import pytest

from services import services_of
from staff.accounts.roles import Role
from tests.bad_input.bodies import BROKEN, FORM, KINDS, PARTS
from tests.bad_input.kept import Kept
from tests.factories import a_colleague, a_kiosk, a_response, an_invitation, at_kiosk, sign_in
from tests.kiosk.person import AtKiosk
from tests.visitor import Page

NAMELESS = b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"
LARGE = b"a=" + b"x" * 65_536


@pytest.fixture(params=["runner", "patient", "staff", "kiosk"])
def post(request, app):
    """Sends a body to where each of these sends the first form."""
    client, to = app.test_client(), "/questions/safety/now"
    if request.param == "patient":
        made, token = an_invitation(app)
        client.get(f"/v/{token}")
        to = f"/visit/{made.name}"
    if request.param == "staff":
        made, _ = an_invitation(app)
        a_response(app, invitation=made)
        client = sign_in(client, a_colleague(app, "Kim", tuple(Role)))
        to = f"/clinic/responses/{made.name}/note"
    if request.param == "kiosk":
        device, token = a_kiosk(app)
        AtKiosk(at_kiosk(client, (device, token)), device).touch_to_start()
        to = "/kiosk/help"
    return lambda body, kind=FORM, **headers: client.post(
        to, data=body, content_type=kind, headers=headers
    )


def test_a_part_without_a_name_is_refused(app, post):
    assert post(NAMELESS, PARTS).status_code in (303, 400)


@pytest.mark.parametrize("body", [b"{}", b"[1]", b'{"a": [1]}', b"1", b"{", b"[" * 30_000, b"\xff"])
def test_json_is_no_form_even_with_a_proof(app, body):
    client = app.test_client()
    page = Page(client.get("/questions/safety/now").text)
    token = next(box.value for form in page.forms for box in form.boxes if box.name == "csrf_token")
    address, proof = "/questions/safety/now", {"X-CSRFToken": token}
    answer = client.post(address, data=body, content_type="application/json", headers=proof)

    assert answer.status_code == 400
    assert client.post(address, headers=proof).status_code == 200


def test_json_is_no_form_at_a_kiosk_where_nobody_sits(app):
    to = "/kiosk/questions/your_pain/timing"
    answer = at_kiosk(app.test_client()).post(
        to, data=b"[" * 30_000, content_type="application/json"
    )

    assert answer.status_code in (303, 400)


@pytest.mark.parametrize("site", ["same-origin", "cross-site"])
def test_too_much_is_refused_as_such_from_wherever_it_comes(app, post, site):
    answer = post(LARGE, **{"Sec-Fetch-Site": site})

    assert answer.status_code == 413
    assert "xxxx" not in answer.text


def test_whatever_is_sent_as_whatever_kind_changes_nothing(app, post):
    kept = Kept(services_of(app).connections.database())
    for kind, body in list(product(KINDS, BROKEN))[::5]:
        answer = post(body, kind)

        assert answer.status_code in (303, 400, 401, 413), (kind, body)
    assert kept.look() <= {"kiosks"}
