"""Fills an empty database with the made-up clinic of people.toml."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from operations.demo.people import SENT, MadeUp, made_up_people
from pre_visit.intake import Intake
from questionnaire.stops import stop_for
from records.answers import appointment_requests as visit_requests
from records.answers import invitations, responses, warnings
from records.answers.invitations import Invitation, InvitationKind
from records.answers.responses import Response
from records.answers.verdicts import Verdict, give
from records.engine.timestamps import to_iso
from records.people import staff
from records.people.audit import AuditAction, audited
from records.people.staff import Person
from records.upkeep.page_counts import Door, PageReached, Tally
from self_check.reached import CHECK, RESULT, name_of
from settings.times import Zone, end_of
from staff.accounts.roles import Role
from staff.admin.use import is_asked_of_all
from web.password_hashing import hashed

WORDS_TO_COME_IN = "three paper boats at noon"
PHONE = "555 010 0133"  # nobody's
STAFF = {
    "Robin Hale": (Role.PHYSIOTHERAPIST, Role.ADMINISTRATOR),
    "Sam Ortiz": (Role.PHYSIOTHERAPIST,),
    "Alex Reed": (Role.FRONT_DESK,),
}
RUNNERS = 120
NO_ANSWERS = ("made", "mailed", "opened", "agreed", "withdrawn", "not_me")
REQUESTS = (
    {"name": "Demo Runner One", "phone": "555 010 0111", "email": "", "times": "Weekday evenings"},
    {"name": "Demo Runner Two", "phone": "", "email": "two@example.org", "times": "Weekends"},
)


class NotEmpty(Exception):
    """The database has staff already: nothing made up may be mixed with real records."""


def fill(desk: Intake, zone: Zone) -> None:
    """Put the made-up clinic into an empty database. Raises NotEmpty."""
    if staff.everyone(desk.db):
        raise NotEmpty
    with audited(
        desk.db, actor="demo", action=AuditAction.ADDED, subject="a made-up clinic", now=desk.now
    ):
        team = [_join(desk, name, roles) for name, roles in STAFF.items()]
        oldest_first = sorted(made_up_people(desk.now.date()), key=lambda patient: -patient.age)
        for number, patient in enumerate(oldest_first):
            _follow(desk, patient, team[number % 2], zone)
        for contact in REQUESTS:
            _ask_for_visit(desk, contact)
    _count_runners(desk, zone)


def _count_runners(desk: Intake, zone: Zone) -> None:
    """Runners who began the self-check these three weeks: most to the end, some to each page."""
    questionnaire, tally = desk.questionnaire, Tally()
    pages = [name_of(page) for page in questionnaire.pages if is_asked_of_all(page)]
    pages += [CHECK, RESULT]
    for number in range(RUNNERS):
        far = len(pages) if number % 3 else 1 + number**2 % len(pages)
        day = f"{(desk.now - timedelta(days=number % 21)).astimezone(zone):%Y-%m-%d}"
        for page in pages[:far]:
            tally.add(PageReached(day, Door.WEB, page, questionnaire.version))
    tally.keep(desk.db)


def _join(desk: Intake, name: str, roles: tuple[Role, ...]) -> Person:
    token = staff.new_set_up_link(desk.db, staff.add(desk.db, name, roles).id, desk.now)
    return cast(Person, staff.set_up(desk.db, token, hashed(WORDS_TO_COME_IN), desk.now))


def _ask_for_visit(desk: Intake, contact: Mapping[str, str]) -> None:
    visit_requests.add(
        desk.db,
        desk.encryption,
        once=f"demo {contact['name']}",
        contact={**contact, "note": ""},
        attached=None,
        now=desk.now,
    )


def _follow(desk: Intake, patient: MadeUp, person: Person, zone: Zone) -> None:
    """One patient, from the link to where they came, each at a likely moment."""
    made = replace(desk, now=desk.now - timedelta(days=patient.age))
    later = replace(desk, now=_a_day_later(made.now, desk.now))
    invitation = _invite(made, desk.now, patient, person, zone)
    _open(later, patient, invitation)
    if patient.until not in NO_ANSWERS:
        response = _answer(later, patient, invitation)
        _follow_up(later, patient, response, person)
        if patient.verdict:
            _say_whether_it_fitted(desk, patient, response, person)


def _a_day_later(made: datetime, now: datetime) -> datetime:
    return min(made + timedelta(hours=30), now - timedelta(minutes=20))


def _invite(
    made: Intake, today: datetime, patient: MadeUp, person: Person, zone: Zone
) -> Invitation:
    visit = patient.visit_after(today.date())
    earlier = invitations.of_reference(made.db, made.encryption, patient.reference)
    invitation, _ = invitations.make(
        made.db,
        made.encryption,
        reference=patient.reference,
        physiotherapist=person.id,
        made_by=person.id,
        phone=PHONE,
        visit=visit,
        kind=InvitationKind.RECHECK if patient.recheck else InvitationKind.VISIT,
        follows=earlier[0].id if patient.recheck else None,
        ends=end_of(datetime.fromisoformat(visit).date(), zone),
        now=made.now,
    )
    return invitation


def _open(desk: Intake, patient: MadeUp, invitation: Invitation) -> None:
    at = to_iso(desk.now)
    if patient.until != "made":
        invitations.change(desk.db, invitation, sent=to_iso(invitation.made))
    if patient.until in ("withdrawn", "not_me"):
        is_not_me = int(patient.until == "not_me")
        invitations.change(desk.db, invitation, withdrawn=at, is_not_me=is_not_me)
    elif patient.until not in ("made", "mailed"):
        agreed = None if patient.until == "opened" else at
        invitations.change(desk.db, invitation, opened=at, agreed=agreed)


def _answer(desk: Intake, patient: MadeUp, invitation: Invitation) -> Response:
    """The patient's answers, sent or stopped if they came that far."""
    kept = patient.kept(desk.questionnaire)
    section = patient.last_section(desk.questionnaire)
    response = responses.begin(desk.db, desk.encryption, invitation.id, kept, desk.now)
    responses.save(desk.db, desk.encryption, response, kept, section, desk.now)
    sheet = patient.sheet(desk.questionnaire)
    if stop := stop_for(desk.rulebook, sheet.journey):
        desk.report(invitation, response, sheet, stop)
    elif patient.until in SENT:
        desk.send(invitation, response)
    return cast(Response, responses.by_id(desk.db, desk.encryption, response.id))


def _follow_up(desk: Intake, patient: MadeUp, response: Response, person: Person) -> None:
    """What a physiotherapist did since."""
    if patient.until == "read":
        responses.mark_read(desk.db, response, person.id, desk.now)
    for warning in warnings.of(desk.db, desk.encryption, response.id):
        if patient.acknowledged:
            done = patient.acknowledged
            warnings.acknowledge(
                desk.db, desk.encryption, warning, by=person.id, done=done, now=desk.now
            )


def _say_whether_it_fitted(
    desk: Intake, patient: MadeUp, response: Response, person: Person
) -> None:
    """What a physiotherapist found on the day of the visit."""
    at = desk.now + timedelta(days=min(patient.visit, 0))
    give(desk.db, desk.encryption, response, Verdict(patient.verdict, "", person.name, at))
