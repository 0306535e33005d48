"""What a physiotherapist says of the causes on a face sheet."""

from wtforms import StringField
from wtforms.validators import AnyOf

from questionnaire.forms import AtMost
from records.answers.verdicts import FITS
from staff.accounts.forms import StaffForm

LONGEST_WORD = 300  # characters


class VerdictForm(StaffForm):
    """Whether the causes fitted; the button pressed says which."""

    fits = StringField(validators=[AnyOf(FITS, message="Press one of the three buttons.")])
    word = StringField(
        "Comment",
        validators=[AtMost(LONGEST_WORD)],
    )
