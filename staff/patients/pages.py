"""Pages of the list of patients as they are shown."""

from collections.abc import Iterable

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from records.answers import invitations, response_list, responses, warnings
from records.answers.invitations import Invitation
from records.answers.response_list import Sort
from records.answers.responses import Response
from records.answers.warnings import RaisedWarning
from records.engine.encryption import Unreadable
from records.engine.errors import DATA_INTACT, StorageError
from records.people import audit, staff
from records.people.audit import AuditAction
from rules.rulebook import NextStep
from services import here, services
from staff.accounts.roles import is_physiotherapist
from staff.appointment_state import state_shown
from staff.auditing import add_entry
from staff.patients.entries import IN_WORDS, PatientReader
from staff.patients.filters import DATES, Filters, quick
from staff.patients.forms import AcknowledgeForm
from web.errors import what_failed

COLUMNS = {
    "Patient": None,
    "Appointment": Sort.VISIT,
    "Best fit": None,
    "Worst pain": None,
    "Status": Sort.STATE,
}
SORTS = {
    "When answers came": Sort.RECEIVED,
    "Appointment": Sort.VISIT,
    "Status": Sort.STATE,
    "Physiotherapist": Sort.PHYSIOTHERAPIST,
}


KEY_MISSING = (
    "This cannot be read: the key that encrypted it is missing. Ask whoever looks after this "
    "machine to put the old key back behind the new one, then try again."
)


def invitation_or_404(name: str) -> Invitation:
    """The invitation of this name; 404 where there is none."""
    return invitations.find(here().db, services().encryption, name) or abort(404)


def note_listing(what: str) -> None:
    """Put into the audit that a list was read; warnings wait there, so a full disk is no bar."""
    try:
        add_entry(AuditAction.LISTED, what)
    except StorageError as error:
        if what_failed(error) not in DATA_INTACT:
            raise


def show_patients(filters: Filters) -> ResponseReturnValue:
    """A page of the answers that these filters leave."""
    after = request.args.get("after")
    page = response_list.page(
        here().db, services().encryption, filters.wanted(services().settings.zone), after
    )
    waits = [line.id for line in page.lines if line.waiting]
    raised = warnings.of_each(here().db, services().encryption, waits)
    theirs = invitations.of_names(
        here().db, services().encryption, [line.name for line in page.lines]
    )
    usual = services().rulebook.advice.next_steps[NextStep.PHYSIO_FIRST.id].title
    reader = PatientReader(here().staff.id, usual)
    return render_template(
        "staff/patients/patients.html",
        rows=[
            reader.row(line, state_shown(theirs[line.name]), raised.get(line.id, ()))
            for line in page.lines
        ],
        filters=filters,
        is_first=not after,
        next_page=page.after and {**filters.query, "after": page.after},
        quick=quick(here().staff.id, here().today),
        columns=COLUMNS,
        sorts=SORTS,
        dates=DATES,
        states=IN_WORDS,
        people=physiotherapists(filters.physiotherapist),
        new=response_list.how_many_new(here().db),
        is_empty=not page.lines and response_list.is_empty(here().db),
    )


def physiotherapists(chosen: int | None) -> list[staff.Person]:
    """Who may be filtered by: whoever works here as one, and the one chosen already."""
    return [one for one in staff.everyone(here().db) if one.id == chosen or is_physiotherapist(one)]


def show_warnings(
    invitation: Invitation,
    form: AcknowledgeForm | None = None,
    late: Iterable[RaisedWarning] = (),
    problem: str = "",
) -> str:
    """The warnings of a visit, and the form that says what was done about them; audited."""
    add_entry(AuditAction.LOOKED_AT, audit.of_visit(invitation.name))
    return render_template(
        "staff/patients/warnings.html",
        invitation=invitation,
        warnings=warnings.of_visit(here().db, services().encryption, invitation.id),
        response=latest_received(invitation),
        acknowledging=form,
        late=list(late),
        problem=problem,
    )


def latest_received(invitation: Invitation) -> Response | None:
    """The patient's newest submission that the clinic has something of; else anybody's."""
    submissions = [
        one
        for one in responses.submissions(here().db, services().encryption, invitation.id)
        if one.received
    ]
    return min(submissions, key=lambda one: one.wrong_person is not None, default=None)


def show_unreadable(error: Unreadable) -> ResponseReturnValue:
    """What would have been written over something that no key opens was not."""
    invitation = invitation_or_404((request.view_args or {})["name"])
    return show_not_possible(invitation, KEY_MISSING), 409


def show_not_possible(invitation: Invitation, why: object) -> str:
    """Why something was not done, and the way back."""
    return render_template("staff/patients/not_possible.html", invitation=invitation, why=why)
