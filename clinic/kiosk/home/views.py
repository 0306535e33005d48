"""The way to a result that was taken home: by a scanned address or a typed code, once."""

from flask import Blueprint, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from clinic.kiosk.forms import HomeForm
from clinic.kiosk.home.showing import show_result
from clinic.visits.access import address
from questionnaire.visitor import see_other
from records import take_home as copies
from records import throttle
from records.engine.tokens import (
    LENGTH,
    as_read,
)
from services import here, services

KEY = "taking"
take_home = Blueprint("take_home", __name__, url_prefix="/t")


@take_home.url_value_preprocessor
def hide_token(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Take the token out of what a log of errors would tell of this request."""
    if values:
        request.path = "/t/"


@take_home.route("", methods=["GET", "POST"])
def type_code() -> ResponseReturnValue:
    """Ask for the short code; what is typed is looked up, and spends nothing yet."""
    form = HomeForm()
    if form.validate_on_submit() and find(form):
        session[KEY] = form.code.data
        return see_other(url_for(".ready"))
    return render_template("kiosk/type_code.html", form=form)


@take_home.get("/<token>")
def arrive(token: str) -> ResponseReturnValue:
    """Trade the scanned address for a clean one; a preview does so too, and spends nothing."""
    token = as_read(token)
    session[KEY] = token if len(token) == LENGTH else ""  # short codes are typed, and counted
    answer = make_response(see_other(url_for(".ready")))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@take_home.get("/ready")
def ready() -> ResponseReturnValue:
    """Ask whether to open it now."""
    if not copies.is_there(here().db, session.get(KEY, ""), here().now):
        return render_template("kiosk/gone.html"), 404
    return render_template("kiosk/arriving.html")


@take_home.post("/open")
def open_copy() -> ResponseReturnValue:
    """The result, this once."""
    kept = copies.take(here().db, services().sealer, session.pop(KEY, ""), here().now)
    return show_result(kept, "kiosk/taken.html")


def find(form: HomeForm) -> bool:
    """Whether there is something to open; says what is wrong otherwise."""
    who = f"home {address()}"
    if pause := throttle.attempt(here().db, [who], here().now):
        form.code.errors = [f"There were too many tries. Wait {pause.seconds + 1} seconds."]
        return False
    if not copies.is_there(here().db, form.code.data or "", here().now):
        form.code.errors = ["There is no result for this code. It may be older than 15 minutes."]
        return False
    throttle.forgive(here().db, who)
    return True
