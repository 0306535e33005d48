"""One link is followed, withdrawn, replaced, brought to mind again, or moved to another day."""

import re
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from records.answers import answerers, invitations, links, outbox, responses
from records.answers.invitations import InvitationState
from records.answers.outbox import OutboxKind
from records.engine.timestamps import to_iso
from records.people import audit
from records.people.audit import AuditAction
from settings.sms import Sms
from settings.times import end_of
from tests.beneath import beneath
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    healthy_runner,
    sign_in,
    swap,
)
from tests.visitor import Visitor

ADDRESS = re.compile(r"http://localhost/v/([a-z0-9]{26})")
DAY = timedelta(days=1)


@pytest.fixture
def link(app, kept, robin, coming):
    about = {"reference": "KL-204", "visit": coming(), "ends": kept.now + 4 * DAY}
    return an_invitation(app, kept.now - 2 * DAY, **about)


@pytest.fixture
def one(link):
    return link[0]


@pytest.fixture
def page(one):
    return f"/clinic/links/{one.name}"


@pytest.fixture
def now_state(kept, one):
    return lambda: invitations.find(kept.db, kept.encryption, one.name).state(kept.now)


def opens(kept, token):
    """What an address opens, if it still does."""
    found = links.of_token(kept.db, token)
    return found.invitation if found and not found.is_replaced else None


def noted(kept):
    return [one.action for one in audit.newest(kept.db) if one.action != AuditAction.SAW_LINK][:2]


def test_it_tells_what_happened_in_order(app, kept, one, page, physio, robin):
    physio.go("/clinic/links").follow("KL-204").sees("Not sent")
    invitations.change(kept.db, one, opened=to_iso(kept.now - DAY), agreed=to_iso(kept.now - DAY))
    sent = a_response(app, invitation=one, now=kept.now - DAY / 2)
    responses.mark_read(kept.db, sent, robin.id, kept.now)
    physio.go(page).sees("Read by Robin Hale")

    words = [
        "Made by Robin Hale",
        "Opened",
        "Agreed to answer",
        "First answers saved",
        "Answered",
        "Read by Robin Hale",
    ]
    text = physio.page.text.split("Activity")[1]
    assert [text.index(one) for one in words] == sorted(text.index(one) for one in words)


def test_what_is_done_about_answers_is_no_change_of_the_visit(app, one, page, desk, physio):
    a_response(app, invitation=one)
    physio.go(f"/clinic/responses/{one.name}").press("Mark for contact")
    desk.go(page).does_not_see("Visit or end changed")


def test_the_front_desk_gets_no_way_to_the_answers(app, one, page, desk, physio):
    a_response(app, invitation=one)

    physio.go(page).sees("Read the answers")
    desk.go(page).does_not_see("Read the answers").sees("Answered")


def test_a_link_that_was_reopened_can_be_reminded_of_and_withdrawn(app, kept, one, page, desk):
    sent = a_response(app, invitation=one)
    desk.go(page).sees("Answered").does_not_see("Remind the patient", "Withdraw the link")
    responses.reopen(kept.db, kept.encryption, sent, kept.now)
    desk.go(page).sees(
        "Answered. Reopened for a correction", "Remind the patient", "Replace the link"
    )
    desk.follow("Withdraw the link").press("Withdraw the link").sees("Answered. Withdrawn")

    desk.does_not_see("Reopened for a correction:", "Remind the patient", "Replace the link")


def test_what_another_browser_sent_is_no_correction(app, kept, one, page, desk):
    a_response(app, invitation=one)
    answerers.begin(kept.db, one, kept.now)
    a_response(app, invitation=one)

    desk.go(page).sees("Started again in another browser or at a kiosk")
    desk.does_not_see("Reopened for a correction", "Sent again")


def test_withdrawing_asks_first_and_closes_the_link(app, kept, link, page, desk, now_state):
    desk.go(page).follow("Withdraw the link").sees("Withdraw the link for KL-204?")
    assert now_state() is InvitationState.NOT_SENT
    desk.press("Withdraw the link").sees("This link is closed.", "Withdrawn by Sam Okoro")

    assert now_state() is InvitationState.WITHDRAWN
    assert noted(kept)[0] == AuditAction.WITHDREW
    patient = Visitor(app.test_client()).go(f"/v/{link[1]}")
    assert "Yes, open my questions" not in patient.page.text


def test_a_replacement_is_shown_once_and_the_old_address_dies(kept, link, page, desk):
    desk.go(page).follow("Replace the link").press("Replace")
    desk.sees("The link for KL-204", "For security we cannot show it again.")
    token = ADDRESS.search(desk.response.text)[1]

    assert opens(kept, link[1]) is None
    assert opens(kept, token) == link[0].name
    assert noted(kept)[0] == AuditAction.REPLACED


