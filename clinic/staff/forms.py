"""What staff fill in about themselves: to sign in, to be set up, to change a passphrase."""

from flask import g
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, ValidationError

from clinic.staff.passphrases import LONGEST, problem_with
from questionnaire.booking import AtMost
from records.staff import FIRST, LONGEST_NAME, folded, tidy

FIRST_ON_THE_PAGE = ("name", "old")


class StaffForm(FlaskForm):
    """A form whose mistakes can be listed above it."""

    def summary(self) -> list[tuple[str, str]]:
        """Each field with a mistake, and its first message, in the order of the page."""
        errors = [(name, messages[0]) for name, messages in self.errors.items()]
        return sorted(errors, key=lambda error: error[0] not in FIRST_ON_THE_PAGE)


class SignIn(StaffForm):
    """Name and passphrase, and the page that was asked for."""

    name = StringField("Your name", validators=[DataRequired("Enter your name."), AtMost(200)])
    passphrase = PasswordField(
        "Your passphrase", validators=[DataRequired("Enter your passphrase."), AtMost(LONGEST)]
    )
    back = HiddenField(validators=[AtMost(2000)])


class NewPassphrase(StaffForm):
    """A passphrase chosen, typed twice because it is not shown."""

    passphrase = PasswordField(
        "New passphrase", validators=[DataRequired("Enter a passphrase."), AtMost(1000)]
    )
    again = PasswordField(
        "The same again",
        validators=[EqualTo("passphrase", "The two are not the same. Type both again.")],
    )

    def own_name(self) -> str:
        """The name of whoever chooses, which a passphrase may not be made of."""
        return str(g.staff.name)

    def validate_passphrase(self, field: PasswordField) -> None:
        """Long, and not what others would guess."""
        if problem := problem_with(field.data or "", [self.own_name(), g.clinic.name]):
            raise ValidationError(problem)


class SetUp(NewPassphrase):
    """A first passphrase; the first person of all gives their name too."""

    name = StringField("Your name", validators=[DataRequired("Enter your name.")])

    def own_name(self) -> str:
        """As it was just typed."""
        return self.name.data or ""

    def validate_name(self, field: StringField) -> None:
        """One that colleagues will know."""
        name = tidy(field.data or "")
        if not 0 < len(name) <= LONGEST_NAME or folded(name) == folded(FIRST):
            raise ValidationError(f"Enter your own name, in {LONGEST_NAME} characters or fewer.")


class ChangePassphrase(NewPassphrase):
    """The old one first, so that a screen left open gives nothing away."""

    old = PasswordField(
        "Passphrase until now",
        validators=[DataRequired("Enter your passphrase."), AtMost(LONGEST)],
    )
