"""A patient in the diary: their code, what they agree to, and that it was sent."""

from contextlib import suppress

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk import access
from kiosk.access import UNAGREED, InTurn
from kiosk.answer_store import DiaryStore, hold
from kiosk.blueprint import kiosk
from kiosk.device import wait_for
from kiosk.forms import CodeForm
from kiosk.pages import keeping_times
from kiosk.sitting import sit_down
from pre_visit.access import intake
from pre_visit.link_status import LinkStatus
from records.answers import answerers, invitations
from records.answers.invitations import Invitation
from records.answers.responses import AlreadySent
from records.kiosk import codes as kiosk_codes
from records.kiosk import sittings as kiosk_sittings
from records.people import throttle
from records.people.audit import AuditAction
from self_check.navigation import go_on, open_sheet
from services import here, services
from web.redirects import see_other

WRONG = "This code is not right, or it is too old. Ask the front desk for a new one."


@kiosk.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Ask for the code from the front desk."""
    form = CodeForm()
    if form.validate_on_submit() and (answer := use_code(form)):
        return answer
    return render_template("kiosk/code.html", form=form)


@kiosk.route("/agree", methods=["GET", "POST"])
@InTurn
def agree() -> ResponseReturnValue:
    """What is read by whom and kept how long, before the first question."""
    if here().link_status not in UNAGREED:
        abort(404)
    if request.method == "POST":
        return take_agreement()
    return render_template("kiosk/agree.html", keep=keeping_times())


@kiosk.get("/sent")
def sent() -> str:
    """Say that the answers are with the clinic."""
    return render_template("kiosk/sent.html")


def use_code(form: CodeForm) -> ResponseReturnValue | None:
    """Begin where a code leads; None for a wrong one."""
    who = f"code:{here().device.id}"
    if pause := throttle.attempt(here().db, [who], here().now):
        form.code.errors = [wait_for(pause.seconds)]
        return None
    with here().db.transaction():
        typed = form.code.data or ""
        name = kiosk_codes.find(here().db, services().encryption, typed, here().now)
        invitation = invitations.find(here().db, services().encryption, name) if name else None
        if invitation is None or not is_open(invitation):
            form.code.errors = [WRONG]
            return None
        throttle.forgive(here().db, who)
        with intake().audited(AuditAction.USED_CODE, invitation.name):
            kiosk_codes.use(here().db, services().encryption, typed, here().now)
            return open_visit(invitation)


def is_open(invitation: Invitation) -> bool:
    """Whether answers to it can still be given here."""
    is_sent = invitation.submitted is not None and not invitation.takes_answers(here().now)
    return not is_sent and access.link_status_here(invitation) in (
        LinkStatus.NEW,
        *access.OPEN_VISITS,
    )


def open_visit(invitation: Invitation) -> ResponseReturnValue:
    """A sitting for the patient of an invitation."""
    if not invitation.opened:
        invitations.open_first(here().db, invitation, here().now)
    sit_down(visit=invitation.name)
    return see_other(url_for(".agree"))


def take_agreement() -> ResponseReturnValue:
    """Go on once somebody agreed; whoever would rather not is forgotten."""
    if request.form.get("agree") != "yes":
        access.end()
        return access.away(".cleared")
    with intake().audited(AuditAction.AGREED, here().invited.name):
        answerer = answerers.begin(here().db, here().invited, here().now)
    hold(answerer=answerer)
    here().answers = DiaryStore(intake(), here().invited, answerer)
    return go_on(open_sheet())


def send(patient: DiaryStore) -> ResponseReturnValue:
    """Send what was answered to the clinic, and end the sitting."""
    if patient.response:
        with suppress(AlreadySent):  # pressed twice
            intake().send(patient.invitation, patient.response)
    kiosk_sittings.reach(here().db, here().device, kiosk_sittings.FINISHED)
    access.end()
    return access.away(".sent")
