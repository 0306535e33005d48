"""Whom a name in a list means, of those who work here."""

import re
from collections.abc import Sequence

from records.people.staff import Person
from records.text import folded
from staff.typed import is_time

PHONE = re.compile(
    r"(?<![\w-])(?:(?:[+(]|0[1-9])[\d() ./-]+\d|(?:1[ .-])?\d{3}[ .-]\d{3}[ .-]\d{4}(?!\d))"
)
FEWEST = 10  # digits of a phone number with its area code
SHORTEST_NAME = 3  # letters; fewer may be a patient's initials


def named(name: str, people: Sequence[Person]) -> Person:
    """Whoever has this name, or alone has one that begins so. Raises ValueError."""
    found = fitting(name, people)
    if len(found) > 1:
        raise ValueError(f"“{name}” could be {' or '.join(one.name for one in found)}.")
    if not found:
        raise ValueError(f"No physiotherapist here is called “{name}”.")
    return found[0]


def fitting(name: str, people: Sequence[Person]) -> list[Person]:
    """Those who can be meant where a physiotherapist's name stands: as `_beginning` has them, or
    else those with it as a short name, as "Hale", "R. Hale" or "RH"."""
    short = " ".join(_first_name_first(name).replace(".", " ").split())
    return _beginning(name, people) or [
        one for one in people if short and short in _short_names(folded(one.name))
    ]


def _beginning(name: str, people: Sequence[Person]) -> list[Person]:
    """Those with this name, as "Robin Hale" or "Hale, Robin"; else those whose name begins so."""
    wanted = _first_name_first(name)
    same = [one for one in people if folded(one.name) == wanted]
    return same or [one for one in people if wanted and folded(one.name).startswith(wanted)]


def _first_name_first(name: str) -> str:
    last, comma, first = name.partition(",")
    return folded(f"{first.strip()} {last}" if comma else name)


def _short_names(name: str) -> set[str]:
    first, *_, last = f"{name} {name}".split()
    initials = " ".join(word[0] for word in name.split())
    names = {first, last, f"{first[0]} {last}", f"{last} {first[0]}"}
    return names | {initials, initials.replace(" ", "")}


def is_named(words: str, people: Sequence[Person], is_whole: bool = False) -> bool:
    """Whether these words can be meant for somebody's name; `is_whole`: for all of it.

    A surname or initials may be a patient's.
    """
    if len(words) < SHORTEST_NAME:
        return False
    found = _beginning(words, people)
    return any(folded(one.name) == folded(words) for one in found) if is_whole else bool(found)


def phone_in(reference: str) -> str:
    """What can only be a phone number in a reference, as typed; "" for nothing.

    A file number may have as many digits, but then without gaps and without a zero in front.
    """
    found = next((one for one in PHONE.finditer(reference) if _digits(one[0]) >= FEWEST), None)
    return found[0] if found else ""


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))


def in_reference(reference: str, people: Sequence[Person]) -> str:
    """The time or the colleague's name that a reference holds, as typed; "" for neither."""
    words = reference.split()
    rests = [" ".join(words[at:]) for at in range(1, len(words))]
    found = [word for word in words if is_time(word)]
    found += [rest for rest in rests if is_named(rest, people)]
    return found[0] if found else ""
