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
from wtforms.validators import StopValidation, ValidationError

from questionnaire.forms import AtMost, ListedForm
from records.engine.tokens import new_token
from records.people.staff import Person
from records.text import folded, tidied
from services import here, services
from staff.accounts.forms import StaffForm
from staff.links.colleagues import fitting, named
from staff.links.day_cells import Around, CellKind
from staff.links.day_list import MOST, PastedDay, TooManyLines, read_list
from staff.links.forms import (
    PHONE,
    PhysiotherapistField,
    ReferenceField,
    WhenAndWhom,
    is_birth_year,
    is_mail_address_or_empty,
    is_visit_day,
    is_visit_time,
    typed_day,
)
from staff.links.issuing import LinkRequest
from staff.links.lifetime import Until, end_for
from staff.typed import LONGEST, is_month_first, read_year

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
    was_day = HiddenField(validators=[AtMost(LONGEST)])
    was_with = HiddenField(validators=[AtMost(LONGEST)])
    """The day and the default of that preview."""
    day = StringField("Day of the appointments", validators=[AtMost(LONGEST), is_visit_day])
    physiotherapist = DefaultPhysiotherapist("Default physiotherapist")
    lines = TextAreaField("One appointment per line", validators=[AtMost(LONGEST_LIST)])
    file = FileField("Or choose a file")

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.physiotherapist.offer(people)
        self.pasted = PastedDay((), ())

    @property
    def mark(self) -> str:
        """A sign that is another as soon as a line is another."""
        lines = [line.split() for line in (self.lines.data or "").splitlines() if line.split()]
        return sha256(repr(lines).encode()).hexdigest()

    @property
    def is_as_read(self) -> bool:
        """Whether the preview that was sent along is of this list; not so of a new one."""
        return not self.file.data and self.read.data == self.mark

    @property
    def is_for_others(self) -> bool:
        """Whether another day or default was chosen than the preview's."""
        return self._chosen() != [self.was_day.data or "", self.was_with.data or ""]

    def _chosen(self) -> list[str]:
        return [self.chosen_day().isoformat(), str(self.physiotherapist.number() or "")]

    def remember(self) -> None:
        """Note what the preview beside it is of."""
        self.read.data = self.mark
        self.was_day.data, self.was_with.data = self._chosen()

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
            raise StopValidation(
                "Enter a line for each appointment, like KL-204, 09:30, Robin Hale."
            )

    def visits(self) -> list[dict[str, str]]:
        """The fields of each visit, filled in as the list was understood."""
        return [self._filled(dict(one.cells), one.number) for one in self.pasted.lines]

    def _filled(self, cells: dict[CellKind, str], number: int) -> dict[str, str]:
        line = {str(name): said for name, said in cells.items()}
        said = line.pop(CellKind.PHYSIOTHERAPIST, "")
        who = fitting(said, self.people) if said else []
        if not said and self.physiotherapist.number():
            line["physiotherapist"] = str(self.physiotherapist.number())
        elif len(who) == 1:
            line["physiotherapist"] = str(who[0].id)
        usual = {"day": self.day.data or "", "named": said, "number": f"{number}"}
        return usual | {"own_day": line.get("day", "")} | line


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


class VisitLine(WhenAndWhom, Form):
    """One visit of the day, each part in a field of its own; one that is left out may be wrong."""

    class Meta(ListedForm.Meta):
        csrf = False  # the form around it is looked at

    left_out = BooleanField("Leave out")
    known = HiddenField()
    """The visit, as `which` tells it, for which there is a link already; "" for none."""
    number = HiddenField(validators=[AtMost(LONGEST)])
    """The line of the list, its headings and empty lines counted."""
    own_day = HiddenField(validators=[AtMost(LONGEST)])
    """The day that the list gave it; "" where it is the one chosen for all."""
    reference = ReferenceField("Reference")
    day = StringField("Day", validators=[AtMost(LONGEST), is_visit_day])
    at = StringField("Time", validators=[AtMost(LONGEST), is_visit_time])
    physiotherapist = NamedPhysiotherapist("Physiotherapist")
    named = HiddenField(validators=[AtMost(LONGEST_ADDRESS)])
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
        others = [one for one in here_too if folded(one) != folded(self.reference.data or "")]
        return list(dict.fromkeys([*super().others_then(), *others]))

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

    def ask(self) -> LinkRequest:
        """What a valid line asks for; its link lives until the end of the day."""
        zone = services().settings.zone
        return LinkRequest(
            reference=self.reference.data or "",
            visit=self.visit(),
            physiotherapist=self.physiotherapist.number(),
            ends=end_for(Until.DAY, self.visit_day(), None, None, zone, here().now),
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
        for at, line in enumerate(self.all_lines):
            line.people, line.before = people, self.all_lines[:at]
            line.physiotherapist.offer(people, is_own=False)

    def follow(self, pasted: DayList) -> None:
        """Another day or physiotherapist for all: for each line that had the one of before."""
        number = pasted.physiotherapist.number()
        for line in self.all_lines:
            if not line.own_day.data and line.day.data == pasted.was_day.data:
                line.day.data = pasted.chosen_day().isoformat()
            if not line.named.data and (line.physiotherapist.data or "") == pasted.was_with.data:
                line.physiotherapist.data = str(number) if number else None

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
            (field.id, f"Line {line.number.data}: {field.errors[0]}")
            for line in self.all_lines
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
