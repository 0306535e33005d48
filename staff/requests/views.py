"""Visits that runners asked for, and what became of each."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from records.answers import appointment_requests as visit_requests
from records.answers.appointment_requests import AppointmentRequest, RequestState
from records.people import audit
from records.people.audit import AuditAction
from records.text import on_one_line
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.roles import Action, may
from staff.requests.details import IN_WORDS, asked, in_confidence
from staff.requests.forms import RequestStateForm
from web.redirects import see_other

PAGE = 25  # rows
LONGEST_REFERENCE = 40  # characters

requests = Blueprint("requests", __name__, url_prefix="/clinic/requests")


@requests.get("")
@staff_only(Action.SEE_REQUESTS)
def list_requests() -> ResponseReturnValue:
    """Who asked for a visit, the newest first."""
    typed = on_one_line(request.args.get("reference", ""))[:LONGEST_REFERENCE]
    if typed and (one := visit_requests.find(here().db, services().encryption, typed)):
        return see_other(url_for(".show", reference=one.reference))
    return show_list(typed, request.args.get("state", ""), request.args.get("before", type=int))


@requests.get("/<reference>")
@staff_only(Action.SEE_REQUESTS)
def show(reference: str) -> ResponseReturnValue:
    """One request; what it says about somebody's health only for those who see answers."""
    one = find_or_404(reference)
    record_view(one)
    sees_answers = may(here().staff.roles, Action.SEE_ANSWERS)
    return render_template(
        "staff/requests/request.html",
        asked=asked(one),
        confidence=in_confidence(one, services().rulebook) if sees_answers else None,
        buttons={state: words for state, words in IN_WORDS.items() if state != one.state},
    )


@requests.post("/<reference>")
@staff_only(Action.SEE_REQUESTS)
def change(reference: str) -> ResponseReturnValue:
    """Keep what was done about a request."""
    one, form = find_or_404(reference), RequestStateForm()
    if not form.validate_on_submit():
        abort(400)
    subject, state = audit.of_request(one.reference), RequestState(str(form.state.data))
    with audit.audited(
        here().db,
        actor=here().staff.name,
        action=AuditAction.CHANGED,
        subject=subject,
        now=here().now,
    ):
        visit_requests.set_state(here().db, one, state, by=here().staff.id, now=here().now)
    return see_other(url_for(".show", reference=one.reference))


def show_list(typed: str, state: str, before: int | None) -> str:
    """A page of requests; `typed` is a reference that is nobody's."""
    only = RequestState(state) if state in set(RequestState) else None
    audit.add(
        here().db,
        actor=here().staff.name,
        action=AuditAction.LISTED,
        subject="requests",
        now=here().now,
    )
    found = visit_requests.newest(here().db, services().encryption, PAGE + 1, only, before)
    return render_template(
        "staff/requests/requests.html",
        asked=[asked(one) for one in found[:PAGE]],
        states=IN_WORDS,
        only=only,
        typed=typed,
        before=before,
        older=found[PAGE - 1].sequence if len(found) > PAGE else None,
        new=visit_requests.how_many_new(here().db),
    )


def find_or_404(reference: str) -> AppointmentRequest:
    """The request of this reference; 404 where there is none."""
    return visit_requests.find(here().db, services().encryption, reference) or abort(404)


def record_view(one: AppointmentRequest) -> None:
    """Put into the audit that whoever is signed in looked at a request."""
    subject = audit.of_request(one.reference)
    audit.add(
        here().db,
        actor=here().staff.name,
        action=AuditAction.LOOKED_AT,
        subject=subject,
        now=here().now,
    )
