"""What a patient fills in beside the questions."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from clinic.visits.birth_year import LONGEST
from clinic.visits.own_words import LONGEST_ASK, LONGEST_STOPS, OwnWords, plain
from questionnaire.booking import AtMost

RATINGS = {str(number): str(number) for number in range(11)}


class YearForm(FlaskForm):
    """The clinic's check question."""

    year = StringField(
        "In which year were you born?",
        validators=[DataRequired("Enter the year you were born in."), AtMost(LONGEST)],
    )

    def summary(self) -> list[tuple[str, str]]:
        """Each field with a mistake, and its first message."""
        return [(name, messages[0]) for name, messages in self.errors.items()]


class WordsForm(FlaskForm):
    """The patient's own words."""

    seen = HiddenField()
    """The mark of the words that stood here when the page was opened."""
    ask = TextAreaField(
        "What would you most like to ask or achieve at this visit?",
        filters=[plain],
        validators=[AtMost(LONGEST_ASK)],
    )
    stops = StringField(
        "What does this pain stop you doing?",
        filters=[plain],
        validators=[AtMost(LONGEST_STOPS)],
    )
    stops_rating = RadioField(
        "How much does it stop you?", choices=RATINGS, validators=[Optional()]
    )

    def summary(self) -> list[tuple[str, str]]:
        """Each field with a mistake, and its first message."""
        return [(name, messages[0]) for name, messages in self.errors.items()]

    def words(self) -> OwnWords:
        """What was filled in."""
        rating = self.stops_rating.data
        rated = int(rating) if rating else None
        return OwnWords(self.ask.data or "", self.stops.data or "", rated)

    @classmethod
    def holding(cls, words: OwnWords) -> "WordsForm":
        """The form with what was just typed, or what was kept before."""
        rating = None if words.stops_rating is None else str(words.stops_rating)
        return cls(data={**words.data, "stops_rating": rating})
