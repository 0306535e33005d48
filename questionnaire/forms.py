"""A page's questions → a WTForms class; what was typed → answers. And what all forms share."""

from collections.abc import Mapping
from datetime import date
from functools import cache, partial

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    FieldList,
    Form,
    FormField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.core import UnboundField
from wtforms.validators import StopValidation

from questionnaire.answers import GivenAnswers, in_words, limits, problem_with
from questionnaire.contact import mail_address, phone_link
from questionnaire.distance import Distance
from questionnaire.questions import OWN_WORDS, Question, QuestionKind
from questionnaire.typed import read_number, two_readings
from records.text import on_one_line

MOST_DAYS_AHEAD = 731  # two years
LONGEST_PHONE = 40  # characters
UNITS = {"km": "km", "mi": "miles"}
RATINGS = {str(number): str(number) for number in range(11)}
MAY_HOLD_GAPS = (TextAreaField, PasswordField)


class NotRead(ValueError):
    """What was typed is not an answer; the message says what to type."""


class AtMost:
    """A validator that looks no further at a text that is too long."""

    def __init__(self, characters: int) -> None:
        self.characters = characters

    def __call__(self, form: FlaskForm, field: StringField) -> None:
        """Raises StopValidation."""
        if len(field.data or "") > self.characters:
            raise StopValidation(f"Keep this under {self.characters:,} characters.")


def is_mail_address(form: FlaskForm, field: Field) -> None:
    """A validator: one email address. Raises StopValidation."""
    if not mail_address(field.data or ""):
        raise StopValidation("Enter an email address like name@example.com.")


def is_phone_number(form: FlaskForm, field: Field) -> None:
    """A validator: a number that can be dialled, or nothing. Raises StopValidation."""
    if field.data and not phone_link(field.data):
        raise StopValidation("Enter a phone number with its area code.")


class ListedForm(FlaskForm):
    """A form whose mistakes can be listed above it. What a box of one line holds is one line."""

    class Meta(FlaskForm.Meta):
        def bind_field(
            self, form: object, unbound_field: "UnboundField[Field]", options: Mapping[str, object]
        ) -> object:
            """A field of a form, with the gaps and line breaks within a line put right."""
            kind, options = unbound_field.field_class, dict(options)
            if issubclass(kind, StringField) and not issubclass(kind, MAY_HOLD_GAPS):
                options["filters"] = [_line, *unbound_field.kwargs.get("filters", ())]
            return super().bind_field(form, unbound_field, options)

    def summary(self) -> list[tuple[str, str]]:
        """Each field with a mistake, and its first message."""
        return [(name, messages[0]) for name, messages in self.errors.items()]


class PageForm(ListedForm):
    """The questions of one page. A field holds what was typed; `answers` what it means."""

    class Meta(ListedForm.Meta):
        csrf = False  # every post is checked for its token before it gets here (app.py)

    questions: tuple[Question, ...] = ()
    hidden: Mapping[str, str]
    """What was sent beside the answers: `sure` once the runner has said that an unusual distance
    is right; `seen`, the etag of the answers that stood on the page when it was opened; `back`
    where the page before is to be shown again; `noticed` where it said that the questions
    changed."""

    def post_process(self, formdata: Mapping[str, str] | None = None) -> None:
        """Keep what was sent, as WTForms asks for once the fields hold theirs."""
        super().post_process(formdata)
        self.hidden = formdata or {}

    def answer_to(self, question: Question) -> object:
        """The answer to one question; None when there is none. Raises NotRead."""
        if question.kind is QuestionKind.ACTIVITIES:
            pairs = (list(row.form.pair) for row in self[question.id])
            return [pair for pair in pairs if pair != ["", None]] or None
        typed = self[question.id].data
        if not typed or not str(typed).strip():
            return None
        if question.kind is QuestionKind.SCALE:
            return int(typed) if typed in scale_options(question) else -1
        if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES, *OWN_WORDS):
            return typed
        return self._number(question, typed)

    def _number(self, question: Question, typed: str) -> float | Distance:
        read = read_number(typed)
        if question.kind is QuestionKind.NUMBER:
            value = read.in_unit(question.unit) if read else None
            if value is None:
                raise NotRead(f"Enter {limits(question)}, in figures ({question.unit}).")
            return value
        if read is None:
            raise NotRead(f"Enter {limits(question)}, in figures.")
        if (distance := read.distance()) is None:
            raise NotRead("Enter a distance in km or miles, like 12.5.")
        value, unit = distance
        if unclear := two_readings(typed):
            raise NotRead(f"Write {unclear[0]} or {unclear[1]}, as the comma could mean both.")
        return Distance(value, unit or self.chosen_unit or "km")

    @property
    def chosen_unit(self) -> str | None:
        """The unit that distances without one of their own are in; None without distances."""
        if "unit" not in self:
            return None
        unit: str = self["unit"].data
        return unit if unit in UNITS else "km"

    def is_good_on(self, today: date) -> bool:
        """Whether each answer is good on this day: a date may have to be still to come."""
        dates = (q for q in self.questions if q.to_come)
        return bool(self.validate({q.id: [partial(_still_to_come, q, today)] for q in dates}))

    def summary(self) -> list[tuple[str, str]]:
        """Each question with a mistake, and its first message."""
        return [(q.id, self[q.id].errors[0]) for q in self.questions if self[q.id].errors]

    def answers(self) -> GivenAnswers:
        """The answers of a valid form, one for each question; None where one was skipped."""
        return {question.id: self.answer_to(question) for question in self.questions}

    def good_answers(self) -> GivenAnswers:
        """What was answered without a mistake, once looked at; nothing of what was skipped."""
        good = {q.id: self.answer_to(q) for q in self.questions if not self[q.id].errors}
        return {question: answer for question, answer in good.items() if answer is not None}


