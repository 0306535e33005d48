"""One link: what became of it, and what can be done about it."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from records.answers import link_history, outbox, responses
from records.answers.invitation_list import A_PAGE
from records.answers.invitations import Invitation
from records.people import audit, staff
from records.people.audit import AuditAction
from services import here, services
from settings.times import Zone, end_of
from staff.accounts.access import staff_only
from staff.accounts.forms import SecretForm, StaffForm
from staff.accounts.roles import Action, may
from staff.appointment_state import is_veiled, state_shown, titles
from staff.auditing import audited_by_staff
from staff.links import reminders
from staff.links.blueprint import (
    hand_over,
    link_issuer,
    links,
    physiotherapists,
    seen_or_404,
    to_one,
)
from staff.links.correcting import correct_contact
from staff.links.fields import typed_day
from staff.links.forms import AppointmentForm, ContactForm, EndForm
from staff.links.issued import IssuedLink
from staff.links.lifetime import last_day
from staff.links.possible import may_be_done
from staff.links.timeline import timeline
from staff.patients.pages import invitation_or_404
from web.redirects import see_other

View = Callable[[Invitation], ResponseReturnValue]
CORRECTED = (AuditAction.CORRECTED_EMAIL, AuditAction.CORRECTED_PHONE)


@links.get("/<name>")
@staff_only(Action.MAKE_LINKS)
def one(name: str) -> ResponseReturnValue:
    """One link from the day it was made."""
    invitation, done = seen_or_404(name), request.args.get("done", "")
    can, by_hand = can_be_done(invitation), _by_hand(invitation, done)
    gave_up = outbox.gave_up(here().db, invitation.id)
    is_lost = gave_up and not by_hand and "remind" not in can and not is_over(invitation)
    steps = link_history.steps(here().db, name)
    has_gone = done == "corrected_late" and steps[-1:] and steps[-1].action in CORRECTED
    events = timeline(
        invitation,
        staff.by_id(here().db, invitation.made_by).name,
        steps,
        link_history.submissions(here().db, invitation.id),
        titles(),
        is_veiled=is_veiled(invitation),
    )
    return render_template(
        "staff/links/one.html",
        one=invitation,
        can=can,
        sheet=has_sheet(invitation),
        state=state_shown(invitation),
        done=done,
        channel=request.args.get("channel"),
        has_gone=has_gone and "replace" in can,
        form=SecretForm(),
        goes=link_issuer().channel_to(invitation),
        by_hand=by_hand,
        events=events,
        waits=outbox.waits_for(here().db, invitation.id),
        gave_up=gave_up,
        lost=link_issuer().about_change(invitation) if is_lost else None,
        warned=has_answers_of_somebody_else(invitation),
        ends_early="end" in can and ends_before_visit(invitation, services().settings.zone),
    )


def _by_hand(invitation: Invitation, done: str) -> IssuedLink | None:
    """The text that tells the patient of what was just done, where no message goes by itself."""
    is_so = {"changed": not invitation.withdrawn, "cancelled": invitation.cancelled is not None}
    is_told = "channel" in request.args or invitation.is_recheck
    if is_told or not is_so.get(done):
        return None
    return link_issuer().about_change(invitation)


def if_possible(step: str) -> Callable[[View], Callable[[str], ResponseReturnValue]]:
    """The view of a link about which a step (`STEPS`) can be done; else back to the link's page."""

    def around(view: View) -> Callable[[str], ResponseReturnValue]:
        @wraps(view)
        def page(name: str) -> ResponseReturnValue:
            invitation = seen_or_404(name)
            return view(invitation) if step in can_be_done(invitation) else to_one(invitation)

        return page

    return around


@links.route("/<name>/withdraw", methods=["GET", "POST"])
@staff_only(Action.MAKE_LINKS)
@if_possible("withdraw")
def withdraw(invitation: Invitation) -> ResponseReturnValue:
    """Close a link, once asked whether that is meant."""
    if not StaffForm().validate_on_submit():
        return render_template("staff/links/withdraw.html", one=invitation)
    link_issuer().withdraw(invitation)
    return to_one(invitation)


