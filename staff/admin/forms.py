"""What an administrator fills in about the people of the clinic."""

from wtforms import SelectMultipleField, StringField
from wtforms.validators import DataRequired, ValidationError

from records.people.staff import LONGEST_NAME, is_name
from staff.accounts.forms import SecretForm
from staff.accounts.roles import Role

ROLES = {
    str(Role.PHYSIOTHERAPIST): "Physiotherapist",
    str(Role.FRONT_DESK): "Front desk",
    str(Role.ADMINISTRATOR): "Administrator",
}
ALLOWS = {
    str(Role.PHYSIOTHERAPIST): "Reads answers and acts on them, makes links, sees requests.",
    str(Role.FRONT_DESK): "Makes links and sees requests. Sees no answer about health.",
    str(Role.ADMINISTRATOR): "People, settings and the audit. Sees no answer about health.",
}


class Roles(SecretForm):
    """What somebody does here."""

    roles = SelectMultipleField(
        "What do they do here?", choices=ROLES, validators=[DataRequired("Tick at least one.")]
    )

    def chosen(self) -> list[str]:
        """The roles that were ticked."""
        return list(self.roles.data or ())


class NewPerson(Roles):
    """Somebody new."""

    name = StringField("Name", validators=[DataRequired("Enter a name.")])

    def validate_name(self, field: StringField) -> None:
        """Short enough to read in a table."""
        if not is_name(field.data or ""):
            raise ValidationError(f"Enter a name of {LONGEST_NAME} characters or fewer.")
