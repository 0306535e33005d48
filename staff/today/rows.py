"""An appointment as a row of the day: where it stands, and the one button that fits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import url_for

from records.answers.invitations import AWAITING, Invitation, InvitationState
from records.engine.timestamps import ClinicTime
from staff.appointment_state import state_words

ANSWERED = (InvitationState.SUBMITTED, InvitationState.READ, InvitationState.WARNING)
IS_HERE_SOON = timedelta(hours=1)
"""So long before an appointment the patient may be in the waiting room already."""


@dataclass(frozen=True, slots=True)
class Button:
    """Where a button leads, and what it says."""

    address: str
    words: str
    is_first: bool = False
    """Whether the clinic is to do this, rather than may."""


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """An appointment as the page of the day shows it."""

    visit: str
    """As of an invitation."""
    is_recheck: bool
    is_stopped: bool
    """Whether the questions stopped at a warning sign, for who may know."""
    needs_physiotherapist: bool
    """Whether a warning waits, for who may know no more than that."""
    reference: str
    address: str
    """The patient's page: the face sheet for who may read it and where there is one."""
    physiotherapist: str
    state: InvitationState
    words: str
    button: Button | None
    at_once: int
    """How many patients the physiotherapist has at this time."""


@dataclass(frozen=True, slots=True)
class DayReader:
    """Who reads the day, and when."""

    time: ClinicTime
    sees_answers: bool
    titles: Mapping[str, str]
    """Of the sections of questions; none for who may not know where somebody stopped."""
    has_kiosk: bool

    def row(self, one: Invitation, at_once: int = 1) -> AppointmentRow:
        """An appointment as a row."""
        state = one.state(self.time.now, at_desk=not self.sees_answers)
        sheet = self.sees_answers and (one.submitted or one.warning_reviewed or one.waiting_since)
        page = "sheet.show" if sheet else "links.one"
        return AppointmentRow(
            visit=one.visit,
            is_recheck=one.is_recheck,
            is_stopped=self.sees_answers and state in ANSWERED and not one.submitted,
            needs_physiotherapist=not self.sees_answers and state is InvitationState.WARNING,
            reference=one.reference or "Cannot be read",
            address=url_for(page, name=one.name),
            physiotherapist=one.physiotherapist_name,
            state=state,
            words=state_words(one, self.time.now, self.titles, sees_answers=self.sees_answers),
            button=self._button(one, state),
            at_once=at_once,
        )

    def _button(self, one: Invitation, state: InvitationState) -> Button | None:
        if state in AWAITING:
            return self._to_be_answered(one, state)
        if state is InvitationState.EXPIRED:
            return Button(url_for("links.end", name=one.name), "Change the end")
        if state is InvitationState.WITHDRAWN:
            return Button(url_for("links.new", again=one.name), "New link")
        if not self.sees_answers:
            return None
        if state is InvitationState.WARNING:
            return Button(url_for("patients.warnings", name=one.name), "Review", is_first=True)
        is_unread = state is InvitationState.SUBMITTED
        sheet = url_for("sheet.show", name=one.name)
        return Button(sheet, "Read" if is_unread else "Open", is_first=is_unread)

    def _to_be_answered(self, one: Invitation, state: InvitationState) -> Button:
        if self.has_kiosk and self._may_be_here(one):
            return Button(url_for("kiosks.patient_code", name=one.name), "Kiosk code")
        words = "Send" if state is InvitationState.NOT_SENT else "Remind"
        return Button(url_for("links.remind", name=one.name), words, is_first=words == "Send")

    def _may_be_here(self, one: Invitation) -> bool:
        """Whether the patient may be in the waiting room: on the day, from an hour before."""
        if one.is_recheck:
            return False
        is_soon = one.visit <= self.time.at_clinic(IS_HERE_SOON)
        return one.visit.startswith(self.time.today.isoformat()) and is_soon