def _line(typed: object) -> object:
    return on_one_line(typed) if isinstance(typed, str) else typed


class ActivityForm(Form):
    """One thing in own words, and how it goes; blank where fewer are named."""

    words = StringField(filters=[_line])
    rating = RadioField(choices=RATINGS, validate_choice=False)

    @property
    def pair(self) -> tuple[str, int | None]:
        """As an answer has it."""
        rating = self.rating.data
        return self.words.data or "", int(rating) if rating in RATINGS else None


def _answered(question: Question) -> object:
    """A validator: the field holds a good answer to its question."""

    def check(form: PageForm, field: Field) -> None:
        try:
            problem = problem_with(question, form.answer_to(question))
        except NotRead as error:
            problem = str(error)
        if problem:
            raise StopValidation(_mistake(question) or _named(question, problem, form))

    return check


def _still_to_come(question: Question, today: date, form: PageForm, field: Field) -> None:
    day = form.answer_to(question)
    ahead = (date.fromisoformat(str(day)) - today).days if day else 0
    if not 0 <= ahead <= MOST_DAYS_AHEAD:
        raise StopValidation(_named(question, question.to_come, form))


def _mistake(question: Question) -> str:
    """The question's own words for any mistake; empty where it has none."""
    low, high = question.range
    return question.mistake.format(low=f"{low:g}", high=f"{high:g}")


def _named(question: Question, problem: str, form: PageForm) -> str:
    """What to do, with the question's name where the page has several."""
    if len(form.questions) == 1:
        return problem
    return f"{question.short}: {problem[0].lower()}{problem[1:]}"


def scale_options(question: Question) -> dict[str, str]:
    """Every number of a scale, as choices."""
    low, high = question.range
    return {str(number): str(number) for number in range(int(low), int(high) + 1)}


def _field(question: Question) -> object:
    validators = [_answered(question)]
    if question.kind is QuestionKind.CHOICES:
        return SelectMultipleField(
            choices=question.options, validators=validators, validate_choice=False
        )
    if question.kind is QuestionKind.TEXT:
        return TextAreaField(validators=validators)
    if question.kind is QuestionKind.ACTIVITIES:
        return FieldList(
            FormField(ActivityForm),
            validators=validators,
            min_entries=question.most,
            max_entries=question.most,
        )
    if question.kind in (QuestionKind.CHOICE, QuestionKind.SCALE):
        choices = question.options or scale_options(question)
        return RadioField(choices=choices, validators=validators, validate_choice=False)
    return StringField(validators=validators)


@cache
def form_for(questions: tuple[Question, ...]) -> type[PageForm]:
    """The form class of some questions, built once for as long as the content lives."""
    fields = {question.id: _field(question) for question in questions}
    if any(question.kind is QuestionKind.DISTANCE for question in questions):
        fields["unit"] = RadioField(choices=UNITS, validate_choice=False)
    return type("QuestionsForm", (PageForm,), {"questions": questions, **fields})


def typed_from(
    questions: tuple[Question, ...], answers: GivenAnswers, unit: str
) -> dict[str, object]:
    """Answers as they stand in the fields when a page is opened again."""
    return {"unit": unit} | {
        question.id: _typed(answers[question.id], unit)
        for question in questions
        if answers.get(question.id) is not None
    }


def _typed(answer: object, unit: str) -> object:
    if isinstance(answer, Distance):
        figures = f"{answer.value:.10g}"
        return figures if answer.unit == unit else f"{figures} {answer.unit}"
    if isinstance(answer, list) and answer and isinstance(answer[0], list | tuple):
        return [
            {"words": words, "rating": "" if rating is None else f"{rating:g}"}
            for words, rating in answer
        ]
    return answer if isinstance(answer, str | list) else f"{answer:.10g}"


def slips(questions: tuple[Question, ...], answers: GivenAnswers) -> dict[Question, str]:
    """The distances, in words, that are so long that they may be a slip of the finger."""
    return {q: in_words(q, answers[q.id])[0] for q in questions if _is_unusual(q, answers)}


def _is_unusual(question: Question, answers: GivenAnswers) -> bool:
    given, unusual = answers.get(question.id), question.unusual
    if given is None or unusual is None:
        return False
    usual = answers.get(unusual.of)
    return given.km > unusual.above_km or bool(
        usual and usual.km > 0 and given.km > unusual.times * usual.km
    )
