"""The submissions that go into a file, and the note that they did."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from records.answers import rechecks, responses
from records.answers.invitations import Invitation
from records.answers.response_list import ListedResponse
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.people import audit
from records.people.audit import AuditAction
from staff.export.answered import Answered, answered

AT_ONCE = 200  # lines


def of_visit(db: Store, encryption: Encryption, invitation: Invitation) -> list[Answered]:
    """Every submission of a visit that the clinic has received, the first one first, and of its
    rechecks behind it; of a recheck its own."""
    again = [] if invitation.is_recheck else rechecks.of_visit(db, encryption, invitation)
    return [
        one
        for asked in (invitation, *again)
        for response in reversed(responses.submissions(db, encryption, asked.id))
        if (one := answered(asked, response))
    ]


def of_lines(
    db: Store, encryption: Encryption, lines: Iterable[ListedResponse]
) -> Iterator[Answered]:
    """The submissions behind these lines, one by one; one erased meanwhile is not there."""
    for line in lines:
        response = responses.by_id(db, encryption, line.id)
        if response and (one := answered(line, response)):
            yield one


def note_visit(db: Store, actor: str, name: str, now: datetime) -> None:
    """Note that a visit's answers left the app."""
    audit.add(db, actor=actor, action=AuditAction.EXPORTED, subject=audit.of_visit(name), now=now)


def noted(
    db: Store, actor: str, lines: Iterable[ListedResponse], now: datetime
) -> Iterator[ListedResponse]:
    """The same lines, however many: each visit is noted before it leaves, and the set at the end.

    They are read as they leave, some hundred at a time.
    """
    left, count, warned = iter(lines), 0, set[str]()
    while some := list(islice(left, AT_ONCE)):
        # Only a visit with a warning that waits can stand twice, and that one stands first.
        names = [name for name in dict.fromkeys(one.name for one in some) if name not in warned]
        warned |= {one.name for one in some if one.waiting}
        count += len(names)
        with db.transaction():
            for name in names:
                note_visit(db, actor, name, now)
        yield from some
    visits = "1 visit" if count == 1 else f"{count} visits"
    audit.add(db, actor=actor, action=AuditAction.EXPORTED, subject=f"patients, {visits}", now=now)
