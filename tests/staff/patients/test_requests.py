"""Visits that runners asked for, as the front desk and physiotherapists see them."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from cryptography.fernet import Fernet

from records.answers import appointment_requests as visit_requests
from records.answers import invitations
from records.engine.encryption import Encryption
from records.upkeep import retention
from services import services_of
from settings.mail import DEFAULTS, mail_from
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import a_colleague, a_response, an_invitation, sign_in, swap
from tests.visitor import Visitor

CONTACT = {
    "name": "Zoë Quill",
    "phone": "(555) 010-2000",
    "email": "zoe+back@example.org",
    "times": "Weekday mornings",
    "note": "It hurts to breathe in.",
}
ATTACHED = {
    "questionnaire": "0.1",
    "answers": {"km_last_7d": 24.14016},
    "in_words": {"Running form": "Hunched shoulders", "Last 7 days": "15 miles", "Plank": ""},
    "assessment": {
        "next_step": "physio_first",
        "causes": [
            {"id": "poor_posture", "strength": "best fit"},
            {"id": "gone_since", "strength": "also fits"},
        ],
        "version": "0.1+1a2b3c4d",
    },
}


@pytest.fixture
def ask(db, encryption):
    """Keep a request as the booking page does; its reference."""

    def ask(once="a form", attached=None, sealed_by=encryption, **contact):
        now, contact = datetime(2026, 7, 1, 9, tzinfo=UTC), CONTACT | contact
        kept = visit_requests.add(
            db, sealed_by, once=once, contact=contact, attached=attached, now=now
        )
        return kept.reference

    return ask


@pytest.fixture
def desk(app):
    """Sam Doe, front desk, at the page."""
    return Visitor(sign_in(app.test_client(), a_colleague(app, "Sam Doe", [Role.FRONT_DESK])))


def test_nobody_has_asked_yet(desk):
    desk.go("/clinic/requests").sees("Nobody has requested an appointment yet.", "None new.")


def test_the_list_says_who_asked_and_what_was_done(desk, ask):
    reference = ask()
    desk.go("/clinic/requests").sees("1 new.", "Zoë Quill", reference, "Weekday mornings", "New")

    desk.follow("Zoë Quill").sees("Nobody has called yet.", f"Reference {reference}.")
    desk.press("Mark as called").sees("Called, said Sam Doe, ")
    desk.go("/clinic/requests").sees("None new.", "Called Sam Doe, ")


@pytest.mark.parametrize("phone", ["555 0100 555 0101", "ask for Kim"])
def test_what_cannot_be_dialled_is_shown_and_is_no_link(desk, ask, phone):
    desk.go(f"/clinic/requests/{ask(phone=phone)}").sees(phone)

    assert phone not in [one.text for one in desk.page.kept["a"]]


def test_each_request_can_be_reached_with_one_tap(desk, ask):
    reference = ask()
    desk.go(f"/clinic/requests/{reference}")
    links = {one.text: one.about["href"] for one in desk.page.kept["a"]}

    assert links["(555) 010-2000"] == "tel:5550102000"
    assert links["zoe+back@example.org"] == (
        "mailto:zoe%2Bback@example.org"
        f"?subject=The%20physio%20next%20door%3A%20your%20request%20{reference}"
    )


def test_an_address_cannot_put_more_into_the_mail(desk, ask):
    desk.go(f"/clinic/requests/{ask(email='a@b.example?bcc=c@d.example&body=x')}")
    [link] = [one.about["href"] for one in desk.page.kept["a"] if "@" in one.text]

    assert link.count("?") == 1
    assert "&" not in link


def test_the_front_desk_sees_no_word_about_health(desk, ask):
    reference = ask(attached=ATTACHED)
    for address in ("/clinic/requests", f"/clinic/requests/{reference}"):
        desk.go(address).sees("Zoë Quill")
        for word in (
            "breathe",
            "Hunched",
            "Running",
            "posture",
            "physiotherapist is a good",
            "15 mi",
        ):
            assert word not in desk.response.text.replace("Runners asked", "")

    desk.sees("A note or answers were sent along for the physiotherapist.")


def test_where_nothing_was_sent_along_the_front_desk_is_not_told_of_any(desk, ask):
    desk.go(f"/clinic/requests/{ask(note='')}").does_not_see("sent along")


def test_a_physiotherapist_sees_note_result_and_answers(reader, ask):
    reader.go(f"/clinic/requests/{ask(attached=ATTACHED)}")

    reader.sees("It hurts to breathe in.", "A physiotherapist is a good first stop")
    reader.sees("Running posture (best fit)", "gone_since (also fits)")
    reader.sees("Last 7 days 15 miles", "Plank Not answered")


def test_a_physiotherapist_sees_that_no_answers_came(reader, ask):
    reader.go(f"/clinic/requests/{ask()}").sees("No answers were sent along.")


def test_every_look_and_every_change_is_noted(desk, ask, noted):
    reference = ask()
    desk.go(f"/clinic/requests/{reference}").press("Close")

    assert noted(f"request {reference}") == [
        ("runner", "asked for an appointment"),
        ("Sam Doe", "looked at"),
        ("Sam Doe", "changed"),
        ("Sam Doe", "looked at"),
    ]


def test_a_request_can_be_taken_back_to_new(desk, ask):
    desk.go(f"/clinic/requests/{ask()}").press("Close").press("Mark as not called")

    desk.sees("New, said Sam Doe, ")
    assert "Mark as not called" not in [one.text for one in desk.page.kept["button"]]


def test_requests_by_state(desk, ask):
    ask("one", name="Zoë Quill")
    reference = ask("two", name="Jo Marsh")
    desk.go(f"/clinic/requests/{reference}").press("Close")
    desk.go("/clinic/requests?state=closed").sees("Jo Marsh").does_not_see("Zoë Quill")

    desk.go("/clinic/requests?state=booked").sees("No requests here.")
    desk.go("/clinic/requests?state=nonsense").sees("Jo Marsh", "Zoë Quill")


def test_twenty_five_a_page_and_the_next_keeps_the_state(desk, ask):
    for number in range(27):
        ask(f"form {number}", name=f"Person {number:02}")
    desk.go("/clinic/requests?state=new")
    first = re.findall(r"Person \d\d", desk.page.text)
    address = desk.one(desk.page.kept["a"], "Next page").about["href"]
    desk.go(address)
    second = re.findall(r"Person \d\d", desk.page.text)

    assert "state=new" in address
    assert first + second == [f"Person {number:02}" for number in range(26, -1, -1)]
    assert len(second) == 2
    desk.does_not_see("Next page").sees("Back to the first page")


def test_exactly_twenty_five_are_one_page(desk, ask):
    for number in range(25):
        ask(f"form {number}")

    desk.go("/clinic/requests").does_not_see("Next page")


def test_a_reference_said_over_the_telephone_is_found(desk, ask):
    reference = ask()
    typed = f"{reference[:4].lower()} {reference[4:]}"
    desk.go(f"/clinic/requests?find={typed}").sees("How to reach them", "Zoë Quill")

    desk.go("/clinic/requests?find=zzzz").sees("No requests found for “zzzz”.")


def test_a_runner_is_found_by_what_they_left_on_requests_and_on_today(desk, ask):
    reference = ask()
    ask("another", name="Kim Oak", phone="555 010 3999", email="kim@example.org")
    for typed in (reference, reference[:7], "zoe q", "QUILL", "010-2000", "zoe%2Bback"):
        desk.go(f"/clinic/today?find={typed}").sees("0 appointments, 1 request Requests")
        desk.does_not_see("Kim Oak", "Nobody found")
        desk.follow("Zoë Quill").sees(f"Reference {reference}.")
        if typed != reference:
            desk.go(f"/clinic/requests?find={typed}").sees("1 request found", "Zoë Quill")
            desk.does_not_see("Kim Oak")
    for typed in ("uill", "example.org", "010", "%"):
        desk.go(f"/clinic/today?find={typed}").sees("Nobody found.")


def test_a_request_whose_key_is_gone_is_still_there(desk, ask):
    reference = ask(sealed_by=Encryption([Fernet.generate_key().decode()]))
    desk.go("/clinic/requests").sees("Cannot be read", reference)

    missing = "the key that encrypted it is missing"
    desk.follow("Cannot be read").sees(f"Request {reference}", missing)
    desk.press("Close").sees("Closed, said Sam Doe")


def test_a_form_that_says_nothing_changes_nothing(desk, ask, db, encryption):
    reference = ask()
    desk.go(f"/clinic/requests/{reference}")
    token = next(box.value for box in desk.boxes() if box.name == "csrf_token")
    for state in ("lost", "booked"):
        desk.go(f"/clinic/requests/{reference}", data={"csrf_token": token, "state": state})

    assert desk.response.status_code == 400
    assert visit_requests.find(db, encryption, reference).state is visit_requests.RequestState.NEW


def test_what_nobody_asked_for_is_not_there(desk):
    assert desk.go("/clinic/requests/BCDF2346").response.status_code == 404


@pytest.fixture
def with_mail(app, monkeypatch):
    served = {"SMTP_HOST": "mail.example", "MAIL_FROM": "desk@clinic.example"}
    swap(monkeypatch, app, mail=mail_from(DEFAULTS | served))


@pytest.fixture
def robin(app):
    return a_colleague(app)


@pytest.fixture
def coming(app):
    """A day some days from now, of the clinic's."""
    now = datetime.now(services_of(app).settings.zone)
    return lambda days=25: (now + timedelta(days=days)).date()


