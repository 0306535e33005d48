"""What staff say about a request, and when and with whom it is booked."""

from collections.abc import Sequence

from wtforms import Field, HiddenField, StringField
from wtforms.validators import AnyOf, DataRequired, ValidationError

from questionnaire.forms import AtMost
from records.answers.appointment_requests import AppointmentRequest, RequestState
from records.people.staff import Person
from services import here, services
from staff.accounts.forms import StaffForm
from staff.links.colleagues import in_reference
from staff.links.forms import LONGEST_REFERENCE, PhysiotherapistField, WhenForm
from staff.links.issuing import LinkRequest
from staff.links.lifetime import Until, end_for
from staff.links.texts import LetterKind

BY_HAND = [state for state in RequestState if state is not RequestState.BOOKED]
"""What can be said by a button; booking asks for more."""


class RequestStateForm(StaffForm):
    """What was done about a request; the button pressed says so."""

    state = HiddenField(validators=[AnyOf([str(state) for state in BY_HAND])])


class BookingForm(WhenForm):
    """The appointment that a request becomes."""

    physiotherapist = PhysiotherapistField("Physiotherapist")
    file_number = StringField(
        "Initials or file number",
        validators=[DataRequired("Enter initials or a file number."), AtMost(LONGEST_REFERENCE)],
    )

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.physiotherapist.offer(people)

    def validate_file_number(self, field: Field) -> None:
        """Nothing that has a field of its own."""
        if misplaced := in_reference(field.data or "", self.people):
            raise ValidationError(f"Enter “{misplaced}” in its own field, not here.")

    def ask(self, request: AppointmentRequest) -> LinkRequest:
        """The appointment of a valid form, for whoever sent the request."""
        contact = request.contact or {}
        zone, now = services().settings.zone, here().now
        return LinkRequest(
            reference=self.file_number.data or "",
            visit=self.visit(),
            physiotherapist=self.physiotherapist.number(),
            ends=end_for(Until.DAY, self.visit_day(), self.visit_time(), None, zone, now),
            email=contact.get("email", ""),
            phone=contact.get("phone", ""),
            letter=LetterKind.BOOKED,
        )