@links.route("/<name>/replace", methods=["GET", "POST"])
@staff_only(Action.MAKE_LINKS)
@if_possible("replace")
def replace(invitation: Invitation) -> ResponseReturnValue:
    """A new address in place of the old ones; the same one for a button pressed twice."""
    return _give_again(invitation, "staff/links/replace.html", link_issuer().replace)


@links.route("/<name>/remind", methods=["GET", "POST"])
@staff_only(Action.MAKE_LINKS)
@if_possible("remind")
def remind(invitation: Invitation) -> ResponseReturnValue:
    """One more address, with a reminder to send; the same one for a button pressed twice."""
    return _give_again(invitation, "staff/links/remind.html", link_issuer().remind)


def _give_again(
    invitation: Invitation, template: str, give: Callable[[Invitation, str], IssuedLink | None]
) -> ResponseReturnValue:
    """Ask before it is done; then show the address, this once."""
    form = SecretForm()
    if not form.validate_on_submit():
        goes = link_issuer().channel_to(invitation)
        return render_template(template, one=invitation, form=form, goes=goes)
    given = give(invitation, form.token())
    return hand_over([given], "staff/links/made.html") if given else to_one(invitation)


@links.route("/<name>/change", methods=["GET", "POST"])
@staff_only(Action.MAKE_LINKS)
@if_possible("change")
def change(invitation: Invitation) -> ResponseReturnValue:
    """Another time, or another physiotherapist; at any time, also after sending."""
    at, whom = request.args.get("at", ""), request.args.get("physiotherapist", "")
    form = AppointmentForm(physiotherapists(), invitation, at, whom)
    if not form.validate_on_submit():
        tells = link_issuer().tells_of_change(invitation)
        return render_template("staff/links/change.html", one=invitation, form=form, tells=tells)
    visit, colleague = form.visit(), form.physiotherapist.number()
    is_other = (visit, colleague) != (invitation.visit, invitation.physiotherapist)
    channel = link_issuer().reschedule(invitation, visit, colleague)
    return to_one(invitation, done="changed" if is_other else None, channel=channel)


@links.route("/<name>/contact", methods=["GET", "POST"])
@staff_only(Action.MAKE_LINKS)
@if_possible("contact")
def contact(invitation: Invitation) -> ResponseReturnValue:
    """Another number or mail address of the patient's."""
    form = ContactForm(data={"phone": invitation.phone, "email": invitation.email})
    if not form.validate_on_submit():
        return render_template("staff/links/contact.html", one=invitation, form=form)
    email, phone = form.email.data or "", form.phone.data or ""
    correction = correct_contact(link_issuer(), invitation, email, phone)
    if correction.is_dropped and "remind" not in can_be_done(invitation):
        return to_one(invitation, done="cancelled" if invitation.cancelled else "changed")
    done = "corrected_late" if correction.has_gone else "corrected"
    return to_one(invitation, done=done, channel=correction.channel)


@links.route("/<name>/end", methods=["GET", "POST"])
@staff_only(Action.MAKE_LINKS)
@if_possible("end")
def end(invitation: Invitation) -> ResponseReturnValue:
    """Another end of the link; the appointment stays where it is."""
    stands = last_day(invitation.ends, services().settings.zone)
    form = EndForm(visit=invitation.visit, data={"last_day": stands.isoformat()})
    if not form.validate_on_submit():
        return render_template("staff/links/end.html", one=invitation, form=form)
    if typed_day(form.last_day.data or "") != stands:
        link_issuer().change_end(invitation, form.ends())
    return to_one(invitation)