def test_answers_so_far_stay_when_a_link_is_replaced(kept, one, page, desk):
    responses.begin(kept.db, kept.encryption, one.id, {"a": 1}, kept.now)
    desk.go(f"{page}/replace").press("Replace")

    assert responses.latest(kept.db, kept.encryption, one.id).kept == {"a": 1}


def test_a_reminder_is_one_more_address_with_a_text_of_its_own(kept, link, page, desk):
    invitations.change(kept.db, link[0], sent=to_iso(kept.now - timedelta(hours=1)))
    desk.go(page).follow("Remind the patient").press("Make the reminder")
    desk.sees("Reminder: please answer a few questions from Robin Hale")
    reminder, path = desk.page, desk.path
    token = ADDRESS.search(desk.response.text)[1]

    assert opens(kept, link[1]) == opens(kept, token) == link[0].name
    desk.go(page).sees("Reminder made by Sam Okoro, not sent yet")
    desk.page, desk.path = reminder, path
    desk.press("I have sent it").go(page).sees("Reminder by Sam Okoro", "Given to the patient by")


def test_a_link_that_is_made_to_be_sent_is_no_reminder(desk, page):
    desk.go(page).follow("Send the link").press("Make the link")
    desk.go(page).sees("Link made by Sam Okoro, not sent yet").does_not_see("Reminder")


def correct(desk, page, *, phone="", email=""):
    desk.go(page).follow("Correct the phone number or email")
    desk.type_in("The patient’s phone number", phone).type_in("The patient’s email", email)
    return desk.press("Save")


def test_a_reminder_by_mail_goes_once_and_where_it_was_corrected(with_mail, kept, one, page, desk):
    invitations.change(kept.db, one, sent=to_iso(kept.now))
    desk.go(f"{page}/remind").sees("Nothing goes out by itself: you get a text")
    desk.follow("Correct the phone number or email").type_in("The patient’s email", "kim@")
    desk.press("Save").sees("There is a problem", "Enter an email address like name@example.com.")
    correct(desk, page, phone="07700 900123", email="kim@example.org").sees("Saved.")
    desk.does_not_see("Send the link").follow("Remind the patient").sees("email to kim@example.org")
    sent = {box.name: box.value for box in desk.boxes() if box.is_sent}
    for _ in range(2):
        desk.go(f"{page}/remind", data=sent).sees("is on its way")

    [mail] = mails(kept)
    assert mail["subject"].startswith("Reminder: your visit to")
    now = invitations.find(kept.db, kept.encryption, one.name)
    assert (now.email, now.reference, now.phone) == ("kim@example.org", "KL-204", "07700 900123")
    desk.go(page).sees("Email corrected by Sam Okoro", "Phone number corrected by Sam Okoro")
    desk.go(page).sees("A message to the patient is waiting to be sent.")


def test_what_waits_for_a_wrong_address_goes_to_the_right_one(kept, told, desk):
    page = f"/clinic/links/{told.name}"
    desk.go(f"{page}/remind").press("Send the reminder")
    assert [mail["to"] for mail in mails(kept)] == ["kim@example.org"]  # waits for the server
    waiting = outbox.take(kept.db, kept.encryption, kept.now + DAY)  # it is being sent just now
    correct(desk, page, email="lee@example.org").sees("What was waiting goes there by email")
    outbox.sent(kept.db, waiting)
    assert [mail["to"] for mail in mails(kept)] == ["lee@example.org"]

    correct(desk, page).follow("Send the link").press("Make the link").sees("Still to send")
    assert mails(kept) == []
    desk.go(f"{page}/cancel").sees("We have no way to tell the patient")


def test_a_link_that_went_to_a_wrong_address_is_replaced_in_one_press(app, kept, told, desk):
    page, first = f"/clinic/links/{told.name}", links.add(kept.db, told.id, now=kept.now)
    correct(desk, page, email=told.email, phone="07700 900123").sees("Saved.")
    desk.does_not_see("gone out")
    correct(desk, page, email="lee@example.org", phone="07700 900123")
    desk.sees("Saved, but the link has already gone out", "Whoever got it can still open it.")
    corrected = desk.path
    desk.press("Replace the link and send it to the new address").sees("is on its way")

    assert opens(kept, first) is None
    assert [mail["to"] for mail in mails(kept)] == ["lee@example.org"]
    desk.go(page).sees("Email corrected by Sam Okoro").does_not_see("gone out")
    desk.go(corrected).does_not_see("gone out")

    outbox.sent(kept.db, outbox.take(kept.db, kept.encryption, kept.now + DAY))
    a_response(app, invitation=told)
    correct(desk, page, email="kim@example.org").sees("Saved.").does_not_see("gone out")


