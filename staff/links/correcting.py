"""Where a patient is reached, put right, and what that means for messages that went or wait."""

from contextlib import ExitStack
from dataclasses import dataclass

from records.answers import contact, invitations, outbox
from records.answers.invitations import Invitation
from records.answers.outbox import OutboxKind
from records.people.audit import AuditAction
from staff.links.issuing import LinkIssuer
from staff.links.possible import may_be_done


@dataclass(frozen=True, slots=True)
class Correction:
    """What it means for messages that a patient is reached elsewhere from now on."""

    channel: OutboxKind | None = None
    """How what was waiting goes there; None where nothing was, or it cannot go."""
    is_dropped: bool = False
    """Whether what was waiting goes nowhere any more, and is left to tell by hand."""
    has_gone: bool = False
    """Whether a link that nobody has answered went where the patient was reached before."""


def correct_contact(
    issuer: LinkIssuer, invitation: Invitation, email: str, phone: str
) -> Correction:
    """Reach the patient there from now on, "" for not at all, also with what waits."""
    with issuer.db.transaction(), ExitStack() as entries:
        found = issuer.if_it_may(AuditAction.CORRECTED_EMAIL, invitation)
        if found is None or (email, phone) == (found.email, found.phone):
            return Correction()
        waits = outbox.waits_for(issuer.db, found.id)
        has_gone = _has_gone_elsewhere(issuer, found, email, phone, waits)
        if email != found.email:
            entries.enter_context(issuer.audited(AuditAction.CORRECTED_EMAIL, found.name))
        if phone != found.phone:
            entries.enter_context(issuer.audited(AuditAction.CORRECTED_PHONE, found.name))
        contact.correct(issuer.db, issuer.encryption, found, email, phone, issuer.now)
        now = issuer.as_it_stands(found)
        channel, to = issuer.channel_to(now), issuer.goes_to(now)
        if channel and to != issuer.goes_to(found):
            outbox.redirect(issuer.db, issuer.encryption, found.id, channel, to, issuer.now)
        elif waits and not channel:
            outbox.drop_asking(issuer.db, issuer.encryption, found.id)
            waits = outbox.waits_for(issuer.db, found.id)
            outbox.drop(issuer.db, found.id)
            invitations.change(issuer.db, found, sent=None)
        issuer.rechecks.correct_contact(found, email, phone)
        return Correction(channel if waits else None, bool(waits and not channel), has_gone)


def _has_gone_elsewhere(
    issuer: LinkIssuer, found: Invitation, email: str, phone: str, waits: int
) -> bool:
    """Whether a link that nobody has answered went to an address that is another now.

    By hand it went to the mail's.
    """
    if found.started or not may_be_done(AuditAction.REPLACED, found, issuer.now):
        return False
    is_texted = issuer.channel_to(found) is OutboxKind.SMS
    before, after = (found.phone, phone) if is_texted else (found.email, email)
    has_gone = found.sent and (found.reminded or not waits)
    is_lost = outbox.gave_up(issuer.db, found.id)
    return bool(has_gone and not is_lost and before and before != after)
