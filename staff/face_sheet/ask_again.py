"""Ask a patient again some weeks after a visit, by one press on the face sheet."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, request

from records.answers import rechecks
from records.answers.invitations import Invitation
from records.answers.outbox import OutboxKind
from records.engine.tokens import new_name
from records.people import audit
from records.people.audit import AuditAction
from services import here, services
from settings.times import end_of
from staff.auditing import audited_by_staff
from staff.links.blueprint import link_issuer

WEEKS = (2, 4, 6)
STAYS_OPEN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class AskAgain:
    """What the face sheet offers, and what was pressed before."""

    days: dict[int, date]
    """On which day a recheck would be due, by weeks."""
    asked: list[Invitation]
    """The rechecks of this visit, the first one due first."""
    waiting: list[tuple[Invitation, OutboxKind | None]]
    """Those still to be answered, and how each can go to the patient by itself."""

    def is_chosen(self, day: date) -> bool:
        """Whether one is due then."""
        return any(one.visit == day.isoformat() for one, _ in self.waiting)


def asking_again(invitation: Invitation) -> AskAgain:
    """The choices: weeks from today, or from a visit that is still to come."""
    start = max(here().today, date.fromisoformat(invitation.visit[:10]))
    asked = rechecks.of_visit(here().db, services().encryption, invitation)
    issuer = link_issuer()
    return AskAgain(
        days={weeks: start + timedelta(weeks=weeks) for weeks in WEEKS},
        asked=asked,
        waiting=[(one, issuer.channel_to(one)) for one in asked if one.awaits_answers(here().now)],
    )


def ask_again(invitation: Invitation) -> str:
    """Make the recheck that was pressed, or take one back: what was done.

    A day that was pressed before stays one. Answers 400 for other weeks, and 404 where nobody
    knows any more whose visit it was.
    """
    if undo := request.form.get("undo"):
        return _take_back(invitation, undo)
    weeks = request.form.get("weeks", type=int)
    if weeks not in WEEKS:
        abort(400)
    if invitation.reference is None:
        abort(404)
    with here().db.transaction():
        choices, name = asking_again(invitation), new_name()
        day = choices.days[weeks]
        if any(one.visit == day.isoformat() and not one.withdrawn for one in choices.asked):
            return "That day is chosen already."
        with audited_by_staff(AuditAction.ADDED, audit.of_visit(name)):
            rechecks.ask_again(
                here().db,
                services().encryption,
                invitation,
                name=name,
                day=day.isoformat(),
                ends=end_of(day + STAYS_OPEN, services().settings.zone),
                by=here().staff.id,
                now=here().now,
            )
    return "Day chosen."


def _take_back(invitation: Invitation, name: str) -> str:
    """Withdraw a recheck that nobody was sent yet."""
    for one in asking_again(invitation).asked:
        if one.name == name and not one.was_asked:
            link_issuer().withdraw(one)
    return "Day taken back."
