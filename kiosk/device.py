"""A device becomes a kiosk, stops being one, and is watched."""

from contextlib import AbstractContextManager

from flask import render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from kiosk import access, pages
from kiosk.blueprint import kiosk
from kiosk.forms import EnrolForm, PinForm
from records.kiosk import devices as kiosks
from records.kiosk.devices import Kiosk
from records.people import audit, throttle
from records.people.audit import AuditAction
from services import here
from staff.accounts.access import browser_cookie, end_sign_in, forget_browser
from staff.accounts.access import cookie_name as staff_cookie
from web.password_hashing import is_right
from web.redirects import see_other
from web.sessions import cookie_flags

WRONG_CODE = "This code is not right, or it is too old. Check it, or ask for a new one."
WRONG_PIN = "This is not the PIN. Try again."


@kiosk.route("/enrol", methods=["GET", "POST"])
def enrol() -> ResponseReturnValue:
    """Let a device become a kiosk by a code."""
    if here().kiosk:
        return see_other(url_for(".attract"))
    form = EnrolForm()
    if form.validate_on_submit() and (answer := take_code(form)):
        return answer
    return render_template("kiosk/enrol.html", form=form)


@kiosk.route("/leave", methods=["GET", "POST"])
def leave() -> ResponseReturnValue:
    """Let staff leave kiosk mode by their PIN."""
    form = PinForm()
    if form.validate_on_submit() and (answer := take_pin(form)):
        return answer
    return render_template("kiosk/leave.html", form=form, has_pin=bool(here().device.pin))


@kiosk.get("/health")
def health() -> ResponseReturnValue:
    """Which kiosks were heard of and when, for a machine that watches."""
    return pages.show_health()


def take_code(form: EnrolForm) -> ResponseReturnValue | None:
    """Make this device a kiosk, with nothing left of who used it; None for a wrong code."""
    who = f"enrol:{throttle.place_of(request.remote_addr or '')}"
    if pause := throttle.attempt(here().db, [who], here().now):
        form.code.errors = [wait_for(pause.seconds)]
        return None
    if (token := become_kiosk(form.code.data or "", who)) is None:
        form.code.errors = [WRONG_CODE]
        return None
    session.clear()
    session.modified = True
    answer = access.mark_device(access.away(), token)
    for name in (staff_cookie(), browser_cookie()):
        answer.delete_cookie(name, **cookie_flags())
    return answer


def take_pin(form: PinForm) -> ResponseReturnValue | None:
    """Let this device be a usual browser again; None for a wrong PIN."""
    who = f"pin:{here().device.id}"
    if pause := throttle.attempt(here().db, [who], here().now):
        form.pin.errors = [wait_for(pause.seconds)]
        return None
    if not is_right(form.pin.data or "", here().device.pin):
        form.pin.errors = [WRONG_PIN]
        return None
    throttle.clear(here().db, who)
    with audited_by_kiosk(AuditAction.LEFT_KIOSK_MODE, here().device):
        access.end()
        kiosks.leave(here().db, here().device)
    answer = access.wiped(see_other("/"))
    answer.delete_cookie(access.cookie_name(), **cookie_flags())
    return answer


def become_kiosk(code: str, actor: str) -> str | None:
    """Let a code make this device a kiosk; its token. None for a wrong code."""
    with here().db.transaction():
        kiosk = kiosks.of_code(here().db, code, here().now)
        if kiosk is None:
            return None
        throttle.forgive(here().db, actor)
        with audited_by_kiosk(AuditAction.ENROLLED, kiosk):
            end_sign_in()
            forget_browser()
            found = kiosks.enrol(here().db, code, here().now)
    here().kiosk, token = found or (None, None)
    return token


def audited_by_kiosk(action: AuditAction, kiosk: Kiosk) -> AbstractContextManager[None]:
    """What becomes of this device within it stands in the audit."""
    subject = audit.of_kiosk(kiosk.name)
    return audit.audited(here().db, actor="kiosk", action=action, subject=subject, now=here().now)


def wait_for(seconds: int) -> str:
    """What is said after too many tries."""
    return f"There were too many tries. Wait {seconds + 1} seconds, then try again."
