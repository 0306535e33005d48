"""What a patient fills in beside the questions."""

from wtforms import Field, RadioField, StringField, TelField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from pre_visit.birth_year import LONGEST
from pre_visit.chosen_word import LONGEST_WORD, problem_with
from questionnaire.forms import LONGEST_PHONE, AtMost, ListedForm, is_phone_number
from records.answers.invitations import Invitation


class YearForm(ListedForm):
    """The clinic's check question."""

    year = StringField(
        "In which year were you born?",
        validators=[DataRequired("Enter the year you were born in."), AtMost(LONGEST)],
    )


class NotMeForm(ListedForm):
    """Whether whoever got a link by mistake has sent answers by it."""

    sent = RadioField(
        "Did you send the answers?",
        choices={
            "yes": "Yes, I sent them, and I am not the patient",
            "no": "No, I did not send them",
        },
        validators=[InputRequired("Say whether you sent the answers.")],
    )

    @classmethod
    def asking(cls, may_have_sent: bool) -> "NotMeForm":
        """The form; without the question where nothing was sent."""
        form = cls()
        if not may_have_sent:
            form.sent.validators, form.sent.validate_choice = [Optional()], False
        return form


class AgreeForm(ListedForm):
    """How to reach whoever agrees to answer, and a word of their own."""

    phone = TelField("Your phone number", validators=[AtMost(LONGEST_PHONE), is_phone_number])
    word = StringField("A word or number of your own", validators=[AtMost(LONGEST_WORD)])

    def __init__(self, invitation: Invitation) -> None:
        super().__init__()
        self.invitation = invitation

    def validate_word(self, field: Field) -> None:
        """None, or one that others would not guess first."""
        known = self.invitation.birth_year, self.invitation.reference
        if (field.data or "").strip() and (problem := problem_with(field.data, *known)):
            raise ValidationError(problem)


class EarlierForm(ListedForm):
    """The word, where answers were given in another browser."""

    word = StringField(
        "Your word or number",
        validators=[DataRequired("Enter the word or number you chose."), AtMost(LONGEST_WORD)],
    )
