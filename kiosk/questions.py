"""The questions at a kiosk, the answers to check, and what they come to."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.access import InTurn
from kiosk.answer_store import DiaryStore
from kiosk.blueprint import kiosk
from kiosk.handoff import may_take_home
from kiosk.patient_code import send
from questionnaire.readback import read_back
from questionnaire.stops import stop_for
from records.kiosk import sittings as kiosk_sittings
from self_check import views as self_check
from self_check.navigation import count, finished_result, go_on, open_sheet
from self_check.pages import show_stop
from self_check.plan_numbers import is_taken, plan_numbers
from services import here, services
from web.redirects import see_other

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
@InTurn
def check() -> ResponseReturnValue:
    """The answers read back, to change any; a patient with an appointment sends them from here."""
    sheet = open_sheet()
    result = finished_result(sheet)
    if result is None:
        return go_on(sheet)
    sections, patient = read_back(result.journey), here().answers
    if not isinstance(patient, DiaryStore):
        return render_template("kiosk/answers.html", sections=sections)
    etag = sheet.etag(services().questionnaire.questions.values())
    if request.method == "POST" and request.form.get("seen") == etag:
        count(result.assessment.next_step)
        return send(patient)
    return render_template("kiosk/check.html", sections=sections, seen=etag)


@kiosk.route("/assessment", methods=["GET", "POST"])
@InTurn
def assessment() -> ResponseReturnValue:
    """What the answers come to, for one pair of eyes; it takes what its plan asks."""
    sheet = open_sheet()
    if stop := stop_for(services().rulebook, sheet.journey):
        return show_stop(stop)
    result = finished_result(sheet)
    if result is None or isinstance(here().answers, DiaryStore):
        return go_on(sheet)
    numbers = plan_numbers(sheet, result)
    if request.method == "POST" and is_taken(sheet, numbers):
        return see_other(url_for(".assessment", _anchor="plan"))
    kiosk_sittings.reach(here().db, here().device, kiosk_sittings.FINISHED)
    may = may_take_home(sheet)
    return render_template("kiosk/result.html", result=result, may_take_home=may, numbers=numbers)
