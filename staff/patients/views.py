"""The list of patients, and what staff do about answers from it and from the face sheet."""

from flask import Blueprint, abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from records.answers.responses import ReviewState
from records.engine.encryption import Unreadable
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.patients import actions
from staff.patients.actions import NotPossible, StillWaits
from staff.patients.entries import SAID, counted, next_states, state_in_words
from staff.patients.filters import Filters
from staff.patients.forms import NOT_REACHED, AcknowledgeForm, StateForm
from staff.patients.noting import keeping_note
from staff.patients.pages import (
    invitation_or_404,
    note_listing,
    show_not_possible,
    show_patients,
    show_unreadable,
    show_warnings,
)
from staff.patients.phones import phones_for
from staff.patients.warnings import warned
from web.redirects import see_other

CANNOT_ACKNOWLEDGE = (
    "Nothing was changed: a warning cannot be read, because the key that encrypted it is missing."
)

patients = Blueprint("patients", __name__, url_prefix="/clinic")
patients.register_error_handler(Unreadable, show_unreadable)
patients.add_app_template_filter(warned)
patients.add_app_template_filter(state_in_words)
patients.add_app_template_filter(next_states)
patients.add_app_template_filter(counted)
patients.add_app_template_global(phones_for)


@patients.app_template_global("acknowledge_form")
def acknowledge_form(sender: str) -> AcknowledgeForm:
    """For one sender's warnings."""
    return AcknowledgeForm(sender)


@patients.get("/patients")
@staff_only(Action.SEE_ANSWERS)
def listing() -> ResponseReturnValue:
    """What came in, the warnings that wait on top."""
    note_listing("patients")
    return show_patients(Filters.from_query(request.args))


@patients.get("/responses/<name>/acknowledge")
@staff_only(Action.SEE_ANSWERS)
def warnings(name: str) -> ResponseReturnValue:
    """The warnings of one visit."""
    return show_warnings(invitation_or_404(name))


@patients.post("/responses/<name>/acknowledge")
@staff_only(Action.ACT_ON_ANSWERS)
@keeping_note
def acknowledge(name: str) -> ResponseReturnValue:
    """Keep who saw to one sender's warnings that stood on the page, and what was done."""
    invitation, form = invitation_or_404(name), AcknowledgeForm(request.form.get("sender", ""))
    if not form.validate_on_submit():
        return show_warnings(invitation, form)
    seen = set(request.form.getlist("warning", type=int))
    if form.done.data == NOT_REACHED:
        actions.note_not_reached(invitation, form.sender, seen, form.in_words)
        flash("Message noted. The warning still waits.")
        return see_other(url_for("sheet.show", name=name))
    try:
        late = actions.acknowledge(invitation, form.sender, seen, form.in_words)
    except Unreadable:
        return show_warnings(invitation, form, problem=CANNOT_ACKNOWLEDGE), 409
    if late:
        return show_warnings(invitation, form, late), 409
    flash("Warning reviewed.")
    return see_other(url_for("sheet.show", name=name))


@patients.post("/responses/<name>/needed")
@staff_only(Action.ACT_ON_ANSWERS)
@keeping_note
def needed(name: str) -> ResponseReturnValue:
    """Keep whether a warning proved needed."""
    invitation, yes = invitation_or_404(name), request.form.get("needed", type=int)
    warning = yes or request.form.get("not_needed", type=int) or abort(400)
    actions.say_whether_needed(invitation, warning, bool(yes))
    flash("Your answer about the warning is saved.")
    return see_other(url_for("sheet.show", name=name))


@patients.post("/responses/<name>/state", endpoint="state")
@staff_only(Action.ACT_ON_ANSWERS)
@keeping_note
def set_state(name: str) -> ResponseReturnValue:
    """Keep who acts next."""
    invitation, form = invitation_or_404(name), StateForm()
    if not form.validate_on_submit():
        abort(400)
    state = ReviewState(str(form.state.data))
    try:
        actions.set_state(invitation, state, request.form.get("response", type=int))
    except StillWaits as waits:
        return show_warnings(invitation, problem=str(waits)), 409
    except NotPossible as problem:
        return show_not_possible(invitation, problem), 409
    flash(SAID[state])
    if state is ReviewState.TO_READ or "today" in request.form:  # the sheet would be read by it
        return see_other(url_for("staff.home"))
    return see_other(url_for("sheet.show", name=name))


@patients.post("/responses/<name>/reopen")
@staff_only(Action.ACT_ON_ANSWERS)
@keeping_note
def reopen(name: str) -> ResponseReturnValue:
    """Let the patient correct what they sent."""
    invitation = invitation_or_404(name)
    try:
        actions.reopen(invitation, request.form.get("response", type=int))
    except NotPossible as problem:
        return show_not_possible(invitation, problem), 409
    flash("Reopened for correction.")
    return see_other(url_for("sheet.show", name=name))
