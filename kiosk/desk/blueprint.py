"""The blueprint of the staff's pages about kiosks, and what all of their pages show."""

from contextlib import suppress

from flask import Blueprint, request

from kiosk.call_status import is_unanswered
from records.engine.errors import StorageError
from records.kiosk import calls as kiosk_calls
from records.kiosk.calls import Call
from services import here
from staff.accounts.roles import Action, may

kiosks = Blueprint("kiosks", __name__, url_prefix="/clinic")


@kiosks.app_template_global("staff_calls")
def calls_by_kiosk() -> dict[str, list[Call]]:
    """The calls of each kiosk by its name, the most pressing first."""
    found: dict[str, list[Call]] = {}
    for call in calls():
        found.setdefault(call.kiosk, []).append(call)
    return found


def calls() -> list[Call]:
    """Who calls from a kiosk, for whoever may know.

    They are told that it was shown, unless to a page that lies behind others: `?hidden` says so.
    """
    person = here().person
    if person is None or not may(person.roles, Action.SEE_CALLS):
        return []
    waiting = kiosk_calls.waiting(here().db)
    if "hidden" not in request.args and any(call.shown is None for call in waiting):
        with suppress(StorageError):  # a full disk keeps no call from being seen
            kiosk_calls.note_shown(here().db, here().now)
    return waiting


@kiosks.app_template_global("is_unanswered")
def is_late(call: Call) -> bool:
    """Whether whoever called is told by now that nobody has answered."""
    return is_unanswered(call, here().now)
