"""What is typed at a kiosk beside the answers, and by staff about kiosks."""

import re

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Regexp, ValidationError

from clinic.staff.forms import GivingForm
from questionnaire.forms import AtMost
from records.kiosks import LONGEST_NAME

PIN = re.compile(r"[0-9]{4,8}")


class TypedForm(FlaskForm):
    """A form whose mistakes can be listed above it."""

    def summary(self) -> list[tuple[str, str]]:
        """Each field with a mistake, and its first message."""
        return [(name, messages[0]) for name, messages in self.errors.items()]


class EnrolForm(TypedForm):
    """The code that makes a device a kiosk."""

    code = StringField("Set-up code", validators=[DataRequired("Enter the code."), AtMost(40)])


class CodeForm(TypedForm):
    """A code from the front desk."""

    code = StringField("Your code", validators=[DataRequired("Enter your code."), AtMost(40)])


class PinForm(TypedForm):
    """The PIN that leaves kiosk mode."""

    pin = PasswordField("PIN", validators=[DataRequired("Enter the PIN."), AtMost(40)])


class NameForm(GivingForm):
    """A kiosk-to-be."""

    name = StringField(
        "Where it stands",
        filters=[lambda typed: " ".join((typed or "").split())],
        validators=[
            DataRequired("Enter where it stands, like Waiting room."),
            AtMost(LONGEST_NAME),
        ],
    )

    def validate_name(self, field: StringField) -> None:
        """Letters that can be shown."""
        if not (field.data or "").isprintable():
            raise ValidationError("Enter where it stands in letters and digits.")


class NewPinForm(TypedForm):
    """Another PIN."""

    pin = StringField(
        "New PIN",
        validators=[
            DataRequired("Enter a PIN of 4 to 8 digits."),
            Regexp(PIN.pattern + r"\Z", message="Enter a PIN of 4 to 8 digits."),
        ],
    )


class HomeForm(TypedForm):
    """The code of a result that was taken home."""

    code = StringField("Your code", validators=[DataRequired("Enter the code."), AtMost(40)])
