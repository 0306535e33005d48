"""The page to read before a visit, and what a physiotherapist says beside it."""

from flask import Blueprint, Response, abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from records.answers import agreement, invitations
from records.answers import appointment_requests as visit_requests
from records.answers.verdicts import Verdict, give
from records.answers.warnings import RaisedWarning
from records.engine.encryption import Unreadable
from records.people import audit
from records.people.audit import AuditAction
from records.upkeep import retention
from services import here, services
from settings.times import Zone, short_day, visit_time, when
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.auditing import add_entry, audited_by_staff
from staff.face_sheet.agreement import causes_agreed, signs_agreed
from staff.face_sheet.answer_record import LabelledText
from staff.face_sheet.ask_again import ask_again
from staff.face_sheet.forms import VerdictForm
from staff.face_sheet.pages import open_or_404, record_view, show_sheet
from staff.face_sheet.soap import Heading, subjective
from staff.patients.forms import NoteForm
from staff.patients.noting import keep_note, keeping_note
from staff.patients.pages import invitation_or_404, show_unreadable
from web.redirects import see_other

sheet = Blueprint("sheet", __name__, url_prefix="/clinic")


sheet.register_error_handler(Unreadable, show_unreadable)


@sheet.get("/responses/<name>")
@staff_only(Action.SEE_ANSWERS)
def show(name: str) -> ResponseReturnValue:
    """One patient's answers on one page."""
    opened = open_or_404(name)
    return show_sheet(open_or_404(name) if record_view(opened) else opened)


@sheet.get("/responses/<name>/answers")
@staff_only(Action.SEE_ANSWERS)
def answers(name: str) -> ResponseReturnValue:
    """Every question as it was asked, with its answer and what was told."""
    record_view(opened := open_or_404(name))
    face = opened.sheet or abort(404)
    return render_template("staff/face_sheet/answers.html", opened=opened, sheet=face)


@sheet.get("/responses/<name>/soap.txt")
@staff_only(Action.SEE_ANSWERS)
def soap(name: str) -> ResponseReturnValue:
    """The subjective part of a SOAP note, to paste."""
    record_view(opened := open_or_404(name))
    face = opened.sheet or abort(404)
    invitation, sent, zone = opened.invitation, opened.response.submitted, services().settings.zone
    heading = Heading(
        invitation.reference or "Reference cannot be opened",
        visit_time(invitation.visit),
        f"sent {when(sent, zone)}" if sent else "stopped at a warning sign",
    )
    since = [one.said(zone) for one in opened.since]
    reviews = [_review(one, zone) for one in opened.raised]
    return Response(subjective(face, heading, since, reviews), mimetype="text/plain")


def _review(one: RaisedWarning, zone: Zone) -> LabelledText:
    if one.acknowledged is None:
        return LabelledText("Warning", "not reviewed yet")
    return LabelledText(
        f"Reviewed {short_day(one.acknowledged, zone)}, {one.by}", f"“{one.done.rstrip('.')}”"
    )


@sheet.post("/responses/<name>/note")
@staff_only(Action.ACT_ON_ANSWERS)
def add_note(name: str) -> ResponseReturnValue:
    """Put a note beside the answers."""
    opened, form = open_or_404(name), NoteForm()
    if not form.validate_on_submit():
        record_view(opened)
        return show_sheet(opened, note_form=form)
    keep_note(opened.invitation, form)
    return see_other(url_for(".show", name=name))


@sheet.post("/responses/<name>/verdict")
@staff_only(Action.ACT_ON_ANSWERS)
@keeping_note
def give_verdict(name: str) -> ResponseReturnValue:
    """Keep whether the causes fitted, and count it."""
    opened, form = open_or_404(name), VerdictForm()
    if not form.validate_on_submit():
        record_view(opened)
        return show_sheet(opened, verdict_form=form)
    word = str(form.word.data or "")
    verdict = Verdict(str(form.fits.data), word, here().staff.name, here().now)
    with audited_by_staff(AuditAction.CHANGED, audit.of_visit(name)):
        give(here().db, services().encryption, opened.response, verdict)
    flash("Your word on the causes is saved.")
    return see_other(url_for(".show", name=name))


@sheet.post("/responses/<name>/ask-again")
@staff_only(Action.ACT_ON_ANSWERS)
@keeping_note
def recheck(name: str) -> ResponseReturnValue:
    """Make a recheck for one of the days that the sheet offers, or take it back."""
    flash(ask_again(invitation_or_404(name)))
    return see_other(url_for(".show", name=name))


@sheet.get("/responses/<name>/erase")
@staff_only(Action.ERASE)
def ask_to_erase(name: str) -> ResponseReturnValue:
    """Say what deleting this person means, and ask once more."""
    invitation = invitation_or_404(name)
    reference = invitation.reference or ""
    listed = [audit.of_visit(name), *retention.abouts(here().db, services().encryption, reference)]
    for subject in dict.fromkeys(listed):
        add_entry(AuditAction.LISTED, subject)
    return render_template(
        "staff/face_sheet/erase.html",
        invitation=invitation,
        same=invitations.of_reference(here().db, services().encryption, reference),
        asked_for=visit_requests.find(here().db, services().encryption, reference),
    )


@sheet.post("/responses/<name>/erase")
@staff_only(Action.ERASE)
def erase(name: str) -> ResponseReturnValue:
    """Delete everything that is kept about this person."""
    reference = invitation_or_404(name).reference or abort(404)
    retention.erase(
        here().db, services().encryption, reference, here().now, actor=here().staff.name
    )
    return see_other(url_for(".erased"))


@sheet.get("/erased")
@staff_only(Action.ERASE)
def erased() -> ResponseReturnValue:
    """Say that it is done."""
    return render_template("staff/face_sheet/erased.html")


@sheet.get("/agreement")
@staff_only(Action.SEE_AGREEMENT)
def agreed() -> ResponseReturnValue:
    """How often physiotherapists agreed with each rule."""
    times = agreement.all_times(here().db)
    return render_template(
        "staff/face_sheet/agreement.html",
        causes=causes_agreed(services().rulebook, times),
        signs=signs_agreed(services().rulebook, times),
    )
