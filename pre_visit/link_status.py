"""What a patient meets at a link: which of its pages are open, or why none is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from records.answers.invitations import Invitation
from records.answers.responses import Response

MOST_TRIES = 5
SENT_STAYS = timedelta(days=14)  # after the end: tips are for the weeks after a visit, too


class LinkStatus(StrEnum):
    """What a browser may do with an invitation now."""

    NEW = "new"
    """Opened by nobody who said yes, this is me."""
    UNPROVED = "unproved"
    """The clinic's check question was not answered in this browser."""
    UNAGREED = "not agreed"
    BEGUN_ELSEWHERE = "begun elsewhere"
    """Somebody gave answers in another browser. They are not for whoever is at this one."""
    SENT_ELSEWHERE = "sent elsewhere"
    """The same, and they were sent."""
    ANSWERING = "answering"
    SENT = "sent"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NOT_ME = "not me"
    CHECK_FAILED = "check failed"
    REPLACED = "replaced"
    UNREADABLE = "unreadable"
    """The key of the invitation is gone."""
    CLOSED = "clinic closed"
    """The clinic takes no answers by link."""


@dataclass(frozen=True, slots=True)
class Browser:
    """What is known of one browser that came by a link."""

    is_replaced: bool
    """A newer link was given out instead of its own."""
    is_proved: bool
    """The check question was answered there."""
    is_known: bool
    """Somebody agreed there to answer, or gave the word of somebody who had."""
    response: Response | None
    """The latest submission of theirs."""


def link_status_of(
    invitation: Invitation, browser: Browser, *, is_taking: bool, now: datetime
) -> LinkStatus:
    """Where a browser stands with an invitation."""
    if ended := _ended(invitation, browser, is_taking, now):
        return ended
    if not invitation.opened:
        return LinkStatus.NEW
    if invitation.birth_year and not browser.is_proved:
        return LinkStatus.UNPROVED
    if not browser.is_known:
        return _of_stranger(invitation, now)
    if browser.response and browser.response.submitted:
        return LinkStatus.SENT
    return LinkStatus.ANSWERING if now < invitation.ends else LinkStatus.EXPIRED


def _of_stranger(invitation: Invitation, now: datetime) -> LinkStatus:
    if invitation.submitted and not invitation.takes_answers(now):
        return LinkStatus.SENT_ELSEWHERE
    return LinkStatus.BEGUN_ELSEWHERE if invitation.started else LinkStatus.UNAGREED


def _ended(
    invitation: Invitation, browser: Browser, is_taking: bool, now: datetime
) -> LinkStatus | None:
    if not is_taking:
        return LinkStatus.CLOSED
    if browser.is_replaced:
        return LinkStatus.REPLACED
    # Whoever says "not me" closes the link, and takes no answers from those who gave some.
    if invitation.withdrawn and not (invitation.is_not_me and browser.is_known):
        return _withdrawn(invitation)
    if invitation.reference is None:
        return LinkStatus.UNREADABLE
    return LinkStatus.EXPIRED if now >= shown_until(invitation) else None


def _withdrawn(invitation: Invitation) -> LinkStatus:
    if invitation.is_not_me:
        return LinkStatus.NOT_ME
    return LinkStatus.CHECK_FAILED if invitation.tries >= MOST_TRIES else LinkStatus.WITHDRAWN


def shown_until(invitation: Invitation) -> datetime:
    """Until when a link shows anything: what was sent stays for a while."""
    return invitation.ends + (SENT_STAYS if invitation.submitted else timedelta(0))