def in_words(day):
    return f"{day:%A} {day.day} {day:%B %Y}"


def book(desk, reference, day):
    desk.go(f"/clinic/requests/{reference}").type_in("Day of the appointment", f"{day}")
    desk.type_in("Time of the appointment", "9.30").pick("Physiotherapist", "Robin Hale")
    return desk.press("Book and")


def test_a_request_becomes_a_confirmed_appointment_that_keeps_what_was_sent(
    app, with_mail, robin, desk, ask, db, encryption, noted, coming
):
    reference, day = ask(attached=ATTACHED), coming()
    desk.go("/clinic/requests").follow("Zoë Quill")
    book(desk, reference, day).sees("Booked", f"{in_words(day)} at 09:30, with Robin Hale")
    desk.sees("The confirmation with the link is on its way.").does_not_see("Book and confirm")
    desk.does_not_see("Mark as", "Close without an appointment")

    request = visit_requests.find(db, encryption, reference)
    one = invitations.find(db, encryption, request.appointment)
    [row] = beneath(db)["outbox"].rows
    mail = encryption.decrypt(row["encrypted"])
    assert request.state is visit_requests.RequestState.BOOKED
    assert (one.reference, one.visit) == (reference, f"{day}T09:30")
    assert (one.email, one.phone) == (CONTACT["email"], CONTACT["phone"])
    assert (mail["to"], mail["subject"]) == (
        CONTACT["email"],
        "Your visit to The physio next door is booked for " + f"{day.day} {day:%B}",
    )
    assert "/v/" in mail["text"]
    at = datetime.combine(day, time(9, 30), services_of(app).settings.zone).astimezone(UTC)
    assert f"DTSTART:{at:%Y%m%dT%H%M}" in mail["calendar"]
    assert ("Sam Doe", "added") in noted(f"visit {one.name}")

    physio = Visitor(sign_in(app.test_client(), robin))
    physio.go(f"/clinic/responses/{one.name}").sees("Nothing to read yet")
    physio.sees(
        "Sent with the request on 1 Jul 2026", "Last 7 days 15 miles", "It hurts to breathe"
    )
    a_response(app, invitation=one)
    physio.go(f"/clinic/responses/{one.name}").sees("Sent with the request on 1 Jul 2026")
    desk.go(f"/clinic/links/{one.name}").does_not_see("15 miles")
    assert retention.abouts(db, encryption, reference) == [
        f"visit {one.name}",
        f"request {reference}",
    ]


