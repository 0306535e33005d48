"""What the clinic gets of an invited runner's answers: all of them once sent, a stop at once."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from pre_visit.events import EventType, announce
from pre_visit.snapshot import document_of, snapshot_of, summary_of, urgency_of
from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Questionnaire
from questionnaire.result import Result
from questionnaire.stops import Stop
from records.answers import contents, outbox, responses, warnings
from records.answers.invitations import Invitation
from records.answers.responses import Response
from records.answers.snapshot import Snapshot, WarningTold
from records.engine.encryption import Encryption, Unreadable
from records.engine.store import Store
from records.people import audit
from records.people.audit import AuditAction
from rules.rulebook import Rulebook

PATIENT = "patient"  # who, in the audit: nobody there has a name


@dataclass(frozen=True, slots=True)
class Intake:
    """Receives answers for the clinic: judges them, stores them and raises warnings."""

    db: Store
    encryption: Encryption
    rulebook: Rulebook
    questionnaire: Questionnaire
    now: datetime
    events_from: str = ""
    """What addresses in events for another program begin with; "" where none is told."""

    def send(self, invitation: Invitation, response: Response) -> None:
        """Send a submission, complete and once. Raises AlreadySent, OutdatedAnswers, Unreadable."""
        if response.kept is None:
            raise Unreadable("The answers could not be opened.")
        sheet = AnswerSet.of(response.kept, self.questionnaire)
        told = snapshot_of(Result(self.rulebook, sheet.journey))
        with self.audited(AuditAction.SUBMITTED, invitation.name):
            responses.submit(self.db, self.encryption, response, told, summary_of(told), self.now)
            outbox.drop_asking(self.db, self.encryption, invitation.id)
            self._announce(EventType.ANSWERS_ARRIVED, invitation)
            self._note(invitation, response, told)

    def report(
        self,
        invitation: Invitation,
        response: Response,
        sheet: AnswerSet,
        stop: Stop,
        *,
        is_again: bool = False,
    ) -> None:
        """Put a stop before the clinic at once: the patient may never come to the end.

        `is_again`: there was a stop before, and it was taken back.
        """
        told = snapshot_of(Result(self.rulebook, sheet.journey), stop)
        with self.audited(AuditAction.SENT_PART, invitation.name):
            responses.receive(self.db, self.encryption, response, told, summary_of(told), self.now)
            self._note(invitation, response, told, is_again)

    def audited(self, action: AuditAction, name: str) -> AbstractContextManager[None]:
        """What the patient of an invitation does within it stands in the audit."""
        subject = audit.of_visit(name)
        return audit.audited(self.db, actor=PATIENT, action=action, subject=subject, now=self.now)

    def _note(
        self, invitation: Invitation, response: Response, told: Snapshot, is_again: bool = False
    ) -> None:
        """Keep the questions of this version, and raise the warning in what was told."""
        document = document_of(self.questionnaire)
        contents.keep(self.db, self.questionnaire.version, document, self.now)
        if urgency := urgency_of(told):
            warning = WarningTold(next_step=told["next_step"], signs=told["signs"])
            if warnings.raise_once(
                self.db, self.encryption, response.id, warning, urgency, self.now, is_again=is_again
            ):
                self._announce(EventType.ANSWERS_NEED_REVIEW, invitation)

    def _announce(self, event: EventType, invitation: Invitation) -> None:
        if self.events_from:
            announce(self.db, self.encryption, event, invitation, self.events_from, self.now)
