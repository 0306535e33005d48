"""How a browser comes to a visit, and what is open to it there.

A link's token is given up at once for an entry in the encrypted session; the pages are then found
by the visit's name, which opens nothing for a browser that did not come by a link. Answers that
were given before are open to the browser that gave them, which holds a secret in a cookie of its
own, and to one where their word was given; to no other.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import update_wrapper
from typing import cast

from flask import (
    Blueprint,
    Response,
    abort,
    after_this_request,
    current_app,
    make_response,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from pre_visit import recheck
from pre_visit.answer_store import ResponseStore
from pre_visit.intake import PATIENT, Intake
from pre_visit.link_status import Browser, LinkStatus, link_status_of
from records.answers import answerers, invitations, links
from records.answers.snapshot import Snapshot
from records.engine.errors import DATA_INTACT, StorageError
from records.engine.tokens import new_token
from records.people import audit, throttle
from records.people.audit import AuditAction
from self_check.navigation import go_on, open_sheet
from services import here, services
from web import sessions
from web.errors import what_failed
from web.redirects import see_other

UNKNOWN = "unknown"  # a name that no visit has: names are longer
MOST_VISITS = 5  # of one browser, at once
HOME = {LinkStatus.UNPROVED: ".year", LinkStatus.UNAGREED: ".agree", LinkStatus.SENT: ".sent"}
KNOWN_FOR = timedelta(days=400)  # browsers keep no cookie for longer

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
        page = render_template("pre_visit/too_many.html")
        return page, 429, {"Retry-After": f"{pause.seconds + 1}", "Referrer-Policy": "no-referrer"}
    answer = make_response(see_other(url_for("visit.start", visit=exchange_token(token))))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def exchange_token(token: str) -> str:
    """The name of what a token opens, for this browser from now on; UNKNOWN for a wrong token."""
    link = links.of_token(here().db, token)
    if link is None:
        throttle.fail(here().db, address("link"), here().now)
        return UNKNOWN
    visits = dict(session.get("visits", {}))
    came = visits.pop(link.invitation, {})
    visits[link.invitation] = {"proved": False, **came, "link": link.id, "noted": False}
    session["visits"] = dict(list(visits.items())[-MOST_VISITS:])
    return link.invitation


def wait() -> timedelta:
    """How long this address must wait before another link is looked up for it."""
    return throttle.wait(here().db, address("link"), here().now)


def address(guessed: str) -> str:
    """Who guesses at a link, a word or whatever else, from where."""
    return f"{guessed}:{throttle.place_of(request.remote_addr or '')}"


class ForPatient:
    """A view of a visit. A post's answers are read and kept in one turn, with nobody between;
    a page shows the records as they stand at one moment."""

    def __init__(self, statuses: frozenset[LinkStatus], view: View, in_turn: bool) -> None:
        self.statuses = statuses
        self.view = view
        self.in_turn = in_turn
        update_wrapper(self, view)

    def __call__(self, **values: object) -> ResponseReturnValue:
        session.modified = session.modified or request.method == "POST"  # a day from the last one
        with (
            here().db.transaction()
            if request.method == "POST" and self.in_turn
            else here().db.snapshot()
        ):
            admit()
            note_opening()
            return (
                self.view(**values) if here().link_status in self.statuses else redirect_to_next()
            )


def for_patient(*statuses: LinkStatus, in_turn: bool = True) -> Callable[[View], ForPatient]:
    """A view that is open at these statuses; others are led to where they can go on.

    `in_turn`: False for one that hashes a word, which takes long, and takes its turn after.
    """
    return lambda view: ForPatient(frozenset(statuses), view, in_turn)


def admit() -> None:
    """Lay out the visit, for a browser that came by a link to it; 404 for others."""
    came = session.get("visits", {}).get(here().public_id)
    link = links.by_id(here().db, came["link"]) if came else None
    if link is None or link.invitation != here().public_id:
        abort(404)
    here().invitation = invitations.find(here().db, services().encryption, here().public_id)
    answerer = answerers.of_browser(here().db, here().invited, secret())
    before = shown_of_before(is_proved=came["proved"])
    here().answers = ResponseStore(intake(), here().invited, answerer, before)
    is_known, response = answerer is not None, record().response
    browser = Browser(link.is_replaced, came["proved"], is_known, response)
    here().link_status = link_status_of(
        here().invited,
        browser,
        is_taking=services().settings.clinic.takes_answers,
        now=here().now,
    )


def shown_of_before(*, is_proved: bool) -> Snapshot | None:
    """What was sent for the visit before a recheck, to whom it may be shown.

    A link may reach somebody else: it was sent by this browser, or the check question was answered.
    """
    db, encryption, invited = here().db, services().encryption, here().invited
    visit = invitations.find_followed(db, encryption, invited)
    sent = recheck.sent_for(db, encryption, visit) if visit else None
    if visit is None or sent is None:
        return None
    is_theirs = sent.answerer and sent.answerer == answerers.of_browser(db, visit, secret())
    return sent.snapshot if is_theirs or (invited.birth_year and is_proved) else None


def record() -> ResponseStore:
    """The answers of the patient whose page this is."""
    return cast(ResponseStore, here().answers)  # `admit` put it there


def prove() -> None:
    """Remember that whoever is at this browser answered the check question."""
    remember(proved=True)


def remember(**about: bool) -> None:
    """Keep something about the visit in this browser's session."""
    visits = dict(session["visits"])
    visits[here().public_id] = {**visits[here().public_id], **about}
    session["visits"] = visits


def note_opening() -> None:
    """Put into the audit, once for each time that a link was opened, which browser that was.

    Nobody's answers are open to a new one, so a full disk is no bar to its pages. A preview
    keeps no session, and is not noted.
    """
    if session["visits"][here().public_id].get("noted") or request.method == "HEAD":
        return
    is_known = record().answerer is not None
    try:
        action = AuditAction.OPENED_KNOWN if is_known else AuditAction.OPENED_NEW
        subject = audit.of_visit(here().invited.name)
        audit.add(here().db, actor=PATIENT, action=action, subject=subject, now=here().now)
    except StorageError as error:
        if is_known or what_failed(error) not in DATA_INTACT:
            raise
        return
    remember(noted=True)


def secret() -> str:
    """What this browser holds, so that it is known again; "" for one that holds nothing."""
    return str(here().browser_secret or request.cookies.get(cookie_name(), ""))


def hold_secret() -> str:
    """What this browser is known by from now on, in a cookie that no script can read."""
    here().browser_secret = secret() or new_token()

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            cookie_name(),
            here().browser_secret,
            max_age=int(KNOWN_FOR.total_seconds()),
            path="/",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return response

    return str(here().browser_secret)


def cookie_name() -> str:
    """The cookie by which a browser is known in which answers were given."""
    return sessions.cookie_name(current_app, "patient")


def redirect_to_next() -> ResponseReturnValue:
    """A redirect to where somebody with this status can go on."""
    admit()
    if here().link_status is LinkStatus.ANSWERING:
        return go_on(open_sheet())
    return see_other(url_for(HOME.get(LinkStatus(str(here().link_status)), ".start")))


def intake() -> Intake:
    """What receives answers, on this request."""
    settings = services().settings
    return Intake(
        here().db,
        services().encryption,
        services().rulebook,
        services().questionnaire,
        here().now,
        settings.base_url if settings.webhook.is_on else "",
    )
