"""Where a link stands, in words for the front desk: nothing of what was answered."""

from collections.abc import Mapping
from datetime import datetime

from pre_visit.link_status import MOST_TRIES
from records.answers.invitations import Invitation, InvitationState
from settings.times import visit_short
from staff.links.filters import STATES

LOCKED = "Closed: the year of birth was wrong five times"
NOT_ME = "Closed: it reached the wrong person"


def as_title(one: Invitation) -> str:
    """What a page about it is called, such as "DEMO-01, 28 Nov 09:30"."""
    what = "recheck " if one.is_recheck else ""
    return f"{one.reference or 'Reference cannot be read'}, {what}{visit_short(one.visit)}"


def state_words(one: Invitation, now: datetime, titles: Mapping[str, str]) -> str:
    """Where it stands now, with the section come to (by its title in `titles`) and who read it."""
    state, title = one.state(now), titles.get(one.section or "")
    if state is InvitationState.WITHDRAWN:
        return _closed(one)
    if state is InvitationState.IN_PROGRESS and title:
        return f"{STATES[state]}: {title}"
    words = f"Read by {one.reader}" if state is InvitationState.READ else STATES[state]
    if one.withdrawn:
        return f"{words}. {_closed(one)}"
    if one.reopened and one.takes_answers(now):
        return f"{words}. Reopened for a correction{f': {title}' if title else ''}"
    return words


def _closed(one: Invitation) -> str:
    """Why a link opens nothing any more."""
    if one.is_not_me:
        return NOT_ME
    return LOCKED if one.tries >= MOST_TRIES else STATES[InvitationState.WITHDRAWN]
