"""The audit as an administrator reads it: the last first, fifty a page, by person or thing."""

from datetime import UTC, datetime, timedelta

import pytest

from records.people import audit
from records.people.audit import AuditAction
from services import services_of
from staff.accounts.roles import Role
from tests.factories import a_colleague, sign_in

NINE = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def db(app):
    return services_of(app).connections.database()


@pytest.fixture
def audit_page(app, runner):
    sign_in(runner.client, a_colleague(app, roles=[Role.ADMINISTRATOR]))
    return runner


def add(db, actor="Kim Lee", subject="visit one", minute=0):
    at = NINE + timedelta(minutes=minute)
    audit.add(db, actor=actor, action=AuditAction.LOOKED_AT, subject=subject, now=at)


def test_what_was_done_the_last_first(db, audit_page, app):
    add(db)
    add(db, subject="visit two", minute=5)
    text = audit_page.go("/clinic/audit").page.text

    assert text.index("visit two") < text.index("visit one")
    assert "Kim Lee looked at visit one" in text


def test_fifty_a_page_and_every_entry_once(db, audit_page):
    for number in range(120):
        add(db, subject=f"visit n{number}.", minute=number)
    audit_page.go("/clinic/audit")
    seen = [audit_page.page.text]
    while any(words.text == "Older entries" for words in audit_page.page.kept["a"]):
        link = audit_page.one(audit_page.page.kept["a"], "Older entries").about["href"]
        seen.append(audit_page.go(link).page.text)

    assert [text.count("looked at visit n") for text in seen] == [50, 50, 20]
    assert all(sum(f"visit n{number}." in text for text in seen) == 1 for number in range(120))


def test_only_one_person_or_one_thing(db, audit_page):
    add(db)
    add(db, actor="Robin Hale")
    add(db, subject="visit two")
    audit_page.go("/clinic/audit").type_in("Who", "Kim Lee")
    query = {box.name: box.value for box in audit_page.boxes() if box.name in ("who", "about")}
    audit_page.response = audit_page.client.get("/clinic/audit", query_string=query)
    kims = audit_page.response.text

    assert kims.count("looked at") - kims.count("Who looked at") == 2
    assert ">Robin Hale</a>" not in kims
    two = audit_page.client.get("/clinic/audit?about=visit two&who=Kim Lee").text
    assert two.count('<td data-label="Did">') == 1
    none = audit_page.client.get("/clinic/audit?about=visit").text
    assert "There is no such entry." in none


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", "before=" + "9" * 40, "who=%00", "about=' OR 1=1 --"]
)
def test_an_odd_address_shows_no_more_than_it_may(db, audit_page, query):
    add(db)
    answer = audit_page.client.get(f"/clinic/audit?{query}")

    assert answer.status_code == 200