def test_what_asked_for_answers_is_no_change_of_the_visit(app, kept, told, desk):
    page = f"/clinic/links/{told.name}"
    desk.go(f"{page}/remind").press("Send the reminder")
    a_response(app, healthy_runner(rf_now=["fainted_now"]), invitation=told)
    correct(desk, page).sees("Saved.").does_not_see("appointment is", "is now on", "Call them")
    assert mails(kept) == []


def test_a_change_that_waits_for_a_wrong_address_is_told_at_the_right_one(
    app, kept, told, desk, coming
):
    page = f"/clinic/links/{told.name}"
    a_response(app, invitation=told)
    change(desk, page, Day=coming(9)).press("Save the change").sees("is told by email")
    correct(desk, page, email="lee@example.org").sees("Saved. What was waiting goes there by email")
    [mail] = mails(kept)
    assert (mail["to"], "is now on" in mail["subject"]) == ("lee@example.org", True)

    correct(desk, page).sees("The appointment is now on", "Call them, or send this")
    desk.sees("Your visit with Robin Hale at The physio next door is now on")
    assert mails(kept) == []


def test_a_cancellation_that_waits_for_a_wrong_address_is_told_at_the_right_one(
    app, monkeypatch, kept, told, desk
):
    swap(monkeypatch, app, sms=Sms("https://gateway.example"))
    page = f"/clinic/links/{told.name}"
    desk.go(f"{page}/cancel").press("Cancel appointment")
    correct(desk, page, email="lee@example.org").sees("Saved. What was waiting goes there by email")
    [mail] = mails(kept)
    assert (mail["to"], mail["subject"][-12:]) == ("lee@example.org", "is cancelled")
    assert "METHOD:CANCEL" in mail["calendar"]

    correct(desk, page, phone="07700 900123").sees("waiting goes there by text message.")
    message = outbox.take(kept.db, kept.encryption, kept.now + DAY, OutboxKind.SMS)
    assert (message.to, message.short[-13:]) == ("07700 900123", "is cancelled.")
    correct(desk, page).sees("The appointment is cancelled", "Call them, or send this")
    assert mails(kept) == []


def test_a_change_that_could_not_be_sent_is_there_to_copy(app, kept, told, desk, coming):
    page = f"/clinic/links/{told.name}"

    def fail():
        mail = outbox.take(kept.db, kept.encryption, kept.now + DAY)
        outbox.failed(kept.db, kept.encryption, mail, kept.now, is_final=True)

    a_response(app, invitation=told)
    change(desk, page, Day=coming(9)).press("Save the change")
    fail()
    desk.go(page).sees("The email could not be sent", "is now on").does_not_see("send the link")
    desk.follow("Cancel appointment").press("Cancel appointment").sees("is told by email")
    fail()
    desk.go(page).sees(
        "The email could not be sent", "Call the patient, or send this", "cancelled."
    )
    desk.does_not_see("correct it").press("I have seen this").does_not_see("Call the patient")


def test_withdrawing_stops_mail_that_still_waits(kept, told, desk):
    page = f"/clinic/links/{told.name}"
    desk.go(f"{page}/remind").press("Send the reminder").go(f"{page}/withdraw")
    desk.press("Withdraw the link")

    assert mails(kept) == []


def change(desk, page, **typed):
    desk.go(page).follow("Change the appointment")
    for label, text in typed.items():
        desk.type_in(f"{label} of the appointment", text)
    return desk


def test_a_visit_can_be_moved_and_nothing_else_changes(kept, link, page, desk, coming):
    """The end that somebody chose for the link stays, and so does the address."""
    change(desk, page, Day=coming(10), Time="14:00").press("Save the change").sees("at 14:00")
    moved = invitations.find(kept.db, kept.encryption, link[0].name)

    assert moved == replace(link[0], visit=f"{coming(10)}T14:00")
    assert opens(kept, link[1]) == link[0].name
    assert noted(kept)[0] == AuditAction.RESCHEDULED
    desk.sees("The link ends before the appointment.", "Moved to another time by")


