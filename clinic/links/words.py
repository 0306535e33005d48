"""Where a link stands, in words for the front desk: nothing of what was answered."""

from collections.abc import Mapping

from clinic.links.filters import STATES
from clinic.visits.standing import MOST_TRIES
from records.invitation_list import Listed
from records.invitations import Invitation, State

LOCKED = "Closed: the year of birth was wrong five times"
NOT_ME = "Closed: whoever opened it said “This is not me”"


def state_words(
    one: Invitation, state: State, titles: Mapping[str, str], *, is_reopened: bool = False
) -> str:
    """A state, with the section come to (by its title in `titles`) or who read the answers."""
    if state is State.WITHDRAWN and one.is_not_me:
        return NOT_ME
    if state is State.WITHDRAWN and one.tries >= MOST_TRIES:
        return LOCKED
    if state is State.READ:
        return f"Read by {one.reader}"
    if state is State.IN_PROGRESS:
        begun = "Reopened for a correction" if is_reopened else STATES[state]
        title = titles.get(one.section or "")
        return f"{begun}: {title}" if title else begun
    return STATES[state]


def listed_words(listed: Listed, titles: Mapping[str, str]) -> str:
    """The same for a line of the list."""
    return state_words(listed.invitation, listed.state, titles, is_reopened=listed.is_reopened)
