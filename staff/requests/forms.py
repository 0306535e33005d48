"""What staff say about a request."""

from wtforms import HiddenField
from wtforms.validators import AnyOf

from records.answers.appointment_requests import RequestState
from staff.accounts.forms import StaffForm


class RequestStateForm(StaffForm):
    """What was done about a request; the button pressed says so."""

    state = HiddenField(validators=[AnyOf([str(state) for state in RequestState])])
