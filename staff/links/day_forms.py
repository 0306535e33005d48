"""What staff fill in for a whole day: the list as it is pasted, then the visits line by line."""

from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import DataRequired, StopValidation, ValidationError

from questionnaire.forms import LONGEST_PHONE, AtMost, ListedForm, is_phone_number
from records.engine.tokens import new_token
from records.people.staff import Person
from records.text import folded, tidied
from services import here, services
from staff.accounts.forms import StaffForm
from staff.links.colleagues import fitting, in_reference, named, phone_in
from staff.links.day_cells import Around, CellKind
from staff.links.day_list import MOST, PastedDay, TooManyLines, read_list
from staff.links.forms import (
    LONGEST_REFERENCE,
    PhysiotherapistField,
    is_birth_year,
    is_mail_address_or_empty,
    is_visit_day,
    is_visit_time,
    typed_day,
)
from staff.links.issuing import LinkRequest
from staff.links.lifetime import Until, as_kept, end_for
from staff.typed import LONGEST, is_month_first, read_day, read_time, read_year

LONGEST_LIST = 20_000  # characters: 60 lines of a practice system's own
LONGEST_ADDRESS = 200  # characters
NO_TEXT = {b"PK": "an Excel file", b"\xd0\xcf": "an Excel file", b"%PDF": "a PDF"}
"""How files begin that are no text, and what they are."""


class DefaultPhysiotherapist(PhysiotherapistField):
    """One of those who work here, or nobody."""

    def pre_validate(self, form: object) -> None:
        """Nobody will do: then each line must name one."""
        if self.data:
            super().pre_validate(form)


class DayList(StaffForm):
    """A day's visits as they are pasted or uploaded."""

    read = HiddenField(validators=[AtMost(64)])
    """What was pasted when the preview beside it was made, as `mark` tells it."""
    day = StringField("Day of the visits", validators=[AtMost(LONGEST), is_visit_day])
    physiotherapist = DefaultPhysiotherapist("Default physiotherapist")
    lines = TextAreaField("One visit per line", validators=[AtMost(LONGEST_LIST)])
    file = FileField("Or choose a file")

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.physiotherapist.offer(people)
        self.pasted = PastedDay((), ())

    @property
    def mark(self) -> str:
        """A sign that is another as soon as the day, the default or a line is another."""
        lines = [line.split() for line in (self.lines.data or "").splitlines() if line.split()]
        given = repr((self.day.data, self.physiotherapist.data or "", lines))
        return sha256(given.encode()).hexdigest()

    @property
    def is_as_read(self) -> bool:
        """Whether the preview that was sent along is of this list; not so of a new one."""
        return not self.file.data and self.read.data == self.mark

    def chosen_day(self) -> date:
        """The day of the visits that was chosen."""
        return typed_day(self.day.data or "") or here().today

    def validate_file(self, field: Field) -> None:
        """A file of text takes the place of what was pasted."""
        content = field.data.read() if field.data else b""
        for start, what in NO_TEXT.items():
            if content.startswith(start):
                raise ValidationError(
                    f"This is {what}. Save it as CSV, or copy what is in it and paste it here."
                )
        if content:
            self.lines.data = tidied(_as_text(content))
            self.lines.validate(self, [self._can_be_read])

    def validate_lines(self, field: Field) -> None:
        """There is at least one visit in it, and not too many."""
        if not self.file.data:
            self._can_be_read(self, field)

    def _can_be_read(self, form: Form, field: Field) -> None:
        try:
            order = is_month_first(services().settings.country)
            around = Around(self.people, here().today, self.chosen_day(), order)
            self.pasted = read_list(field.data or "", around)
        except TooManyLines as problem:
            raise StopValidation(str(problem)) from problem
        if not self.pasted.lines:
            raise StopValidation("Enter one line for each visit, like KL-204, 09:30, Robin Hale.")

    def visits(self) -> list[dict[str, str]]:
        """The fields of each visit, filled in as the list was understood."""
        given = ({str(name): said for name, said in line.items()} for line in self.pasted.lines)
        return [self._filled(line) for line in given]

    def _filled(self, line: dict[str, str]) -> dict[str, str]:
        said = line.pop(CellKind.PHYSIOTHERAPIST, "")
        who = fitting(said, self.people) if said else []
        if not said and self.physiotherapist.number():
            line["physiotherapist"] = str(self.physiotherapist.number())
        elif len(who) == 1:
            line["physiotherapist"] = str(who[0].id)
        return {"day": self.day.data or "", "named": said} | line


class NamedPhysiotherapist(PhysiotherapistField):
    """One of those who work here, as a list names them."""

    def pre_validate(self, form: object) -> None:
        """Raises StopValidation, with the name where it is nobody's, or could be that of two."""
        if isinstance(form, VisitLine) and form.named.data and not self.data:
            try:
                named(form.named.data, form.people)
            except ValueError as problem:
                raise StopValidation(str(problem)) from problem
        super().pre_validate(form)


