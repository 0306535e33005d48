"""What a patient fills in beside the questions."""

from wtforms import Field, HiddenField, RadioField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from pre_visit.birth_year import LONGEST
from pre_visit.chosen_word import LONGEST_WORD, problem_with
from pre_visit.own_words import ASK, ASKED, LONGEST_ASK, LONGEST_STOPS, RATING, STOPS, OwnWords
from questionnaire.forms import LONGEST_PHONE, AtMost, ListedForm, is_phone_number
from records.answers.invitations import Invitation

RATINGS = {str(number): str(number) for number in range(11)}


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


class WordsForm(ListedForm):
    """The patient's own words."""

    seen = HiddenField()
    """The etag of the words that stood here when the page was opened."""
    ask = TextAreaField(
        ASKED[ASK],
        validators=[AtMost(LONGEST_ASK)],
    )
    stops = StringField(
        ASKED[STOPS],
        validators=[AtMost(LONGEST_STOPS)],
    )
    stops_rating = RadioField(ASKED[RATING], choices=RATINGS, validators=[Optional()])

    def words(self) -> OwnWords:
        """What was filled in."""
        rating = self.stops_rating.data
        rated = int(rating) if rating in RATINGS else None  # blanks pass as nothing chosen
        return OwnWords(self.ask.data or "", self.stops.data or "", rated)

    @classmethod
    def holding(cls, words: OwnWords) -> "WordsForm":
        """The form with what was just typed, or what was kept before."""
        rating = None if words.stops_rating is None else str(words.stops_rating)
        return cls(data={**words.data, "stops_rating": rating})
