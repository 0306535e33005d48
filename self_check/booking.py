"""Requesting an appointment: the form, and what happens next."""

import secrets
from ipaddress import ip_address

from flask import Blueprint, abort, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Optional, ValidationError

from questionnaire.forms import LONGEST_PHONE, AtMost, ListedForm, is_mail_address, is_phone_number
from questionnaire.readback import read_back
from questionnaire.result import Result
from records.answers import appointment_requests as visit_requests
from records.engine.errors import StorageError
from records.people import throttle
from rules.trace import as_data
from self_check.navigation import finished_result, go_on, open_sheet
from services import here, services
from web.errors import what_failed
from web.redirects import see_other

booking = Blueprint("booking", __name__, url_prefix="/booking")

TIMES = {
    "morning": "Weekday mornings",
    "afternoon": "Weekday afternoons",
    "evening": "Weekday evenings",
    "weekend": "Weekends",
}
LATER = {"Retry-After": "60"}  # seconds
LONGEST_NOTE = 1000  # characters


class RequestForm(ListedForm):
    """How to reach the runner, when suits, and whether their answers go along."""

    once = HiddenField(validators=[AtMost(64)])
    """The same for every press of one form's button, so that two presses make one request."""
    name = StringField(
        "Your name",
        validators=[DataRequired("Enter your name."), AtMost(100)],
    )
    phone = TelField("Phone", validators=[AtMost(LONGEST_PHONE), is_phone_number])
    email = EmailField(
        "Email",
        validators=[
            Optional(),
            is_mail_address,
        ],
    )
    times = SelectMultipleField("When can you come?", choices=TIMES)
    days = StringField(
        "Days or times that suit best",
        validators=[AtMost(200)],
    )
    note = TextAreaField(
        "Anything the clinic should know?",
        validators=[AtMost(LONGEST_NOTE)],
    )
    attach = BooleanField("Send my answers and result with this request")

    def validate_phone(self, field: StringField) -> None:
        """One, or an email address instead."""
        if not field.data and not self.email.data:
            raise ValidationError("Enter a phone number or an email address.")

    def contact(self) -> dict[str, str]:
        """What was filled in, in words."""
        chosen = [TIMES[time] for time in self.times.data or ()]
        return {
            "name": self.name.data or "",
            "phone": self.phone.data or "",
            "email": self.email.data or "",
            "times": ", ".join([*chosen, *filter(None, [self.days.data])]),
            "note": self.note.data or "",
        }


@booking.route("", methods=["GET", "POST"])
def request_visit() -> ResponseReturnValue:
    """Ask the clinic for an appointment."""
    sheet = open_sheet()
    result = finished_result(sheet)
    if result is None:
        return go_on(sheet)
    if not services().settings.clinic.takes_requests:
        abort(404)
    form = RequestForm()
    form.once.data = form.once.data or secrets.token_urlsafe(24)
    if form.validate_on_submit():
        return keep_request(form, result)
    return render_template("self_check/booking/request.html", form=form)


def keep_request(form: RequestForm, result: Result) -> ResponseReturnValue:
    """Keep a request and confirm it; when that cannot be, say so and keep what was typed."""
    try:
        if came_too_often():
            return show_unkept(form), 429, LATER
        kept = visit_requests.add(
            here().db,
            services().encryption,
            once=f"{session.get('csrf_token')}:{form.once.data}",
            contact=form.contact(),
            attached=attachment(result) if form.attach.data else None,
            now=here().now,
        )
    except StorageError as error:
        what_failed(error)
        return show_unkept(form), 503, LATER
    session["sent"] = {
        "reference": kept.reference,
        "attached": kept.attached is not None,
        "is_first": kept.contact == form.contact(),
    }
    return see_other(url_for(".sent"))


def came_too_often() -> bool:
    """Whether more came from one place than its people ask for; this machine is none."""
    place = throttle.place_of(request.remote_addr or "")
    if ip_address(place).is_loopback:
        return False
    return bool(throttle.attempt(here().db, [f"asks:{place}"], here().now))


def show_unkept(form: RequestForm) -> str:
    """The form as it was filled in, to be sent again."""
    return render_template("self_check/booking/request.html", form=form, is_unkept=True)


def attachment(result: Result) -> dict[str, object]:
    """The runner's answers and what they were told, each with the version of its content."""
    return {
        "questionnaire": result.journey.questionnaire.version,
        "answers": result.journey.given_answers,
        "in_words": {
            row.question.short: "; ".join(row.words)
            for rows in read_back(result.journey).values()
            for row in rows
        },
        "assessment": as_data(result.rulebook, result.assessment),
    }


@booking.get("/sent")
def sent() -> ResponseReturnValue:
    """What happens next."""
    if "sent" not in session or finished_result(open_sheet()) is None:
        return see_other(url_for(".request_visit"))
    return render_template("self_check/booking/sent.html", sent=session["sent"])