def test_without_mail_the_link_is_shown_to_be_given(robin, desk, ask, coming):
    day = coming()
    book(desk, ask(), day).sees("The link for", "Still to send")
    desk.sees(f"is booked for {day.day} {day:%B}")


def test_a_time_that_is_taken_is_told_once_and_the_clinic_s_own_reference_is_kept(
    app, robin, desk, ask, db, encryption, coming
):
    reference, day = ask(), coming()
    about = {"reference": "R-0101", "visit": f"{day}T09:30"}
    an_invitation(app, physiotherapist=robin, **about)
    desk.go(f"/clinic/requests/{reference}").sees("the name you find them by here")
    desk.type_in("Your reference for this patient", "9:30").press("Book and make the link")
    desk.sees("Enter “9:30” in its own field").type_in("Your reference for", "ZQ-17")
    desk.type_in("Day of the appointment", f"{day}").type_in("Time of the appointment", "9.30")
    desk.pick("Physiotherapist", "Robin Hale").press("Book and make the link")
    desk.sees("Robin Hale already has R-0101 at 09:30 that day.").press("Book and make the link")
    booked = visit_requests.find(db, encryption, reference).appointment

    desk.sees("The link for ZQ-17")
    assert invitations.find(db, encryption, booked).reference == "ZQ-17"

    desk.go(f"/clinic/requests/{ask('another')}").type_in("Your reference", "zq 17")
    desk.type_in("Day of the appointment", f"{day}").pick("Physiotherapist", "Robin Hale")
    desk.press("Book and").sees("zq 17 has a link that day, at 09:30. To make another, press")
    desk.press("Book and").sees("The link for zq 17")

    desk.go(f"/clinic/requests/{ask('a third')}").type_in("Your reference", "zq17")
    desk.type_in("Day of the appointment", f"{coming(1)}").pick("Physiotherapist", "Robin Hale")
    desk.press("Book and").sees(f"zq17 is already somebody here ({day.day} {day:%b %Y}). The same")
    desk.press("Book and").sees("The link for zq17")