@links.route("/<name>/cancel", methods=["GET", "POST"])
@staff_only(Action.MAKE_LINKS)
@if_possible("cancel")
def cancel(invitation: Invitation) -> ResponseReturnValue:
    """Call the appointment off, once asked whether that is meant."""
    if not StaffForm().validate_on_submit():
        tells = link_issuer().channel_to(invitation)
        return render_template("staff/links/cancel.html", one=invitation, tells=tells)
    channel = link_issuer().cancel(invitation)
    return to_one(invitation, done="cancelled", channel=channel)


@links.post("/sent")
@staff_only(Action.MAKE_LINKS)
def sent() -> ResponseReturnValue:
    """Somebody has given these links to their patients."""
    for name in request.form.getlist("name"):
        link_issuer().say_sent(invitation_or_404(name))
    return see_other(url_for(".listing", show="not_sent"))


@links.post("/remind")
@staff_only(Action.MAKE_LINKS)
def remind_all() -> ResponseReturnValue:
    """Remind everybody who needs it, and show the links that are left to give by hand; the same
    ones for a button pressed twice."""
    given = reminders.remind_all(link_issuer(), SecretForm().token)
    return hand_over(given, "staff/links/reminded.html")


@links.post("/send")
@staff_only(Action.MAKE_LINKS)
def send_all() -> ResponseReturnValue:
    """Send the links of a list that nobody has sent, and show them as `remind_all` does."""
    names = list(dict.fromkeys(request.form.getlist("name")))[:A_PAGE]
    given = reminders.send_all(link_issuer(), names, SecretForm().token)
    return hand_over(given, "staff/links/day_made.html")


@links.post("/<name>/noticed")
@staff_only(Action.MAKE_LINKS)
def noticed(name: str) -> ResponseReturnValue:
    """Somebody has seen that a mail could not be sent."""
    invitation = seen_or_404(name)
    with audited_by_staff(AuditAction.CHANGED, audit.of_visit(name)):
        outbox.forget_failed(here().db, invitation.id)
    return to_one(invitation)


STEPS = {
    "remind": AuditAction.REMINDED,
    "change": AuditAction.RESCHEDULED,
    "contact": AuditAction.CORRECTED_EMAIL,
    "end": AuditAction.CHANGED_END,
    "replace": AuditAction.REPLACED,
    "withdraw": AuditAction.WITHDREW,
    "cancel": AuditAction.CANCELLED,
}


def can_be_done(invitation: Invitation) -> list[str]:
    """What can be done about a link as it stands: for who may know nothing about health, the same
    after a warning whether the questions stopped there or not."""
    can = [step for step, did in STEPS.items() if may_be_done(did, invitation, here().now)]
    if is_veiled(invitation):
        same = {"change", "contact", "cancel"}
        same |= {"replace"} if here().now < invitation.ends else set()
        can = [step for step in can if step in same]
    cannot = {"cancel"} if invitation.is_recheck else set()
    cannot |= {"contact"} if invitation.reference is None else set()
    return [step for step in can if step not in cannot]


def is_over(invitation: Invitation) -> bool:
    """Whether nothing about a visit is to be told any more: it was, or its link was taken back."""
    is_closed = invitation.withdrawn and not invitation.cancelled
    return invitation.is_recheck or bool(is_closed) or here().time.is_past(invitation.visit)


def ends_before_visit(invitation: Invitation, zone: Zone) -> bool:
    """Whether the link ends before the day of the visit begins."""
    day = date.fromisoformat(invitation.visit[:10])
    return invitation.ends < end_of(day - timedelta(days=1), zone)


def has_sheet(invitation: Invitation) -> bool:
    """Whether there are answers that whoever is signed in may read."""
    return invitation.submitted is not None and may(here().staff.roles, Action.SEE_ANSWERS)


def has_answers_of_somebody_else(invitation: Invitation) -> bool:
    """Whether a warning by the wrong person came, for those who may read of it."""
    if not (invitation.is_not_me and may(here().staff.roles, Action.SEE_ANSWERS)):
        return False
    found = responses.submissions(here().db, services().encryption, invitation.id)
    return any(one.wrong_person for one in found)
