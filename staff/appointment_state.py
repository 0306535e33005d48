"""Where an appointment stands, in words: one for Today, for links and for patients."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pre_visit.link_status import MOST_TRIES
from records.answers.invitations import Invitation, InvitationState
from records.answers.responses import ReviewState
from records.people import audit
from records.people.audit import AuditAction, AuditEntry
from services import here, services
from staff.accounts.roles import Action, may

STATES = {
    InvitationState.NOT_SENT: "Not sent",
    InvitationState.SENT: "Link sent",
    InvitationState.OPENED: "Opened",
    InvitationState.IN_PROGRESS: "In progress",
    InvitationState.SUBMITTED: "Answered",
    InvitationState.READ: "Read",
    InvitationState.WARNING: "Unreviewed warning",
    InvitationState.EXPIRED: "Expired",
    InvitationState.WITHDRAWN: "Withdrawn",
}
NEEDS_A_PHYSIOTHERAPIST = "Needs a physiotherapist now"
"""What somebody reads of a warning who may know nothing about health."""
REVIEWED: Mapping[ReviewState | None, str] = {
    ReviewState.CONTACT: "To be contacted",
    ReviewState.CLOSED: "Done",
}
LOCKED = "Closed: the year of birth was wrong five times"
CANCELLED = "Appointment cancelled"
NOT_ME = "Closed: it reached the wrong person"


def state_shown(one: Invitation) -> str:
    """Where it stands, as whoever is signed in may know it."""
    return state_words(one, here().now, titles(), sees_answers=sees_answers())


def sees_answers() -> bool:
    """Whether whoever is signed in may know of somebody's health."""
    return may(here().staff.roles, Action.SEE_ANSWERS)


def is_veiled(one: Invitation) -> bool:
    """Whether whoever is signed in may not know if the questions stopped at a warning sign, which
    only an urgent one does."""
    return one.was_warned and not sees_answers()


def message_left(one: Invitation) -> AuditEntry | None:
    """When a message was last left for a patient whose warning waits, and by whom."""
    return done_while_waiting([one], AuditAction.LEFT_MESSAGE).get(one.name)


def done_while_waiting(ones: Iterable[Invitation], action: AuditAction) -> dict[str, AuditEntry]:
    """When this was last done about each warning that waits, and by whom, by the invitation's
    name."""
    waiting = {audit.of_visit(one.name): one for one in ones if one.waiting_since}
    found = audit.last_of_each(here().db, action, waiting)
    return {
        one.name: found[subject]
        for subject, one in waiting.items()
        if subject in found and one.waiting_since and found[subject].at >= one.waiting_since
    }


def titles() -> dict[str, str]:
    """The titles of the sections of questions; none for who may not know where somebody stopped.

    Whoever stays in the safety check may have been stopped there.
    """
    if not sees_answers():
        return {}
    return {section.id: section.title for section in services().questionnaire.sections}


def state_words(
    one: Invitation, now: datetime, titles: Mapping[str, str], *, sees_answers: bool
) -> str:
    """Where it stands now, with the section come to (by its title in `titles`) and who read it."""
    state = one.state(now, at_desk=not sees_answers)
    title = titles.get(one.section or "")
    if state is InvitationState.WARNING:
        words = STATES[state] if sees_answers else NEEDS_A_PHYSIOTHERAPIST
        return f"{words}. {_closed(one)}" if one.withdrawn else words
    if state is InvitationState.WITHDRAWN:
        return _closed(one)
    if state is InvitationState.IN_PROGRESS and title:
        return f"{STATES[state]}: {title}"
    words = STATES[state]
    if state is InvitationState.SENT and one.mail_tries is not None and not one.reminded:
        words = "Tried, not taken yet" if one.mail_tries else "On its way"
    if state is InvitationState.READ:
        words = _of_read(one, sees_answers)
    if one.withdrawn:
        return f"{words}. {_closed(one)}"
    is_told = sees_answers or not one.was_warned
    if is_told and one.reopened and one.takes_answers(now):
        return f"{words}. Reopened for a correction{f': {title}' if title else ''}"
    return words


def _of_read(one: Invitation, sees_answers: bool) -> str:
    """What is to be done next about answers that were read; for others, who read them."""
    if sees_answers and one.review_state in REVIEWED:
        return REVIEWED[one.review_state]
    is_told = one.reader and (sees_answers or not one.was_warned)
    return f"Read by {one.reader}" if is_told else STATES[InvitationState.READ]


def _closed(one: Invitation) -> str:
    """Why a link opens nothing any more."""
    if one.cancelled:
        return CANCELLED
    if one.is_not_me:
        return NOT_ME
    return LOCKED if one.tries >= MOST_TRIES else STATES[InvitationState.WITHDRAWN]
