"""One person after another: from the first touch to nothing left."""

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic.kiosk.access import away, cookie_name, end, mark_device, wiped
from clinic.kiosk.answering import sitting as act
from clinic.kiosk.keeping import held
from clinic.kiosk.views.room import kiosk
from questionnaire.visitor import see_other
from services import here


@kiosk.get("")
def attract() -> ResponseReturnValue:
    """Nobody's page: whoever was here is forgotten."""
    if here().kiosk is None:
        return see_other(url_for(".enrol"))
    was_there = act.leave_nothing()
    answer = make_response(render_template("kiosk/attract.html"))
    mark_device(answer, request.cookies[cookie_name()])
    return wiped(answer) if was_there else answer


@kiosk.post("/begin")
def begin() -> ResponseReturnValue:
    """Somebody new touched the screen."""
    return act.begin()


@kiosk.post("/clear")
def clear() -> ResponseReturnValue:
    """Forget whoever sits here."""
    end(held().get("sitting", ""))
    return away(".cleared")


@kiosk.get("/cleared")
def cleared() -> str:
    """Say that nothing is left, on the way to the attract screen."""
    return render_template("kiosk/cleared.html")


@kiosk.get("/start-again")
def start_again() -> str:
    """Ask whether to forget everything so far."""
    return render_template("kiosk/start_again.html")


kiosk.add_url_rule("/start-again", "start", start_again)  # the way back from the first question


@kiosk.get("/here", endpoint="here")
def is_there() -> ResponseReturnValue:
    """Whether somebody's sitting lives; to ask is no touch."""
    return "", 204 if here().is_sitting else 205


@kiosk.post("/still-here")
def still_here() -> ResponseReturnValue:
    """Somebody says that they are still here."""
    return "", 204


@kiosk.post("/looks")
def looks() -> ResponseReturnValue:
    """Larger text, more contrast, or all within reach."""
    return act.change_looks()
