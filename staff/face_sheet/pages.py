"""A face sheet as it is shown: found, audited, marked as read, and set."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from records.answers import neighbours as visit_order
from records.answers import notes, responses, warnings
from records.answers.invitations import Invitation
from records.answers.responses import Response
from records.answers.verdicts import FITS, verdict_of
from records.answers.warnings import RaisedWarning
from records.people import audit
from records.people.audit import AuditAction
from services import here, services
from staff.appointment_state import state_shown
from staff.auditing import audited_by_staff
from staff.face_sheet.ask_again import asking_again
from staff.face_sheet.forms import VerdictForm
from staff.face_sheet.history import Past, Reader, Since
from staff.face_sheet.sheet import FaceSheet, face_sheet_of, size_on_paper
from staff.face_sheet.since import ChangedAnswer
from staff.patients.forms import NoteForm
from staff.patients.pages import invitation_or_404

REVIEW = 150  # characters that what became of a warning takes on paper, about


@dataclass(frozen=True)
class Opened:
    """What of one visit was asked for. `here` None: the clinic has nothing of it yet."""

    invitation: Invitation
    reader: Reader
    everything: list[Past]
    """What came for it and for other visits of the same patient, whoever answered."""
    here: Past | None = None

    @cached_property
    def received(self) -> list[Past]:
        """The patient's own submissions for this visit that can be shown, the newest first."""
        return [one for one in self._of_visit if not one.response.wrong_person]

    @cached_property
    def of_somebody_else(self) -> list[Past]:
        """Those that whoever answered said are not the patient's, the newest first."""
        return [one for one in self._of_visit if one.response.wrong_person]

    @property
    def _of_visit(self) -> list[Past]:
        return [one for one in self.everything if one.invitation.id == self.invitation.id]

    @cached_property
    def history(self) -> list[Past]:
        """All that the patient sent themselves, for any visit, the newest first."""
        own = [one for one in self.everything if not one.response.wrong_person]
        return sorted(own, key=lambda past: past.came, reverse=True)

    @property
    def is_patients_own(self) -> bool:
        """False for what somebody else answered by a link that was not meant for them."""
        return self.here in self.received

    @property
    def response(self) -> Response:
        """The patient's own submission asked for. Answers 404 where there is none."""
        return self.here.response if self.here and self.is_patients_own else abort(404)

    @cached_property
    def sheet(self) -> FaceSheet | None:
        """The face sheet of that submission; None when its key is gone."""
        told = self.reader.told(self.response)
        return face_sheet_of(told, self.response.kept) if told else None

    @cached_property
    def since(self) -> tuple[Since, ...]:
        """What changed since the patient answered before."""
        return self.reader.since(self.here, self.history) if self.here else ()

    @cached_property
    def raised(self) -> list[RaisedWarning]:
        """The warnings of the patient's own answers for this visit, the newest first."""
        raised = warnings.of_visit(here().db, services().encryption, self.invitation.id)
        return [one for one in raised if not one.is_wrong_person]

    @property
    def is_latest(self) -> bool:
        """Whether nothing newer was received for this visit."""
        return self.here is not None and self.received[:1] == [self.here]

    @property
    def of_other_answerers(self) -> list[Past]:
        """The patient's submissions that were answered in another browser, or at a kiosk."""
        return [one for one in self.received if one not in self._of_same_answerer]

    @property
    def may_be_corrected(self) -> bool:
        """Whether an earlier one may be reopened: it is the last of another who answered too."""
        is_sent = self.here is not None and self.here.response.submitted is not None
        is_last = self._of_same_answerer[:1] == [self.here]
        return is_sent and is_last and not self.is_latest and self.invitation.withdrawn is None

    @property
    def _of_same_answerer(self) -> list[Past]:
        whose = self.here.response.answerer if self.here else None
        return [one for one in self.received if one.response.answerer == whose]


def open_or_404(name: str) -> Opened:
    """The submission that the address asks for, else the latest that the clinic received."""
    invitation, reader = invitation_or_404(name), Reader(here().db, services().encryption)
    opened = Opened(invitation, reader, reader.everything(invitation))
    asked = request.args.get("submission", type=int)
    found = [
        one
        for one in (*opened.received, *opened.of_somebody_else)
        if asked in (None, one.response.submission)
    ]
    if asked is not None and not found:
        abort(404)
    return replace(opened, here=next(iter(found), None))


def record_view(opened: Opened) -> bool:
    """Keep that somebody looked; the first who looks at what was sent has read it: whether so."""
    is_shown = opened.is_patients_own and request.method != "HEAD"  # which nobody reads
    with audited_by_staff(AuditAction.LOOKED_AT, audit.of_visit(opened.invitation.name)):
        sent = opened.here.response if opened.here else None
        if is_shown and sent and sent.submitted and sent.snapshot is not None:
            return responses.mark_read(here().db, sent, here().staff.id, here().now)
    return False


def show_sheet(
    opened: Opened, note_form: NoteForm | None = None, verdict_form: VerdictForm | None = None
) -> ResponseReturnValue:
    """The face sheet with what stands beside it; a form sent with a mistake keeps what it holds."""
    invitation = opened.invitation
    if opened.here is None:
        state = state_shown(invitation)
        return render_template("staff/face_sheet/not_yet.html", invitation=invitation, state=state)
    if not opened.is_patients_own:
        return show_somebody_else(opened, opened.here)
    if opened.sheet is None:
        return render_template("staff/face_sheet/unreadable.html", invitation=invitation)
    trend = opened.reader.trend(opened.history)
    corrected = opened.reader.corrected(opened.here, opened.history)
    length = _length(opened.sheet, opened.since, corrected) + REVIEW * len(opened.raised)
    verdict = verdict_of(opened.response)
    word = verdict.word if verdict else ""
    return render_template(
        "staff/face_sheet/show.html",
        opened=opened,
        invitation=invitation,
        response=opened.response,
        sheet=opened.sheet,
        since=opened.since,
        corrected=corrected,
        trend=trend,
        size=size_on_paper(length, has_trend=trend is not None),
        warnings=opened.raised,
        is_waiting=any(one.acknowledged is None for one in opened.raised),
        verdict=verdict,
        fits=FITS,
        notes=_notes(*opened.received),
        note_form=note_form or NoteForm(formdata=None),
        verdict_form=verdict_form or VerdictForm(formdata=None, word=word),
        again=asking_again(invitation),
        neighbours=visit_order.around(here().db, invitation),
    )


def show_somebody_else(opened: Opened, theirs: Past) -> str:
    """What somebody who is not the patient answered: the warnings that came of it, no more."""
    raised = warnings.of(here().db, services().encryption, theirs.response.id)
    return render_template(
        "staff/face_sheet/somebody_else.html",
        opened=opened,
        invitation=opened.invitation,
        response=theirs.response,
        warnings=raised,
        notes=_notes(theirs),
    )


def _length(sheet: FaceSheet, since: Sequence[Since], corrected: Sequence[ChangedAnswer]) -> int:
    """How much stands on a sheet with what changed, in characters."""
    lines = sum(len(one.label) + len(one.text) for time in since for one in time.lines)
    changed = (*corrected, *sheet.changed)
    return sheet.length + lines + sum(len(one.label + one.before + one.after) for one in changed)


def _notes(*past: Past) -> list[notes.StaffNote]:
    return notes.of(here().db, services().encryption, *(one.response.id for one in past))
