"""Reminders: those that go by themselves before a visit, and those that staff ask for at once."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from records.answers import invitation_list, invitations, links, rechecks
from records.answers.invitation_list import QUIET, Clock
from records.answers.invitations import Invitation
from staff.links.issued import IssuedLink
from staff.links.issuing import LinkIssuer

BY_ITSELF = "the app"  # who, in the audit
BY_DAY = (time(8), time(20))
"""From when until when a reminder may go by itself, by the clinic's clock."""
UNKNOWN_TIME = time(9)
"""What a reminder is reckoned from where a visit has no time."""


def remind_due(issuer: LinkIssuer, days: Sequence[int]) -> int:
    """Remind everybody who is due: `days` before their visit, each time once. How many it were.

    Whether somebody is due is looked at again in the transaction that reminds them, so that
    two servers do not both do it.
    """
    clock, count = issuer.clock, 0
    if not days or not is_by_day(clock):
        return 0
    for one in invitation_list.to_remind(issuer.db, issuer.encryption, clock, max(days)):
        with issuer.db.transaction():
            found = invitations.find(issuer.db, issuer.encryption, one.name)
            if found and is_due(found, days, clock) and issuer.channel_to(found):
                issuer.remind(found)
                count += 1
    return count


def is_due(one: Invitation, days: Sequence[int], clock: Clock) -> bool:
    """Whether a time at which a patient is reminded has come since they last heard of us."""
    if one.sent is None or not one.awaits_answers(clock.now):
        return False
    visit = _visit(one, clock)
    heard = _last_heard(one) + QUIET
    return clock.now < visit and any(
        heard < visit - timedelta(days=day) <= clock.now for day in days
    )


def send_due_rechecks(issuer: LinkIssuer) -> None:
    """Send the link of each recheck that is due, by day, each once."""
    clock = issuer.clock
    if not is_by_day(clock):
        return
    for one in rechecks.due(issuer.db, issuer.encryption, clock.today, issuer.now):
        with issuer.db.transaction():
            found = invitations.find(issuer.db, issuer.encryption, one.name)
            is_due = found and not found.sent and not found.withdrawn
            if found and is_due and found.reference is not None and issuer.channel_to(found):
                issuer.send(found)


def remind_stuck(issuer: LinkIssuer, token: Callable[[str], str]) -> list[IssuedLink]:
    """Remind everybody who is stuck, but for those who had a message just now.

    Whoever cannot be written to has one more link, to be given by hand. `token`: of a form for a
    name, which gives the same list again when it is sent again.
    """
    given, clock = [], issuer.clock
    with issuer.db.transaction():
        for one in invitation_list.stuck(issuer.db, issuer.encryption, clock):
            its = token(one.name)
            is_first = one.sent is None and one.opened is None
            is_due = is_first or _last_heard(one) + QUIET <= issuer.now
            if is_due or links.of_token(issuer.db, its):
                given.append(issuer.remind(one, token=its))
    return [one for one in given if one]


def is_by_day(clock: Clock) -> bool:
    """Whether patients may be written to without anybody pressing a button."""
    return BY_DAY[0] <= clock.here.time() < BY_DAY[1]


def _visit(one: Invitation, clock: Clock) -> datetime:
    """When it is; in the morning of its day where no time is known."""
    at = datetime.fromisoformat(one.visit)
    if "T" not in one.visit:
        at = datetime.combine(at, UNKNOWN_TIME)
    return at.replace(tzinfo=clock.here.tzinfo)


def _last_heard(one: Invitation) -> datetime:
    """When the patient last had a message, or was answering."""
    return max(at for at in (one.made, one.sent, one.reminded, one.opened, one.changed) if at)
