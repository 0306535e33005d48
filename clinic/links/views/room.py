"""The blueprint of links, and what its pages have in common."""

from collections.abc import Callable, Sequence

from flask import Blueprint, current_app, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from clinic.addresses import works_only_here
from clinic.inbox.showing import invitation_or_404
from clinic.links.given import Given
from clinic.links.giving import Giver
from clinic.links.texts import Writer, ends_in_words, visit_in_words
from clinic.links.words import as_title
from clinic.staff.roles import Action, is_physiotherapist, may
from questionnaire.visitor import see_other
from records import audit, staff
from records.audit import Did
from records.engine.tokens import hash_of
from records.invitations import Invitation
from records.staff import Person

links = Blueprint("links", __name__, url_prefix="/clinic/links")
links.add_app_template_filter(as_title)


@links.before_request
def lay_out() -> None:
    """What these pages reach for besides."""
    g.mail = current_app.extensions["mail"]


@links.context_processor
def words() -> dict[str, Callable[..., str]]:
    """How templates speak of visits and ends."""
    return {
        "visit_in_words": visit_in_words,
        "ends_in_words": lambda ends: ends_in_words(ends, g.zone),
    }


def giver() -> Giver:
    """Whoever is signed in, about to give out a link."""
    writer = Writer(g.clinic, g.zone, g.country.emergency_number)
    return Giver(g.db, g.sealer, g.staff, writer, base_url(), g.now)


def base_url() -> str:
    """Where links lead: as set, else the address by which this page was reached."""
    if current_app.config["BASE_URL"]:
        return str(g.base_url)
    return request.host_url.rstrip("/")


def batch(once: str | None) -> str:
    """What two presses of one form's button have in common, and no other form."""
    return hash_of(f"{session.get('csrf_token')}{g.staff.id}{once}")


def physiotherapists() -> list[Person]:
    """Those who can be asked for."""
    return [one for one in staff.everyone(g.db) if is_physiotherapist(one)]


def titles() -> dict[str, str]:
    """The titles of the sections of questions; none for who may not know where somebody stopped.

    Whoever stays in the safety check may have been stopped there.
    """
    if not may(g.staff.roles, Action.SEE_ANSWERS):
        return {}
    return {section.id: section.title for section in g.questionnaire.sections}


def hand_over(given: Sequence[Given], template: str, **more: str | None) -> ResponseReturnValue:
    """Show addresses, this once: they are kept nowhere."""
    is_only_here = works_only_here(base_url())
    return render_template(template, given=given, is_only_here=is_only_here, **more)


def seen_or_404(name: str) -> Invitation:
    """The invitation of this name, and who looked at a page of its link stands in the audit."""
    invitation = invitation_or_404(name)
    if request.method != "POST":
        about = audit.of_visit(name)
        audit.add(g.db, who=g.staff.name, did=Did.SAW_LINK, about=about, now=g.now)
    return invitation


def to_one(invitation: Invitation) -> ResponseReturnValue:
    """Back to an invitation's page."""
    return see_other(url_for("links.one", name=invitation.name))
