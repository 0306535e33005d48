"""What staff fill in to make a link, and to change one."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from wtforms import Field, Form, RadioField, SelectField, StringField, TelField
from wtforms.validators import DataRequired, StopValidation, ValidationError

from questionnaire.forms import LONGEST_PHONE, AtMost, is_mail_address, is_phone_number
from records.answers.invitations import Invitation
from records.people.staff import Person
from services import here, services
from staff.accounts.forms import SecretForm, StaffForm
from staff.links.colleagues import in_reference
from staff.links.issuing import LinkRequest
from staff.links.lifetime import FURTHEST, WORDS, NoSuchEnd, Until, as_kept, end_for
from staff.typed import (
    LONGEST,
    days_meant,
    is_month_first,
    may_be_afternoon,
    read_day,
    read_time,
    read_year,
)

FIRST = ("once", "reference", "day", "at", "physiotherapist")  # on the page
ORDER = (*FIRST, "until", "last_day", "birth_year", "phone", "email")
LONGEST_REFERENCE = 40  # characters


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
        raise StopValidation("Enter the day of the visit, like 2026-11-24.")
    if day < here().today and day != getattr(form, "stands", None):
        raise StopValidation("That day is past. Choose today or a later day.")
    if day > here().today + FURTHEST:
        raise StopValidation("Choose a day within a year from now.")
    field.data = day.isoformat()


def is_visit_time(form: Form, field: Field) -> None:
    """A time that can be read, if there is one."""
    if field.data and read_time(field.data) is None:
        raise StopValidation(f"“{field.data}” is not a valid time. Use a time like 09:30.")
    if may_be_afternoon(field.data or ""):
        raise StopValidation(
            f"“{field.data}” is before 6 in the morning. {_in_the_afternoon(field)}"
        )


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


class WhenForm(StaffForm):
    """The day of a visit, and its time if known."""

    day = StringField("Day of the visit", validators=[AtMost(LONGEST), is_visit_day])
    at = StringField("Time of the visit", validators=[AtMost(LONGEST), is_visit_time])

    def visit(self) -> str:
        """The visit of a valid form, as records keep it."""
        return as_kept(self.visit_day(), self.visit_time())

    def visit_day(self) -> date:
        """The day that was typed."""
        return read_day(self.day.data or "") or here().today

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


class ByEmail(SecretForm):
    """An address to send a link to, for clinics that send mail."""

    email = StringField("The patient's email address", validators=[is_mail_address_or_empty])

    def address(self) -> str | None:
        """Where to send it; "" for nowhere, None where nobody was asked."""
        return self.email.data or "" if services().settings.mail.is_on else None


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


class AppointmentForm(WhenForm):
    """When a visit is and with whom, for one that there is already. `stands`: its day now."""

    physiotherapist = PhysiotherapistField("Physiotherapist")

    def __init__(
        self, people: Sequence[Person], stands: date, *args: object, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stands = stands
        self.physiotherapist.offer(people)


class NewLink(ByEmail, WhenForm, EndForm):
    """One link."""

    reference = StringField(
        "Reference",
        validators=[DataRequired("Enter initials or a file number."), AtMost(LONGEST_REFERENCE)],
    )
    physiotherapist = PhysiotherapistField("Physiotherapist")
    birth_year = StringField("Year of birth", validators=[AtMost(LONGEST), is_birth_year])
    phone = TelField(
        "The patient’s phone number", validators=[AtMost(LONGEST_PHONE), is_phone_number]
    )

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.physiotherapist.offer(people)

    def validate_reference(self, field: Field) -> None:
        """Nothing that has a field of its own: it would be lost in the reference."""
        if misplaced := in_reference(field.data or "", self.people):
            raise ValidationError(f"Enter “{misplaced}” in its own field, not in the reference.")

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
            email=self.address() or "",
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
