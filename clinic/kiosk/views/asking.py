"""What somebody at a kiosk may ask for: the staff, a visit, their result to keep."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from clinic.kiosk import showing
from clinic.kiosk.access import settings
from clinic.kiosk.answering import taking
from clinic.kiosk.answering.sitting import ask_for
from clinic.kiosk.views.room import kiosk
from questionnaire.visitor import finished_result, go_on, open_sheet
from records.kiosk_calls import Kind


@kiosk.post("/help", endpoint="help")
def call_staff() -> ResponseReturnValue:
    """Ask a member of staff to come."""
    return ask_for(Kind.HELP)


@kiosk.post("/book")
def book() -> ResponseReturnValue:
    """Ask at the desk for a visit."""
    return ask_for(Kind.BOOK)


@kiosk.get("/called/<any(now, help, book, print):kind>")
def called(kind: str) -> ResponseReturnValue:
    """What was asked for, and who has seen it."""
    return showing.show_called(Kind(kind))


@kiosk.get("/called/<any(now, help, book, print):kind>/state")
def call_state(kind: str) -> str:
    """Who has seen it by now, for the page's script to fetch."""
    return render_template("kiosk/_call_state.html", kind=kind)


@kiosk.route("/take-home", methods=["GET", "POST"])
def take_home() -> ResponseReturnValue:
    """Offer the result to somebody's phone, then show the way."""
    sheet = open_sheet()
    if finished_result(sheet) is None or not taking.may_take_home(sheet):
        return go_on(sheet)
    if request.method == "POST":
        return taking.take_home(sheet)
    return render_template("kiosk/take_home.html", ready=showing.ready_to_take())


@kiosk.post("/print")
def print_at_desk() -> ResponseReturnValue:
    """Send the result to the desk to be printed."""
    sheet = open_sheet()
    if not settings().prints:
        abort(404)
    if finished_result(sheet) is None or not taking.may_take(sheet):
        return go_on(sheet)
    return taking.print_at_desk(sheet)
