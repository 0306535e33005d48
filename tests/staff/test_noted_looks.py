"""Whatever shows something of a patient says so in the audit: pages and commands alike."""

import pytest

from records.people import audit
from staff.accounts.roles import Role
from tests.factories import a_colleague, a_response, an_invitation, desk_of, healthy_runner, sign_in

FEVER = {"rf_general": ["fever_chills"]}


@pytest.fixture
def visit(app):
    invitation, _ = an_invitation(app)
    a_response(app, healthy_runner(**FEVER), invitation)
    return invitation


@pytest.fixture
def physio(app):
    return sign_in(app.test_client(), a_colleague(app, "Kim Lee", list(Role)))


def new_entries(app, deed):
    """What the audit gets from a deed: actor, words, subject."""
    db = desk_of(app).db
    last = next((one.sequence for one in audit.newest(db, limit=1)), 0)
    deed()
    entries = [one for one in audit.newest(db) if one.sequence > last]
    return [(one.actor, one.words, one.subject) for one in reversed(entries)]


@pytest.mark.parametrize("name", ["patients", "links", "requests"])
def test_each_list_is_noted_as_it_is_opened(app, physio, visit, name):
    noted = new_entries(app, lambda: physio.get(f"/clinic/{name}"))

    assert noted == [("Kim Lee", "listed", name)]


def test_every_page_of_one_patient_is_noted_with_whose_it_is(app, physio, visit):
    other, _ = an_invitation(app)
    unnoted = []
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/clinic/") or "<name>" not in rule.rule:
            continue
        if "GET" in rule.methods:
            for one in (visit, other):
                address = rule.rule.replace("<name>", one.name).partition("<any")
                page = address[0] + ("csv" if address[1] else "")
                answers = []
                noted = new_entries(app, lambda to=page, got=answers: got.append(physio.get(to)))
                is_noted = any(about == f"visit {one.name}" for _, _, about in noted)
                unnoted += [] if is_noted or answers[0].status_code != 200 else [page]

    assert unnoted == []


def test_a_form_that_comes_back_with_a_mistake_is_a_look_too(app, physio, visit):
    page = physio.get("/clinic/account").text
    token = {"csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0]}
    for path in ("note", "verdict", "acknowledge"):
        address = f"/clinic/responses/{visit.name}/{path}"
        noted = new_entries(app, lambda to=address: physio.post(to, data=token))

        assert noted == [("Kim Lee", "looked at", f"visit {visit.name}")], path


def run(app, *words, **how):
    return lambda: app.test_cli_runner().invoke(args=list(words), **how)


def test_what_would_be_erased_is_noted_as_it_is_listed(app, visit):
    noted = new_entries(app, run(app, "person", "erase", visit.reference, input="n\n"))

    assert noted == [("command", "listed", f"visit {visit.name}")]
