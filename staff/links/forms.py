"""What staff fill in to make a link, and to change one."""

from collections.abc import Sequence
from datetime import date, datetime, time

from markupsafe import Markup
from wtforms import Field, HiddenField, StringField, TelField
from wtforms.validators import ValidationError

from questionnaire.forms import AtMost
from records.answers import invitations
from records.answers.day import double_booked
from records.answers.invitations import Invitation
from records.engine.encryption import same_reference
from records.people.staff import Person
from services import here, services
from staff.accounts.forms import SecretForm, StaffForm
from staff.links.fields import (
    LONGEST_ADDRESS,
    LONGEST_REFERENCE,
    PHONE,
    PhysiotherapistField,
    ReferenceField,
    is_birth_year,
    is_mail_address_or_empty,
    is_visit_day,
    is_visit_time,
    typed_day,
)
from staff.links.lifetime import NoSuchEnd, as_kept, end_for
from staff.links.link_request import LinkRequest
from staff.typed import LONGEST, read_time, read_year

ORDER = "once known confirmed_slot reference day at physiotherapist email phone last_day birth_year"
"""The fields as they follow each other on the page."""


def as_it_is(name: str) -> Markup:
    """A name or a reference within a sentence, which no browser translates."""
    return Markup('<bdi translate="no">{}</bdi>').format(name)


class WhenAndWhom:
    """When an appointment is and with whom: fields of a form, which has the patient's reference."""

    day = StringField("Day of the appointment", validators=[AtMost(LONGEST), is_visit_day])
    at = StringField("Time of the appointment", validators=[AtMost(LONGEST), is_visit_time])
    physiotherapist = PhysiotherapistField("Physiotherapist")
    confirmed_slot = HiddenField(validators=[AtMost(LONGEST_REFERENCE)])
    """The double booking that was told with the form; once told, it goes on."""
    reference: StringField
    people: Sequence[Person] = ()

    def validate_physiotherapist(self, field: Field) -> None:
        """Told once where the physiotherapist has somebody else then."""
        slot = f"{self.visit()} {self.physiotherapist.number()}"
        if (words := self.double_booking()) and self.confirmed_slot.data != slot:
            self.confirmed_slot.data = slot
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
        number, reference = self.physiotherapist.number(), self.reference.data or ""
        return double_booked(here().db, services().encryption, number, self.visit(), reference)

    def visit(self) -> str:
        """When it is, as records keep it; of a form that cannot be read today."""
        return as_kept(self.visit_day(), self.visit_time())

    def visit_day(self) -> date:
        """The day that was typed."""
        return typed_day(self.day.data or "") or here().today

    def visit_time(self) -> time | None:
        """The time that was typed."""
        return read_time(self.at.data or "")


class NewAppointment(WhenAndWhom):
    """The same of one that is to be made: a patient has two on one day only where that is meant."""

    known = HiddenField(validators=[AtMost(LONGEST_ADDRESS)])
    """`patient_day`, once it was told that the patient has a link that day; "" before."""

    @property
    def patient_day(self) -> str:
        """Whose appointment it is and on which day; "" where one cannot be read."""
        day, reference = typed_day(self.day.data or ""), self.reference.data
        return f"{day} {same_reference(reference)}" if day and reference else ""

    @property
    def link(self) -> Invitation | None:
        """The link that the patient has for that day already."""
        if not self.patient_day:
            return None
        db, encryption, reference = here().db, services().encryption, self.reference.data or ""
        return invitations.find_that_day(db, encryption, reference, self.visit())

    @property
    def already(self) -> str:
        """How the patient is asked already, such as "MB-117 has a link that day, at 09:30."; ""
        where not."""
        link = self.link
        return f"{self.reference.data} has a link that day{at_time(link.visit)}." if link else ""

    @property
    def is_only(self) -> bool:
        """Whether it is not to be made where the patient has a link that day."""
        return (self.known.data or "") != self.patient_day

    def tell_link(self) -> None:
        """Say so beside the reference; the next press makes it all the same."""
        self.known.data = self.patient_day
        self.reference.errors = [f"{self.already} To make another, press the button again."]


def at_time(visit: str) -> str:
    """The time of a visit within a sentence, such as ", at 09:30"; "" where it is not known."""
    return f", at {visit[11:]}" if visit[11:] else ""


class EndForm(StaffForm):
    """How long a link works. `visit`: as records keep it."""

    last_day = StringField("Last day on which the link works", validators=[AtMost(LONGEST)])

    def __init__(self, *args: object, visit: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.of_visit = visit

    def validate_last_day(self, field: Field) -> None:
        """A day that can be read, neither past nor far off; without one, the appointment's."""
        if field.data and not typed_day(field.data):
            raise ValidationError("Enter a day like 2026-11-24, or leave it empty.")
        try:
            self.ends()
        except NoSuchEnd as problem:
            raise ValidationError(str(problem)) from problem

    def ends(self) -> datetime:
        """When the link of a valid form ends. Raises NoSuchEnd."""
        last = typed_day(self.last_day.data or "")
        return end_for(self.visit_day(), services().settings.zone, here().now, last)

    def visit_day(self) -> date:
        """The day of the visit that the link is for."""
        return date.fromisoformat(self.of_visit[:10])


class ContactForm(StaffForm):
    """How a patient is reached."""

    phone = TelField("The patient’s phone number", validators=PHONE)
    email = StringField("The patient’s email address", validators=[is_mail_address_or_empty])


class AppointmentForm(WhenAndWhom, StaffForm):
    """When an appointment is that there is already. `stands`: its day now.

    `at`, `physiotherapist`: what to fill in instead of what it is now.
    """

    reference = HiddenField()

    def __init__(
        self, people: Sequence[Person], one: Invitation, at: str, physiotherapist: str
    ) -> None:
        day, _, time_now = one.visit.partition("T")
        is_known = physiotherapist in {str(person.id) for person in people}
        data = {
            "reference": one.reference,
            "day": day,
            "at": at[:LONGEST] or time_now,
            "physiotherapist": physiotherapist if is_known else str(one.physiotherapist),
        }
        super().__init__(data=data)
        self.stands, self.people = date.fromisoformat(day), people
        self.physiotherapist.offer(people)


class NewLink(NewAppointment, SecretForm, EndForm):
    """One link."""

    reference = ReferenceField("Reference")
    birth_year = StringField("Year of birth", validators=[AtMost(LONGEST), is_birth_year])
    phone = TelField("The patient’s phone number", validators=PHONE)
    email = StringField("The patient’s email address", validators=[is_mail_address_or_empty])

    def __init__(self, people: Sequence[Person], again: Invitation | None = None) -> None:
        super().__init__(data=same_again(again) if again else {})
        self.people = people
        self.physiotherapist.offer(people)

    def summary(self) -> list[tuple[str, str]]:
        """The mistakes in the order of the page, which is not that of the classes above."""
        order = ORDER.split()
        return sorted(super().summary(), key=lambda mistake: order.index(mistake[0]))

    def validate_last_day(self, field: Field) -> None:
        """Told once the visit itself can be read."""
        if not self.day.errors:
            super().validate_last_day(field)

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
            is_only=self.is_only,
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
