"""Today: appointments by time, each with where it stands and what to do; warnings on top."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from records.answers import appointment_requests, day, warnings
from records.answers.invitations import Invitation, InvitationState
from records.kiosk import devices
from records.people import audit
from records.people.audit import AuditAction, AuditEntry
from services import here, services
from settings.times import NEAR_DAYS
from staff.accounts.access import seconds_left, staff_only
from staff.accounts.roles import Action, is_physiotherapist
from staff.appointment_state import (
    done_while_waiting,
    message_left,
    sees_answers,
    state_shown,
    titles,
)
from staff.auditing import add_entry
from staff.patients.entries import most_urgent
from staff.patients.pages import invitation_or_404, note_listing
from staff.patients.phones import Phone, phones_for
from staff.requests.details import asked
from staff.today.rows import ANSWERED, AppointmentRow, DayReader
from staff.today.which import Which
from web.redirects import see_other

LONGEST = 100  # characters

today = Blueprint("today", __name__, url_prefix="/clinic")
today.add_app_template_filter(state_shown)
today.add_app_template_global(sees_answers)
today.add_app_template_global(message_left)


@today.app_template_filter("numbers_of")
def numbers_of(one: Invitation) -> list[Phone]:
    """Where a patient can be called, by the clinic's own number and what came with answers."""
    raised = warnings.of_visit(here().db, services().encryption, one.id)
    return phones_for([warning for warning in raised if not warning.is_wrong_person], one)


@dataclass(frozen=True, slots=True)
class DayRows:
    """A day by its name, and its appointments."""

    day: date
    name: str
    """Such as "Today"; "" for a day that is not near."""
    rows: tuple[AppointmentRow, ...]

    @property
    def summary(self) -> str:
        """How many there are, answered, stopped, to be told of or not sent: "12 appointments, 5
        answered"."""
        states = [row.state for row in self.rows]
        stopped = sum(row.is_stopped for row in self.rows)
        to_tell = sum(row.needs_physiotherapist for row in self.rows)
        answered = sum(state in ANSWERED for state in states) - stopped - to_tell
        unsent = states.count(InvitationState.NOT_SENT)
        words = [f"{len(states)} {'appointment' if len(states) == 1 else 'appointments'}"]
        words += [f"{answered} answered"] if answered else []
        words += [f"{stopped} stopped at a warning sign"] if stopped else []
        words += [f"{to_tell} need{'s' * (to_tell == 1)} a physiotherapist now"] if to_tell else []
        words += [f"{unsent} not sent"] if unsent else []
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class WaitingWarning:
    """A warning that waits, as the top of the day shows it."""

    invitation: Invitation
    row: AppointmentRow
    advice: str
    """What the patient was told to do, for who may know."""
    message_left: AuditEntry | None
    told: AuditEntry | None
    """When a physiotherapist was told of it, and by whom."""


@today.get("/today")
@staff_only(Action.SEE_TODAY)
def show() -> ResponseReturnValue:
    """The day, from its warnings down."""
    note_listing("today")
    return show_day(request.args.get("find", "").strip()[:LONGEST])


@today.get("/today/now")
@staff_only(Action.SEE_TODAY)
def now() -> ResponseReturnValue:
    """The same for the script of a page that is open; nothing once the sign-in was not used for
    long."""
    return show_day() if seconds_left() > 0 else ("", 204)


@today.post("/today/<name>/told")
@staff_only(Action.SEE_TODAY)
def say_told(name: str) -> ResponseReturnValue:
    """Keep who told a physiotherapist of a warning, which waits on all the same."""
    if invitation_or_404(name).waiting_since:
        add_entry(AuditAction.TOLD, audit.of_visit(name))
        flash("It is noted that you told a physiotherapist.")
    return see_other(url_for(".show"))


