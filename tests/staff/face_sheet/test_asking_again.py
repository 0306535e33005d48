"""Asking a patient again some weeks after a visit, and how their ratings went since."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from operations.job_context import job_context
from operations.jobs import send_rechecks
from questionnaire.questions import Asked
from records.answers import invitations, outbox, rechecks
from records.engine.timestamps import to_iso
from records.people import audit, staff
from records.upkeep import retention
from services import services_of
from settings.times import short_day
from tests.beneath import beneath
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    desk_of,
    healthy_runner,
    sign_in,
    swap,
)
from tests.pre_visit.walking import FIRST_QUESTION, answer_on, pass_safety
from tests.visitor import Visitor

NOW = datetime.now(UTC).replace(hour=16, minute=0, second=0, microsecond=0)
LATER = NOW + timedelta(weeks=2, hours=1)
STILL = "Do you still have the pain that you came with?"


@pytest.fixture(autouse=True)
def today(app, monkeypatch):
    """The clinic's moment, which a test may move on."""

    def today(moment):
        swap(monkeypatch, app, clock=lambda: moment, zone=UTC)
        swap(monkeypatch, app, base_url="https://clinic.example", is_base_url_set=True)

    today(NOW)
    return today


@pytest.fixture
def answered(app):
    """A visit of today that was answered some days before."""

    def answered(answers=None, **about):
        made = NOW - timedelta(days=4)
        asked = {"visit": f"{NOW:%Y-%m-%d}", "ends": NOW + timedelta(hours=5)} | about
        invitation, _ = an_invitation(app, made, **asked)
        a_response(app, answers or healthy_runner(pain_worst=6), invitation, made)
        return invitation

    return answered


def physio(app, now=NOW):
    known = staff.find(desk_of(app).db, "Sam Ortiz")
    sam = known or a_colleague(app, "Sam Ortiz", now=now)
    return Visitor(sign_in(app.test_client(), sam, now))


def sheet_of(invitation):
    return f"/clinic/responses/{invitation.name}"


def rechecks_of(app, invitation):
    desk = desk_of(app)
    return rechecks.of_visit(desk.db, desk.encryption, invitation)


def mail_due(app, moment):
    """Whether the rounds put a mail out at a moment; its text."""
    mail = replace(services_of(app).settings.mail, host="mail.example")
    desk = desk_of(app, moment)
    send_rechecks(replace(job_context(services_of(app)), mail=mail), desk.db, lambda: moment)
    waiting = outbox.take(desk.db, desk.encryption, moment)
    if waiting is None:
        return None
    outbox.sent(desk.db, waiting)
    return waiting.text


def answer(app, link, worst, rating):
    """A patient with a recheck's link, to the end."""
    patient = Visitor(app.test_client())
    patient.go(link).press("Yes, open my questions")
    patient.type_in("In which year were you born?", "1984").press("Continue")
    patient.press("I agree, start").sees(FIRST_QUESTION)
    pass_safety(patient).choose(STILL, "Yes").press("Continue")
    answer_on(patient, until="How strong was it at its worst").choose("How strong was it", worst)
    answer_on(patient, until="You named these before").choose("Number 1", rating)
    return answer_on(patient.press("Continue")).press("Send to Robin Hale")


def test_what_a_recheck_does_not_ask_is_compared_with_the_visit_before_it(app, today, answered):
    before = {"pain_worst": 6, "sleep_hours": 8, "medicines": ["none"]}
    now = {"pain_worst": 4, "sleep_hours": 5, "medicines": ["other_medicine"]}
    visit = answered(healthy_runner(**before), reference="KL 4711")
    about = {"kind": "recheck", "follows": visit.id, "reference": "KL 4711"}
    recheck, _ = an_invitation(app, NOW, **about)
    a_response(app, healthy_runner(pain_worst=3), recheck, NOW, asks=Asked.RECHECK)
    again, _ = an_invitation(app, LATER, reference="KL 4711")
    a_response(app, healthy_runner(**now), again, LATER)

    today(LATER)
    sam = physio(app, LATER).go(sheet_of(again))
    sam.sees(
        f"Since {short_day(NOW, UTC)} Worst pain: 3 → 4, worse by 1 point "
        f"Since {short_day(NOW - timedelta(days=4), UTC)} Sleep: 8 → 5 hours a night "
        "Medicines, new: Something else"
    )