def test_sent_answers_go_with_the_visit_to_a_colleague(app, kept, one, page, desk, coming):
    a_response(app, invitation=one)
    kim = a_colleague(app, "Kim Lee")
    before = invitations.find(kept.db, kept.encryption, one.name)
    change(desk, page, Day=coming(4)).pick("Physiotherapist", "Kim Lee").press("Save the change")
    after = invitations.find(kept.db, kept.encryption, one.name)

    about = {"physiotherapist": kim.id, "physiotherapist_name": "Kim Lee"}
    assert after == replace(before, visit=coming(4), **about)
    assert {AuditAction.RESCHEDULED, AuditAction.REASSIGNED} <= set(noted(kept)[:2])
    physio = Visitor(sign_in(app.test_client(), kim))
    physio.go("/clinic/patients?mine=yes").sees("KL-204")


def test_a_visit_that_was_can_be_given_to_a_colleague(app, kept, one, page, desk):
    past = f"{kept.now - 3 * DAY:%Y-%m-%d}T09:00"
    a_response(app, invitation=one)
    with audit.audited(
        kept.db, actor="x", action=AuditAction.RESCHEDULED, subject="x", now=kept.now
    ):
        invitations.change(kept.db, one, visit=past)
    kim = a_colleague(app, "Kim Lee")
    change(desk, page).pick("Physiotherapist", "Kim Lee").press("Save the change")
    after = invitations.find(kept.db, kept.encryption, one.name)

    assert (after.physiotherapist, after.visit) == (kim.id, past)
    change(desk, page, Day=f"{kept.now - 2 * DAY:%Y-%m-%d}").press("Save the change")
    desk.sees("That day is past. Choose today or a later day.")


def test_an_ended_link_can_be_opened_again_by_a_later_end(kept, one, page, desk, now_state):
    with audit.audited(
        kept.db, actor="x", action=AuditAction.CHANGED_END, subject="x", now=kept.now
    ):
        invitations.change(kept.db, one, ends=to_iso(kept.now - DAY))
    desk.go(page).sees("Expired").does_not_see("Remind the patient", "Withdraw")
    desk.follow("Change how long the link works")
    desk.type_in("Last day on which the link works", f"{kept.now + 5 * DAY:%Y-%m-%d}")
    desk.press("Save the change").sees("End of the link changed by Sam Okoro")
    after = invitations.find(kept.db, kept.encryption, one.name)

    assert now_state() is InvitationState.NOT_SENT
    assert after.visit == one.visit
    assert kept.now + 4 * DAY < after.ends < kept.now + 7 * DAY


@pytest.mark.parametrize("zone", ["America/Toronto", "Pacific/Auckland"])
def test_the_end_that_stands_is_filled_in_and_saving_it_changes_nothing(
    app, monkeypatch, kept, coming, desk, zone
):
    swap(monkeypatch, app, zone=ZoneInfo(zone))
    last = date.fromisoformat(coming(17))
    about = {"kind": "recheck", "visit": coming(3), "ends": end_of(last, ZoneInfo(zone))}
    one, _ = an_invitation(app, **about)
    before = noted(kept)
    desk.go(f"/clinic/links/{one.name}/end")
    assert desk.box("Last day on which the link works").value == last.isoformat()
    desk.press("Save the change").does_not_see("End of the link changed by")
    assert invitations.find(kept.db, kept.encryption, one.name) == one
    assert noted(kept) == before


def test_a_wrong_day_is_told_and_changes_nothing(kept, one, page, desk):
    desk.go(f"{page}/change").type_in("Day of the appointment", "soon").press("Save the change")
    desk.sees("There is a problem", "Enter the day of the appointment")

    assert invitations.find(kept.db, kept.encryption, one.name).visit == one.visit


def test_a_withdrawn_link_cannot_be_brought_back(kept, page, desk):
    desk.go(f"{page}/withdraw").press("Withdraw the link")
    before, token = noted(kept), desk.go("/clinic/links/new").boxes()[0].value
    for step in ("withdraw", "replace", "remind", "change", "end"):
        for sent in ({}, {"data": {"csrf_token": token}}):
            desk.go(f"{page}/{step}", **sent).sees("This link is closed.")

    assert noted(kept) == before


def test_answers_that_were_sent_cannot_be_withdrawn_but_a_lost_link_replaced(app, one, page, desk):
    a_response(app, invitation=one)
    desk.go(page).sees("Replace the link").does_not_see("Withdraw the link", "Remind")


def test_a_name_that_nobody_has_is_not_there(desk):
    for step in ("", "/withdraw", "/replace", "/remind", "/change", "/contact", "/end"):
        assert desk.go(f"/clinic/links/nosuchname{step}").response.status_code == 404


