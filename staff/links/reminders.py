"""Reminders: those that go by themselves before a visit, and those that staff ask for at once."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from records.answers import invitations, links, rechecks
from records.answers.awaiting import awaited_unread, is_due, needs_reminder
from records.answers.invitations import Invitation
from records.engine.timestamps import ClinicTime
from staff.links.issued import IssuedLink
from staff.links.issuing import LinkIssuer

BY_ITSELF = "the app"  # who, in the audit
BY_DAY = range(8, 20)
"""The hours at which a reminder may go by itself, by the clinic's clock."""


def remind_due(issuer: LinkIssuer, days: Sequence[int]) -> int:
    """Remind everybody who is due: `days` before their visit, each time once. How many it were.

    Whether somebody is due is looked at again in the transaction that reminds them, so that
    two servers do not both do it.
    """
    time, count = issuer.time, 0
    if not days or not is_by_day(time):
        return 0
    for one in awaited_unread(issuer.db, time, timedelta(days=max(days) + 1)):
        with issuer.db.transaction():
            found = invitations.find(issuer.db, issuer.encryption, one.name)
            if found and is_due(found, days, time) and issuer.channel_to(found):
                issuer.remind(found)
                count += 1
    return count


def send_due_rechecks(issuer: LinkIssuer) -> None:
    """Send the link of each recheck that is due, by day, each once."""
    time = issuer.time
    if not is_by_day(time):
        return
    for one in rechecks.due(issuer.db, issuer.encryption, time.today, issuer.now):
        with issuer.db.transaction():
            found = invitations.find(issuer.db, issuer.encryption, one.name)
            is_due = found and not found.sent and not found.withdrawn
            if found and is_due and found.reference is not None and issuer.channel_to(found):
                issuer.remind(found)


def remind_all(issuer: LinkIssuer, token: Callable[[str], str]) -> list[IssuedLink]:
    """Remind everybody who needs a reminder.

    Whoever cannot be written to has one more link, to be given by hand. `token`: of a form for a
    name, which gives the same list again when it is sent again.
    """
    time = issuer.time
    with issuer.db.transaction():
        ones = awaited_unread(issuer.db, time)
        return _give(issuer, ones, token, lambda one: needs_reminder(one, time))


def send_all(
    issuer: LinkIssuer, names: Sequence[str], token: Callable[[str], str]
) -> list[IssuedLink]:
    """Send a link to each of these whom nobody has sent one yet; the rest as for `remind_all`."""
    with issuer.db.transaction():
        ones = invitations.of_names(issuer.db, issuer.encryption, names)
        given = [ones[name] for name in names if name in ones]
        return _give(issuer, given, token, lambda one: not one.was_asked)


def _give(
    issuer: LinkIssuer,
    ones: Sequence[Invitation],
    token: Callable[[str], str],
    is_wanted: Callable[[Invitation], bool],
) -> list[IssuedLink]:
    """A link to each who is wanted, or who was by the same form."""
    tokens = {one.name: token(one.name) for one in ones}
    asked = (one for one in ones if is_wanted(one) or links.of_token(issuer.db, tokens[one.name]))
    given = (issuer.remind(one, token=tokens[one.name]) for one in asked)
    return [one for one in given if one]


def is_by_day(time: ClinicTime) -> bool:
    """Whether patients may be written to without anybody pressing a button."""
    return time.here.hour in BY_DAY
