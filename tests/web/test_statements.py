"""How many statements of SQL a page takes: counted, and so the same however busy the machine is."""

from contextlib import contextmanager

import pytest

from services import services_of
from staff.accounts.roles import Role
from tests.factories import a_colleague, a_response, an_invitation, healthy_runner, sign_in
from tests.pre_visit import states
from tests.visitor import Page

pytestmark = pytest.mark.slow
MARKS = (
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
)  # of transactions, which ask nothing


@contextmanager
def statements(app):
    """Those that are run within, but for where transactions begin and end."""
    conn, found = services_of(app).connections.database().conn, []
    conn.set_trace_callback(lambda sql: found.append(sql) if not sql.startswith(MARKS) else None)
    yield found
    conn.set_trace_callback(None)


@pytest.fixture
def physio(app):
    person = a_colleague(app, "Kim Lee", (Role.PHYSIOTHERAPIST, Role.ADMINISTRATOR))
    return sign_in(app.test_client(), person)


def token_at(case):
    form = Page(case.client.get("/questions/safety/now").text).forms[0]
    return next(box.value for box in form.boxes if box.name == "csrf_token")


def test_a_patients_answer(app):
    case = states.in_progress(app)
    case.get("/questions/your_pain/place")  # by which the link's opening is noted
    data = {"csrf_token": token_at(case), "age_years": "34", "pain_location": "between_blades"}
    data["pain_side"] = "middle"
    with statements(app) as found:
        sent = case.client.post(case.at("/questions/your_pain/place"), data=data)

    assert sent.status_code == 303
    assert len(found) <= 10, "\n".join(found)


def test_what_a_patient_sends(app):
    case = states.all_answered(app)
    token = token_at(case)
    form = Page(case.get("/answers").text).forms[-1]
    data = {box.name: box.value for box in form.boxes} | {"csrf_token": token}
    with statements(app) as found:
        sent = case.client.post(case.at("/answers"), data=data)

    assert sent.status_code == 303
    assert case.response.submitted
    assert len(found) <= 20, "\n".join(found)


@pytest.mark.parametrize("visits", [1, 100])
def test_a_face_sheet_however_often_somebody_came(app, physio, visits):
    made = [an_invitation(app)[0] for _ in range(visits)]
    for one in made:
        a_response(app, healthy_runner(rf_now=["fainted_now"]), one)
    with statements(app) as found:
        page = physio.get(f"/clinic/responses/{made[-1].name}")

    assert page.status_code == 200
    assert len(found) <= 17, "\n".join(found)


def test_a_page_of_the_list_of_patients(app, physio):
    for number in range(30):
        a_response(app, healthy_runner(**({"rf_now": ["fainted_now"]} if number % 2 else {})))
    with statements(app) as found:
        page = physio.get("/clinic/patients")

    assert page.status_code == 200
    assert len(found) <= 14, "\n".join(found)
