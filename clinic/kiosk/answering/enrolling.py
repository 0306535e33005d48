"""A device becomes a kiosk by a code, and stops being one by a PIN."""

from flask import g, request, session
from flask.typing import ResponseReturnValue

from clinic.kiosk import access
from clinic.kiosk.forms import EnrolForm, PinForm
from clinic.staff.access import cookie_name as staff_cookie
from clinic.staff.access import end_sign_in
from clinic.staff.keeping import is_right
from questionnaire.visitor import see_other
from records import audit, kiosks, throttle
from records.audit import Did

WRONG_CODE = "This code is not right, or it is too old. Check it, or ask for a new one."
WRONG_PIN = "This is not the PIN. Try again."


def enrol(form: EnrolForm) -> ResponseReturnValue | None:
    """Make this device a kiosk, with nothing left of who used it; None for a wrong code."""
    who = f"enrol:{throttle.place_of(request.remote_addr or '')}"
    if pause := throttle.attempt(g.db, [who], g.now):
        form.code.errors = [wait_for(pause.seconds)]
        return None
    found = kiosks.enrol(g.db, form.code.data or "", g.now)
    if found is None:
        form.code.errors = [WRONG_CODE]
        return None
    throttle.forgive(g.db, who)
    g.kiosk, token = found
    note(Did.ENROLLED)
    end_sign_in()
    session.clear()
    session.modified = True
    answer = access.mark_device(access.away(), token)
    answer.delete_cookie(staff_cookie(), **access.flags())
    return answer


def leave(form: PinForm) -> ResponseReturnValue | None:
    """Let this device be a usual browser again; None for a wrong PIN."""
    who = f"pin:{g.kiosk.id}"
    if pause := throttle.attempt(g.db, [who], g.now):
        form.pin.errors = [wait_for(pause.seconds)]
        return None
    if not is_right(form.pin.data or "", g.kiosk.pin):
        form.pin.errors = [WRONG_PIN]
        return None
    throttle.clear(g.db, who)
    access.end()
    kiosks.leave(g.db, g.kiosk)
    note(Did.LEFT_KIOSK_MODE)
    answer = access.wiped(see_other("/"))
    answer.delete_cookie(access.cookie_name(), **access.flags())
    return answer


def note(did: Did) -> None:
    """Put into the audit what became of this device."""
    audit.add(g.db, who="kiosk", did=did, about=f"kiosk {g.kiosk.name}", now=g.now)


def wait_for(seconds: int) -> str:
    """What is said after too many tries."""
    return f"There were too many tries. Wait {seconds + 1} seconds, then try again."
