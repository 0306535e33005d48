"""The blueprint of the staff's pages about kiosks, and what all of their pages show."""

from contextlib import AbstractContextManager

from flask import Blueprint, g

from clinic.staff.roles import Action, may
from records import audit, kiosk_calls
from records.audit import Did
from records.kiosk_calls import Call

kiosks = Blueprint("kiosks", __name__, url_prefix="/clinic")


@kiosks.app_template_global("staff_calls")
def calls() -> list[Call]:
    """Who calls from a kiosk, for whoever may know."""
    may_know = g.staff and may(g.staff.roles, Action.SEE_CALLS)
    return kiosk_calls.waiting(g.db) if may_know else []


def noting(did: Did, name: str) -> AbstractContextManager[None]:
    """What is done about a kiosk within it stands in the audit."""
    about = audit.of_kiosk(name)
    return audit.audited(g.db, who=g.staff.name, did=did, about=about, now=g.now)
