"""The page that says so, with what was sent still on it; and a warning sign that does not wait.

Nothing here asks the records anything. A visit's pages have their own (clinic/visits/showing.py).
"""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from clinic.kiosk.access import cookie_name
from clinic.kiosk.keeping import PAGES_OF_QUESTIONS, InKiosk
from questionnaire.answering import stop_by_itself
from questionnaire.showing import show_stop
from questionnaire.stops import Stop
from questionnaire.visitor import what_failed
from records.failing import PASSES, Failing

LATER = {"Retry-After": "60"}  # seconds


def cannot_serve(error: Failing) -> ResponseReturnValue:
    """The records cannot be read or written: what to do, for whoever is at this page."""
    is_safe = what_failed(error) in PASSES
    g.staff = None  # whose menu and warnings would be asked for
    if request.blueprint == "kiosk" or cookie_name() in request.cookies:
        return at_kiosk()
    is_for_staff = request.path.startswith("/clinic")
    page = render_template("errors/unkept.html", is_safe=is_safe, is_for_staff=is_for_staff)
    # An address may hold a token, which no other page is to learn of.
    is_secret = "token" in (request.view_args or {})
    return page, 503, LATER | ({"Referrer-Policy": "no-referrer"} if is_secret else {})


def at_kiosk() -> ResponseReturnValue:
    """Nothing of anybody; but a warning sign is told, though nobody at the desk will be."""
    g.session_ends_with_browser, g.is_sitting, g.keeping = True, False, InKiosk()
    if stop := _stop_sent():
        page = "errors/kiosk_stop.html"
        told = show_stop(stop) if stop.next_step is None else render_template(page, stop=stop)
        return told, 200  # a kiosk's own script shows no page that came with 503: it tries again
    return render_template("errors/kiosk_unkept.html"), 503, LATER


def _stop_sent() -> Stop | None:
    """What the page calls for that was sent, if it is one of questions."""
    is_one = request.method == "POST" and request.endpoint in PAGES_OF_QUESTIONS
    here = g.questionnaire.page(**(request.view_args or {})) if is_one else None
    return stop_by_itself(here) if here else None