@pytest.mark.slow
def test_from_one_press_to_the_trend_on_the_sheet(app, today, answered, monkeypatch):
    mail = replace(services_of(app).settings.mail, host="mail.example")
    swap(monkeypatch, app, mail=mail)
    visit = answered(email="kim@example.org", reference="KL 4711", birth_year=1984)
    sam = physio(app).go(sheet_of(visit)).does_not_see("Over time").press("In 2 weeks")
    sam.sees("Day chosen.", "on that day it is on Today, and goes out by itself by email.")
    sam.press("In 2 weeks").sees("That day is chosen already.", "In 2 weeks ✓")
    [recheck] = rechecks_of(app, visit)
    assert (recheck.visit, recheck.sent) == (f"{LATER:%Y-%m-%d}", None)

    assert mail_due(app, LATER - timedelta(days=1)) is None
    at_night = LATER.replace(hour=5) + timedelta(days=1)
    assert mail_due(app, at_night) is None
    text = mail_due(app, LATER)
    assert "some weeks after your visit" in text
    assert "pain" not in text
    assert mail_due(app, LATER + timedelta(hours=1)) is None  # each once

    today(LATER)
    told = answer(app, "/v/" + re.search(r"/v/(\S+)", text)[1], "3", "9")
    told.sees("Your worst pain: 3 now, 6 before your visit", "Lifting my son: 9 now, 6 before")
    sam = physio(app, LATER).go(sheet_of(recheck)).sees("Over time", "recheck", "before visit")
    sam.sees("Worst pain: 6 → 3, better by 3 points", "Worst pain 6 3", "Lifting my son 6 9")
    sam.sees("A recheck asks too little to tell causes from.", "Stress and sleep, ")
    sam.go(sheet_of(visit)).sees("Over time", "Recheck, ")
    rows = list(csv.DictReader(io.StringIO(sam.go(f"{sheet_of(visit)}/export.csv").response.text)))
    assert [(row["kind"], row["pain_worst"]) for row in rows] == [("visit", "6"), ("recheck", "3")]


def test_a_recheck_is_taken_back_until_it_was_sent(app, answered):
    visit = answered()
    sam = physio(app).go(sheet_of(visit)).press("In 2 weeks").press("In 4 weeks")
    sam.press(f"Undo {LATER.day} {LATER:%b}").sees("Day taken back.").does_not_see("In 2 weeks ✓")
    assert [bool(one.withdrawn) for one in rechecks_of(app, visit)] == [True, False]
    sam.press("In 2 weeks").sees("In 2 weeks ✓", "In 4 weeks ✓")


def test_without_an_address_it_stands_among_the_links_to_hand_over(app, today, answered):
    visit = answered()
    sam = physio(app).go(sheet_of(visit)).press("In 2 weeks")
    sam.sees("It goes out by itself only if we can reach the patient; else you give the link.")
    sam.go("/clinic/links").sees("KL 4711", "Recheck due")
    sam.go("/clinic/links?show=not_sent").does_not_see("KL 4711")

    today(LATER)
    assert mail_due(app, LATER) is None
    sam = physio(app, LATER).go("/clinic/links?show=not_sent").follow("KL 4711")
    sam.sees("Recheck due").does_not_see("Give a code for the kiosk")
    sam.go(f"/clinic/kiosks/patients/{rechecks_of(app, visit)[0].name}").sees("Recheck due")
    sam.follow("Send the link").sees("Send the link to KL 4711")


