"""Where a link stands, in words for the front desk: nothing of what was answered."""

from collections.abc import Mapping
from datetime import datetime

from clinic.links.filters import STATES
from clinic.visits.standing import MOST_TRIES
from records.invitations import Invitation, State

LOCKED = "Closed: the year of birth was wrong five times"
NOT_ME = "Closed: whoever opened it said “This is not me”"


def state_words(one: Invitation, now: datetime, titles: Mapping[str, str]) -> str:
    """Where it stands now, with the section come to (by its title in `titles`) and who read it."""
    state, title = one.state(now), titles.get(one.section or "")
    if state is State.WITHDRAWN and one.is_not_me:
        return NOT_ME
    if state is State.WITHDRAWN and one.tries >= MOST_TRIES:
        return LOCKED
    if state is State.IN_PROGRESS and title:
        return f"{STATES[state]}: {title}"
    words = f"Read by {one.reader}" if state is State.READ else STATES[state]
    if one.reopened and one.takes_answers(now):
        return f"{words}. Reopened for a correction{f': {title}' if title else ''}"
    return words
