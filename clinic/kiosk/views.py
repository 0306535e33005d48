"""A kiosk's pages: from the attract screen, past the questions and the result, back to it."""

from flask import Blueprint, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from clinic.kiosk import answering, showing
from clinic.kiosk.access import (
    InTurn,
    away,
    cookie_name,
    end,
    mark_device,
    settings,
    stay_here,
    wiped,
)
from clinic.kiosk.forms import EnrolForm
from clinic.kiosk.keeping import held
from clinic.kiosk.settings import KioskSettings
from questionnaire import views as self_check
from questionnaire.keeping import UnreadableSheet
from questionnaire.readback import read_back
from questionnaire.sheet import OutdatedSheet
from questionnaire.showing import show_stop
from questionnaire.stops import stop_for
from questionnaire.visitor import finished_result, go_on, open_sheet, see_other
from records import kiosk_sittings
from records.kiosk_calls import Kind

kiosk = Blueprint("kiosk", __name__, url_prefix="/kiosk")
kiosk.before_app_request(stay_here)
FOR_ANY_BROWSER = ("kiosk.attract", "kiosk.enrol", "kiosk.health")


@kiosk.before_request
def only_at_a_kiosk() -> ResponseReturnValue | None:
    """A browser that is no kiosk is asked to become one."""
    is_open = g.kiosk or request.endpoint in FOR_ANY_BROWSER
    return None if is_open else see_other(url_for("kiosk.enrol"))


@kiosk.get("")
def attract() -> ResponseReturnValue:
    """Nobody's page: whoever was here is forgotten."""
    if g.kiosk is None:
        return see_other(url_for(".enrol"))
    was_there = answering.leave_nothing()
    answer = make_response(render_template("kiosk/attract.html"))
    mark_device(answer, request.cookies[cookie_name()])
    return wiped(answer) if was_there else answer


@kiosk.route("/enrol", methods=["GET", "POST"])
def enrol() -> ResponseReturnValue:
    """Let a device become a kiosk by a code."""
    if g.kiosk:
        return see_other(url_for(".attract"))
    form = EnrolForm()
    if form.validate_on_submit() and (answer := answering.enrol(form)):
        return answer
    return render_template("kiosk/enrol.html", form=form)


@kiosk.post("/begin")
def begin() -> ResponseReturnValue:
    """Somebody new touched the screen."""
    return answering.begin()


for rule, view in {
    "/questions/<section>/<name>": self_check.page,
    "/questions/<section>/<name>/explained": self_check.explained,
}.items():
    kiosk.add_url_rule(rule, view.__name__, InTurn(view), methods=["GET", "POST"])


@kiosk.get("/carry-on")
def carry_on() -> ResponseReturnValue:
    """Back to where somebody was."""
    return go_on(open_sheet())


@kiosk.route("/answers", methods=["GET", "POST"])
def check() -> ResponseReturnValue:
    """Check the answers before the result."""
    sheet = open_sheet()
    result = finished_result(sheet)
    if result is None:
        return go_on(sheet)
    if request.method == "POST":
        return see_other(url_for(".assessment"))
    return render_template("kiosk/check.html", sections=read_back(result.journey))


@kiosk.get("/assessment")
def assessment() -> ResponseReturnValue:
    """What the answers come to, for one pair of eyes."""
    sheet = open_sheet()
    if stop := stop_for(g.rulebook, sheet.journey):
        return show_stop(stop)
    result = finished_result(sheet)
    if result is None:
        return go_on(sheet)
    kiosk_sittings.reach(g.db, g.kiosk, kiosk_sittings.FINISHED)
    return render_template("kiosk/result.html", result=result)


@kiosk.post("/clear")
def clear() -> ResponseReturnValue:
    """Forget whoever sits here."""
    end(held().get("sitting"))
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


@kiosk.get("/here")
def here() -> ResponseReturnValue:
    """Whether somebody's sitting lives; to ask is no touch."""
    return "", 204 if g.is_sitting else 410


@kiosk.post("/still-here")
def still_here() -> ResponseReturnValue:
    """Somebody says that they are still here."""
    return "", 204


@kiosk.post("/looks")
def looks() -> ResponseReturnValue:
    """Larger text, more contrast, or all within reach."""
    return answering.change_looks()


@kiosk.app_template_global("kiosk_looks")
def chosen_looks() -> dict[str, str]:
    """How pages look for whoever is here."""
    return answering.looks()


@kiosk.app_template_global("kiosk_settings")
def kiosk_settings() -> KioskSettings:
    """What holds at every kiosk."""
    return settings()


@kiosk.post("/help", endpoint="help")
def call_staff() -> ResponseReturnValue:
    """Ask a member of staff to come."""
    return answering.ask_for(Kind.HELP)


@kiosk.post("/book")
def book() -> ResponseReturnValue:
    """Ask at the desk for a visit."""
    return answering.ask_for(Kind.BOOK)


@kiosk.get("/called/<kind>")
def called(kind: str) -> ResponseReturnValue:
    """Say that somebody is coming."""
    return showing.show_called(kind)


@kiosk.route("/take-home", methods=["GET", "POST"])
def take_home() -> ResponseReturnValue:
    """Offer the result to somebody's phone, then show the way."""
    return render_template("kiosk/take_home.html")


@kiosk.post("/print")
def print_at_desk() -> ResponseReturnValue:
    """Send the result to the desk to be printed."""
    return answering.ask_for(Kind.PRINT)


@kiosk.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Ask a patient in the diary for their code."""
    return render_template("kiosk/code.html")


@kiosk.get("/sent")
def sent() -> str:
    """Say that a patient's answers are with the clinic."""
    return render_template("kiosk/sent.html")


@kiosk.route("/leave", methods=["GET", "POST"])
def leave() -> ResponseReturnValue:
    """Let staff leave kiosk mode by their PIN."""
    return render_template("kiosk/leave.html")


@kiosk.get("/health")
def health() -> ResponseReturnValue:
    """Which kiosks were heard of and when, for a machine that watches."""
    return showing.show_health()


kiosk.register_error_handler(OutdatedSheet, answering.cannot_go_on)
kiosk.register_error_handler(UnreadableSheet, answering.cannot_go_on)
kiosk.register_error_handler(HTTPException, answering.went_wrong)
