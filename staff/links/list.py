"""The list of links."""

from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from records.answers import invitation_list, invitations, outbox
from records.answers.awaiting import to_remind
from records.answers.invitation_list import Show
from records.answers.invitations import Invitation
from records.people.audit import AuditAction
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.forms import SecretForm
from staff.accounts.roles import Action
from staff.appointment_state import sees_answers
from staff.auditing import add_entry
from staff.links import filters
from staff.links.blueprint import links, physiotherapists


@links.get("")
@staff_only(Action.MAKE_LINKS)
def listing() -> ResponseReturnValue:
    """Which links there are, where each stands, and who needs a reminder."""
    time, at_desk = here().time, not sees_answers()
    wanted = replace(filters.link_query_from(request.args), at_desk=at_desk)
    if at_desk and wanted.show is Show.READ:
        wanted = replace(wanted, show=Show.SUBMITTED)
    add_entry(AuditAction.LISTED, "links")
    page = invitation_list.page(here().db, services().encryption, wanted, time)
    return render_template(
        "staff/links/list.html",
        not_understood=filters.not_understood(request.args),
        wanted=wanted,
        page=page,
        to_remind=len(to_remind(here().db, time)),
        unopened=invitation_list.how_many_unopened(here().db, time),
        reminding=SecretForm(),
        filters=filters,
        people=physiotherapists(),
        failed=_failed(),
        shows=filters.SHOWS_AT_DESK if at_desk else filters.SHOWS,
        unsent=invitation_list.how_many_unsent(here().db, time),
        wrong_person=invitation_list.wrong_person(here().db, services().encryption, time),
    )


def _failed() -> list[Invitation]:
    """The invitations whose mail could not be sent."""
    names = outbox.undelivered(here().db)
    return [
        one for name in names if (one := invitations.find(here().db, services().encryption, name))
    ]
