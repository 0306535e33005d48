"""What a patient meets at a link: which of its pages are open, or why none is."""

from datetime import datetime, timedelta
from enum import StrEnum

from records.invitations import Invitation

MOST_TRIES = 5
TAKES_MINUTES = 8  # 27 pages of about 15 s, what to agree to, and words of one's own
SENT_STAYS = timedelta(days=14)  # after the end: tips are for the weeks after a visit, too


class Standing(StrEnum):
    """Where one browser stands with an invitation, at one moment."""

    NEW = "new"
    """Opened by nobody who said yes, this is me."""
    UNPROVED = "unproved"
    """The clinic's check question was not answered in this browser."""
    UNAGREED = "not agreed"
    ANSWERING = "answering"
    SENT = "sent"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NOT_ME = "not me"
    CHECK_FAILED = "check failed"
    REPLACED = "replaced"
    UNREADABLE = "unreadable"
    """The key that sealed the invitation is gone."""
    CLOSED = "clinic closed"
    """The clinic takes no answers by link."""


def standing_of(
    invitation: Invitation, *, is_taking: bool, is_replaced: bool, is_proved: bool, now: datetime
) -> Standing:
    """Where a browser stands that came by a link, replaced or not, and proved itself or not."""
    if ended := _ended(invitation, is_taking, is_replaced, now):
        return ended
    if not invitation.opened:
        return Standing.NEW
    if invitation.birth_year and not is_proved:
        return Standing.UNPROVED
    if invitation.submitted and not invitation.takes_answers(now):
        return Standing.SENT
    return Standing.ANSWERING if invitation.agreed else Standing.UNAGREED


def _ended(
    invitation: Invitation, is_taking: bool, is_replaced: bool, now: datetime
) -> Standing | None:
    if not is_taking:
        return Standing.CLOSED
    if is_replaced:
        return Standing.REPLACED
    if invitation.withdrawn:
        return _withdrawn(invitation)
    if invitation.reference is None:
        return Standing.UNREADABLE
    return Standing.EXPIRED if now >= shown_until(invitation) else None


def _withdrawn(invitation: Invitation) -> Standing:
    if invitation.is_not_me:
        return Standing.NOT_ME
    return Standing.CHECK_FAILED if invitation.tries >= MOST_TRIES else Standing.WITHDRAWN


def shown_until(invitation: Invitation) -> datetime:
    """Until when a link shows anything: what was sent stays for a while."""
    return invitation.ends + (SENT_STAYS if invitation.submitted else timedelta(0))