def test_a_warning_sign_in_a_recheck_is_a_warning_for_the_clinic(app, today, answered):
    visit = answered(reference="KL 4711")
    about = {"kind": "recheck", "follows": visit.id, "reference": "kl4711 "}
    recheck, token = an_invitation(app, NOW, **about)
    patient = Visitor(app.test_client()).go(f"/v/{token}").press("Yes, open my questions")
    patient.press("I agree, start").tick("I am coughing up blood").press("Continue")
    patient.sees("Get emergency help now")

    sam = physio(app).go("/clinic/patients").sees("KL 4711", "Get emergency help now")
    sam.go(sheet_of(recheck)).sees("Everything from this patient", "Get emergency help now")
    sam.does_not_see("Over time")  # nothing was sent, so there is nothing to compare


def test_the_trend_finds_a_patient_however_the_reference_is_spelt(app, answered):
    visit = answered(reference="KL 4711")
    other, _ = an_invitation(app, NOW, reference="kl-4711", kind="recheck", follows=visit.id)
    a_response(app, healthy_runner(pain_worst=7, pain_now=4), other, NOW)

    physio(app).go(sheet_of(other)).sees("Worst pain 6 7")


def test_a_recheck_goes_with_its_patient(app, today, answered):
    visit = answered(email="kim@example.org")
    physio(app).go(sheet_of(visit)).press("In 4 weeks")
    [recheck] = rechecks_of(app, visit)
    desk = desk_of(app)
    assert retention.erase(desk.db, desk.encryption, "KL 4711", NOW) == 2

    assert invitations.find(desk.db, desk.encryption, recheck.name) is None
    assert mail_due(app, NOW + timedelta(weeks=4)) is None
    assert beneath(desk.db)["links"].count == 0


@pytest.fixture
def asked(app, today, answered, monkeypatch):
    """A visit and its recheck in two weeks, in a clinic that sends mail."""
    swap(monkeypatch, app, mail=replace(services_of(app).settings.mail, host="mail.example"))
    visit = answered(email="kim@example.org")
    desk = desk_of(app)
    with audit.audited(desk.db, actor="x", action="x", subject="x", now=NOW):
        invitations.change(desk.db, visit, ends=to_iso(NOW + timedelta(days=1)))
    physio(app).go(sheet_of(visit)).press("In 2 weeks")
    return visit


def deeds(app, visit):
    """What the audit has of the visit's recheck, the last first."""
    [recheck], desk = rechecks_of(app, visit), desk_of(app)
    found = [one for one in audit.newest(desk.db) if recheck.name in one.subject]
    return [(one.actor, one.words) for one in found]


def test_a_recheck_moves_with_its_visit(app, asked):
    [before] = rechecks_of(app, asked)
    day = f"{NOW + timedelta(days=5):%Y-%m-%d}"
    sam = (
        physio(app).go(f"/clinic/links/{asked.name}/change").type_in("Day of the appointment", day)
    )
    sam.press("Save the change")
    [after] = rechecks_of(app, asked)

    assert after.visit == f"{LATER + timedelta(days=5):%Y-%m-%d}"
    assert after.ends.date() - before.ends.date() == timedelta(days=5)
    assert deeds(app, asked)[0] == ("Sam Ortiz", "rescheduled")


def test_a_recheck_is_withdrawn_with_its_visit(app, asked):
    physio(app).go(f"/clinic/links/{asked.name}/cancel").press("Cancel appointment")

    assert deeds(app, asked)[0] == ("Sam Ortiz", "withdrew")
    assert mail_due(app, NOW) is not None  # the patient is told of the visit
    assert mail_due(app, LATER) is None


def test_a_recheck_goes_to_the_corrected_address(app, asked):
    for email in ("kim@lee.example", ""):
        sam = physio(app).go(f"/clinic/links/{asked.name}/contact")
        sam.type_in("The patient’s email address", email).press("Save")
        assert [one.email for one in rechecks_of(app, asked)] == [email]
        assert deeds(app, asked)[0] == ("Sam Ortiz", "changed")

    assert mail_due(app, LATER) is None
