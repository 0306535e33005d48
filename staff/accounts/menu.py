"""The pages of the staff side, in the order that the navigation shows them."""

from collections.abc import Iterable

from staff.accounts.roles import Action, may

PAGES = {
    "/clinic/patients": ("Patients", Action.SEE_ANSWERS),
    "/clinic/requests": ("Requests", Action.SEE_REQUESTS),
    "/clinic/links": ("Links", Action.MAKE_LINKS),
    "/clinic/agreement": ("Agreement", Action.SEE_AGREEMENT),
    "/clinic/rulebook": ("Rulebook", Action.READ_RULES),
    "/clinic/calls": ("Calls", Action.SEE_CALLS),
    "/clinic/kiosks": ("Kiosks", Action.MANAGE_KIOSKS),
    "/clinic/poster": ("Poster", Action.INVITE),
    "/clinic/people": ("People", Action.MANAGE_PEOPLE),
    "/clinic/use": ("Use", Action.SEE_USE),
    "/clinic/settings": ("Settings", Action.SEE_SETTINGS),
    "/clinic/audit": ("Audit", Action.SEE_AUDIT),
    "/clinic/account": ("Account", Action.OWN_ACCOUNT),
}


def menu_for(roles: Iterable[str]) -> list[tuple[str, str]]:
    """Address and name of each page that these roles may open."""
    given = tuple(roles)
    return [(address, name) for address, (name, action) in PAGES.items() if may(given, action)]
