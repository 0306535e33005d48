"""Visits that runners asked for, and what became of each."""

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic.inbox.requests.asked import IN_WORDS, asked, in_confidence
from clinic.inbox.requests.forms import RequestStateForm
from clinic.staff.access import staff_only
from clinic.staff.roles import Action, may
from questionnaire.visitor import see_other
from records import audit, visit_requests
from records.audit import Did
from records.visit_requests import State, VisitRequest

PAGE = 25  # rows
LONGEST_REFERENCE = 40  # characters

requests = Blueprint("requests", __name__, url_prefix="/clinic/requests")


@requests.get("")
@staff_only(Action.SEE_REQUESTS)
def list_requests() -> ResponseReturnValue:
    """Who asked for a visit, the newest first."""
    typed = request.args.get("reference", "").strip()[:LONGEST_REFERENCE]
    if typed and (one := visit_requests.find(g.db, g.sealer, typed)):
        return see_other(url_for(".show", reference=one.reference))
    return show_list(typed, request.args.get("state", ""), request.args.get("before", type=int))


@requests.get("/<reference>")
@staff_only(Action.SEE_REQUESTS)
def show(reference: str) -> ResponseReturnValue:
    """One request; what it says about somebody's health only for those who see answers."""
    one = find_or_404(reference)
    note_look(one)
    sees_answers = may(g.staff.roles, Action.SEE_ANSWERS)
    return render_template(
        "clinic/inbox/request.html",
        asked=asked(one),
        confidence=in_confidence(one, g.rulebook) if sees_answers else None,
        buttons={state: words for state, words in IN_WORDS.items() if state != one.state},
    )


@requests.post("/<reference>")
@staff_only(Action.SEE_REQUESTS)
def change(reference: str) -> ResponseReturnValue:
    """Keep what was done about a request."""
    one, form = find_or_404(reference), RequestStateForm()
    if not form.validate_on_submit():
        abort(400)
    about, state = audit.of_request(one.reference), State(str(form.state.data))
    with audit.audited(g.db, who=g.staff.name, did=Did.CHANGED, about=about, now=g.now):
        visit_requests.set_state(g.db, one, state, by=g.staff.id, now=g.now)
    return see_other(url_for(".show", reference=one.reference))


def show_list(typed: str, state: str, before: int | None) -> str:
    """A page of requests; `typed` is a reference that is nobody's."""
    only = State(state) if state in set(State) else None
    audit.add(g.db, who=g.staff.name, did=Did.LISTED, about="requests", now=g.now)
    found = visit_requests.newest(g.db, g.sealer, PAGE + 1, only, before)
    return render_template(
        "clinic/inbox/requests.html",
        asked=[asked(one) for one in found[:PAGE]],
        states=IN_WORDS,
        only=only,
        typed=typed,
        before=before,
        older=found[PAGE - 1].sequence if len(found) > PAGE else None,
        new=visit_requests.how_many_new(g.db),
    )


def find_or_404(reference: str) -> VisitRequest:
    """The request of this reference; 404 where there is none."""
    return visit_requests.find(g.db, g.sealer, reference) or abort(404)


def note_look(one: VisitRequest) -> None:
    """Put into the audit that whoever is signed in looked at a request."""
    about = audit.of_request(one.reference)
    audit.add(g.db, who=g.staff.name, did=Did.LOOKED_AT, about=about, now=g.now)
