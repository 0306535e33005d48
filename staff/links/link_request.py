"""A link that somebody asks for, before it is made."""

from dataclasses import dataclass
from datetime import datetime

from staff.links.letters import LetterKind


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A link to be issued: the patient, the visit (as records keep it), and when it ends."""

    reference: str
    visit: str
    physiotherapist: int
    ends: datetime
    birth_year: int | None = None
    email: str = ""
    phone: str = ""
    letter: LetterKind = LetterKind.FIRST
    """What goes to the patient with it."""
    is_only: bool = False
    """Whether the patient must not have a link for that day already."""


class HasLink(ValueError):
    """A patient has a link for the day already that was to have none yet."""
