"""Reminders: those that go by themselves before a visit, and those that staff ask for at once."""

from collections.abc import Callable, Iterable, Sequence
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
    """Remind everybody who is due: `days` before their visit, each time once. How many it were."""
    time = issuer.time
    if not days or not is_by_day(time):
        return 0
    awaited = awaited_unread(issuer.db, time, timedelta(days=max(days) + 1))
    return _send_each(issuer, awaited, lambda one: is_due(one, days, time))


def send_due_rechecks(issuer: LinkIssuer) -> None:
    """Send the link of each recheck that is due, by day, each once."""
    if is_by_day(issuer.time):
        due = rechecks.due(issuer.db, issuer.encryption, issuer.time.today, issuer.now)
        _send_each(issuer, due, lambda one: not one.sent and one.reference is not None)


def _send_each(
    issuer: LinkIssuer, ones: Iterable[Invitation], is_wanted: Callable[[Invitation], bool]
) -> int:
    """Send a link to each who is still wanted, where it can go by itself; how many it were.

    That is looked at again in the transaction that sends it, so that two servers do not both.
    """
    count = 0
    for one in ones:
        with issuer.db.transaction():
            found = invitations.find(issuer.db, issuer.encryption, one.name)
            if found and is_wanted(found) and issuer.channel_to(found) and issuer.remind(found):
                count += 1
    return count


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
