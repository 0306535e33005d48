"""The guard of a kiosk: which device is one, whether somebody sits at it, and no way out."""

from collections.abc import Callable
from datetime import timedelta
from functools import update_wrapper
from typing import Any

from flask import Response, current_app, g, request, session, url_for
from flask.typing import ResponseReturnValue

from clinic.kiosk.keeping import KEY, InDiary, InKiosk, held, notice_emergency
from clinic.kiosk.settings import KioskSettings
from clinic.visits.access import desk
from clinic.visits.standing import Browser, Standing, standing_of
from delivery import sessions
from questionnaire.visitor import see_other
from records import invitations, kiosk_sittings, kiosks
from records.engine.database import (
    reading,
    writing,
)
from records.invitations import Invitation
from records.kiosks import Kiosk

HERE_FOR = timedelta(days=400)  # browsers keep no cookie for longer; each attract screen renews it
WITHOUT_A_SITTING = {
    f"kiosk.{name}"
    for name in ("attract", "enrol", "begin", "clear", "cleared", "here", "health", "looks")
    + ("help", "called", "call_state", "code", "sent", "leave")
}
UNAGREED = (Standing.UNAGREED, Standing.BEGUN_ELSEWHERE)
"""A screen that many use shows nobody's earlier answers: each sitting there begins without."""
OPEN_VISITS = (*UNAGREED, Standing.ANSWERING)
NOT_A_TOUCH = ("kiosk.here", "kiosk.called", "kiosk.call_state")  # asked for by pages
FROM_OUTSIDE = ("none", "cross-site")  # typed in, opened anew or restored: by whom, nobody knows
A_PAGE = "document"
WIPE = '"cache", "storage"'  # not "cookies", which would take the device's own

View = Callable[..., ResponseReturnValue]


def stay_here() -> ResponseReturnValue | None:
    """Keep a kiosk within its own pages, and lead to the attract screen where nobody sits."""
    g.kiosk, g.is_sitting = None, False
    if request.blueprint == "assets":
        return None
    g.kiosk = device()
    if g.kiosk is None:
        forget_cookie()
        return None
    g.session_ends_with_browser = True
    version = f"questions {g.questionnaire.version}, rules {g.rulebook.version}"
    kiosks.note_seen(g.db, g.kiosk, version, g.now)
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
    return kiosks.of_token(g.db, token) if token else None


def is_sitting() -> bool:
    """Whether this request comes from whoever sits here now."""
    own = held().get("sitting")
    return bool(
        own
        and own == g.kiosk.sitting
        and kiosk_sittings.is_awake(g.kiosk, settings().limit, g.now)
        and request.headers.get("Sec-Fetch-Site") not in FROM_OUTSIDE
    )


def sit() -> ResponseReturnValue | None:
    """Let somebody who sits here go on; a patient in the diary while their invitation is open."""
    g.is_sitting, g.keeping = True, InKiosk()
    if request.endpoint not in NOT_A_TOUCH:
        kiosk_sittings.touch(g.db, g.kiosk, g.now)
    name = held().get("visit")
    if name is None or is_open_visit(name):
        return None
    end()
    return None if request.endpoint in WITHOUT_A_SITTING else away()


def is_open_visit(name: str) -> bool:
    """Whether a patient's invitation still takes answers; puts it and its answers on `g`."""
    g.invitation = invitations.find(g.db, g.sealer, name)
    if g.invitation is None:
        return False
    keeping = InDiary(desk(), g.invitation, held().get("answerer"))
    g.standing = standing_here(g.invitation, keeping)
    if g.standing not in OPEN_VISITS:
        return False
    g.keeping = keeping
    return True


def standing_here(invitation: Invitation, keeping: InDiary | None = None) -> Standing:
    """Where a patient stands whom the front desk knows; `keeping`: what they answered here."""
    is_known = keeping is not None and keeping.answerer is not None
    response = keeping.response if keeping else None
    here = Browser(is_replaced=False, is_proved=True, is_known=is_known, response=response)
    return standing_of(invitation, here, is_taking=g.clinic.takes_answers, now=g.now)


def nobody() -> ResponseReturnValue | None:
    """Nothing of anybody stays; a page of a sitting that is over leads to the attract screen."""
    if request.method == "POST":
        notice_emergency()
    forget_cookie()
    if not kiosk_sittings.is_awake(g.kiosk, settings().limit, g.now):
        kiosk_sittings.get_up(g.db, g.kiosk, today())
    return None if request.endpoint in WITHOUT_A_SITTING else away()


def forget_cookie() -> None:
    """Take what somebody answered here out of the session."""
    if KEY in session:
        session.clear()
        session.modified = True


def end(only: str | None = None) -> bool:
    """End the sitting, and forget it in this browser; whether there was one."""
    was_there = kiosk_sittings.get_up(g.db, g.kiosk, today(), only)
    session.clear()
    session.modified, g.is_sitting = True, False
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
    found: KioskSettings = current_app.extensions["kiosk"]
    return found


def today() -> str:
    """The day at the clinic, for the counts."""
    return f"{g.now.astimezone(g.zone):%Y-%m-%d}"


def cookie_name() -> str:
    """The cookie by which a device is known; no person's."""
    return sessions.cookie_name(current_app, "kiosk")


def mark_device(response: Response, token: str) -> Response:
    """Let a browser be a kiosk from now on."""
    lasts = int(HERE_FOR.total_seconds())
    response.set_cookie(cookie_name(), token, max_age=lasts, **flags())
    return response


def flags() -> dict[str, Any]:
    """How the device's cookie is kept."""
    is_https = current_app.config["SESSION_COOKIE_SECURE"]
    return {"path": "/", "secure": is_https, "httponly": True, "samesite": "Lax"}


class InTurn:
    """A view whose posts are read and kept in one turn, with nobody between."""

    def __init__(self, view: View) -> None:
        self.view = view
        update_wrapper(self, view)

    def __call__(self, **values: Any) -> ResponseReturnValue:
        with writing(g.db) if request.method == "POST" else reading(g.db):
            return self.view(**values)
