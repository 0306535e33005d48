"""What else a patient sent: earlier submissions of one visit, and earlier visits."""

from dataclasses import dataclass, field
from datetime import datetime

from records.answers import contents, invitations, responses
from records.answers.invitations import Invitation
from records.answers.responses import Response
from records.answers.snapshot import QuestionsDocument
from records.engine.encryption import Encryption
from records.engine.store import Store
from settings.times import Zone, short_day
from staff.face_sheet.answer_record import AnswerRecord, LabelledText
from staff.face_sheet.since import (
    ChangedAnswer,
    answers_changed,
    changes_since,
    changes_unasked,
    judged_since,
)
from staff.face_sheet.trend import Trend, TrendTime, trend_of


@dataclass(frozen=True, slots=True)
class Past:
    """One submission that the clinic received, with the visit that it was for."""

    invitation: Invitation
    response: Response

    @property
    def came(self) -> datetime:
        """When it was sent; when the clinic first had something of it if it never was."""
        return self.response.submitted or self.response.received or self.response.changed


@dataclass(frozen=True, slots=True)
class Since:
    """What differs from an earlier time, a line at least."""

    past: Past
    lines: tuple[LabelledText, ...]
    judged: tuple[LabelledText, ...]
    """Those of the lines that the rules say, and no patient said."""

    def said(self, zone: Zone) -> LabelledText:
        """What the patient said otherwise, behind its day; without text where nothing."""
        lines = (one for one in self.lines if one not in self.judged)
        changes = "; ".join(f"{one.label}: {one.text}" for one in lines)
        return LabelledText(f"Since {short_day(self.past.came, zone)}", changes)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what the clinic received from one patient."""

    db: Store
    encryption: Encryption
    documents: dict[str, QuestionsDocument | None] = field(default_factory=dict)
    """The questions of each version that was read already."""

    def everything(self, invitation: Invitation) -> list[Past]:
        """All that the clinic received for this visit and others of the same patient.

        Whoever answered; visit by visit, of each the newest submission first.
        """
        visits = [invitation]
        if invitation.reference is not None:
            visits = invitations.of_reference(self.db, self.encryption, invitation.reference)
        numbers = [one.id for one in visits]
        submissions = responses.submissions_of_all(self.db, self.encryption, numbers)
        return [
            Past(visit, one) for visit in visits for one in submissions[visit.id] if one.received
        ]

    def told(self, response: Response) -> AnswerRecord | None:
        """What was told, with the questions of its own version; None when its key is gone."""
        if response.snapshot is None:
            return None
        version = response.snapshot["version"]["questions"]
        if version not in self.documents:
            self.documents[version] = contents.find(self.db, version)
        return AnswerRecord(response.snapshot, self.documents[version])

    def since(self, here: Past, everything: list[Past]) -> tuple[Since, ...]:
        """What changed since the last time before this one that was answered in full.

        After a recheck, of what it did not ask since the last visit, too. None where nothing
        compared did: what is not compared may have.
        """
        earlier = (
            past
            for past in everything
            if past.invitation.id != here.invitation.id
            and past.response.submitted
            and past.came < here.came
        )
        if (last := next(earlier, None)) is None:
            return ()
        before, now = self._both(last, here)
        if not before or not now:
            return ()
        found = [Since(last, changes_since(before, now), judged_since(before, now))]
        visit = next((past for past in earlier if not past.invitation.is_recheck), None)
        if last.invitation.is_recheck and visit and (told := self.told(visit.response)):
            lines = changes_unasked(told, before, now)
            found.append(Since(visit, lines, judged_since(told, now)))
        return tuple(one for one in found if one.lines)

    def trend(self, everything: list[Past]) -> Trend | None:
        """How the patient's own ratings went: of each visit and recheck what was sent last."""
        newest: dict[int, TrendTime] = {}
        for past in everything:
            sent, told = past.response.submitted, self.told(past.response)
            if sent and told and not past.response.wrong_person:
                newest.setdefault(past.invitation.id, TrendTime(past.invitation, sent, told))
        return trend_of(newest.values())

    def corrected(self, here: Past, everything: list[Past]) -> tuple[ChangedAnswer, ...]:
        """The answers that differ from the submission before, of whoever gave both."""
        whose, number = here.response.answerer, here.response.submission
        for past in everything:
            is_same = past.invitation.id == here.invitation.id and past.response.answerer == whose
            if is_same and past.response.submission < number:
                before, now = self._both(past, here)
                return answers_changed(before, now) if before and now else ()
        return ()

    def _both(self, past: Past, here: Past) -> tuple[AnswerRecord | None, AnswerRecord | None]:
        return self.told(past.response), self.told(here.response)
