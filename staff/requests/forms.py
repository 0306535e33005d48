"""What staff say about a request, and when and with whom it is booked."""

from collections.abc import Sequence

from wtforms import Field, HiddenField
from wtforms.validators import AnyOf, ValidationError

from questionnaire.forms import AtMost
from records.answers.appointment_requests import AppointmentRequest, RequestState
from records.answers.invitations import of_reference
from records.engine.encryption import same_reference
from records.people.staff import Person
from services import here, services
from settings.times import moment_of
from staff.accounts.forms import StaffForm
from staff.links.fields import LONGEST_REFERENCE, ReferenceField
from staff.links.forms import NewAppointment
from staff.links.letters import LetterKind
from staff.links.lifetime import end_for
from staff.links.link_request import LinkRequest

BY_HAND = [state for state in RequestState if state is not RequestState.BOOKED]
"""What can be said by a button; booking asks for more."""


class RequestStateForm(StaffForm):
    """What was done about a request; the button pressed says so."""

    state = HiddenField(validators=[AnyOf([str(state) for state in BY_HAND])])


class BookingForm(NewAppointment, StaffForm):
    """The appointment that a request becomes."""

    same_patient = HiddenField(validators=[AtMost(LONGEST_REFERENCE)])
    """The reference that was told to be somebody's; once told, it goes on."""
    reference = ReferenceField("Your reference for this patient", is_needed=False)

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.physiotherapist.offer(people)

    def validate_reference(self, field: Field) -> None:
        """Told once where somebody has it already: whoever asked may be another person."""
        if self.link or same_reference(field.data) == same_reference(self.same_patient.data or ""):
            return
        if theirs := of_reference(here().db, services().encryption, field.data):
            self.same_patient.data = field.data
            when = moment_of(theirs[0].visit, here().now, services().settings.zone).words
            raise ValidationError(
                f"{field.data} is already somebody here ({when}). The same person? "
                "Then press the button again."
            )

    def ask(self, request: AppointmentRequest) -> LinkRequest:
        """The appointment of a valid form, for whoever sent the request."""
        contact = request.contact or {}
        return LinkRequest(
            reference=self.reference.data or request.reference,
            visit=self.visit(),
            physiotherapist=self.physiotherapist.number(),
            ends=end_for(self.visit_day(), services().settings.zone, here().now),
            email=contact.get("email", ""),
            phone=contact.get("phone", ""),
            letter=LetterKind.BOOKED,
            is_only=self.is_only,
        )
