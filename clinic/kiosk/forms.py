"""What is typed at a kiosk beside the answers."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired

from questionnaire.booking import AtMost


class TypedForm(FlaskForm):
    """A form whose mistakes can be listed above it."""

    def summary(self) -> list[tuple[str, str]]:
        """Each field with a mistake, and its first message."""
        return [(name, messages[0]) for name, messages in self.errors.items()]


class EnrolForm(TypedForm):
    """The code that makes a device a kiosk."""

    code = StringField("Set-up code", validators=[DataRequired("Enter the code."), AtMost(40)])
