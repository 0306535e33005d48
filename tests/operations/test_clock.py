"""The clock jumps: nobody is locked out for good, nothing is lost."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from records.answers import alerts, outbox, warnings
from records.answers import appointment_requests as visit_requests
from records.kiosk import handoffs
from records.people import audit
from records.people.audit import AuditAction
from records.upkeep import clock_jumps
from records.upkeep.retention import Keep
from services import services_of
from settings.times import end_of
from tests.beneath import beneath
from tests.factories import (
    WORDS_TO_COME_IN,
    a_colleague,
    a_kiosk,
    a_response,
    an_invitation,
    at_kiosk,
    desk_of,
    set_services,
)
from tests.kiosk.person import AtKiosk
from tests.pre_visit.walking import agree, pass_safety

pytestmark = pytest.mark.slow

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JUMPS = [-DAY, -2 * HOUR, DAY, 400 * DAY]
KEEP = Keep(invitations=30, responses=365, requests=180)
each_jump = pytest.mark.parametrize("jump", JUMPS, ids=str)


class Clock:
    """The clinic's clock, which can be set."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now

    def jump(self, by):
        self.now += by


@pytest.fixture
def at_clinic(app, stopped_clock):
    set_services(app, clock=Clock(stopped_clock.replace(microsecond=0)))
    return services_of(app).clock


@pytest.fixture
def db(app):
    return desk_of(app).db


@pytest.fixture
def encryption(app):
    return services_of(app).encryption


def come_in(visitor, page="/clinic/account"):
    visitor.go(page).type_in("Your name", "Robin Hale")
    return visitor.type_in("Your passphrase", WORDS_TO_COME_IN).press("Sign in")


@each_jump
def test_staff_sign_in_again_and_are_not_locked_out(app, runner, at_clinic, jump):
    a_colleague(app, now=at_clinic())
    come_in(runner).sees("Robin Hale")
    at_clinic.jump(jump)
    runner.go("/clinic/account").sees("Sign in")
    come_in(runner).sees("Robin Hale")
    at_clinic.jump(-jump)
    come_in(runner).sees("Robin Hale")


def test_a_step_back_within_a_sign_in_ends_it(app, runner, at_clinic):
    """Else it would live longer than twelve hours, by as much as the step."""
    a_colleague(app, now=at_clinic())
    come_in(runner)
    for _ in range(4):
        at_clinic.jump(15 * MINUTE)
        runner.go("/clinic/account").sees("Robin Hale")
    at_clinic.jump(-30 * MINUTE)
    runner.go("/clinic/account").sees("Sign in")


@pytest.mark.parametrize("jump", [-DAY, 400 * DAY], ids=str)
def test_wrong_guesses_do_not_lock_anybody_out_after_a_jump(app, runner, at_clinic, jump):
    a_colleague(app, now=at_clinic())
    runner.go("/clinic/sign-in")
    for _ in range(6):
        runner.type_in("Your name", "Robin Hale").type_in("Your passphrase", "wrong words here")
        runner.press("Sign in")
    runner.sees("Please wait")
    at_clinic.jump(jump + timedelta(seconds=5))
    come_in(runner).sees("Robin Hale")


@each_jump
def test_a_link_ends_at_its_moment_wherever_the_clock_was_before(app, runner, at_clinic, jump):
    invitation, token = an_invitation(app, now=at_clinic())
    at_clinic.jump(jump)
    runner.go(f"/v/{token}")
    for from_end in (-DAY, -MINUTE):
        at_clinic.now = invitation.ends + from_end
        runner.go(f"/v/{token}").sees("Is this you?")
    for from_end in (0 * DAY, MINUTE, 400 * DAY):
        at_clinic.now = invitation.ends + from_end
        runner.go(f"/v/{token}").does_not_see("Is this you?")


@each_jump
def test_a_patient_goes_on_after_a_jump_and_back(app, runner, at_clinic, jump):
    """What was kept stays kept; a link that has ended by the clock opens again with the clock."""
    _, token = an_invitation(app, now=at_clinic())
    case = SimpleNamespace(link=f"/v/{token}")
    pass_safety(agree(runner, case), 2)
    here = runner.path
    at_clinic.jump(jump)
    runner.go(f"/v/{token}")
    at_clinic.jump(-jump)
    runner.go(f"/v/{token}")

    assert runner.go(here).path == here
    assert [row["section"] for row in beneath(desk_of(app).db)["responses"].rows] == ["safety"]


@each_jump
def test_a_sitting_at_a_kiosk_ends_and_the_next_begins(app, at_clinic, jump):
    device = a_kiosk(app, now=at_clinic())
    person = AtKiosk(at_kiosk(app.test_client(), device), device[0])
    person.touch_to_start()
    at_clinic.jump(jump)
    person.go("/kiosk/questions/safety/now").sees("Touch to start")
    person.touch_to_start()
    at_clinic.jump(-jump)
    person.go("/kiosk").sees("Touch to start")
    person.touch_to_start()


