"""What each role at a clinic may do: the one table that every staff page and action asks."""

from collections.abc import Iterable
from enum import StrEnum

from records.people.staff import Person


class Role(StrEnum):
    """What somebody does at the clinic. One person may have several."""

    PHYSIOTHERAPIST = "physiotherapist"
    FRONT_DESK = "front desk"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """Something that a staff page shows or does."""

    SEE_ANSWERS = "see answers"
    """Answers, warnings, notes: whatever says something about a person's health."""
    ACT_ON_ANSWERS = "act on answers"
    """Acknowledge, note, reopen, set a state, say whether the causes fit."""
    EXPORT = "export"
    ERASE = "erase a person"
    SEE_TODAY = "see today"
    """Appointments, and that a warning waits: never what it says or how urgent it is."""
    MAKE_LINKS = "make links"
    SEE_REQUESTS = "see requests"
    SEE_AGREEMENT = "see agreement"
    READ_RULES = "read the rulebook"
    MANAGE_PEOPLE = "manage people"
    SEE_SETTINGS = "see settings"
    SEE_AUDIT = "see the audit"
    SEE_USE = "see use"
    """How many people reached each page, and nobody of them."""
    INVITE = "invite runners"
    """By a poster, or a button on the clinic's own site."""
    MANAGE_TOKENS = "manage tokens"
    """What other programs of the clinic may read."""
    MANAGE_KIOSKS = "manage kiosks"
    SEE_CALLS = "see calls from kiosks"
    """Which kiosk, and nothing about anybody's health; and what somebody there wants printed."""
    OWN_ACCOUNT = "own account"


MAY: dict[Role, frozenset[Action]] = {
    Role.PHYSIOTHERAPIST: frozenset(
        {
            Action.SEE_ANSWERS,
            Action.ACT_ON_ANSWERS,
            Action.EXPORT,
            Action.ERASE,
            Action.SEE_TODAY,
            Action.MAKE_LINKS,
            Action.SEE_REQUESTS,
            Action.SEE_AGREEMENT,
            Action.READ_RULES,
            Action.SEE_CALLS,
            Action.INVITE,
            Action.OWN_ACCOUNT,
        }
    ),
    Role.FRONT_DESK: frozenset(
        {
            Action.SEE_TODAY,
            Action.MAKE_LINKS,
            Action.SEE_REQUESTS,
            Action.SEE_CALLS,
            Action.INVITE,
            Action.OWN_ACCOUNT,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Action.SEE_AGREEMENT,
            Action.READ_RULES,
            Action.MANAGE_PEOPLE,
            Action.SEE_SETTINGS,
            Action.SEE_AUDIT,
            Action.SEE_USE,
            Action.MANAGE_TOKENS,
            Action.MANAGE_KIOSKS,
            Action.SEE_CALLS,
            Action.INVITE,
            Action.OWN_ACCOUNT,
        }
    ),
}


def may(roles: Iterable[str], action: Action) -> bool:
    """Whether any of these roles allows it."""
    return any(action in MAY[Role(role)] for role in roles)


def is_physiotherapist(person: Person) -> bool:
    """Whether somebody works here as one."""
    return person.gone is None and Role.PHYSIOTHERAPIST in person.roles
