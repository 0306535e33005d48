"""The pages of the staff side, in the order that the navigation shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from records.answers import appointment_requests, warnings
from records.answers.awaiting import to_remind
from services import here
from staff.accounts.roles import Action, may


@dataclass(frozen=True, slots=True)
class MenuPage:
    """A page that the menu leads to."""

    address: str
    name: str
    action: Action
    count: Callable[[], int] | None = None
    """How many there are of what the page is opened for."""
    one: str = ""
    """What they are, in words: of one, of more."""
    more: str = ""


TODAY = "/clinic/today"
DAILY = (
    MenuPage(
        TODAY,
        "Today",
        Action.SEE_TODAY,
        lambda: warnings.how_many_wait(here().db),
        "needs a physiotherapist",
        "need a physiotherapist",
    ),
    MenuPage("/clinic/patients", "Patients", Action.SEE_ANSWERS),
    MenuPage(
        "/clinic/requests",
        "Requests",
        Action.SEE_REQUESTS,
        lambda: appointment_requests.how_many_new(here().db),
        "new request",
        "new requests",
    ),
    MenuPage(
        "/clinic/links",
        "Links",
        Action.MAKE_LINKS,
        lambda: len(to_remind(here().db, here().time)),
        "needs a reminder",
        "need a reminder",
    ),
)
"""What is opened all day."""
CLINIC = (
    MenuPage("/clinic/people", "People", Action.MANAGE_PEOPLE),
    MenuPage("/clinic/tokens", "Tokens", Action.MANAGE_TOKENS),
    MenuPage("/clinic/kiosks", "Kiosks", Action.MANAGE_KIOSKS),
    MenuPage("/clinic/calls", "Calls", Action.SEE_CALLS),
    MenuPage("/clinic/poster", "Poster", Action.INVITE),
    MenuPage("/clinic/agreement", "Agreement", Action.SEE_AGREEMENT),
    MenuPage("/clinic/rulebook", "Rulebook", Action.READ_RULES),
    MenuPage("/clinic/use", "Use", Action.SEE_USE),
    MenuPage("/clinic/settings", "Settings", Action.SEE_SETTINGS),
    MenuPage("/clinic/audit", "Audit", Action.SEE_AUDIT),
)
"""What is opened now and then."""
OWN = (MenuPage("/clinic/account", "Account", Action.OWN_ACCOUNT),)
"""What stands under a person's own name."""
PAGES = (*DAILY, *CLINIC, *OWN)


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A page as the menu shows it now."""

    address: str
    name: str
    number: int
    """How many wait there; 0 where nothing does."""
    words: str
    """What the number is of."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What somebody may open: all day, now and then, and of their own."""

    daily: tuple[MenuLine, ...]
    clinic: tuple[MenuLine, ...]
    own: tuple[MenuLine, ...]

    @property
    def waiting(self) -> int:
        """How many patients have warnings that nobody has reviewed; 0 for who may not know."""
        return sum(line.number for line in self.daily if line.address == TODAY)


def menu_for(roles: Iterable[str]) -> Menu:
    """The menu of somebody with these roles, with what waits now."""
    given = tuple(roles)
    return Menu(*(tuple(map(_line, allowed(part, given))) for part in (DAILY, CLINIC, OWN)))


def allowed(pages: Iterable[MenuPage], roles: Iterable[str]) -> list[MenuPage]:
    """Those that these roles may open."""
    given = tuple(roles)
    return [page for page in pages if may(given, page.action)]


def _line(page: MenuPage) -> MenuLine:
    number = page.count() if page.count else 0
    return MenuLine(page.address, page.name, number, page.one if number == 1 else page.more)
