"""How a browser comes to a visit, and what is open to it there.

A link's token is given up at once for an entry in the sealed session; the pages are then found
by the visit's name, which opens nothing for a browser that did not come by a link.
"""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from functools import update_wrapper
from ipaddress import ip_address, ip_network
from typing import Any

from flask import (
    Blueprint,
    abort,
    g,
    make_response,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from clinic.visits.keeping import InResponse
from clinic.visits.sending import Desk
from clinic.visits.standing import Standing, standing_of
from questionnaire.visitor import go_on, open_sheet, see_other
from records import invitations, links, throttle
from records.database import writing

UNKNOWN = "unknown"  # a name that no visit has: names are longer
MOST_VISITS = 5  # of one browser, at once
HOME = {Standing.UNPROVED: ".year", Standing.UNAGREED: ".agree", Standing.SENT: ".sent"}

View = Callable[..., ResponseReturnValue]

arrival = Blueprint("arrival", __name__, url_prefix="/v")


@arrival.url_value_preprocessor
def hide_token(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Take the token out of what a log of errors would tell of this request."""
    request.path = "/v/"


@arrival.get("/", defaults={"token": ""})
@arrival.get("/<path:token>")
def open_link(token: str) -> ResponseReturnValue:
    """Give the token up for an entry in the session and a clean address; nothing else happens."""
    if pause := wait():
        page = render_template("visits/too_many.html")
        return page, 429, {"Retry-After": f"{pause.seconds + 1}", "Referrer-Policy": "no-referrer"}
    answer = make_response(see_other(url_for("visit.start", visit=arrive(token))))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def arrive(token: str) -> str:
    """The name of what a token opens, for this browser from now on; UNKNOWN for a wrong token."""
    link = links.of_token(g.db, token)
    if link is None:
        throttle.fail(g.db, address(), g.now)
        return UNKNOWN
    visits = dict(session.get("visits", {}))
    came = visits.pop(link.invitation, {})
    visits[link.invitation] = {"proved": False, **came, "link": link.id}
    session["visits"] = dict(list(visits.items())[-MOST_VISITS:])
    return link.invitation


def wait() -> timedelta:
    """How long this address must wait before another link is looked up for it."""
    return throttle.wait(g.db, address(), g.now)


def address() -> str:
    """Who guesses at links; one household or machine has many addresses of the newer kind."""
    here = ip_address(request.remote_addr or "::")
    if here.version == 6:
        here = ip_network((here, 64), strict=False).network_address
    return f"link:{here}"


class ForPatient:
    """A view of a visit. A post's answers are read and kept in one turn, with nobody between."""

    def __init__(self, standings: frozenset[Standing], view: View) -> None:
        self.standings = standings
        self.view = view
        update_wrapper(self, view)

    def __call__(self, **values: Any) -> ResponseReturnValue:
        session.modified = session.modified or request.method == "POST"  # a day from the last one
        with writing(g.db) if request.method == "POST" else nullcontext():
            admit()
            return self.view(**values) if g.standing in self.standings else onward()


def for_patient(*standings: Standing) -> Callable[[View], ForPatient]:
    """A view that is open at these standings; others are led to where they can go on."""
    return lambda view: ForPatient(frozenset(standings), view)


def admit() -> None:
    """Put the visit on `g`, for a browser that came by a link to it; 404 for others."""
    came = session.get("visits", {}).get(g.visit_name)
    link = links.by_id(g.db, came["link"]) if came else None
    if link is None or link.invitation != g.visit_name:
        abort(404)
    g.invitation = invitations.find(g.db, g.sealer, g.visit_name)
    g.standing = standing_of(
        g.invitation,
        is_taking=g.clinic.takes_answers,
        is_replaced=link.is_replaced,
        is_proved=came["proved"],
        now=g.now,
    )
    g.keeping = InResponse(desk(), g.invitation)


def prove() -> None:
    """Remember that whoever is at this browser answered the check question."""
    visits = dict(session["visits"])
    visits[g.visit_name] = {**visits[g.visit_name], "proved": True}
    session["visits"] = visits


def onward() -> ResponseReturnValue:
    """A redirect to where somebody with this standing can go on."""
    admit()
    if g.standing is Standing.ANSWERING:
        return go_on(open_sheet())
    return see_other(url_for(HOME.get(g.standing, ".start")))


def desk() -> Desk:
    """What receives answers, on this request."""
    return Desk(g.db, g.sealer, g.rulebook, g.questionnaire, g.country.fill, g.now)
