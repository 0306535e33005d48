"""A request in words; what it says about somebody's health is kept apart from the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from questionnaire.contact import phone_link
from records.answers.appointment_requests import AppointmentRequest, RequestState
from rules.rulebook import Rulebook

IN_WORDS = {
    RequestState.NEW: "New",
    RequestState.CALLED: "Called",
    RequestState.BOOKED: "Booked",
    RequestState.CLOSED: "Closed",
}
DEEDS = {
    RequestState.NEW: "Mark as not called",
    RequestState.CALLED: "Mark as called",
    RequestState.CLOSED: "Close without an appointment",
}
"""What a press of a button makes of a request."""


@dataclass(frozen=True, slots=True)
class RequestDetails:
    """What anybody who sees requests may see of one. Empty texts were not given."""

    reference: str
    received: datetime
    state: str
    is_new: bool
    changed: datetime | None
    changed_by: str | None
    cancelled: datetime | None
    """When the appointment that was booked was cancelled."""
    can_be_read: bool
    """Whether its key is still there."""
    name: str
    phone: str
    email: str
    times: str
    says_more: bool
    """Whether a note or answers came along, which not everybody may see."""

    @property
    def phone_link(self) -> str:
        """The address that dials it; "" where no one number can be read."""
        return phone_link(self.phone)

    def mailto(self, clinic: str) -> str:
        """An empty mail to whoever asked; its subject names the clinic and the reference alone."""
        subject = quote(f"{clinic}: your request {self.reference}")
        return f"mailto:{quote(self.email, safe='@')}?subject={subject}"


@dataclass(frozen=True, slots=True)
class InConfidence:
    """What a request says about somebody's health, for those who see answers."""

    note: str
    next_step: str
    causes: tuple[tuple[str, str], ...]
    """How well it fits, and which."""
    answers: Mapping[str, str]


def asked(request: AppointmentRequest) -> RequestDetails:
    """A request without anything about anybody's health."""
    contact = request.contact or {}
    return RequestDetails(
        reference=request.reference,
        received=request.received,
        state=IN_WORDS[request.state],
        is_new=request.state is RequestState.NEW,
        changed=request.changed,
        changed_by=request.changed_by,
        cancelled=request.cancelled if request.state is RequestState.BOOKED else None,
        can_be_read=request.contact is not None,
        name=contact.get("name", ""),
        phone=contact.get("phone", ""),
        email=contact.get("email", ""),
        times=contact.get("times", ""),
        says_more=bool(contact.get("note") or request.attached),
    )


def in_confidence(request: AppointmentRequest, rulebook: Rulebook) -> InConfidence:
    """The note, the answers and the result that came with a request, as the runner saw them."""
    note = (request.contact or {}).get("note", "")
    if not request.attached:
        return InConfidence(note, "", (), {})
    titles = {cause.id: cause.title for cause in rulebook.causes}
    told = request.attached["assessment"]
    causes = ((one["strength"], titles.get(one["id"], one["id"])) for one in told["causes"])
    answers = request.attached["in_words"]
    return InConfidence(note, _title(told["next_step"], rulebook), tuple(causes), answers)


def _title(next_step: str, rulebook: Rulebook) -> str:
    words = rulebook.advice.next_steps.get(next_step)
    return words.title if words else next_step.replace("_", " ")
