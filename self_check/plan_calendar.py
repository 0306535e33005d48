"""The plan as a calendar file: made when it is asked for, and kept nowhere."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

from flask import Response
from wtforms import BooleanField, DateField, ValidationError

from questionnaire.forms import ListedForm
from questionnaire.plan_words import A_WEEK
from questionnaire.result import Result
from rules.advice import DayKind
from services import here

LATEST = timedelta(days=365)
LOOK_BACK = (2, 4)  # weeks
NO_DATE = "Enter a date like 2027-05-16, from today on and within a year."


class CalendarForm(ListedForm):
    """When week 1 starts, and whether the entries may say what they are for."""

    start = DateField("Week 1 starts on")
    is_named = BooleanField("Say in each title that it is for my upper back")

    def validate_start(self, field: DateField) -> None:
        """From today on, and within a year. Raises ValidationError."""
        if field.data is None or not here().today <= field.data <= here().today + LATEST:
            field.errors = []  # what a date field says of its own is no help
            raise ValidationError(NO_DATE)


def calendar_form() -> CalendarForm:
    """A form that nobody has filled in: the plan starts on the next Monday."""
    monday = here().today + timedelta(days=A_WEEK - here().today.weekday())
    return CalendarForm(None, data={"start": monday})


def calendar_answer(result: Result, form: CalendarForm) -> Response:
    """The file, for a valid form. Its name says nothing of what it is for."""
    start = form.start.data or here().today  # a valid form has one
    made = calendar_of(result, start, form.is_named.data, here().now)
    headers = {"Content-Disposition": "inline; filename=running-plan.ics"}
    return Response(made, mimetype="text/calendar", headers=headers)


def calendar_of(result: Result, start: date, is_named: bool, now: datetime) -> bytes:
    """A calendar in which `start` is the first day of the plan; each entry takes no time of a day.

    Titles say nothing about health unless `is_named`.
    """
    from icalendar import Calendar, Event  # a serving process seldom needs it

    said = result.rulebook.advice.plan.words.calendar
    calendar = Calendar()
    for name, value in {
        "prodid": "-//Running plan//EN",
        "version": "2.0",
        "method": "PUBLISH",
        "x-wr-calname": said["name"],
    }.items():
        calendar.add(name, value)
    for day, days, title, note in _entries(result, start, is_named):
        event = Event()
        event.add("uid", f"{uuid4()}@running-plan")
        event.add("dtstamp", now)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=days))
        event.add("summary", title)
        if note:
            event.add("description", note)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _entries(result: Result, start: date, is_named: bool) -> Iterator[tuple[date, int, str, str]]:
    """Each entry's first day, how many days it takes, its title, and what stands beside it."""
    plan, words = result.plan, result.plan_words
    said = result.rulebook.advice.plan.words.calendar
    if plan is None:
        return
    named = said["named"] if is_named else "{title}"
    if plan.first:
        yield start, A_WEEK, named.format(title=said["before"]), ""
        start += timedelta(days=A_WEEK)
    for week in plan.weeks:
        for at, day in enumerate(week.days, (week.number - 1) * A_WEEK):
            if day.kind is not DayKind.REST:
                title = named.format(title=words.day(week, day))
                note = said["see_doctor"] if result.is_for_doctor and day.is_run else ""
                yield start + timedelta(days=at), 1, title, note
    look_back = said["look_back_named" if is_named else "look_back"]
    for weeks in LOOK_BACK:
        if weeks <= len(plan.weeks):
            yield start + timedelta(weeks=weeks), 1, look_back.format(weeks=weeks), ""
