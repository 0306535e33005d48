"""How long the server takes for the clinic's day with 200 appointments on it.

In one process, with the app as it is served, but for the network: the page whole, from the cookie
to the last row.
"""

from datetime import UTC, datetime, timedelta
from statistics import median
from time import thread_time
from typing import cast

from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from qa.drill import Drill
from records.answers import invitations, responses, warnings
from records.answers.invitations import Invitation
from records.answers.snapshot import Snapshot, Summary, WarningTold
from records.engine.timestamps import to_iso
from records.people import audit, sign_ins, staff
from records.people.audit import AuditAction
from records.people.staff import Person
from records.upkeep.key_rotation import new_key
from services import Services, services_of

APPOINTMENTS, AIM, TIMES = 200, 50.0, 40  # on both days together; ms; pages
STATES = ("not sent", "sent", "opened", "in progress", "answered", "answered", "read", "read")
WARNED = 40  # each so-manieth has a warning that waits


def run(drill: Drill) -> None:
    """For a physiotherapist and for the front desk."""
    folder = drill.within("today")
    keys = {"SECRET_KEY": new_key(), "ENCRYPTION_KEYS": new_key()}
    app = create_app({**keys, "DATABASE": folder / "records.db"})
    built, now = services_of(app), datetime.now(UTC)
    db = built.connections.database()
    with audit.audited(db, actor="qa", action=AuditAction.ADDED, subject="a day", now=now):
        physio = staff.add(db, "Robin Hale", ["physiotherapist"])
        desk = staff.add(db, "Alex Reed", ["front desk"])
        for number in range(APPOINTMENTS):
            follow(built, book(built, number, physio, now), number, physio, now)
    for person in (physio, desk):
        took = measured(signed_in(app, person, now))
        what = f"Today with {APPOINTMENTS} appointments, for {person.name}: median"
        drill.report.aim(what, median(took), AIM, " ms")
        drill.report.figure("  slowest", f"{max(took):.1f} ms")


def book(built: Services, number: int, physio: Person, now: datetime) -> Invitation:
    """An appointment today or tomorrow."""
    local = now.astimezone(built.settings.zone) + timedelta(days=number % 2)
    one, _ = invitations.make(
        built.connections.database(),
        built.encryption,
        reference=f"KL-{number:03}",
        physiotherapist=physio.id,
        made_by=physio.id,
        visit=f"{local:%Y-%m-%d}T{8 + number % 10:02}:{number % 4 * 15:02}",
        ends=now + timedelta(days=3),
        now=now - timedelta(days=3),
    )
    return one


def follow(built: Services, one: Invitation, number: int, physio: Person, now: datetime) -> None:
    """Bring an appointment to a state of its own."""
    db, encryption = built.connections.database(), built.encryption
    state = STATES[number % len(STATES)]
    if state == "not sent":
        return
    opened = None if state == "sent" else to_iso(now)
    invitations.change(db, one, sent=to_iso(now), opened=opened)
    if state in ("sent", "opened"):
        return
    begun = responses.begin(db, encryption, one.id, {}, now)
    responses.save(db, encryption, begun, {}, "training_load", now)
    if state == "in progress":
        return
    told: Snapshot = cast(Snapshot, {"signs": []})
    summary = Summary(pain=5, next_step="", cause=None)
    responses.submit(db, encryption, begun, told, summary, now)
    if number % WARNED < len(STATES) and state == "answered":
        warnings.raise_once(db, encryption, begun.id, cast(WarningTold, {"signs": []}), 2, now)
    if state == "read":
        responses.mark_read(db, begun, physio.id, now)


def signed_in(app: Flask, person: Person, now: datetime) -> FlaskClient:
    """A browser in which somebody is signed in."""
    client = app.test_client()
    db = services_of(app).connections.database()
    with audit.audited(db, actor="qa", action=AuditAction.SIGNED_IN, subject="qa", now=now):
        client.set_cookie("staff", sign_ins.start(db, person.id, now))
    return client


def measured(client: FlaskClient) -> list[float]:
    """How long each page took, in milliseconds; the first ones, which compile it, are left out."""
    took = []
    for _ in range(TIMES + 2):
        began = thread_time()
        page = client.get("/clinic/today?whose=everybody")
        took.append(1000 * (thread_time() - began))
        if page.status_code != 200 or page.text.count("<tr class=") != APPOINTMENTS:
            raise AssertionError(f"{page.status_code}: not the day's appointments")
    return took[2:]
