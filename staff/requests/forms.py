"""What staff say about a request, and when and with whom it is booked."""

from collections.abc import Sequence

from wtforms import HiddenField
from wtforms.validators import AnyOf

from records.answers.appointment_requests import AppointmentRequest, RequestState
from records.people.staff import Person
from services import here, services
from staff.accounts.forms import StaffForm
from staff.links.fields import ReferenceField
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

    reference = ReferenceField("Your reference for this patient", is_needed=False)

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.physiotherapist.offer(people)

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
