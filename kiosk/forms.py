"""What is typed at a kiosk beside the answers, and by staff about kiosks."""

import re

from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Regexp

from questionnaire.forms import AtMost, ListedForm
from records.kiosk.devices import LONGEST_NAME
from records.text import in_figures
from staff.accounts.forms import SecretForm

PIN = re.compile(r"[0-9]{4,8}")


def _figures(typed: str | None) -> str:
    return in_figures(typed or "")


class EnrolForm(ListedForm):
    """The code that makes a device a kiosk."""

    code = StringField("Set-up code", validators=[DataRequired("Enter the code."), AtMost(40)])


class CodeForm(ListedForm):
    """A code from the front desk."""

    code = StringField("Your code", validators=[DataRequired("Enter your code."), AtMost(40)])


class PinForm(ListedForm):
    """The PIN that leaves kiosk mode."""

    pin = PasswordField(
        "PIN", filters=[_figures], validators=[DataRequired("Enter the PIN."), AtMost(40)]
    )


class NameForm(SecretForm):
    """A kiosk-to-be."""

    name = StringField(
        "Where it stands",
        validators=[
            DataRequired("Enter where it stands, like Waiting room."),
            AtMost(LONGEST_NAME),
        ],
    )


class NewPinForm(ListedForm):
    """Another PIN."""

    pin = StringField(
        "New PIN",
        filters=[_figures],
        validators=[
            DataRequired("Enter a PIN of 4 to 8 digits."),
            Regexp(PIN.pattern + r"\Z", message="Enter a PIN of 4 to 8 digits."),
        ],
    )


class HandoffForm(ListedForm):
    """The code of a result that was taken home."""

    code = StringField("Your code", validators=[DataRequired("Enter the code."), AtMost(40)])
