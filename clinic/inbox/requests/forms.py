"""What staff say about a request."""

from wtforms import HiddenField
from wtforms.validators import AnyOf

from clinic.staff.forms import StaffForm
from records.visit_requests import State


class RequestStateForm(StaffForm):
    """What was done about a request; the button pressed says so."""

    state = HiddenField(validators=[AnyOf([str(state) for state in State])])
