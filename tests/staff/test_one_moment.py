"""A page shows the records as they stand at one moment, whatever is deleted meanwhile."""

import pytest

from records.engine.database import open_database
from services import services_of
from staff.accounts.roles import Role
from tests.factories import a_colleague, a_response, an_invitation, desk_of, healthy_runner, sign_in

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

FEVER = {"rf_general": ["fever_chills"]}
MANY = 99
"""More statements than any of these pages needs."""


class Purger:
    """Deletes all visits, from another connection, just before one of the reads of a page."""

    def __init__(self, db, path, before):
        self.db, self.path, self.left, self.is_done, self.writes = db, path, before, False, False

    def __call__(self, statement):
        words = statement.upper().split()
        self.writes = (
            words[0] == "BEGIN"
            and "IMMEDIATE" in words
            or (self.writes and words[0] not in ("COMMIT", "ROLLBACK"))
        )
        if words[0] != "SELECT" or self.writes or self.is_done:
            return
        self.left -= 1
        if self.left < 0:
            self.is_done = True
            with open_database(self.path) as other:
                other.execute("DELETE FROM invitations")


@pytest.fixture
def physio(app):
    return sign_in(app.test_client(), a_colleague(app, roles=list(Role)))


def statuses(app, physio, page):
    """What a page answers, with all visits deleted before its first read, its second, …"""
    db, connections = desk_of(app).db, services_of(app).connections
    for number in range(MANY):
        sent, _ = an_invitation(app)
        a_response(app, healthy_runner(**FEVER), sent)
        purger = Purger(db, connections.place, number)
        db.conn.set_trace_callback(purger)
        answer = physio.get(page.format(name=sent.name))
        db.conn.set_trace_callback(None)
        if not purger.is_done:
            return
        yield answer.status_code
    raise AssertionError(f"{page} reads more often than that")


@pytest.mark.parametrize(
    "page",
    [
        "/clinic/patients",
        "/clinic/links",
        "/clinic/links/{name}",
        "/clinic/responses/{name}",
        "/clinic/responses/{name}/acknowledge",
        "/clinic/patients/export.csv",
    ],
)
def test_a_visit_that_is_purged_between_two_reads_breaks_no_page(app, physio, page):
    found = list(statuses(app, physio, page))

    assert len(found) > 3
    assert set(found) <= {200, 404}


def test_a_write_after_a_read_waits_for_its_turn_and_does_not_fail(app, physio):
    """Somebody else writes between the look and the entry that it is noted by."""
    sent, _ = an_invitation(app)
    a_response(app, healthy_runner(), sent)
    db, path, seen = desk_of(app).db, services_of(app).connections.place, []

    def write_between(statement):
        if "invitations_now" in statement and not seen:
            return
        if statement.startswith("BEGIN IMMEDIATE") and not seen:
            seen.append(statement)
            with open_database(path) as other:
                other.execute("UPDATE staff SET seen = 'now' WHERE id = -1")
                other.execute("DELETE FROM throttle")

    db.conn.set_trace_callback(write_between)
    answer = physio.get(f"/clinic/responses/{sent.name}")
    db.conn.set_trace_callback(None)

    assert (answer.status_code, len(seen)) == (200, 1)


def test_after_a_page_nothing_is_held(app, physio):
    physio.get("/clinic/patients")
    physio.get("/clinic/links")

    assert not desk_of(app).db.conn.in_transaction
