"""Which links to list, as the address of the page says it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from records.answers.invitation_list import LinkQuery, Order, Show
from staff.typed import read_day

SHOWS = {
    Show.COMING: "Coming",
    Show.NOT_SENT: "Not sent",
    Show.TO_REMIND: "Needs a reminder",
    Show.SENT: "Not opened yet",
    Show.OPENED: "Opened",
    Show.IN_PROGRESS: "In progress",
    Show.SUBMITTED: "Answered, not read",
    Show.READ: "Read",
    Show.EXPIRED: "Expired without answers",
    Show.WITHDRAWN: "Withdrawn",
    Show.ALL: "All",
}
SHOWS_AT_DESK = {
    show: "Answered" if show is Show.SUBMITTED else name
    for show, name in SHOWS.items()
    if show is not Show.READ
}
"""Who read what is not told apart: of a warning, it would say how urgent it was."""
QUICK = (
    Show.COMING,
    Show.NOT_SENT,
    Show.TO_REMIND,
    Show.SENT,
    Show.IN_PROGRESS,
    Show.SUBMITTED,
    Show.ALL,
)
SORTS = {"Appointment": (Order.VISIT, Order.LAST_VISIT), "Made": (Order.MADE, Order.LAST_MADE)}
Choice = TypeVar("Choice", bound=StrEnum)


def link_query_from(address: Mapping[str, str]) -> LinkQuery:
    """What an address asks for; what it cannot mean is left out (`not_understood`).

    A reference is looked for everywhere unless the address says where.
    """
    reference = address.get("reference", "").strip()[:40]
    first, last = _day(address.get("from", "")), _day(address.get("to", ""))
    show = _one_of(Show, address.get("show", ""), Show.ALL if reference else Show.COMING)
    return LinkQuery(
        show=Show.ALL if show is Show.COMING and (first or last) else show,
        physiotherapist=_number(address.get("physiotherapist", "")),
        visit_from=first,
        visit_to=last,
        reference=reference,
        order=_one_of(Order, address.get("sort", ""), Order.VISIT),
        after=address.get("after", "")[:40],
    )


def not_understood(address: Mapping[str, str]) -> list[str]:
    """What is left out of an address because it means nothing here, by its label."""
    read: Mapping[str, tuple[str, Callable[[str], object]]] = {
        "show": ("state", lambda word: word in set(Show)),
        "physiotherapist": ("physiotherapist", _number),
        "from": ("appointment from", _day),
        "to": ("appointment to", _day),
        "sort": ("sort", lambda word: word in set(Order)),
    }
    given = {name: address.get(name, "").strip() for name in read}
    return [read[name][0] for name, text in given.items() if text and not read[name][1](text)]


def address_for(wanted: LinkQuery, after: str = "", order: Order | None = None) -> dict[str, str]:
    """The words of an address that asks for this; `after` is the last one of the page before."""
    words = {
        "show": str(wanted.show),
        "physiotherapist": str(wanted.physiotherapist or ""),
        "from": wanted.visit_from,
        "to": wanted.visit_to,
        "reference": wanted.reference,
        "sort": str(order or wanted.order),
        "after": after,
    }
    return {name: value for name, value in words.items() if value}


def turned(wanted: LinkQuery, column: str) -> tuple[Order, str]:
    """The order that a column's heading leads to, and how the column is sorted now, for ARIA."""
    up, down = SORTS[column]
    sorted_now = {up: "ascending", down: "descending"}.get(wanted.order, "none")
    return (down if wanted.order is up else up), sorted_now


def _one_of(kind: type[Choice], word: str, otherwise: Choice) -> Choice:
    return kind(word) if word in set(kind) else otherwise


def _day(text: str) -> str:
    day = read_day(text)
    return day.isoformat() if day else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
