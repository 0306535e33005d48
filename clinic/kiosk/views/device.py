"""A device becomes a kiosk, stops being one, and is watched."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from clinic.kiosk import showing
from clinic.kiosk.answering import enrolling
from clinic.kiosk.forms import EnrolForm, PinForm
from clinic.kiosk.views.room import kiosk
from questionnaire.visitor import see_other
from services import here


@kiosk.route("/enrol", methods=["GET", "POST"])
def enrol() -> ResponseReturnValue:
    """Let a device become a kiosk by a code."""
    if here().kiosk:
        return see_other(url_for(".attract"))
    form = EnrolForm()
    if form.validate_on_submit() and (answer := enrolling.enrol(form)):
        return answer
    return render_template("kiosk/enrol.html", form=form)


@kiosk.route("/leave", methods=["GET", "POST"])
def leave() -> ResponseReturnValue:
    """Let staff leave kiosk mode by their PIN."""
    form = PinForm()
    if form.validate_on_submit() and (answer := enrolling.leave(form)):
        return answer
    return render_template("kiosk/leave.html", form=form, has_pin=bool(here().device.pin))


@kiosk.get("/health")
def health() -> ResponseReturnValue:
    """Which kiosks were heard of and when, for a machine that watches."""
    return showing.show_health()