def test_a_result_to_take_home_is_deleted_when_the_clock_is_set_back(db, encryption, at_clinic):
    """To before it was asked for, but for the minute by which two servers may differ."""
    token = handoffs.add(db, encryption, {}, at_clinic()).token
    at_clinic.jump(-MINUTE)
    assert handoffs.is_there(db, token, at_clinic())
    at_clinic.jump(-timedelta(seconds=1))
    assert not handoffs.is_there(db, token, at_clinic())
    handoffs.clear(db, at_clinic())

    assert not list(beneath(db)["handoffs"].rows)


def test_mail_that_a_clock_ahead_put_off_goes_out(db, encryption, at_clinic):
    at_clinic.jump(400 * DAY)
    about = {"to": "kim@example.org", "subject": "Hello", "text": "Words"}
    outbox.add(db, encryption, **about, now=at_clinic())
    at_clinic.jump(-400 * DAY)

    assert outbox.take(db, encryption, at_clinic()).subject == "Hello"
    assert outbox.take(db, encryption, at_clinic()) is None


def test_a_warning_told_by_a_clock_ahead_is_told_again(app, db, encryption, at_clinic):
    response = a_response(app, now=at_clinic())
    warnings.raise_once(db, encryption, response.id, {"signs": []}, alerts.URGENT, at_clinic())
    at_clinic.jump(DAY)

    assert alerts.tell_of_warnings(db, HOUR, at_clinic()) == 1
    at_clinic.jump(-DAY)
    assert alerts.tell_of_warnings(db, HOUR, at_clinic()) == 1
    assert alerts.tell_of_warnings(db, HOUR, at_clinic()) == 0


def test_what_came_later_stands_later_whatever_the_clock_said(db, encryption, at_clinic):
    contact = {"name": "Kim Lee", "phone": "555 010 2000"}
    for jump in (0 * DAY, -DAY, -400 * DAY, 2 * HOUR):
        at_clinic.jump(jump)
        asked = {"once": str(jump), "contact": contact, "attached": None}
        visit_requests.add(db, encryption, **asked, now=at_clinic())
        audit.add(
            db, actor="Kim Lee", action=AuditAction.LISTED, subject=str(jump), now=at_clinic()
        )
    order = [
        row["reference"] for row in beneath(db)["visit_requests"].rows_where(order_by="sequence")
    ]
    found = [one.reference for one in visit_requests.newest(db, encryption)]

    assert found == order[::-1]
    written = [one.sequence for one in audit.newest(db)]
    assert written == sorted(written, reverse=True)
    assert audit.verify(db).count == len(written) == 8


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 3, 8), "2026-03-09T04:00"),  # 23 hours in Toronto
        (date(2026, 10, 31), "2026-11-01T04:00"),
        (date(2026, 11, 1), "2026-11-02T05:00"),  # 25 hours
    ],
)
def test_a_day_ends_at_midnight_in_the_clinic_s_zone_when_clocks_change(day, ends):
    toronto = ZoneInfo("America/Toronto")

    assert end_of(day, toronto) == datetime.fromisoformat(f"{ends}+00:00")


def days_of(db, *days, start=datetime(2026, 11, 22, 3, tzinfo=UTC)):
    """Whether each look, so many days after the first, may delete."""
    return [clock_jumps.observe(db, start + day * DAY) for day in days]


@pytest.mark.parametrize(
    ("days", "may"),
    [
        ([0, 1, 2, 3], [True] * 4),
        ([0, 7], [True, True]),
        ([0, 7.1], [True, False]),  # switched off for a week, or a jump: nobody knows
        ([0, 400], [True, False]),
        ([0, 400, 401, 406.9, 407], [True, False, False, False, True]),
        ([0, 400, 1, 2], [True, False, True, True]),  # put right again
        ([0, 400, 800, 801, 806, 807], [True, False, False, False, False, True]),
        ([0, -400, -399, 0, 1], [True, True, True, False, False]),
        ([0, -1, 0], [True, True, True]),
    ],
)
def test_nothing_is_deleted_by_a_clock_that_went_far_ahead(db, days, may):
    assert days_of(db, *days) == may


def test_before_the_first_look_the_audit_tells_the_time(db):
    start = datetime(2026, 11, 22, 3, tzinfo=UTC)
    audit.add(db, actor="Kim Lee", action=AuditAction.LISTED, subject="patients", now=start)

    assert clock_jumps.doubted_since(db, start + 6 * DAY) is None
    assert clock_jumps.doubted_since(db, start + 8 * DAY) is not None
    assert days_of(db, 400) == [False]


def test_a_person_at_the_machine_says_that_the_clock_is_right(app, db, at_clinic):
    a_response(app, now=at_clinic() - 500 * DAY)
    clock_jumps.observe(db, at_clinic() - 400 * DAY)
    run = app.test_cli_runner().invoke
    refused = run(args=["purge"])

    assert refused.exit_code == 1
    assert "Nothing was deleted. If it is right: flask purge --clock-is-right" in refused.output
    assert beneath(db)["invitations"].count == 1
    assert "visits with answers: 1" in run(args=["purge", "--clock-is-right"]).output
    assert beneath(db)["invitations"].count == 0