def test_a_booking_pressed_twice_books_once(robin, desk, ask, db, coming):
    reference = ask()
    desk.go(f"/clinic/requests/{reference}").type_in("Day of the appointment", f"{coming()}")
    desk.pick("Physiotherapist", "Robin Hale")
    sent = {box.name: box.value for box in desk.boxes() if box.is_sent}
    for _ in range(2):
        desk.go(f"/clinic/requests/{reference}/book", data=sent)
    desk.go(f"/clinic/requests/{reference}", data=sent | {"state": "closed"})

    desk.sees("Booked, said Sam Doe", "appointment and link")
    assert beneath(db)["invitations"].count == 1


def test_a_booking_that_was_cancelled_says_so_and_is_made_again(
    robin, desk, ask, db, encryption, coming
):
    reference, other = ask(), coming(30)
    book(desk, reference, coming())
    first = visit_requests.find(db, encryption, reference).appointment
    desk.go(f"/clinic/links/{first}/cancel").press("Cancel appointment")
    desk.go("/clinic/requests").sees("Cancelled today").follow("Zoë Quill")
    desk.sees(
        "Booked, said Sam Doe, today", "Cancelled today", "with Robin Hale was cancelled, today"
    )
    desk.does_not_see("is on its way", "was sent", "Book and").sees("Book again")
    desk.type_in("Day of the appointment", f"{other}").pick("Physiotherapist", "Robin Hale")
    desk.press("Book again").go(f"/clinic/requests/{reference}").does_not_see("cancelled")
    desk.sees(in_words(other), "appointment and link").does_not_see("Book again")

    assert visit_requests.find(db, encryption, reference).appointment != first


def test_a_booking_that_cannot_be_read_is_told_and_stays(robin, desk, ask, db):
    reference = ask()
    book(desk, reference, "soon").sees("There is a problem", "Enter the day of the appointment")

    assert desk.box("Time of the appointment").value == "09:30"
    assert beneath(db)["invitations"].count == 0
