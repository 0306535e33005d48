"""The appointments of a pasted day, line by line, to be put right and made."""

from collections.abc import Sequence

from markupsafe import Markup
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    StringField,
    TelField,
)
from wtforms.validators import StopValidation, ValidationError

from questionnaire.forms import AtMost, ListedForm
from records.engine.encryption import same_reference
from records.engine.tokens import new_token
from records.people.staff import Person
from services import here, services
from staff.accounts.forms import StaffForm
from staff.links.colleagues import named
from staff.links.day_forms import DayList
from staff.links.day_list import MOST
from staff.links.fields import (
    LONGEST_ADDRESS,
    PHONE,
    PhysiotherapistField,
    ReferenceField,
    is_birth_year,
    is_mail_address_or_empty,
    is_visit_day,
    is_visit_time,
)
from staff.links.forms import NewAppointment, at_time
from staff.links.lifetime import end_for
from staff.links.link_request import LinkRequest
from staff.typed import LONGEST, read_year


class NamedPhysiotherapist(PhysiotherapistField):
    """One of those who work here, as a list names them."""

    def pre_validate(self, form: object) -> None:
        """Raises StopValidation, with the name where it is nobody's, or could be that of two."""
        if isinstance(form, VisitLine) and form.listed_name.data and not self.data:
            try:
                named(form.listed_name.data, form.people)
            except ValueError as problem:
                raise StopValidation(str(problem)) from problem
        super().pre_validate(form)


class VisitLine(NewAppointment, Form):
    """One visit of the day, each part in a field of its own; one that is left out may be wrong."""

    class Meta(ListedForm.Meta):
        csrf = False  # the form around it is looked at

    left_out = BooleanField("Leave out")
    number = HiddenField(validators=[AtMost(LONGEST)])
    """The line of the list, its headings and empty lines counted."""
    doubt = HiddenField(validators=[AtMost(LONGEST)])
    """Why it may be no patient's (`Doubt`); "" for a patient."""
    own_day = HiddenField(validators=[AtMost(LONGEST)])
    """The day that the list gave it; "" where it is the one chosen for all."""
    reference = ReferenceField("Reference")
    day = StringField("Day", validators=[AtMost(LONGEST), is_visit_day])
    at = StringField("Time", validators=[AtMost(LONGEST), is_visit_time])
    physiotherapist = NamedPhysiotherapist("Physiotherapist")
    listed_name = HiddenField(validators=[AtMost(LONGEST_ADDRESS)])
    """Who the list said it is."""
    email = StringField("Email", validators=[AtMost(LONGEST_ADDRESS), is_mail_address_or_empty])
    phone = TelField("Mobile", validators=PHONE)
    birth_year = StringField("Year of birth", validators=[AtMost(LONGEST), is_birth_year])

    before: Sequence["VisitLine"] = ()
    """The lines before it."""

    def validate(self, extra_validators: object = None) -> bool:
        """Whether it can be made as it stands, or is left out."""
        return bool(self.left_out.data) or bool(super().validate())

    def others_then(self) -> list[str]:
        """Those of the lines before as well."""
        mine = self.visit(), self.physiotherapist.number()
        here_too = [
            one.reference.data or ""
            for one in self.before
            if not one.left_out.data and mine == (one.visit(), one.physiotherapist.number())
        ]
        own = same_reference(self.reference.data or "")
        others = [one for one in here_too if same_reference(one) != own]
        return list(dict.fromkeys([*super().others_then(), *others]))

    @property
    def same(self) -> "VisitLine | None":
        """The line before it of the same patient and day."""
        before = (one for one in self.before if not one.left_out.data)
        return next(
            (one for one in before if self.patient_day and one.patient_day == self.patient_day),
            None,
        )

    @property
    def already(self) -> str:
        """The same, or in which line before it the patient is."""
        if words := super().already:
            return words
        if same := self.same:
            where = f"line {same.number.data} too{at_time(same.visit())}"
            return f"{self.reference.data} is in {where}."
        return ""

    def leave_out_known(self) -> bool:
        """Leave it out where the patient is asked already, unless another was asked for."""
        if not self.is_only:
            return False
        self.known.data = self.patient_day if self.already else ""
        is_new = bool(self.already) and not self.left_out.data
        self.left_out.data = self.left_out.data or is_new
        return is_new

    def ask(self) -> LinkRequest:
        """What a valid line asks for; its link lives until the end of the day."""
        return LinkRequest(
            reference=self.reference.data or "",
            visit=self.visit(),
            physiotherapist=self.physiotherapist.number(),
            ends=end_for(self.visit_day(), services().settings.zone, here().now),
            birth_year=read_year(self.birth_year.data or ""),
            email=self.email.data or "",
            phone=self.phone.data or "",
            is_only=self.is_only,
        )


class DayPreview(StaffForm):
    """The visits of a day as they were understood, to be put right and made."""

    once = HiddenField(default=new_token, validators=[AtMost(64)])
    visits = FieldList(FormField(VisitLine), max_entries=MOST)

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for at, line in enumerate(self.all_lines):
            line.people, line.before = people, self.all_lines[:at]
            line.physiotherapist.offer(people, is_own=False)

    def follow(self, pasted: DayList) -> None:
        """Another day or physiotherapist for all: for each line that had the one of before."""
        number = pasted.physiotherapist.number()
        for line in self.all_lines:
            if not line.own_day.data and line.day.data == pasted.was_day.data:
                line.day.data = pasted.chosen_day().isoformat()
            if (
                not line.listed_name.data
                and (line.physiotherapist.data or "") == pasted.was_with.data
            ):
                line.physiotherapist.data = str(number) if number else None

    @property
    def all_lines(self) -> list[VisitLine]:
        """The lines, those that are left out as well."""
        return [entry.form for entry in self.visits]

    @property
    def chosen(self) -> list[VisitLine]:
        """The lines that are not left out."""
        return [line for line in self.all_lines if not line.left_out.data]

    def leave_out_known(self) -> int:
        """Leave out who is asked by now, unless another was asked for; how many are new."""
        count = 0
        for line in self.all_lines:
            count += line.leave_out_known()
        return count

    def validate_visits(self, field: Field) -> None:
        """At least one is left, and none stands there twice."""
        again = []
        for line in self.chosen:
            same = None if line.reference.errors else line.same
            if same and same.visit() == line.visit():
                again.append(f"{line.reference.data} is there twice at the same time.")
            elif same and line.is_only:
                again.append(f"{line.already} To make both, press the button again.")
            else:
                continue
            line.known.data, line.reference.errors = line.patient_day, again[-1:]
        if again or not self.chosen:
            raise ValidationError("Every line is left out. Untick one, or paste another list.")

    def summary(self) -> list[tuple[str, str]]:
        """Every mistake of every line, and where it is."""
        if not self.chosen:
            return [("visits", str(self.visits.errors[-1]))]
        return [
            (field.id, Markup("Line {}: {}").format(line.number.data, field.errors[0]))
            for line in self.all_lines
            if not line.left_out.data
            for field in line
            if field.errors
        ]

    def asks(self) -> list[LinkRequest]:
        """What a valid form asks for."""
        return [line.ask() for line in self.chosen]
