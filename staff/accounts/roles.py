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


PHYSIOTHERAPISTS = frozenset({Role.PHYSIOTHERAPIST})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
WITH_PATIENTS = frozenset({Role.PHYSIOTHERAPIST, Role.FRONT_DESK})
EVERYBODY = frozenset(Role)
WHO_MAY: dict[Action, frozenset[Role]] = {
    Action.SEE_ANSWERS: PHYSIOTHERAPISTS,
    Action.ACT_ON_ANSWERS: PHYSIOTHERAPISTS,
    Action.EXPORT: PHYSIOTHERAPISTS,
    Action.ERASE: PHYSIOTHERAPISTS,
    Action.SEE_TODAY: WITH_PATIENTS,
    Action.MAKE_LINKS: WITH_PATIENTS,
    Action.SEE_REQUESTS: WITH_PATIENTS,
    Action.SEE_AGREEMENT: PHYSIOTHERAPISTS | ADMINISTRATORS,
    Action.READ_RULES: PHYSIOTHERAPISTS | ADMINISTRATORS,
    Action.MANAGE_PEOPLE: ADMINISTRATORS,
    Action.SEE_SETTINGS: ADMINISTRATORS,
    Action.SEE_AUDIT: ADMINISTRATORS,
    Action.SEE_USE: ADMINISTRATORS,
    Action.INVITE: EVERYBODY,
    Action.MANAGE_TOKENS: ADMINISTRATORS,
    Action.MANAGE_KIOSKS: ADMINISTRATORS,
    Action.SEE_CALLS: EVERYBODY,
    Action.OWN_ACCOUNT: EVERYBODY,
}


def may(roles: Iterable[str], action: Action) -> bool:
    """Whether any of these roles allows it."""
    return not WHO_MAY[action].isdisjoint(roles)


def is_physiotherapist(person: Person) -> bool:
    """Whether somebody works here as one."""
    return person.gone is None and Role.PHYSIOTHERAPIST in person.roles
