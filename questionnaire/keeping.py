"""Where the answers of whoever is at this page are kept: `g.keeping`, on every request.

A self-check's are in the sealed cookie, an invited runner's in a record (clinic/visits/keeping.py).
"""

from typing import Protocol

from flask import g, session

from questionnaire.sheet import KEY, Sheet


class UnreadableSheet(Exception):
    """There was a cookie, but it is damaged, forged, or older than a day."""


class Keeping(Protocol):
    """Opens and keeps one person's sheet."""

    room: str
    """The blueprint of their pages."""
    layout: str
    """The template that their pages extend."""

    @property
    def may_change(self) -> bool:
        """Whether answers can still be changed."""

    def open_sheet(self) -> Sheet:
        """The answers so far. Raises UnreadableSheet and OutdatedSheet."""

    def keep(self, sheet: Sheet) -> None:
        """Keep the answers."""

    def has_answers(self) -> bool:
        """Whether there is anything that the person may forget."""


class InCookie:
    """Kept in the sealed cookie, for a day from the last answer, and nowhere else."""

    room = "questionnaire"
    layout = "base.html"
    may_change = True

    def open_sheet(self) -> Sheet:
        if getattr(session, "is_unreadable", False):
            raise UnreadableSheet
        return Sheet.of(session, g.questionnaire)

    def keep(self, sheet: Sheet) -> None:
        sheet.keep(session)

    def has_answers(self) -> bool:
        return KEY in session
