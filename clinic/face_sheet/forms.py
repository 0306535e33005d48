"""What a physiotherapist writes beside a face sheet."""

from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired

from clinic.face_sheet.verdicts import FITS
from clinic.staff.forms import StaffForm
from questionnaire.booking import AtMost

LONGEST_NOTE, LONGEST_WORD = 2000, 300  # characters


def _tidied(typed: str | None) -> str:
    """Without space around it, each line's end counted as one character."""
    return (typed or "").replace("\r\n", "\n").strip()


class NoteForm(StaffForm):
    """A note beside the answers."""

    note = TextAreaField(
        "Add a note",
        filters=[_tidied],
        validators=[DataRequired("Write the note first."), AtMost(LONGEST_NOTE)],
    )


class VerdictForm(StaffForm):
    """Whether the causes fitted; the button pressed says which."""

    fits = StringField(validators=[AnyOf(FITS, message="Press one of the three buttons.")])
    word = StringField(
        "A word on it",
        filters=[_tidied],
        validators=[AtMost(LONGEST_WORD)],
    )
