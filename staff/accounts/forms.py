"""What staff fill in about themselves: to sign in, to be set up, to change a passphrase."""

from flask import current_app, request, session
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, ValidationError

from questionnaire.forms import AtMost, ListedForm
from records.engine.tokens import new_token, token_for
from records.people.staff import LONGEST_NAME, is_name
from services import here, services
from staff.accounts.passphrases import LONGEST, problem_with

FIRST_ON_THE_PAGE = ("name", "old")


class StaffForm(ListedForm):
    """What staff fill in: a name and an old passphrase stand first on a page."""

    def summary(self) -> list[tuple[str, str]]:
        """In the order of the page, where fields of a base class do not always come first."""
        return sorted(super().summary(), key=lambda error: error[0] not in FIRST_ON_THE_PAGE)


class SecretForm(StaffForm):
    """A form whose answer page shows a secret once."""

    once = HiddenField(default=new_token, validators=[AtMost(64)])

    def token(self, about: str = "") -> str:
        """The secret: the same however often this form's button is pressed, for nobody else.

        `about`: what it is for, where one form gives several or may say something else next time.
        """
        if not self.once.data:
            return new_token()
        word = f"{request.path} {session.get('csrf_token')} {here().staff.id} {self.once.data}"
        word = f"{word} {about}" if about else word
        return token_for(word, current_app.config["SECRET_KEY"])


class SignInForm(StaffForm):
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
        "Repeat new passphrase",
        validators=[EqualTo("passphrase", "The two are not the same. Type both again.")],
    )

    def own_name(self) -> str:
        """The name of whoever chooses, which a passphrase may not be made of."""
        return str(here().staff.name)

    def validate_passphrase(self, field: PasswordField) -> None:
        """Long, and not what others would guess."""
        if problem := problem_with(
            field.data or "", [self.own_name(), services().settings.clinic.name]
        ):
            raise ValidationError(problem)


class SetUp(NewPassphrase):
    """A first passphrase; the first person of all gives their name too."""

    name = StringField("Your name", validators=[DataRequired("Enter your name.")])

    def own_name(self) -> str:
        """As it was just typed."""
        return self.name.data or ""

    def validate_name(self, field: StringField) -> None:
        """One that colleagues will know."""
        if not is_name(field.data or ""):
            raise ValidationError(f"Enter your own name, in {LONGEST_NAME} characters or fewer.")


class ChangePassphrase(NewPassphrase):
    """The old one first, so that a screen left open gives nothing away."""

    old = PasswordField(
        "Current passphrase",
        validators=[DataRequired("Enter your passphrase."), AtMost(LONGEST)],
    )
