"""What a physiotherapist writes beside a face sheet."""

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired

from questionnaire.forms import AtMost
from records.answers.verdicts import FITS
from records.engine.tokens import new_token
from staff.accounts.forms import StaffForm

LONGEST_NOTE, LONGEST_WORD = 2000, 300  # characters


class NoteForm(StaffForm):
    """A note beside the answers."""

    once = HiddenField(default=new_token, validators=[AtMost(64)])
    note = TextAreaField(
        "Add a note",
        validators=[DataRequired("Write the note first."), AtMost(LONGEST_NOTE)],
    )


class VerdictForm(StaffForm):
    """Whether the causes fitted; the button pressed says which."""

    fits = StringField(validators=[AnyOf(FITS, message="Press one of the three buttons.")])
    word = StringField(
        "Comment",
        validators=[AtMost(LONGEST_WORD)],
    )
