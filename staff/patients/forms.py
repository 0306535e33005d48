"""What staff fill in about answers that came in."""

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, StopValidation

from questionnaire.forms import AtMost
from records.answers.responses import ReviewState
from records.engine.tokens import new_token
from staff.accounts.forms import StaffForm

LONGEST_DETAIL, LONGEST_NOTE = 300, 2000  # characters
DONE = {
    "called": "Called the patient",
    "message": "Left a message (it stays unreviewed)",
    "seen": "Patient has already been seen",
    "doctor": "Spoke with a doctor",
    "unknown": "It is not known who answered, so nobody could be called",
    "other": "Something else",
}


NOT_REACHED = "message"
"""What is kept as a note, while the warning waits on."""
OF_PATIENT, OF_OTHERS = ("called", "seen"), ("unknown",)
"""What is only done about the patient's warnings, and about those of somebody else."""


class AcknowledgeForm(StaffForm):
    """What was done about one sender's warnings that stood on the page."""

    done = RadioField(
        "What was done?",
        choices=DONE,
        validators=[InputRequired("Choose what was done.")],
        validate_choice=False,
    )
    detail = TextAreaField("In a few words", validators=[AtMost(LONGEST_DETAIL)])

    def __init__(self, sender: str) -> None:
        """`sender`: as in `Warned`; each has boxes of its own."""
        super().__init__(prefix=sender)
        self.sender = sender

    @property
    def ways(self) -> dict[str, str]:
        """What may have been done, by its code, in words."""
        others = OF_OTHERS if not self.sender else OF_PATIENT
        return {code: words for code, words in DONE.items() if code not in others}

    def summary(self) -> list[tuple[str, str]]:
        """By the boxes of this sender."""
        return [(f"{self[name].id}", message) for name, message in super().summary()]

    def validate_done(self, field: RadioField) -> None:
        """One of those on the page."""
        if field.data not in self.ways:
            raise StopValidation("Choose what was done.")

    def validate_detail(self, field: TextAreaField) -> None:
        """Something else says nothing by itself."""
        if self.done.data == "other" and not field.data:
            raise StopValidation("Write in a few words what was done.")

    @property
    def in_words(self) -> str:
        """What was done, as it is kept."""
        detail = str(self.detail.data or "")
        if self.done.data == "other":
            return detail
        words, _, _ = DONE[self.done.data].partition(" (")
        return f"{words}. {detail}" if detail else words


class NoteForm(StaffForm):
    """A note beside the answers."""

    once = HiddenField(default=new_token, validators=[AtMost(64)])
    note = TextAreaField(
        "Add a note",
        validators=[DataRequired("Write the note first."), AtMost(LONGEST_NOTE)],
    )


class StateForm(StaffForm):
    """Who acts next; the button pressed says so."""

    state = HiddenField(validators=[AnyOf([str(state) for state in ReviewState])])
