"""What staff fill in for a whole day: the list as it is pasted."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from flask_wtf.file import FileField
from wtforms import (
    Field,
    Form,
    HiddenField,
    StringField,
    TextAreaField,
)
from wtforms.validators import StopValidation, ValidationError

from questionnaire.forms import AtMost
from records.people.staff import Person
from records.text import tidied
from services import here, services
from staff.accounts.forms import StaffForm
from staff.links.colleagues import fitting
from staff.links.day_cells import Around, CellKind, Doubt
from staff.links.day_list import PastedDay, PastedLine, TooManyLines, read_list
from staff.links.fields import PhysiotherapistField, is_visit_day, typed_day
from staff.typed import LONGEST, is_month_first

LONGEST_LIST = 20_000  # characters: 60 lines of a practice system's own
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
    """What was pasted when the preview beside it was made, as `etag` tells it."""
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
    def etag(self) -> str:
        """Another text as soon as a line is another."""
        lines = [line.split() for line in (self.lines.data or "").splitlines() if line.split()]
        return sha256(repr(lines).encode()).hexdigest()

    @property
    def is_as_read(self) -> bool:
        """Whether the preview that was sent along is of this list; not so of a new one."""
        return not self.file.data and self.read.data == self.etag

    @property
    def has_new_defaults(self) -> bool:
        """Whether another day or default was chosen than the preview's."""
        return self._chosen() != [self.was_day.data or "", self.was_with.data or ""]

    def _chosen(self) -> list[str]:
        return [self.chosen_day().isoformat(), str(self.physiotherapist.number() or "")]

    def remember(self) -> None:
        """Note what the preview beside it is of."""
        self.read.data = self.etag
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
        return [self._filled(one) for one in self.pasted.lines]

    def _filled(self, pasted: PastedLine) -> dict[str, str]:
        line = {str(name): said for name, said in pasted.cells.items()}
        said = line.pop(CellKind.PHYSIOTHERAPIST, "")
        who = fitting(said, self.people) if said else []
        if not said and self.physiotherapist.number():
            line["physiotherapist"] = str(self.physiotherapist.number())
        elif len(who) == 1:
            line["physiotherapist"] = str(who[0].id)
        usual = {"day": self.day.data or "", "listed_name": said, "number": f"{pasted.number}"}
        if pasted.doubt:
            usual["doubt"] = pasted.doubt
        if pasted.doubt is Doubt.NOBODY:
            usual["left_out"] = "y"
        return usual | {"own_day": line.get("day", "")} | line


def _as_text(content: bytes) -> str:
    """A file's text, as spreadsheets and practice systems write it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
