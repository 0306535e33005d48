"""No page and no round looks at every row of a table that grows.

Somebody goes through all pages while the database tells what it is asked; each question is then
explained by the database itself.
"""

import re
from datetime import UTC, datetime

import pytest

from operations.demo.filling import fill
from operations.job_context import job_context
from operations.jobs import clear_up, run_jobs
from records.people import throttle
from records.upkeep import person, retention
from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    at_kiosk,
    desk_of,
    settings_in,
    sign_in,
)
from tests.records.curious import Curious

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]

GROW = {
    "responses",
    "invitations",
    "links",
    "warnings",
    "notes",
    "audit",
    "visit_requests",
}
FEW = ("warnings_open", "responses_waiting", "responses_new", "outbox_given_up")
"""Indexes that hold only what waits for somebody."""
A_GLANCE = re.compile(r"(?!.* WHERE ).* LIMIT (1$|26\b)", re.DOTALL | re.IGNORECASE)
"""The first or the last rows: none that it meets is left out."""
VALUES = re.compile(r"'[^']*'|\d+")
QUESTION = re.compile(r"\s*(SELECT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)
# At the first set-up, when nothing else is kept: who is removed must have done nothing.
ONCE = re.compile(r"delete from \W?staff\W? where name = 'First administrator'", re.IGNORECASE)
PUBLIC = ("/", "/booking", "/t", "/clinic/sign-in")
OF_STAFF = (
    "/clinic/",
    "/clinic/today",
    "/clinic/patients",
    "/clinic/links",
    "/clinic/audit",
    "/clinic/requests",
)
AT_A_KIOSK = ("/kiosk", "/kiosk/code", "/kiosk/health", "/kiosk/here")
BESIDES = (
    "/healthz",
    "/readyz",
    "/metrics",
    "/t/ready",
    "/clinic/calls/now",
    "/clinic/today/now",
    "/clinic/time-left",
    "/clinic/kiosks/code",
)
# They need what this walk does not have, and ask for what other pages ask for.
NOT_MET = {
    *("staff.open_set_up", "staff.set_up", "staff.finish_set_up", "staff.signed_out"),
    *("links.made", "links.day_made", "links.day_again", "links.make_day", "links.sent"),
    *("links.remind_all", "links.send_all", "today.say_told"),
    *("links.noticed", "sheet.erased", "patients.needed"),
    *("kiosks.acknowledge", "kiosks.print_out", "staff.stay"),
}


def walk(app):
    """Go through all pages: as staff, as a patient, at a kiosk and as anybody."""
    desk = desk_of(app)
    with app.app_context():
        fill(desk, services_of(app).settings.zone)
    everything = a_colleague(app, "Kim Lee", tuple(Role))
    made, token = an_invitation(app, physiotherapist=everything)
    of_link = [
        f"/clinic/links/{made.name}{end}"
        for end in ("", "/change", "/end", "/remind", "/replace", "/withdraw")
    ]
    answered, sent = an_invitation(app, physiotherapist=everything)
    a_response(app, invitation=answered)
    met = set()
    for client, paths in [
        (app.test_client(), PUBLIC),
        (app.test_client(), [f"/v/{token}"]),
        (app.test_client(), [f"/v/{sent}"]),
        (at_kiosk(app.test_client()), AT_A_KIOSK),
        (
            sign_in(app.test_client(), everything),
            [*OF_STAFF, *BESIDES, *of_link, f"/clinic/kiosks/patients/{made.name}"],
        ),
    ]:
        curious = Curious(client)
        curious.go_round(*paths)
        met |= curious.been
    return met


@pytest.fixture(scope="module")
def walked(make_app, tmp_path_factory):
    """An app, what was met in it, and every question that was put to its database, once each."""
    app, found = make_app(settings_in(tmp_path_factory.mktemp("walked"))), {}
    db = services_of(app).connections.database()
    db.conn.set_trace_callback(lambda sql: found.setdefault(VALUES.sub("?", sql), sql))
    met = walk(app)
    tend(app, db)
    db.conn.set_trace_callback(None)
    return app, met, [sql for sql in found.values() if QUESTION.match(sql)]


def tend(app, db):
    """What is done by the clock and at the machine."""
    now, rounds = datetime.now(UTC), job_context(services_of(app))
    run_jobs(rounds, db, lambda: now)
    clear_up(rounds, db, now)
    throttle.fail(db, "name:Kim Lee", now)
    person.export(db, rounds.encryption, "SR 2015", now)
    retention.erase(db, rounds.encryption, "SR 2015", now)


def plan(db, sql):
    """How the database would go about a question: one text a step."""
    return [step for *_, step in db.execute(f"EXPLAIN QUERY PLAN {sql}")]


def long_looks(db, sqls):
    """Which of these questions look at every row of a table that grows."""
    for sql in sqls:
        for step in plan(db, sql):
            words = step.split()
            is_whole = words[0] == "SCAN" and words[1] in GROW and words[-1] not in FEW
            if is_whole and not A_GLANCE.match(sql) and not ONCE.match(sql):
                yield step, sql


def test_no_page_and_no_round_looks_at_all_that_is_kept(walked):
    """As the database goes about it where it does not know that there is little."""
    app, _, sqls = walked
    db = services_of(app).connections.database()
    db.execute("DELETE FROM sqlite_stat1")
    db.execute("ANALYZE sqlite_schema")  # which reads the figures anew

    assert len(sqls) > 120
    assert list(long_looks(db, sqls)) == []


def test_every_page_of_staff_was_met(walked):
    app, met, _ = walked
    of_staff = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule[:8] == "/clinic/"}

    assert sorted(of_staff - met - NOT_MET) == []


def test_a_look_at_all_would_show(app):
    db = services_of(app).connections.database()

    assert list(long_looks(db, ["SELECT * FROM responses WHERE section = 'x'"]))
    assert list(long_looks(db, ["SELECT count(*) FROM audit"]))


def test_what_goes_with_a_visit_is_found_by_an_index(app):
    db = services_of(app).connections.database()
    for table in beneath(db).table_names():
        for key in beneath(db).table(table).foreign_keys:
            if key.other_table in GROW:
                where = f"{key.column} = 1"
                assert (
                    list(long_looks(db, [" ".join(["DELETE FROM", table, "WHERE", where])])) == []
                )
