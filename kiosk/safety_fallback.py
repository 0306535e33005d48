"""The page that says so, with what was sent still on it; and a warning sign that does not wait.

Nothing here asks the records anything. A visit's pages have their own (pre_visit/pages.py).
"""

from contextlib import suppress

from flask import render_template, request
from flask.typing import ResponseReturnValue

from kiosk.access import cookie_name
from kiosk.answer_store import KioskStore
from questionnaire.stops import Stop
from records.engine.errors import DATA_INTACT, StorageError
from self_check.answering import stop_by_itself
from self_check.navigation import page_sent
from self_check.pages import show_stop
from services import here
from web.errors import what_failed

LATER = {"Retry-After": "60"}  # seconds


def cannot_serve(error: StorageError) -> ResponseReturnValue:
    """The records cannot be read or written: what to do, for whoever is at this page."""
    is_safe = what_failed(error) in DATA_INTACT
    here().person = None  # whose menu and warnings would be asked for
    if request.blueprint == "kiosk" or cookie_name() in request.cookies:
        return at_kiosk()
    is_for_staff = request.path.startswith("/clinic")
    page = render_template("errors/unkept.html", is_safe=is_safe, is_for_staff=is_for_staff)
    # An address may hold a token, which no other page is to learn of.
    is_secret = "token" in (request.view_args or {})
    return page, 503, LATER | ({"Referrer-Policy": "no-referrer"} if is_secret else {})


def at_kiosk() -> ResponseReturnValue:
    """Nothing of anybody; but a warning sign is told, though nobody at the desk will be."""
    of_nobody()
    if told := warning_at_kiosk():
        return told, 200  # a kiosk's own script shows no page that came with 503: it tries again
    return render_template("errors/kiosk_unkept.html"), 503, LATER


def of_nobody() -> None:
    """Let a page of a kiosk be one of no sitting."""
    here().ends_with_browser, here().is_sitting, here().answers = True, False, KioskStore()


def warning_at_kiosk() -> str | None:
    """The way to the desk for whoever just sent a warning sign that nobody will be told of."""
    stop = stop_sent()
    if stop is None:
        return None
    of_nobody()
    return render_template("errors/kiosk_stop.html", stop=stop)


def warning_anyway() -> tuple[str, int] | None:
    """The page for a warning sign that was just sent, where a fault of ours came between."""
    with suppress(Exception):  # the fault may be in this very page
        if stop := stop_sent():
            return show_stop(stop, is_kept=request.blueprint != "visit"), 500
    return None


def stop_sent() -> Stop | None:
    """What the page calls for that was sent, if it is one of questions; None where none is told."""
    with suppress(Exception):  # the fault may be in what is asked here
        if page := page_sent():
            return stop_by_itself(page)
    return None