class VisitLine(Form):
    """One visit of the day, each part in a field of its own; one that is left out may be wrong."""

    class Meta(ListedForm.Meta):
        csrf = False  # the form around it is looked at

    left_out = BooleanField("Leave out")
    known = HiddenField()
    """The visit, as `which` tells it, for which there is a link already; "" for none."""
    reference = StringField(
        "Reference",
        validators=[DataRequired("Enter initials or a file number."), AtMost(LONGEST_REFERENCE)],
    )
    day = StringField("Day", validators=[AtMost(LONGEST), is_visit_day])
    at = StringField("Time", validators=[AtMost(LONGEST), is_visit_time])
    physiotherapist = NamedPhysiotherapist("Physiotherapist")
    named = HiddenField(validators=[AtMost(LONGEST_ADDRESS)])
    """Who the list said it is."""
    email = StringField("Email", validators=[AtMost(LONGEST_ADDRESS), is_mail_address_or_empty])
    phone = TelField("Mobile", validators=[AtMost(LONGEST_PHONE), is_phone_number])
    birth_year = StringField("Year of birth", validators=[AtMost(LONGEST), is_birth_year])

    people: Sequence[Person] = ()

    def validate(self, extra_validators: object = None) -> bool:
        """Whether it can be made as it stands, or is left out."""
        return bool(self.left_out.data) or bool(super().validate())

    def validate_reference(self, field: Field) -> None:
        """Nothing that has a field of its own: it would be lost in the reference."""
        if misplaced := in_reference(field.data or "", self.people):
            raise ValidationError(f"Enter “{misplaced}” in its own field, not in the reference.")
        if number := phone_in(field.data or ""):
            raise ValidationError(
                f"“{number}” looks like a phone number. "
                "Enter initials, or a file number without gaps."
            )

    @property
    def which(self) -> str:
        """Whose visit it is, and when."""
        return f"{self.visit()} {folded(self.reference.data or '')}"

    def leave_out_if(self, has_link: Callable[[str, str], bool]) -> bool:
        """Leave it out where there is a link already, unless another was asked for."""
        is_asked_for = self.known.data == self.which
        is_readable = typed_day(self.day.data or "") and self.reference.data
        if is_asked_for or not is_readable:
            return False
        is_known = has_link(self.reference.data or "", self.visit())
        self.known.data = self.which if is_known else ""
        is_new = is_known and not self.left_out.data
        self.left_out.data = self.left_out.data or is_known
        return is_new

    def visit(self) -> str:
        """The visit of a valid line, as records keep it."""
        day = typed_day(self.day.data or "") or here().today
        return as_kept(day, read_time(self.at.data or ""))

    def ask(self) -> LinkRequest:
        """What a valid line asks for; its link lives until the end of the day."""
        day = read_day(self.day.data or "") or here().today
        return LinkRequest(
            reference=self.reference.data or "",
            visit=self.visit(),
            physiotherapist=self.physiotherapist.number(),
            ends=end_for(Until.DAY, day, None, None, services().settings.zone, here().now),
            birth_year=read_year(self.birth_year.data or ""),
            email=self.email.data or "",
            phone=self.phone.data or "",
            is_only=self.known.data != self.which,
        )


class DayPreview(StaffForm):
    """The visits of a day as they were understood, to be put right and made."""

    once = HiddenField(default=new_token, validators=[AtMost(64)])
    visits = FieldList(FormField(VisitLine), max_entries=MOST)

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for line in self.all_lines:
            line.people = people
            line.physiotherapist.offer(people, is_own=False)

    @property
    def all_lines(self) -> list[VisitLine]:
        """The lines, those that are left out as well."""
        return [entry.form for entry in self.visits]

    @property
    def chosen(self) -> list[VisitLine]:
        """The lines that are not left out."""
        return [line for line in self.all_lines if not line.left_out.data]

    def leave_out_known(self, has_link: Callable[[str, str], bool]) -> int:
        """Leave out what has a link by now, unless another was asked for; how many are new."""
        return sum([line.leave_out_if(has_link) for line in self.all_lines])

    def validate_visits(self, field: Field) -> None:
        """At least one is left, and none stands there twice."""
        seen: set[tuple[str, str]] = set()
        again = []
        for line in self.chosen:
            one = folded(line.reference.data or ""), line.visit()
            again += [line.reference] if one in seen and not line.reference.errors else []
            seen.add(one)
        for reference in again:
            reference.errors = [f"{reference.data} is there twice at the same time."]
        if again or not self.chosen:
            raise ValidationError("Every line is left out. Untick one, or paste another list.")

    def summary(self) -> list[tuple[str, str]]:
        """Every mistake of every line, and where it is."""
        if not self.chosen:
            return [("visits", str(self.visits.errors[-1]))]
        return [
            (field.id, f"Line {number}: {field.errors[0]}")
            for number, line in enumerate(self.all_lines, start=1)
            if not line.left_out.data
            for field in line
            if field.errors
        ]

    def asks(self) -> list[LinkRequest]:
        """What a valid form asks for."""
        return [line.ask() for line in self.chosen]

    def sign(self) -> str:
        """What two presses of one button have in common; what is asked for is part of it."""
        return sha256(f"{self.once.data} {self.asks()}".encode()).hexdigest()


def _as_text(content: bytes) -> str:
    """A file's text, as spreadsheets and practice systems write it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
