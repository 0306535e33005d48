"""The blueprint of links, and what its pages have in common."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from flask import Blueprint, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from pre_visit.recheck import ASKS
from questionnaire.journey import minutes_of
from records.answers.invitations import Invitation, InvitationKind
from records.people import audit, staff
from records.people.audit import AuditAction
from records.people.staff import Person
from services import here, services
from settings.address import works_only_here
from settings.times import moment_of
from staff.accounts.roles import is_physiotherapist
from staff.auditing import add_entry
from staff.links.issued import IssuedLink, channels_of
from staff.links.issuing import LinkIssuer
from staff.links.letters import ends_in_words, visit_in_words, writer_of
from staff.links.link_request import LinkRequest
from staff.patients.pages import invitation_or_404
from web.redirects import see_other

links = Blueprint("links", __name__, url_prefix="/clinic/links")
links.add_app_template_global(visit_in_words)


@links.app_template_filter("as_title")
def title(invitation: Invitation) -> str:
    """What a page about it is called now, such as "DEMO-01, today 09:30"."""
    visit = moment_of(invitation.visit, here().now, services().settings.zone).words
    what = f"recheck {visit}" if invitation.is_recheck else visit
    return f"{invitation.reference or 'Reference cannot be read'}, {what}"


@links.app_template_global("ends_in_words")
def link_end(ends: datetime) -> str:
    """When a link ends, as templates say it."""
    return ends_in_words(ends, services().settings.zone)


@links.app_template_global()
def minutes_to_answer(kind: InvitationKind = InvitationKind.VISIT) -> int:
    """About how long the form takes."""
    minutes: int = minutes_of(services().questionnaire, ASKS[kind])
    return minutes


def link_issuer() -> LinkIssuer:
    """Whoever is signed in, about to give out a link."""
    settings = services().settings
    return LinkIssuer(
        db=here().db,
        encryption=services().encryption,
        actor=here().staff.name,
        writer=writer_of(services()),
        base_url=base_url(),
        now=here().now,
        channels=channels_of(settings.mail, settings.sms),
    )


def base_url() -> str:
    """Where links lead: as set, else the address by which this page was reached."""
    if services().settings.is_base_url_set:
        return services().settings.base_url
    return request.host_url.rstrip("/")


def make_once(once: str | None, asks: Sequence[LinkRequest]) -> list[IssuedLink]:
    """All of them or none, once however often the button of a form (`once`) is pressed.

    A form that was changed in between asks for others. Raises HasLink.
    """
    form = f"{session.get('csrf_token')}{here().staff.id}{once}{asks}"
    return link_issuer().make(asks, sha256(form.encode()).hexdigest(), here().staff.id)


def physiotherapists() -> list[Person]:
    """Those who can be asked for."""
    return [one for one in staff.everyone(here().db) if is_physiotherapist(one)]


def hand_over(
    given: Sequence[IssuedLink], template: str, **more: str | None
) -> ResponseReturnValue:
    """Show addresses, this once: they are kept nowhere."""
    is_only_here = works_only_here(base_url())
    return render_template(template, given=given, is_only_here=is_only_here, **more)


def seen_or_404(name: str) -> Invitation:
    """The invitation of this name, and who looked at a page of its link stands in the audit."""
    invitation = invitation_or_404(name)
    if request.method != "POST":
        subject = audit.of_visit(name)
        add_entry(AuditAction.SAW_LINK, subject)
    return invitation


def to_one(
    invitation: Invitation, done: str | None = None, channel: str | None = None
) -> ResponseReturnValue:
    """Back to an invitation's page, with what was done and how the patient hears of it."""
    return see_other(url_for("links.one", name=invitation.name, done=done, channel=channel))
