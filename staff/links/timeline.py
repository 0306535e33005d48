"""What became of a link, in words and in order. Nothing of what was answered is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pre_visit.link_status import MOST_TRIES
from records.answers.invitations import Invitation
from records.answers.link_history import LinkAction, Submission
from records.people.audit import AuditAction
from staff.appointment_state import LOCKED

STAFF = {
    AuditAction.RESCHEDULED: "Moved to another time by {who}",
    AuditAction.REASSIGNED: "Given to another physiotherapist by {who}",
    AuditAction.CHANGED_END: "End of the link changed by {who}",
    AuditAction.CORRECTED_EMAIL: "Email corrected by {who}",
    AuditAction.CORRECTED_PHONE: "Phone number corrected by {who}",
    AuditAction.WITHDREW: "Withdrawn by {who}",
    AuditAction.REPLACED: "Replaced by {who}: earlier links no longer work",
    AuditAction.MAILED: "Put in the outbox for the patient by {who}",
    AuditAction.CANCELLED: "Appointment cancelled by {who}",
    AuditAction.SENT_BY_HAND: "Given to the patient by {who}",
}
SENT = (AuditAction.MAILED, AuditAction.SENT_BY_HAND)
BEGUN_ANEW = "Started again in another browser or at a kiosk"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, and when."""

    at: datetime
    words: str


def timeline(
    invitation: Invitation,
    maker: str,
    steps: Sequence[LinkAction],
    submissions: Sequence[Submission],
    titles: Mapping[str, str],
    *,
    is_veiled: bool = False,
) -> list[Event]:
    """All that happened, the first first. `titles`: of the sections of questions.

    `is_veiled`: of answers only that they came, whether or not they stopped at a warning sign.
    """
    events = [Event(invitation.made, f"Made by {maker}")]
    events += [Event(step.at, _of_staff(step, steps, invitation)) for step in steps]
    events += _of_patient(invitation)
    cleared = invitation.withdrawn if invitation.is_not_me else None  # no answer was saved then
    for place, one in enumerate(submissions):
        found = _of_submission(one, submissions[:place], titles)
        found = _that_it_came(one) if is_veiled else found
        events += [event for event in found if event.at != cleared]
    return sorted(events, key=lambda event: event.at)


def _of_staff(step: LinkAction, steps: Sequence[LinkAction], invitation: Invitation) -> str:
    """What somebody did; of a reminder, or of a link made to be sent, whether it went."""
    if step.action is not AuditAction.REMINDED:
        return STAFF[step.action].format(who=step.actor)
    sent = [one.at for one in steps if one.action in SENT]
    heard = [at for at in (invitation.sent, invitation.opened, invitation.changed) if at]
    is_first = not any(at < step.at for at in (*sent, *heard))
    went = any(at >= step.at for at in (*sent, *heard))
    if went:
        return f"Link made by {step.actor}" if is_first else f"Reminder by {step.actor}"
    return f"{'Link' if is_first else 'Reminder'} made by {step.actor}, not sent yet"


def _of_patient(invitation: Invitation) -> Iterator[Event]:
    if invitation.opened:
        yield Event(invitation.opened, "Opened")
    if invitation.agreed:
        yield Event(invitation.agreed, "Agreed to answer")
    if invitation.is_not_me and invitation.withdrawn:
        yield Event(
            invitation.withdrawn,
            "Reached the wrong person: whoever opened it said “This is not me”",
        )
    elif invitation.withdrawn and invitation.tries >= MOST_TRIES:
        yield Event(invitation.withdrawn, LOCKED)


def _that_it_came(one: Submission) -> Iterator[Event]:
    if one.received:
        yield Event(one.received, "Answers came")


def _of_submission(
    one: Submission, earlier: Sequence[Submission], titles: Mapping[str, str]
) -> Iterator[Event]:
    again = any(before.submitted and before.answerer == one.answerer for before in earlier)
    begun = BEGUN_ANEW if earlier else "First answers saved"
    yield Event(one.started, "Reopened for a correction" if again else begun)
    if one.submitted:
        yield Event(one.submitted, "Answered again" if again else "Answered")
    elif one.changed != one.started:
        section = titles.get(one.section)
        come_to = f" in “{section}”" if section else ""
        yield Event(one.changed, f"Last answers saved{come_to}")
    if one.read:
        yield Event(one.read, f"Read by {one.reader}")
    if one.correction:
        yield Event(one.correction, "The patient asked to correct something")
