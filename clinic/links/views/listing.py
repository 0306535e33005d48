"""The list of links."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from clinic.links import filters, words
from clinic.links.views.room import links, physiotherapists, titles
from clinic.staff.access import staff_only
from clinic.staff.roles import Action
from records import audit, invitation_list, invitations, outbox
from records.audit import Did
from records.invitations import Invitation
from records.link_filters import Clock


@links.get("")
@staff_only(Action.MAKE_LINKS)
def listing() -> ResponseReturnValue:
    """Which links there are, where each stands, and who is stuck."""
    clock = Clock(g.now, g.now.astimezone(g.zone))
    wanted = filters.wanted_from(request.args)
    audit.add(g.db, who=g.staff.name, did=Did.LISTED, about="links", now=g.now)
    page = invitation_list.page(g.db, g.sealer, wanted, clock)
    return render_template(
        "clinic/links/list.html",
        not_understood=filters.not_understood(request.args),
        **{"wanted": wanted, "page": page, "counts": invitation_list.counts(g.db, clock)},
        **{"filters": filters, "words": words, "titles": titles()},
        **{"people": physiotherapists(), "failed": _failed()},
        wrong_person=invitation_list.wrong_person(g.db, g.sealer, clock),
    )


def _failed() -> list[Invitation]:
    """The invitations whose mail could not be sent."""
    names = outbox.undelivered(g.db)
    return [one for name in names if (one := invitations.find(g.db, g.sealer, name))]
