"""Appointments that runners asked for, from the call to the booking."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from records.answers import appointment_requests, invitations, outbox
from records.answers.appointment_requests import AppointmentRequest, RequestState
from records.answers.invitations import Invitation
from records.engine.timestamps import to_iso
from records.engine.tokens import hash_of
from records.people import audit
from records.people.audit import AuditAction
from records.text import on_one_line
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.roles import Action, may
from staff.auditing import add_entry, audited_by_staff
from staff.links.blueprint import hand_over, link_issuer, physiotherapists
from staff.links.issued import IssuedLink
from staff.links.link_request import HasLink
from staff.requests.details import DEEDS, IN_WORDS, InConfidence, asked, in_confidence
from staff.requests.forms import BY_HAND, BookingForm, RequestStateForm
from web.redirects import see_other

PAGE = 25  # rows
LONGEST = 100  # characters

requests = Blueprint("requests", __name__, url_prefix="/clinic/requests")


@requests.get("")
@staff_only(Action.SEE_REQUESTS)
def list_requests() -> ResponseReturnValue:
    """Who asked for a visit, the newest first."""
    typed = on_one_line(request.args.get("find", ""))[:LONGEST]
    if typed and (one := appointment_requests.find(here().db, services().encryption, typed)):
        return see_other(url_for(".show", reference=one.reference))
    return show_list(typed, request.args.get("state", ""), request.args.get("before", type=int))


@requests.get("/<reference>")
@staff_only(Action.SEE_REQUESTS)
def show(reference: str) -> ResponseReturnValue:
    """One request; what it says about somebody's health only for those who see answers."""
    one = find_or_404(reference)
    record_view(one)
    return show_request(one, BookingForm(physiotherapists()))


@requests.post("/<reference>/book")
@staff_only(Action.SEE_REQUESTS)
def book(reference: str) -> ResponseReturnValue:
    """Make the appointment, send the confirmation, and show the link where nothing could be sent.

    Pressed twice, it books once.
    """
    one, form = find_or_404(reference), BookingForm(physiotherapists())
    if not one.is_booked and not form.validate_on_submit():
        return show_request(one, form)
    try:
        given = make_appointment(reference, form)
    except HasLink:
        form.tell_link()
        return show_request(one, form)
    if given is None or given.channel:
        return see_other(url_for(".show", reference=one.reference))
    return hand_over([given], "staff/links/made.html")


def make_appointment(reference: str, form: BookingForm) -> IssuedLink | None:
    """The appointment that was asked for; None where it is booked by now. Raises HasLink."""
    with here().db.transaction():
        one, by = find_or_404(reference), here().staff.id
        if one.is_booked:
            return None
        batch = hash_of(f"{one.reference} {to_iso(here().now)}")
        [given] = link_issuer().make([form.ask(one)], batch, by)
        with audited_by_staff(AuditAction.CHANGED, audit.of_request(one.reference)):
            appointment_requests.book(here().db, one, given.invitation.id, by, here().now)
        return given


def show_request(one: AppointmentRequest, form: BookingForm) -> str:
    """The page of a request: whom to call, when to book, what came along."""
    sees_answers = may(here().staff.roles, Action.SEE_ANSWERS)
    contact = one.contact or {}
    found = one.appointment and invitations.find(here().db, services().encryption, one.appointment)
    return render_template(
        "staff/requests/request.html",
        asked=asked(one),
        confidence=in_confidence(one, services().rulebook) if sees_answers else None,
        buttons={state: DEEDS[state] for state in BY_HAND if state != one.state},
        form=form,
        appointment=found or None,
        waits=outbox.waits_for(here().db, found.id) if found else 0,
        goes=link_issuer().channel(contact.get("email", ""), contact.get("phone", "")),
    )


@requests.app_template_global()
def request_of(invitation: Invitation) -> AppointmentRequest | None:
    """The request that an appointment was booked for, where answers came with it."""
    found = appointment_requests.of_invitation(here().db, services().encryption, invitation.id)
    return found if found and found.attached else None


@requests.app_template_global()
def sent_with_request(request: AppointmentRequest) -> InConfidence:
    """What a runner sent with a request, for those who see answers."""
    return in_confidence(request, services().rulebook)


@requests.post("/<reference>")
@staff_only(Action.SEE_REQUESTS)
def change(reference: str) -> ResponseReturnValue:
    """Keep what was done about a request; one with an appointment that stands is left as it is."""
    one, form = find_or_404(reference), RequestStateForm()
    if not form.validate_on_submit():
        abort(400)
    subject, state = audit.of_request(one.reference), RequestState(str(form.state.data))
    with here().db.transaction():
        if not find_or_404(reference).is_booked:
            with audited_by_staff(AuditAction.CHANGED, subject):
                appointment_requests.set_state(
                    here().db, one, state, by=here().staff.id, now=here().now
                )
    return see_other(url_for(".show", reference=one.reference))


def show_list(typed: str, state: str, before: int | None) -> str:
    """A page of requests; with something `typed`, those that are looked for."""
    only = RequestState(state) if state in set(RequestState) else None
    add_entry(AuditAction.LISTED, "requests")
    if typed:
        found = appointment_requests.search(here().db, services().encryption, typed)
    else:
        kept = here().db, services().encryption
        found = appointment_requests.newest(*kept, PAGE + 1, only, before)
    return render_template(
        "staff/requests/requests.html",
        asked=[asked(one) for one in found[:PAGE]],
        states=IN_WORDS,
        only=only,
        typed=typed,
        before=before,
        older=found[PAGE - 1].sequence if len(found) > PAGE else None,
        new=appointment_requests.how_many_new(here().db),
    )


def find_or_404(reference: str) -> AppointmentRequest:
    """The request of this reference; 404 where there is none."""
    return appointment_requests.find(here().db, services().encryption, reference) or abort(404)


def record_view(one: AppointmentRequest) -> None:
    """Put into the audit that whoever is signed in looked at a request."""
    subject = audit.of_request(one.reference)
    add_entry(AuditAction.LOOKED_AT, subject)
