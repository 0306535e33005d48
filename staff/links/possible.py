"""What can be done about a link as it stands."""

from datetime import datetime

from records.answers.invitations import AWAITING, Invitation, InvitationState
from records.engine.timestamps import ClinicTime
from records.people.audit import AuditAction

MAY = {
    AuditAction.WITHDREW: AWAITING,
    AuditAction.CORRECTED_EMAIL: frozenset(InvitationState),
    AuditAction.REMINDED: AWAITING,
    AuditAction.RESCHEDULED: frozenset(InvitationState) - {InvitationState.WITHDRAWN},
    AuditAction.CANCELLED: frozenset(InvitationState) - {InvitationState.WITHDRAWN},
    AuditAction.CHANGED_END: AWAITING | {InvitationState.EXPIRED},
    AuditAction.REPLACED: AWAITING | {InvitationState.SUBMITTED, InvitationState.READ},
}


def may_be_done(what: AuditAction, invitation: Invitation, now: datetime) -> bool:
    """Whether this can be done about a link. One that was reopened is sent and in progress.

    Nobody is reminded of a form that stopped at a warning sign. Where a patient is reached can be
    corrected once an appointment was cancelled too: they may still have to be told.
    """
    is_reopened = invitation.reopened and invitation.takes_answers(now)
    state = invitation.state if what is AuditAction.REMINDED else invitation.link_state
    states = {state(now), InvitationState.IN_PROGRESS} if is_reopened else {state(now)}
    is_to_tell = what is AuditAction.CORRECTED_EMAIL and invitation.cancelled is not None
    return bool(states & MAY[what]) and (invitation.withdrawn is None or is_to_tell)


def is_of_use(invitation: Invitation, time: ClinicTime) -> bool:
    """Whether a message that asks for answers may go: not once they are there, and not after the
    visit, the end of the link or its withdrawal."""
    is_over = not invitation.is_recheck and time.is_past(invitation.visit)
    return not is_over and may_be_done(AuditAction.REMINDED, invitation, time.now)
