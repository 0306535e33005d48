"""What staff fill in to make a link, and to change one."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from markupsafe import Markup
from wtforms import Field, Form, HiddenField, RadioField, SelectField, StringField, TelField
from wtforms.validators import DataRequired, Optional, StopValidation, ValidationError

from questionnaire.forms import LONGEST_PHONE, AtMost, is_mail_address, is_phone_number
from records.answers.day import double_booked
from records.answers.invitations import Invitation
from records.people.staff import Person
from services import here, services
from staff.accounts.forms import SecretForm, StaffForm
from staff.links.colleagues import in_reference, phone_in
from staff.links.issuing import LinkRequest
from staff.links.lifetime import FURTHEST, WORDS, NoSuchEnd, Until, as_kept, end_for
from staff.typed import (
    LONGEST,
    MORNING,
    days_meant,
    is_month_first,
    may_be_afternoon,
    read_day,
    read_time,
    read_year,
)

ORDER = (
    *("once", "reference", "day", "at", "physiotherapist", "told", "until", "last_day"),
    *("birth_year", "phone", "email"),
)
"""The fields as they follow each other on the page."""
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
        raise StopValidation(
            f"“{field.data}” is before 6 in the morning. {_in_the_afternoon(field)}"
        )
    if at and at >= MORNING:
        field.data = f"{at:%H:%M}"


def _in_the_afternoon(field: Field) -> str:
    at = read_time(field.data or "") or time()
    night = f"{at.hour or 12}:{at:%M} am"
    return f"Enter {at.hour + 12}:{at:%M}, or {night} if you mean that."


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


def as_it_is(name: str) -> Markup:
    """A name or a reference within a sentence, which no browser translates."""
    return Markup('<bdi translate="no">{}</bdi>').format(name)


class WhenAndWhom:
    """When an appointment is and with whom: fields of a form, which has the patient's reference."""

    day = StringField("Day of the appointment", validators=[AtMost(LONGEST), is_visit_day])
    at = StringField("Time of the appointment", validators=[AtMost(LONGEST), is_visit_time])
    physiotherapist = PhysiotherapistField("Physiotherapist")
    told = HiddenField(validators=[AtMost(LONGEST_REFERENCE)])
    """The double booking that was told with the form; once told, it goes on."""
    reference: StringField
    people: Sequence[Person] = ()

    def validate_physiotherapist(self, field: Field) -> None:
        """Told once where the physiotherapist has somebody else then."""
        slot = f"{self.visit()} {self.physiotherapist.number()}"
        if (words := self.double_booking()) and self.told.data != slot:
            self.told.data = slot
            raise ValidationError(words + " To book both, press the button again.")

    def double_booking(self) -> Markup:
        """Whom the physiotherapist has then, such as "Robin Hale already has R-0101 at 09:30 that
        day."; "" for nobody else."""
        is_read = self.visit_time() and not (self.at.errors or self.day.errors)
        number, others = self.physiotherapist.number(), self.others_then() if is_read else []
        if not (number and others):
            return Markup()
        name = as_it_is(next(one.name for one in self.people if one.id == number))
        their = Markup(" and ").join(map(as_it_is, others))
        return name + " already has " + their + f" at {self.visit()[11:]} that day."

    def others_then(self) -> list[str]:
        """The references of other patients at the same time."""
        about = (self.physiotherapist.number(), self.visit(), self.reference.data or "")
        return double_booked(here().db, services().encryption, *about)

    def visit(self) -> str:
        """When it is, as records keep it; of a form that cannot be read today."""
        return as_kept(self.visit_day(), self.visit_time())

    def visit_day(self) -> date:
        """The day that was typed."""
        return typed_day(self.day.data or "") or here().today

    def visit_time(self) -> time | None:
        """The time that was typed."""
        return read_time(self.at.data or "")


class EndForm(StaffForm):
    """How long a link works. `visit`: as records keep it."""

    until = RadioField(
        "The link works until", choices={str(u): words for u, words in WORDS.items()}, default="day"
    )
    last_day = StringField("Last day on which it works", validators=[AtMost(LONGEST)])

    def __init__(self, *args: object, visit: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.of_visit = visit

    def validate_until(self, field: Field) -> None:
        """An end that is neither past nor far off; told where it is to be mended."""
        if field.data in WORDS:
            try:
                self.ends()
            except NoSuchEnd as problem:
                raise ValidationError(str(problem)) from problem

    def ends(self) -> datetime:
        """When the link of a valid form ends. Raises NoSuchEnd."""
        own = typed_day(self.last_day.data or "")
        until = Until(self.until.data)
        return end_for(
            until, self.visit_day(), self.visit_time(), own, services().settings.zone, here().now
        )

    def visit_day(self) -> date:
        """The day of the visit that the link is for."""
        return date.fromisoformat(self.of_visit[:10])

    def visit_time(self) -> time | None:
        """The time of that visit, if it is known."""
        return time.fromisoformat(self.of_visit[11:]) if self.of_visit[11:] else None


class ContactForm(StaffForm):
    """How a patient is reached."""

    phone = TelField("The patient’s phone number", validators=PHONE)
    email = StringField("The patient’s email address", validators=[is_mail_address_or_empty])


class AppointmentForm(WhenAndWhom, StaffForm):
    """When an appointment is that there is already. `stands`: its day now."""

    reference = HiddenField()

    def __init__(self, people: Sequence[Person], one: Invitation) -> None:
        day, _, at = one.visit.partition("T")
        now = {"day": day, "at": at, "physiotherapist": str(one.physiotherapist)}
        super().__init__(data=now | {"reference": one.reference})
        self.stands, self.people = date.fromisoformat(day), people
        self.physiotherapist.offer(people)


class NewLink(WhenAndWhom, SecretForm, EndForm):
    """One link."""

    reference = ReferenceField("Reference")
    birth_year = StringField("Year of birth", validators=[AtMost(LONGEST), is_birth_year])
    phone = TelField("The patient’s phone number", validators=PHONE)
    email = StringField("The patient’s email address", validators=[is_mail_address_or_empty])

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.physiotherapist.offer(people)

    def summary(self) -> list[tuple[str, str]]:
        """The mistakes in the order of the page, which is not that of the classes above."""
        return sorted(super().summary(), key=lambda mistake: ORDER.index(mistake[0]))

    def validate_until(self, field: Field) -> None:
        """Told once the visit itself can be read."""
        if not (self.day.errors or self.at.errors):
            super().validate_until(field)

    def ask(self) -> LinkRequest:
        """What a valid form asks for."""
        return LinkRequest(
            reference=self.reference.data or "",
            visit=self.visit(),
            physiotherapist=self.physiotherapist.number(),
            ends=self.ends(),
            birth_year=read_year(self.birth_year.data or ""),
            email=self.email.data or "",
            phone=self.phone.data or "",
        )


def same_again(invitation: Invitation) -> dict[str, str]:
    """What `NewLink` holds for the patient and the visit of an invitation; no phone number."""
    day, _, at = invitation.visit.partition("T")
    return {
        "reference": invitation.reference or "",
        "day": day,
        "at": at,
        "physiotherapist": str(invitation.physiotherapist),
        "birth_year": str(invitation.birth_year or ""),
    }
