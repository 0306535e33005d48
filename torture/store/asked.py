"""What staff may ask the inbox and the list of links for: every filter, in every order."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from random import Random

from records import link_filters
from records.inbox_order import Sort, Wanted
from records.link_filters import Show
from records.responses import State
from torture.store.rows import reference
from torture.store.visits import BUSY_DAY, DAYS, NOW, REGULAR

DAY = timedelta(days=1)
STRETCHES = {
    "all": (None, None),
    "today": (NOW, NOW),
    "the busy day": (BUSY_DAY, BUSY_DAY),
    "a month": (NOW - 500 * DAY, NOW - 470 * DAY),
    "a year": (NOW - 1500 * DAY, NOW - 1135 * DAY),
    "up to two years ago": (None, NOW - 730 * DAY),
    "from the third year on": (NOW - (DAYS - 800) * DAY, None),
    "years to come": (NOW + 800 * DAY, None),
}
"""First and last day."""


def of_inbox(whose: list[int]) -> Iterator[Wanted]:
    """All that the page offers, for these colleagues or any."""
    states = [None, *State]
    ways = product(Sort, (False, True), states, [None, *whose], (False, True))
    for (sort, is_upward, state, who, waiting), (visits, arrivals) in product(
        ways, product(STRETCHES.values(), list(STRETCHES.values())[:5])
    ):
        first, last = visits
        since, until = arrivals
        yield Wanted(
            state=state,
            physiotherapist=who,
            only_waiting=waiting,
            visit_from=f"{first:%Y-%m-%d}" if first else "",
            visit_before=f"{last + DAY:%Y-%m-%d}" if last else "",
            received_from=since and since.replace(hour=0),
            received_before=until and until.replace(hour=0) + DAY,
            sort=sort,
            is_upward=is_upward,
        )


def of_links(whose: list[int]) -> Iterator[link_filters.Wanted]:
    """The same for the list of links."""
    ways = product(Show, link_filters.Order, [0, *whose], STRETCHES.values(), ("", "F 7", "F 99"))
    for show, order, who, (first, last), typed in ways:
        yield link_filters.Wanted(
            show=show,
            physiotherapist=who,
            visit_from=f"{first:%Y-%m-%d}" if first else "",
            visit_to=f"{last:%Y-%m-%d}" if last else "",
            reference=typed,
            order=order,
        )


def references(chance: Random, patients: int) -> Iterator[str]:
    """Somebody's, again and again; one in ten is the patient with hundreds of visits."""
    while True:
        yield reference(REGULAR if chance.random() < 0.1 else chance.randrange(patients))
