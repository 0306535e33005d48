"""What becomes of what is sent at a kiosk, beside the answers to the questions."""

import re

from flask import g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from clinic.kiosk import access
from clinic.kiosk.forms import EnrolForm
from clinic.kiosk.keeping import KEY, LOOKS, InKiosk, notice_emergency
from clinic.staff.access import cookie_name as staff_cookie
from clinic.staff.access import end_sign_in
from questionnaire.sheet import Sheet
from questionnaire.visitor import go_on, open_sheet, see_other
from records import kiosk_calls, kiosk_sittings, kiosks, throttle
from records.kiosk_calls import Kind
from records.moments import stamp

CHOICES = {"text": ("1", "2", "3"), "contrast": ("normal", "high"), "low": ("no", "yes")}
USUAL = {name: values[0] for name, values in CHOICES.items()}
OWN_PAGE = re.compile(r"/kiosk(/[\w-]+)*")
WRONG_CODE = "This code is not right, or it is too old. Check it, or ask for a new one."


def enrol(form: EnrolForm) -> ResponseReturnValue | None:
    """Make this device a kiosk, with nothing left of who used it; None for a wrong code."""
    who = f"enrol:{request.remote_addr}"
    if pause := throttle.attempt(g.db, [who], g.now):
        form.code.errors = [f"Too many tries. Wait {pause.seconds + 1} seconds, then try again."]
        return None
    found = kiosks.enrol(g.db, form.code.data or "", g.now)
    if found is None:
        form.code.errors = [WRONG_CODE]
        return None
    throttle.forgive(g.db, who)
    end_sign_in()
    session.clear()
    session.modified = True
    answer = access.mark_device(access.away(), found[1])
    answer.delete_cookie(staff_cookie(), **access.flags())
    return answer


def leave_nothing() -> bool:
    """Forget whoever was here, but not how the screen was set up just now; whether one was."""
    chosen = session.get(LOOKS)
    was_there = access.end()
    if chosen and not was_there:
        session[LOOKS] = chosen
    return was_there


def begin() -> ResponseReturnValue:
    """A sitting for somebody new; what was chosen on the attract screen comes along."""
    chosen = looks()
    session.clear()
    sitting = kiosk_sittings.sit_down(g.db, g.kiosk, access.today(), g.now)
    session.update({KEY: {"sitting": sitting}, LOOKS: chosen})
    g.keeping = InKiosk()
    return go_on(Sheet(g.questionnaire).with_extras(False))


def looks() -> dict[str, str]:
    """How pages look for whoever is here: each of CHOICES and what was chosen."""
    chosen = session.get(LOOKS) or {}
    is_mine = g.is_sitting or chosen.get("until", "") > stamp(g.now)
    return {name: is_mine and chosen.get(name) or usual for name, usual in USUAL.items()}


def change_looks() -> ResponseReturnValue:
    """Keep how pages are to look, and go back to the page."""
    sent = {name: request.form.get(name) for name in CHOICES}
    known = {name: value for name, value in sent.items() if value in CHOICES[name]}
    session[LOOKS] = looks() | known | {"until": stamp(g.now + access.settings().limit)}
    back = request.form.get("back", "")
    return see_other(back if OWN_PAGE.fullmatch(back) else url_for(".attract"))


def ask_for(kind: Kind) -> ResponseReturnValue:
    """Call the staff."""
    kiosk_calls.call(g.db, g.kiosk.id, kind, g.now)
    return see_other(url_for(".called", kind=str(kind)))


def cannot_go_on(error: Exception) -> ResponseReturnValue:
    """The questions have changed since: begin anew."""
    access.end()
    return access.away()


def went_wrong(error: HTTPException) -> ResponseReturnValue:
    """What a person at a kiosk meets when a page cannot be shown; nothing of theirs is in it."""
    if g.get("kiosk") is None:
        return not_a_kiosk(error)
    if isinstance(error, CSRFError):
        return stale(error)
    if isinstance(error, NotFound | MethodNotAllowed):
        return go_on(open_sheet()) if g.is_sitting else access.away()
    return render_template("kiosk/broken.html"), error.code or 500


def stale(error: CSRFError) -> ResponseReturnValue:
    """A form of somebody before, or of a page pressed twice: it does nothing."""
    if request.endpoint == "kiosk.begin":
        return begin()
    if not g.is_sitting:
        return access.away()
    notice_emergency()
    return go_on(open_sheet())


def not_a_kiosk(error: HTTPException) -> ResponseReturnValue:
    """A page of a kiosk, asked for by a browser that is none."""
    is_missing = isinstance(error, NotFound | MethodNotAllowed)
    name = "not_found" if is_missing else "broken"
    return render_template(f"errors/{name}.html"), error.code or 500