@pytest.fixture
def told(app, with_mail, kept, coming, robin):
    """A link that was mailed to a patient, until the end of the visit's day."""
    day = date.fromisoformat(coming(4))
    about = {"visit": f"{day}T09:30", "ends": end_of(day, None), "email": "kim@example.org"}
    one, _ = an_invitation(app, physiotherapist=robin, **about)
    invitations.change(kept.db, one, sent=to_iso(kept.now))
    return one


def mails(kept):
    rows = beneath(kept.db)["outbox"].rows_where(order_by="id")
    return [kept.encryption.decrypt(row["encrypted"]) for row in rows]


def test_a_moved_visit_takes_link_reminders_and_calendar_with_it(kept, told, desk, coming):
    page = f"/clinic/links/{told.name}"
    desk.go(f"{page}/change").sees("The patient is told by email.")
    desk.type_in("Day of the appointment", coming(9)).type_in("Time of the appointment", "14:00")
    desk.press("Save the change").sees("at 14:00", "The patient is told by email.")
    desk.does_not_see("Call them", "The link ends before the appointment.")
    moved = invitations.find(kept.db, kept.encryption, told.name)

    assert (moved.visit, moved.ends) == (
        f"{coming(9)}T14:00",
        end_of(date.fromisoformat(coming(9)), None),
    )
    [mail] = mails(kept)
    assert (mail["to"], "is now on" in mail["subject"]) == ("kim@example.org", True)
    assert f"UID:{told.name}@appointments" in mail["calendar"]
    assert opens(kept, ADDRESS.search(mail["text"])[1]) == told.name
    assert noted(kept) == [AuditAction.MAILED, AuditAction.GAVE_AGAIN]

    change(desk, page).press("Save the change")  # nothing changed, and nobody is told
    assert len(mails(kept)) == 1


def test_a_cancelled_appointment_closes_its_link_and_tells_the_patient(
    app, kept, told, desk, coming
):
    page = f"/clinic/links/{told.name}"
    desk.go(page).follow("Cancel appointment").sees("Cancel the appointment of KL 4711?")
    assert invitations.find(kept.db, kept.encryption, told.name).cancelled is None
    desk.press("Cancel appointment").sees("is told by email", "Appointment cancelled by Sam")
    one = invitations.find(kept.db, kept.encryption, told.name)

    assert one.cancelled == one.withdrawn is not None
    [mail] = mails(kept)
    assert mail["subject"].endswith("is cancelled")
    assert "METHOD:CANCEL" in mail["calendar"]
    assert "/v/" not in mail["text"]
    desk.go(f"{page}/cancel").does_not_see("Cancel the appointment of")
    desk.go("/clinic/links").does_not_see("KL 4711")
    desk.go("/clinic/links?show=all").sees("Appointment cancelled")


def test_where_nobody_can_be_told_a_text_to_send_stands_on_top(kept, one, page, desk, coming):
    correct(desk, page, phone="07700 900123", email="kim@example.org")
    change(desk, page, Day=coming(10), Time="14").press("Save the change")
    when = "at 14:00, with Robin Hale"
    desk.sees("The appointment is now on", when, "The patient was not told. Call them, or send")
    desk.sees("Your visit with Robin Hale at The physio next door is now on").does_not_see("/v/")
    assert 'href="sms:07700900123?&amp;body=The%20physio%20next%20door' in desk.response.text
    assert 'href="mailto:kim@example.org?subject=' in desk.response.text
    change(desk, page).press("Save the change").does_not_see("The appointment is now on")

    desk.go(f"{page}/cancel").sees("We have no way to tell the patient: you get a text to send.")
    desk.press("Cancel appointment").sees("The appointment is cancelled", "Call them, or send this")
    desk.sees("at 14:00 is cancelled.").go(page).does_not_see("Call them, or send")

    assert mails(kept) == []
    assert noted(kept)[0] == AuditAction.CANCELLED


def test_moving_to_a_time_that_is_taken_is_told_once(app, kept, one, page, desk, coming, robin):
    for reference in ("R-0101", "kl 204"):
        an_invitation(app, physiotherapist=robin, reference=reference, visit=f"{coming()}T09:30")
    change(desk, page, Time="9:30").press("Save the change")
    desk.sees("There is a problem", "Robin Hale already has R-0101 at 09:30 that day. To book both")
    assert invitations.find(kept.db, kept.encryption, one.name).visit == coming()
    desk.type_in("Time of the appointment", "9:30 am").press("Save the change").sees("09:30")
    assert invitations.find(kept.db, kept.encryption, one.name).visit == f"{coming()}T09:30"
    change(desk, page, Time="10").press("Save the change").does_not_see("already has")
