"""What staff do about answers that came in, each put into the audit with what it changes."""

from collections.abc import Collection
from datetime import timedelta

from records.answers import agreement, invitations, notes, responses, warnings
from records.answers.invitations import Invitation
from records.answers.responses import Response, ReviewState
from records.answers.warnings import RaisedWarning
from records.engine.timestamps import to_iso
from records.people.audit import AuditAction, of_visit
from services import here, services
from staff.auditing import audited_by_staff
from staff.patients.warnings import sender_of

CORRECTING_LASTS = timedelta(days=7)


class NotPossible(Exception):
    """It cannot be done as things stand; the words say why, and what to do instead."""


class StillWaits(NotPossible):
    """A warning waits for somebody to acknowledge it."""


def acknowledge(
    invitation: Invitation, sender: str, seen: Collection[int], done: str
) -> list[RaisedWarning]:
    """Acknowledge the sender's warnings that were seen; those that somebody was first to.

    Whoever says the same again pressed a button twice.
    """
    db, by = here().db, here().staff
    with db.transaction():
        known = _seen_of(invitation, sender, seen)
        new = [one for one in known if one.acknowledged is None]
        if new:
            with audited_by_staff(AuditAction.ACKNOWLEDGED, of_visit(invitation.name)):
                for one in new:
                    warnings.acknowledge(
                        db, services().encryption, one, by=by.id, done=done, now=here().now
                    )
        said = (by.name, done)
        return [one for one in known if one not in new and (one.by, one.done) != said]


def note_not_reached(
    invitation: Invitation, sender: str, seen: Collection[int], tried: str
) -> None:
    """Put a note beside the answers that somebody could not be reached; the warning waits on.

    The same within a minute is a button pressed twice.
    """
    with here().db.transaction():
        known = _seen_of(invitation, sender, seen)
        for response in {one.response for one in known if one.acknowledged is None}:
            once = f"not reached {here().now:%Y-%m-%dT%H:%M}"
            add_note_once(invitation, response, tried, once, AuditAction.LEFT_MESSAGE)


def add_note_once(
    invitation: Invitation,
    response: int,
    text: str,
    once: str,
    action: AuditAction = AuditAction.CHANGED,
) -> None:
    """Put a note beside a submission; none where the same with the same `once` is there."""
    db, by = here().db, here().staff.id
    with db.transaction():
        if notes.is_there(db, response, by=by, text=text, once=once):
            return
        with audited_by_staff(action, of_visit(invitation.name)):
            encryption, now = services().encryption, here().now
            notes.add(db, encryption, response, by=by, text=text, once=once, now=now)


def _seen_of(invitation: Invitation, sender: str, seen: Collection[int]) -> list[RaisedWarning]:
    found = warnings.of_visit(here().db, services().encryption, invitation.id)
    return [one for one in found if one.id in seen and sender_of(one) == sender]


def say_whether_needed(invitation: Invitation, warning: int, needed: bool) -> None:
    """Keep whether a warning proved needed, and count it in place of an earlier word."""
    db, encryption = here().db, services().encryption
    with db.transaction():
        for one in warnings.of_visit(db, encryption, invitation.id):
            is_open = one.acknowledged and not one.is_wrong_person
            if one.id == warning and is_open and one.was_needed is not needed:
                with audited_by_staff(AuditAction.CHANGED, of_visit(invitation.name)):
                    _count(one, needed)
                    warnings.say_whether_needed(db, encryption, one, needed, here().now)


def _count(warning: RaisedWarning, needed: bool) -> None:
    for sign in warning.told.get("signs", ()):
        rule = f"sign:{sign['id']}"
        if warning.was_needed is not None:
            agreement.count(here().db, rule, agreement.NEEDED[warning.was_needed], -1)
        agreement.count(here().db, rule, agreement.NEEDED[needed])


def set_state(invitation: Invitation, state: ReviewState, shown: int | None) -> None:
    """Say who acts next. Raises StillWaits and NotPossible.

    `shown`: the submission on the page where it was said, which must be the newest still.
    """
    db = here().db
    with db.transaction():
        submissions = responses.submissions(db, services().encryption, invitation.id)
        received = next((one for one in submissions if one.received and not one.wrong_person), None)
        if received is None:
            raise NotPossible("The patient has not sent anything yet.")
        is_newer = shown not in (None, received.id)
        if is_newer or (state is ReviewState.READ and _was_sent_since(received)):
            raise NotPossible("New answers came in after that page was opened. Read them first.")
        if state is ReviewState.CLOSED and any(one.waiting for one in submissions):
            raise StillWaits("Say first what was done about the warning.")
        with audited_by_staff(AuditAction.CHANGED, of_visit(invitation.name)):
            responses.set_state(db, received, state)


def _was_sent_since(received: Response) -> bool:
    """Whether nobody has opened what was sent: what was marked before was the stop."""
    return received.submitted is not None and received.state is ReviewState.NEW


def reopen(invitation: Invitation, shown: int | None) -> None:
    """Let the patient correct what they sent, by the same link. Raises NotPossible.

    `shown`: the submission on the sheet where it was said; else whichever was sent last.
    The link works for a week from now, or until its end if that is later. What was reopened
    before stays so.
    """
    db, now = here().db, here().now
    with db.transaction():
        submissions = responses.submissions(db, services().encryption, invitation.id)
        sent = (one for one in submissions if one.submitted and not one.wrong_person)
        response = next((one for one in sent if shown in (None, one.id)), None)
        if invitation.withdrawn:
            raise NotPossible("The link is closed. Make a new one for this patient.")
        if response is None:
            raise NotPossible("Nothing was sent, so the patient can still change every answer.")
        with audited_by_staff(AuditAction.REOPENED, of_visit(invitation.name)):
            responses.reopen(db, services().encryption, response, now)
            ends = max(invitation.ends, now + CORRECTING_LASTS)
            invitations.change(db, invitation, ends=to_iso(ends))
