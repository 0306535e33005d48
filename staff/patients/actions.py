"""What staff do about answers that came in, each noted in the audit with what it changes."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from records.answers import agreement, invitations, notes, responses, warnings
from records.answers.invitations import Invitation
from records.answers.responses import Response, ReviewState
from records.answers.warnings import RaisedWarning
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.engine.timestamps import to_iso
from records.people import audit
from records.people.audit import AuditAction
from records.people.staff import Person
from staff.patients.warnings import sender_of

CORRECTING_LASTS = timedelta(days=7)


class NotPossible(Exception):
    """It cannot be done as things stand; the words say why, and what to do instead."""


class StillWaits(NotPossible):
    """A warning waits for somebody to acknowledge it."""


@dataclass(frozen=True, slots=True)
class StaffActions:
    """What a member of the staff does about answers, each with its audit entry."""

    db: Store
    encryption: Encryption
    person: Person
    now: datetime

    def note(self, action: AuditAction, invitation: Invitation) -> None:
        """Put into the audit what was done about a visit, and changed nothing."""
        subject = audit.of_visit(invitation.name)
        audit.add(self.db, actor=self.person.name, action=action, subject=subject, now=self.now)

    def noting(self, action: AuditAction, invitation: Invitation) -> AbstractContextManager[None]:
        """What is done about a visit within it stands in the audit."""
        subject, actor = audit.of_visit(invitation.name), self.person.name
        return audit.audited(self.db, actor=actor, action=action, subject=subject, now=self.now)

    def acknowledge(
        self, invitation: Invitation, sender: str, seen: Collection[int], done: str
    ) -> list[RaisedWarning]:
        """Acknowledge the sender's warnings that were seen; those that somebody was first to.

        Whoever says the same again pressed a button twice.
        """
        with self.db.transaction():
            known = self._known(invitation, sender, seen)
            new = [one for one in known if one.acknowledged is None]
            if new:
                with self.noting(AuditAction.ACKNOWLEDGED, invitation):
                    for one in new:
                        self._acknowledge(one, done)
            said = (self.person.name, done)
            return [one for one in known if one not in new and (one.by, one.done) != said]

    def note_not_reached(
        self, invitation: Invitation, sender: str, seen: Collection[int], tried: str
    ) -> None:
        """Put a note beside the answers that somebody could not be reached; the warning waits on.

        The same within a minute is a button pressed twice.
        """
        with self.db.transaction():
            known = self._known(invitation, sender, seen)
            for response in {one.response for one in known if one.acknowledged is None}:
                once, by = f"not reached {self.now:%Y-%m-%dT%H:%M}", self.person.id
                if notes.is_there(self.db, response, by=by, text=tried, once=once):
                    continue
                with self.noting(AuditAction.LEFT_MESSAGE, invitation):
                    notes.add(
                        self.db,
                        self.encryption,
                        response,
                        by=by,
                        text=tried,
                        once=once,
                        now=self.now,
                    )

    def _known(
        self, invitation: Invitation, sender: str, seen: Collection[int]
    ) -> list[RaisedWarning]:
        found = warnings.of_visit(self.db, self.encryption, invitation.id)
        return [one for one in found if one.id in seen and sender_of(one) == sender]

    def _acknowledge(self, warning: RaisedWarning, done: str) -> None:
        by, now = self.person.id, self.now
        warnings.acknowledge(self.db, self.encryption, warning, by=by, done=done, now=now)

    def say_whether_needed(self, invitation: Invitation, warning: int, needed: bool) -> None:
        """Keep whether a warning proved needed, and count it in place of an earlier word."""
        with self.db.transaction():
            for one in warnings.of_visit(self.db, self.encryption, invitation.id):
                is_open = one.acknowledged and not one.is_wrong_person
                if one.id == warning and is_open and one.was_needed is not needed:
                    with self.noting(AuditAction.CHANGED, invitation):
                        self._count(one, needed)
                        warnings.say_whether_needed(self.db, self.encryption, one, needed, self.now)

    def _count(self, warning: RaisedWarning, needed: bool) -> None:
        for sign in warning.told.get("signs", ()):
            rule = f"sign:{sign['id']}"
            if warning.was_needed is not None:
                agreement.count(self.db, rule, agreement.NEEDED[warning.was_needed], -1)
            agreement.count(self.db, rule, agreement.NEEDED[needed])

    def set_state(
        self, invitation: Invitation, state: ReviewState, shown: int | None = None
    ) -> None:
        """Say who acts next. Raises StillWaits and NotPossible.

        `shown`: the submission on the page where it was said, which must be the newest still.
        """
        with self.db.transaction():
            submissions = responses.submissions(self.db, self.encryption, invitation.id)
            received = next(
                (one for one in submissions if one.received and not one.wrong_person), None
            )
            if received is None:
                raise NotPossible("The patient has not sent anything yet.")
            is_newer = shown not in (None, received.id)
            if is_newer or (state is ReviewState.READ and _was_sent_since(received)):
                raise NotPossible(
                    "New answers came in after that page was opened. Read them first."
                )
            if state is ReviewState.CLOSED and any(one.waiting for one in submissions):
                raise StillWaits("Say first what was done about the warning.")
            with self.noting(AuditAction.CHANGED, invitation):
                responses.set_state(self.db, received, state)

    def reopen(self, invitation: Invitation, shown: int | None = None) -> None:
        """Let the patient correct what they sent, by the same link. Raises NotPossible.

        `shown`: the submission on the sheet where it was said; else whichever was sent last.
        The link works for a week from now, or until its end if that is later. What was reopened
        before stays so.
        """
        with self.db.transaction():
            sent = self._sent(invitation, shown)
            with self.noting(AuditAction.REOPENED, invitation):
                responses.reopen(self.db, self.encryption, sent, self.now)
                ends = max(invitation.ends, self.now + CORRECTING_LASTS)
                invitations.change(self.db, invitation, ends=to_iso(ends))

    def _sent(self, invitation: Invitation, shown: int | None) -> Response:
        submissions = responses.submissions(self.db, self.encryption, invitation.id)
        all_sent = [one for one in submissions if one.submitted and not one.wrong_person]
        sent = next((one for one in all_sent if shown in (None, one.id)), None)
        if invitation.withdrawn:
            raise NotPossible("The link is closed. Make a new one for this patient.")
        if sent is None:
            raise NotPossible("Nothing was sent, so the patient can still change every answer.")
        return sent


def _was_sent_since(received: Response) -> bool:
    """Whether nobody has opened what was sent: what was marked before was the stop."""
    return received.submitted is not None and received.state is ReviewState.NEW
