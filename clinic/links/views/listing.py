"""The list of links."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from clinic.links import filters, words
from clinic.links.views.room import links, physiotherapists, titles
from clinic.staff.access import staff_only
from clinic.staff.roles import Action
from records import audit, invitation_list, invitations, outbox
from records.audit import Did
from records.invitation_list import Clock
from records.invitations import Invitation
from services import here, services


@links.get("")
@staff_only(Action.MAKE_LINKS)
def listing() -> ResponseReturnValue:
    """Which links there are, where each stands, and who is stuck."""
    clock = Clock(here().now, here().now.astimezone(services().settings.zone))
    wanted = filters.wanted_from(request.args)
    audit.add(here().db, who=here().staff.name, did=Did.LISTED, about="links", now=here().now)
    page = invitation_list.page(here().db, services().encryption, wanted, clock)
    return render_template(
        "clinic/links/list.html",
        not_understood=filters.not_understood(request.args),
        **{"wanted": wanted, "page": page, "counts": invitation_list.counts(here().db, clock)},
        **{"filters": filters, "words": words, "titles": titles()},
        **{"people": physiotherapists(), "failed": _failed()},
        wrong_person=invitation_list.wrong_person(here().db, services().encryption, clock),
    )


def _failed() -> list[Invitation]:
    """The invitations whose mail could not be sent."""
    names = outbox.undelivered(here().db)
    return [
        one for name in names if (one := invitations.find(here().db, services().encryption, name))
    ]
