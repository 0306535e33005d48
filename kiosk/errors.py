"""What a person at a kiosk meets when something is in the way; nothing of theirs is in it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from kiosk import access
from kiosk.answer_store import KioskStore, notice_emergency
from kiosk.blueprint import kiosk
from kiosk.safety_fallback import stop_sent, warning_at_kiosk
from kiosk.sitting import begin_sitting
from questionnaire.answer_set import OutdatedAnswers
from records.kiosk import calls as kiosk_calls
from records.kiosk.calls import CallKind
from self_check.answer_store import UnreadableAnswers
from self_check.navigation import go_on, open_sheet
from self_check.pages import show_stop
from services import here


def cannot_go_on(error: Exception) -> ResponseReturnValue:
    """The questions have changed since: begin anew, but for what was just sent and cannot wait."""
    access.end()
    if stop := stop_sent():
        kiosk_calls.call(here().db, here().device.id, CallKind.EMERGENCY, here().now)
        here().answers = KioskStore()
        return show_stop(stop), 409
    return access.away()


def went_wrong(error: HTTPException) -> ResponseReturnValue:
    """A page that is not there, a form that is not theirs, or a fault of ours."""
    if here().kiosk is None:
        return not_a_kiosk(error)
    if isinstance(error, CSRFError):
        return stale()
    if isinstance(error, NotFound | MethodNotAllowed):
        return go_on(open_sheet()) if here().is_sitting else access.away()
    return warning_at_kiosk() or render_template("kiosk/broken.html"), error.code or 500


def stale() -> ResponseReturnValue:
    """A form of somebody before, or of a page pressed twice: it changes nothing."""
    if request.endpoint == "kiosk.begin":
        return begin_sitting()
    if not here().is_sitting:
        return access.away()
    notice_emergency()
    return go_on(open_sheet())


def not_a_kiosk(error: HTTPException) -> ResponseReturnValue:
    """A page of a kiosk, asked for by a browser that is none, or is none any more."""
    if told := warning_at_kiosk():
        return told, error.code or 500
    is_missing = isinstance(error, NotFound | MethodNotAllowed)
    name = "not_found" if is_missing else "broken"
    return render_template(f"errors/{name}.html"), error.code or 500


kiosk.register_error_handler(OutdatedAnswers, cannot_go_on)
kiosk.register_error_handler(UnreadableAnswers, cannot_go_on)
kiosk.register_error_handler(CSRFError, went_wrong)
kiosk.register_error_handler(HTTPException, went_wrong)
