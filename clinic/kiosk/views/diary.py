"""A patient in the diary: their code, what they agree to, and that it was sent."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from clinic.kiosk.access import UNAGREED, InTurn
from clinic.kiosk.answering import diary as act
from clinic.kiosk.forms import CodeForm
from clinic.kiosk.showing import keeping_times
from clinic.kiosk.views.room import kiosk
from services import here


@kiosk.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Ask for the code from the front desk."""
    form = CodeForm()
    if form.validate_on_submit() and (answer := act.use_code(form)):
        return answer
    return render_template("kiosk/code.html", form=form)


@kiosk.route("/agree", methods=["GET", "POST"])
@InTurn
def agree() -> ResponseReturnValue:
    """What is read by whom and kept how long, before the first question."""
    if here().link_status not in UNAGREED:
        abort(404)
    if request.method == "POST":
        return act.agree()
    return render_template("kiosk/agree.html", keep=keeping_times())


@kiosk.get("/sent")
def sent() -> str:
    """Say that the answers are with the clinic."""
    return render_template("kiosk/sent.html")
