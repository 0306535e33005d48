"""An appointment that changes: moved, given to a colleague, cancelled, or its patient reached
elsewhere. Link, reminders and rechecks follow."""

from dataclasses import replace
from datetime import date

from records.answers import contact, invitations, links, outbox
from records.answers.following import Following
from records.answers.invitations import Invitation
from records.answers.outbox import OutboxKind
from records.engine.timestamps import to_iso
from records.people.audit import AuditAction
from staff.links.issued import IssuedLink
from staff.links.issuing import LinkIssuer
from staff.links.letters import LetterKind
from staff.links.lifetime import end_after_move
from staff.links.possible import may_be_done


def reschedule(
    issuer: LinkIssuer, invitation: Invitation, visit: str, physiotherapist: int
) -> OutboxKind | None:
    """Another time of the visit, or another colleague; link and reminders follow.

    Whoever had a message about the visit has one about the change: how it goes, None where
    nothing does.
    """
    with issuer.db.transaction():
        found = issuer.if_it_may(AuditAction.RESCHEDULED, invitation)
        if found is None:
            return None
        if visit != found.visit:
            zone = issuer.writer.zone
            ends = end_after_move(found.ends, found.visit, visit, zone, issuer.now)
            with issuer.noting(AuditAction.RESCHEDULED, found.name):
                invitations.change(issuer.db, found, visit=visit, ends=to_iso(ends))
            later = date.fromisoformat(visit[:10]) - date.fromisoformat(found.visit[:10])
            if later and not found.is_recheck:
                following(issuer).move(found, later, zone)
        if physiotherapist != found.physiotherapist:
            with issuer.noting(AuditAction.REASSIGNED, found.name):
                invitations.change(issuer.db, found, physiotherapist=physiotherapist)
        moved = issuer.as_it_stands(invitation)
        if moved == found or not tells_of_change(issuer, found):
            return None
        with issuer.noting(AuditAction.GAVE_AGAIN, found.name):
            outbox.drop(issuer.db, found.id)
            token = links.add(issuer.db, found.id, now=issuer.now)
            return issuer.deliver(issuer.issue(moved, token, LetterKind.MOVED)).channel


def tells_of_change(issuer: LinkIssuer, invitation: Invitation) -> OutboxKind | None:
    """How a patient hears of another time by itself: who had no message has none of that."""
    is_told = invitation.sent and not invitation.is_recheck
    return issuer.channel_to(invitation) if is_told else None


def cancel(issuer: LinkIssuer, invitation: Invitation) -> OutboxKind | None:
    """Call an appointment off and close its link; how the patient is told, None for not."""
    with issuer.db.transaction():
        found = issuer.if_it_may(AuditAction.CANCELLED, invitation)
        if found is None:
            return None
        with issuer.noting(AuditAction.CANCELLED, found.name):
            at = to_iso(issuer.now)
            invitations.change(issuer.db, found, cancelled=at, withdrawn=at)
            outbox.drop(issuer.db, found.id)
        following(issuer).withdraw(found)
        return _tell(issuer, issuer.as_it_stands(found)).channel


def _tell(issuer: LinkIssuer, invitation: Invitation) -> IssuedLink:
    """Send `about_change` where it can go by itself."""
    given, channel = about_change(issuer, invitation), issuer.channel_to(invitation)
    if channel:
        with issuer.noting(AuditAction.MAILED, invitation.name):
            issuer.post(invitation, channel, given.letter)
    return replace(given, channel=channel)


def about_change(issuer: LinkIssuer, invitation: Invitation) -> IssuedLink:
    """What tells a patient that an appointment was moved or cancelled; without a link."""
    kind = LetterKind.CANCELLED if invitation.cancelled else LetterKind.MOVED
    return IssuedLink(invitation, "", issuer.writer.write(kind, invitation))


def correct_contact(
    issuer: LinkIssuer, invitation: Invitation, email: str, phone: str
) -> IssuedLink | None:
    """Reach the patient there from now on, "" for not at all.

    What waits to go elsewhere does not go, and the link is to be sent again. Who is not to have a
    link any more is told there what waited about a change, as it is returned.
    """
    with issuer.db.transaction():
        found = issuer.if_it_may(AuditAction.CHANGED, invitation)
        if found is None or (email, phone) == (found.email, found.phone):
            return None
        is_to_tell = False
        with issuer.noting(AuditAction.CHANGED, found.name):
            contact.correct(issuer.db, issuer.encryption, found, email, phone, issuer.now)
            now, waits = issuer.as_it_stands(found), outbox.waits_for(issuer.db, found.id)
            if waits and issuer.goes_to(found) != issuer.goes_to(now):
                outbox.drop_asking(issuer.db, issuer.encryption, found.id)
                tells = outbox.waits_for(issuer.db, found.id)
                is_to_tell = bool(tells) and not may_be_done(AuditAction.REMINDED, now, issuer.now)
                outbox.drop(issuer.db, found.id)
                if not is_to_tell:
                    invitations.change(issuer.db, found, sent=None)
        following(issuer).correct_contact(found, email, phone)
        return _tell(issuer, now) if is_to_tell else None


def following(issuer: LinkIssuer) -> Following:
    """What is done to the rechecks of an appointment, by the same person."""
    return Following(issuer.db, issuer.encryption, issuer.actor, issuer.now)
