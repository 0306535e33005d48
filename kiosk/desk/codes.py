"""A code for a patient in the diary, given at the desk to be typed at a kiosk."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.desk.blueprint import kiosks
from records.answers.invitations import AWAITING, Invitation
from records.kiosk import codes as kiosk_codes
from records.kiosk.codes import TooMany
from records.people import audit
from records.people.audit import AuditAction
from services import here, services
from staff.accounts.access import staff_only
from staff.accounts.roles import Action
from staff.appointment_state import is_veiled
from staff.auditing import audited_by_staff
from staff.links.blueprint import seen_or_404
from web.redirects import see_other


@kiosks.route("/kiosks/patients/<name>", methods=["GET", "POST"])
@staff_only(Action.MAKE_LINKS)
def patient_code(name: str) -> ResponseReturnValue:
    """Make a code, and show it this once; none for a recheck, whose own words are for a phone."""
    invitation = seen_or_404(name)
    is_awaited = invitation.link_state(here().now) in AWAITING and not is_veiled(invitation)
    if invitation.is_recheck or not is_awaited:
        return see_other(url_for("links.one", name=name))
    code, is_full = make(invitation) if request.method == "POST" else ("", False)
    ends = kiosk_codes.ends_of(here().db, invitation.id, here().now)
    return render_template(
        "kiosk/desk/patient_code.html", one=invitation, code=code, ends=ends, is_full=is_full
    )


def make(invitation: Invitation) -> tuple[str, bool]:
    """A new code, or whether too many are out."""
    try:
        with audited_by_staff(AuditAction.GAVE_CODE, audit.of_visit(invitation.name)):
            code = kiosk_codes.give(here().db, services().encryption, invitation.id, here().now)
            return code, False
    except TooMany:
        return "", True
