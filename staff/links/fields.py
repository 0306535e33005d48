"""The fields that the forms of links have in common, and how each is read."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from wtforms import Field, Form, SelectField, StringField
from wtforms.validators import DataRequired, Optional, StopValidation, ValidationError

from questionnaire.forms import LONGEST_PHONE, AtMost, is_mail_address, is_phone_number
from records.people.staff import Person
from services import here, services
from staff.links.colleagues import in_reference, phone_in
from staff.links.lifetime import FURTHEST
from staff.typed import (
    MORNING,
    days_meant,
    is_month_first,
    may_be_afternoon,
    read_day,
    read_time,
    read_year,
)

PHONE = [AtMost(LONGEST_PHONE), is_phone_number]
LONGEST_REFERENCE = 40  # characters
LONGEST_ADDRESS = 200  # characters


def typed_day(text: str) -> date | None:
    """A day as it is written in the clinic's country; None for what is none, or may be two."""
    return read_day(text, is_month_first(services().settings.country))


def is_visit_day(form: Form, field: Field) -> None:
    """A day that can be read, from today to a year from now; or the day that it is already."""
    text = field.data or ""
    day = typed_day(text)
    if day is None and (meant := [f"{one.day} {one:%B}" for one in days_meant(text)]):
        raise StopValidation(
            f"“{text}” could be {' or '.join(meant)}. Enter the day like 2026-11-24."
        )
    if day is None:
        raise StopValidation("Enter the day of the appointment, like 2026-11-24.")
    if day < here().today and day != getattr(form, "stands", None):
        raise StopValidation("That day is past. Choose today or a later day.")
    if day > here().today + FURTHEST:
        raise StopValidation("Choose a day within a year from now.")
    field.data = day.isoformat()


def is_visit_time(form: Form, field: Field) -> None:
    """A time that can be read, if there is one; it is shown as it was understood."""
    at = read_time(field.data or "")
    if field.data and at is None:
        raise StopValidation(f"“{field.data}” is not a valid time. Use a time like 09:30.")
    if may_be_afternoon(field.data or ""):
        raise StopValidation(f"Is “{field.data}” {_in_the_afternoon(field)}? Enter one of them.")
    if at and at >= MORNING:
        field.data = f"{at:%H:%M}"


def _in_the_afternoon(field: Field) -> str:
    at = read_time(field.data or "") or time()
    night = f"{at.hour or 12}:{at:%M} am"
    return f"{at.hour + 12}:{at:%M} or {night}"


def is_birth_year(form: Form, field: Field) -> None:
    """A year that a patient may have been born in, if there is one."""
    year = read_year(field.data or "")
    if field.data and (year is None or year > here().today.year):
        raise StopValidation("Enter a year like 1984, or leave it empty.")


def is_mail_address_or_empty(form: Form, field: Field) -> None:
    """One address, if there is any."""
    if field.data:
        is_mail_address(form, field)


class ReferenceField(StringField):
    """A clinic's own name for a patient. `people`: the form's, none of whom can be meant."""

    def __init__(self, label: str, is_needed: bool = True, **kwargs: Any) -> None:
        given = DataRequired("Enter initials or a file number.") if is_needed else Optional()
        super().__init__(label, validators=[given, AtMost(LONGEST_REFERENCE)], **kwargs)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Nothing that has a field of its own: it would be lost in the reference."""
        text = self.data or ""
        if misplaced := in_reference(text, form.people):
            raise ValidationError(f"Enter “{misplaced}” in its own field, not in the reference.")
        if number := phone_in(text):
            raise ValidationError(
                f"“{number}” looks like a phone number. "
                "Enter initials, or a file number without gaps."
            )


class PhysiotherapistField(SelectField):
    """One of those who work here; whoever is signed in, if nobody else was chosen."""

    def offer(self, people: Sequence[Person], is_own: bool = True) -> None:
        """Let one of these people be chosen; whoever is signed in is, where `is_own`."""
        self.choices = {str(person.id): person.name for person in people}
        if is_own and self.data is None and str(here().staff.id) in self.choices:
            self.data = str(here().staff.id)

    def number(self) -> int:
        """Who was chosen; 0 for nobody who was offered."""
        offered = {choice[0] for choice in self.iter_choices()}
        return int(self.data) if self.data in offered else 0

    def pre_validate(self, form: object) -> None:
        """Raises StopValidation."""
        if not self.choices:
            raise StopValidation("There is no physiotherapist yet. An administrator adds one.")
        if not self.number():
            raise StopValidation("Choose a physiotherapist.")
