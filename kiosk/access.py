"""The guard of a kiosk: which device is one, whether somebody sits at it, and no way out."""

from datetime import timedelta
from functools import update_wrapper

from flask import Response, current_app, request, session, url_for
from flask.typing import ResponseReturnValue

from kiosk.answer_store import KEY, DiaryStore, KioskStore, held, notice_emergency
from pre_visit.access import View, intake
from pre_visit.link_status import Browser, LinkStatus, link_status_of
from records.answers import invitations
from records.answers.invitations import Invitation
from records.kiosk import devices as kiosks
from records.kiosk import sittings as kiosk_sittings
from records.kiosk.devices import Kiosk
from services import here, services
from settings.kiosk import KioskSettings
from web import sessions
from web.redirects import see_other
from web.sessions import cookie_flags

HERE_FOR = timedelta(days=400)  # browsers keep no cookie for longer; each attract screen renews it
WITHOUT_A_SITTING = {
    f"kiosk.{name}"
    for name in ("attract", "enrol", "begin", "clear", "cleared", "here", "health", "looks")
    + ("help", "called", "call_state", "code", "sent", "leave")
}
UNAGREED = (LinkStatus.UNAGREED, LinkStatus.BEGUN_ELSEWHERE)
"""A screen that many use shows nobody's earlier answers: each sitting there begins without."""
OPEN_VISITS = (*UNAGREED, LinkStatus.ANSWERING)
NOT_A_TOUCH = ("kiosk.here", "kiosk.called", "kiosk.call_state")  # asked for by pages
FROM_OUTSIDE = ("none", "cross-site")  # typed in, opened anew or restored: by whom, nobody knows
A_PAGE = "document"
WIPE = '"cache", "storage"'  # not "cookies", which would take the device's own


def stay_here() -> ResponseReturnValue | None:
    """Keep a kiosk within its own pages, and lead to the attract screen where nobody sits."""
    if request.blueprint == "assets":
        return None
    here().kiosk = device()
    if here().kiosk is None:
        forget_cookie()
        return None
    here().ends_with_browser = True
    version = f"questions {services().questionnaire.version}, rules {services().rulebook.version}"
    kiosks.note_seen(here().db, here().device, version, here().now)
    if request.blueprint != "kiosk":
        return elsewhere()
    return sit() if is_sitting() else nobody()


def elsewhere() -> ResponseReturnValue:
    """No way out; what a page asks for by itself, an icon say, is missing and ends nothing."""
    is_page = request.headers.get("Sec-Fetch-Dest", A_PAGE) == A_PAGE
    return see_other(url_for("kiosk.attract")) if is_page else ("", 404)


def device() -> Kiosk | None:
    """The kiosk that this browser is."""
    token = request.cookies.get(cookie_name())
    return kiosks.of_token(here().db, token) if token else None


def is_sitting() -> bool:
    """Whether this request comes from whoever sits here now."""
    own = held().get("sitting")
    return bool(
        own
        and own == here().device.sitting
        and kiosk_sittings.is_awake(here().device, settings().limit, here().now)
        and request.headers.get("Sec-Fetch-Site") not in FROM_OUTSIDE
    )


def sit() -> ResponseReturnValue | None:
    """Let somebody who sits here go on; a patient in the diary while their invitation is open."""
    here().is_sitting, here().answers = True, KioskStore()
    if request.endpoint not in NOT_A_TOUCH:
        kiosk_sittings.touch(here().db, here().device, here().now)
    name = held().get("visit")
    if name is None or is_open_visit(name):
        return None
    end()
    return None if request.endpoint in WITHOUT_A_SITTING else away()


def is_open_visit(name: str) -> bool:
    """Whether a patient's invitation still takes answers; and lays out it and its answers."""
    here().invitation = invitations.find(here().db, services().encryption, name)
    if here().invitation is None:
        return False
    keeping = DiaryStore(intake(), here().invited, held().get("answerer"))
    here().link_status = link_status_here(here().invited, keeping)
    if here().link_status not in OPEN_VISITS:
        return False
    here().answers = keeping
    return True


def link_status_here(invitation: Invitation, keeping: DiaryStore | None = None) -> LinkStatus:
    """Where a patient stands whom the front desk knows; `keeping`: what they answered here."""
    is_known = keeping is not None and keeping.answerer is not None
    response = keeping.response if keeping else None
    browser = Browser(is_replaced=False, is_proved=True, is_known=is_known, response=response)
    return link_status_of(
        invitation, browser, is_taking=services().settings.clinic.takes_answers, now=here().now
    )


def nobody() -> ResponseReturnValue | None:
    """Nothing of anybody stays; a page of a sitting that is over leads to the attract screen."""
    if request.method == "POST":
        notice_emergency()
    forget_cookie()
    if not kiosk_sittings.is_awake(here().device, settings().limit, here().now):
        kiosk_sittings.get_up(here().db, here().device, here().today.isoformat())
    return None if request.endpoint in WITHOUT_A_SITTING else away()


def forget_cookie() -> None:
    """Take what somebody answered here out of the session."""
    if KEY in session:
        session.clear()
        session.modified = True


def end(only: str | None = None) -> bool:
    """End the sitting, and forget it in this browser; whether there was one."""
    was_there = kiosk_sittings.get_up(here().db, here().device, here().today.isoformat(), only)
    session.clear()
    session.modified, here().is_sitting = True, False
    return was_there


def away(endpoint: str = "kiosk.attract") -> Response:
    """To a page with nothing of anybody, and nothing left in the browser."""
    return wiped(see_other(url_for(endpoint)))


def wiped(response: Response) -> Response:
    """An answer after which the browser has forgotten what it kept by itself."""
    response.headers["Clear-Site-Data"] = WIPE
    return response


def settings() -> KioskSettings:
    """What holds at every kiosk."""
    found: KioskSettings = services().settings.kiosk
    return found


def cookie_name() -> str:
    """The cookie by which a device is known; no person's."""
    return sessions.cookie_name(current_app, "kiosk")


def mark_device(response: Response, token: str) -> Response:
    """Let a browser be a kiosk from now on."""
    lasts = int(HERE_FOR.total_seconds())
    response.set_cookie(cookie_name(), token, max_age=lasts, **cookie_flags())
    return response


class InTurn:
    """A view whose posts are read and kept in one turn, with nobody between."""

    def __init__(self, view: View) -> None:
        self.view = view
        update_wrapper(self, view)

    def __call__(self, **values: object) -> ResponseReturnValue:
        with here().db.transaction() if request.method == "POST" else here().db.snapshot():
            return self.view(**values)