def show_day(typed: str = "") -> ResponseReturnValue:
    """The day that the address asks for, or the patients who are looked for."""
    which = Which.from_query(request.args, here().today, is_physiotherapist(here().staff))
    has_kiosk = bool(devices.in_use(here().db))
    reader = DayReader(here().time, sees_answers(), titles(), has_kiosk)
    if typed:
        return _found(typed, which.of(False), reader)
    days = _days(which)
    found = [
        one for at in days for one in day.appointments(here().db, services().encryption, at, at)
    ]
    wanted = [one for one in found if _is_wanted(one, which)]
    due = [
        one
        for one in day.rechecks_due(here().db, services().encryption, which.day, here().now)
        if _is_wanted(one, which) and (reader.sees_answers or not one.was_warned)
    ]
    coming = (one for one in wanted if which.is_today and not reader.time.is_past(one.visit))
    following = next(coming, None)
    return render_template(
        "staff/today/today.html",
        which=which,
        following=following and reader.row(following),
        days=[_of_day(one, which, wanted, reader) for one in days],
        others=len(found) - len(wanted),
        rechecks=[reader.row(one) for one in due],
        warnings=_warnings(reader),
        to_contact=[each for each in _to_contact(reader) if _is_wanted(each[0], which)],
    )


def _found(typed: str, which: Which, reader: DayReader) -> ResponseReturnValue:
    """The appointments that were looked for, of the coming week and by a whole reference of any
    day, whoever's they are, and requests."""
    last = here().today + timedelta(days=7)
    found = day.search(here().db, services().encryption, typed, here().today, last)
    requests = appointment_requests.search(here().db, services().encryption, typed)
    if requests:
        add_entry(AuditAction.LISTED, "requests")
    return render_template(
        "staff/today/today.html",
        which=which,
        typed=typed,
        found=[reader.row(one) for one in found],
        asked=[asked(one) for one in requests],
        warnings=_warnings(reader),
    )


def _to_contact(reader: DayReader) -> list[tuple[Invitation, int]]:
    """Who is to be contacted, and about which submission; nobody, for who may know nothing about
    health."""
    return day.to_contact(here().db, services().encryption) if reader.sees_answers else []


def _days(which: Which) -> list[date]:
    """The days that are shown: with today the next one with appointments, or else tomorrow."""
    if not which.is_today:
        return [which.day]
    whose = here().staff.id if which.is_mine else None
    tomorrow = which.day + timedelta(days=1)
    return [which.day, day.next_day(here().db, which.day, whose) or tomorrow]


def _is_wanted(one: Invitation, which: Which) -> bool:
    return not which.is_mine or one.physiotherapist == here().staff.id


def _of_day(at: date, which: Which, found: Iterable[Invitation], reader: DayReader) -> DayRows:
    name = NEAR_DAYS.get((at - which.today).days, "").capitalize()
    its = [one for one in found if one.visit.startswith(at.isoformat())]
    patients = {(one.visit, one.physiotherapist, one.reference) for one in its if "T" in one.visit}
    at_once = Counter((visit, whose) for visit, whose, _ in patients)
    rows = (reader.row(one, at_once[one.visit, one.physiotherapist]) for one in its)
    return DayRows(at, name, tuple(rows))


def _warnings(reader: DayReader) -> list[WaitingWarning]:
    """Each warning that waits, whatever its day and whoever's it is: the most urgent first, then
    the longest. Who may not know how urgent one is has the newest first, whose patient may be in
    this room, and last those a physiotherapist was told of."""
    ones = day.with_warnings(here().db, services().encryption)
    told = done_while_waiting(ones, AuditAction.TOLD)
    left = done_while_waiting(ones, AuditAction.LEFT_MESSAGE) if reader.sees_answers else {}
    raised = warnings.that_wait(here().db, services().encryption) if reader.sees_answers else {}
    if reader.sees_answers:
        ones.reverse()
        ones.sort(
            key=lambda one: -max((each.urgency for each in raised.get(one.id, ())), default=0)
        )
    else:
        ones.sort(key=lambda one: one.name in told)
    return [
        WaitingWarning(
            invitation=one,
            row=reader.row(one),
            advice=most_urgent(raised.get(one.id, ())),
            message_left=left.get(one.name),
            told=told.get(one.name),
        )
        for one in ones
    ]
