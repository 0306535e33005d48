"""What staff see and do about kiosks: devices, codes, PINs, calls and counts."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from records.kiosk import calls as kiosk_calls
from records.kiosk import devices as kiosks
from records.kiosk import handoffs
from records.kiosk.calls import CallKind
from records.people import audit, sign_ins
from records.people.audit import AuditAction
from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import a_colleague, sign_in
from tests.visitor import Visitor

CODE = re.compile(r"\b[a-z0-9]{4}-[a-z0-9]{4}\b")


def staff(app, role, name="Kim Lee"):
    client = app.test_client()
    return Visitor(sign_in(client, a_colleague(app, name, [role])))


@pytest.fixture
def boss(app):
    return staff(app, Role.ADMINISTRATOR)


@pytest.fixture
def desk(app):
    return staff(app, Role.FRONT_DESK, "Front Desk")


def db_of(app):
    return services_of(app).connections.database()


def add(boss, name="Waiting room"):
    boss.go("/clinic/kiosks").type_in("Where it stands", name).press("Make a code")
    return CODE.search(boss.page.text)[0]


def enrol(visitor, code):
    return visitor.go("/kiosk").type_in("Set-up code", code).press("Make it a kiosk")


def test_the_list_says_which_questions_and_rules_a_kiosk_shows(app, boss, person):
    boss.go("/clinic/kiosks").sees("Nothing yet")
    person.go("/kiosk")
    shown = services_of(app).questionnaire.version, services_of(app).rulebook.version
    told = "Questions {}, rules {}".format(*shown)

    boss.go("/clinic/kiosks").sees(told)
    boss.go(f"/clinic/kiosks/{person.number}").sees(told)


def test_a_device_becomes_a_kiosk_by_a_code_once(app, boss):
    code = add(boss)
    tablet, other = Visitor(app.test_client()), Visitor(app.test_client())
    tablet.go("/kiosk").type_in("Set-up code", code.upper().replace("-", " "))
    tablet.press("Make it a kiosk").sees("Touch to start")
    other.go("/kiosk").type_in("Set-up code", code).press("Make it").sees("not right")
    boss.go("/clinic/kiosks").sees("Waiting room", "Ready")


def test_the_code_is_shown_once(boss):
    code = add(boss)
    boss.go("/clinic/kiosks/code").does_not_see(code).sees("Kiosks")


@pytest.mark.usefixtures("person")
def test_two_kiosks_do_not_share_a_name(boss):
    boss.go("/clinic/kiosks").type_in("Where it stands", "Waiting room").press("Make a code")
    boss.sees("There is a kiosk called Waiting room already")


def test_a_second_press_makes_no_second_kiosk(app, boss):
    boss.go("/clinic/kiosks").type_in("Where it stands", "Waiting room")
    form, path, codes = boss.page, boss.path, []
    for _ in range(2):
        boss.page, boss.path = form, path
        codes.append(CODE.search(boss.press("Make a code").page.text)[0])

    assert codes[0] == codes[1]
    assert len(kiosks.in_use(db_of(app))) == 1
    enrol(Visitor(app.test_client()), codes[0]).sees("Touch to start")


def test_a_kiosk_stays_where_it_is_when_another_of_its_name_is_added(app, boss, person):
    """It has a code that nobody has typed yet: that made it look like one just added."""
    boss.go(f"/clinic/kiosks/{person.number}").press("Make a code")
    code = CODE.search(boss.page.text)[0]
    boss.go("/clinic/kiosks").type_in("Where it stands", "Waiting room").press("Make a code")

    boss.sees("There is a kiosk called Waiting room already. Choose another name")
    assert boss.box("Where it stands").value == "Waiting room"
    person.go("/kiosk").sees("Touch to start")
    enrol(Visitor(app.test_client()), code).sees("Touch to start")


def test_a_kiosk_that_waits_for_its_device_keeps_its_code(app, boss):
    """Two colleagues set up one screen each, and give both the same name."""
    code = add(boss)
    boss.go("/clinic/kiosks").type_in("Where it stands", "Waiting room").press("Make a code")

    boss.sees("There is a kiosk called Waiting room already")
    enrol(Visitor(app.test_client()), code).sees("Touch to start")


def test_a_code_ends(app, boss):
    now = datetime.now(UTC)
    _, code = kiosks.add(db_of(app), "Late", now - timedelta(minutes=15))

    assert kiosks.enrol(db_of(app), code, now) is None


@pytest.mark.usefixtures("stopped_clock")
def test_guessing_at_codes_is_slowed(app):
    guesser = Visitor(app.test_client()).go("/kiosk/enrol")
    for _ in range(6):
        guesser.type_in("Set-up code", "2222-2222").press("Make it a kiosk")

    guesser.sees("too many tries")


def test_nobody_stays_signed_in_on_a_new_kiosk(app, boss):
    code = add(boss)
    boss.go("/kiosk").type_in("Set-up code", code).press("Make it a kiosk").sees("Touch to start")

    assert boss.client.get_cookie("staff") is None
    assert list(beneath(db_of(app))["sign_ins"].rows) == []


def test_leaving_takes_the_pin(boss, person):
    boss.go(f"/clinic/kiosks/{person.number}").type_in("New PIN", "4711").press("Set the PIN")
    person.come_to_a_result().go("/kiosk/leave").type_in("PIN", "4712").press("Leave")
    person.sees("This is not the PIN").type_in("PIN", "٤٧١١").press("Leave")

    person.sees("Start the self-check")
    assert person.holds().get("at_kiosk") is None
    person.go("/kiosk").sees("Make this device a kiosk")


def test_without_a_pin_nobody_leaves(person):
    person.go("/kiosk/leave").sees("No PIN is set")
    token = person.boxes()[0].value
    person.go("/kiosk/leave", data={"pin": "0000", "csrf_token": token}).go("/")

    assert person.path == "/kiosk"


@pytest.mark.usefixtures("stopped_clock")
def test_guessing_at_the_pin_is_slowed(boss, person):
    boss.go(f"/clinic/kiosks/{person.number}").type_in("New PIN", "4711").press("Set the PIN")
    person.go("/kiosk/leave")
    for number in range(5):
        person.type_in("PIN", f"000{number}").press("Leave")
    person.type_in("PIN", "4711").press("Leave").sees("too many tries")


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "1234\n5"])
def test_a_pin_has_4_to_8_digits(boss, person, pin):
    boss.go(f"/clinic/kiosks/{person.number}").type_in("New PIN", pin).press("Set the PIN")
    boss.sees("Enter a PIN of 4 to 8 digits")


def test_reset_forgets_at_once(boss, person):
    person.come_to_a_result()
    boss.go(f"/clinic/kiosks/{person.number}").sees("Somebody is there").press("Reset now")
    boss.sees("Ready")
    person.go("/kiosk/assessment").sees("Touch to start")


def test_withdrawn_it_is_no_kiosk_any_more(app, boss, person):
    boss.go(f"/clinic/kiosks/{person.number}/withdraw").press("Withdraw it").sees("No kiosk yet")
    person.go("/").sees("Start the self-check")
    entry = audit.newest(db_of(app))[0]
    assert (entry.action, entry.subject) == (AuditAction.WITHDREW, "kiosk Waiting room")


def test_an_emergency_is_on_every_staff_page_until_somebody_goes(app, desk, person):
    person.touch_to_start().tick("Pain, tightness").press("Continue")
    desk.go("/clinic/requests").sees("Urgent help needed at Waiting room")
    desk.does_not_see("chest", "emergency help", "tightness")
    assert "data-sounds" in desk.response.text
    desk.press("I am on my way").does_not_see("Urgent help needed")
    assert kiosk_calls.waiting(db_of(app)) == []


def test_whoever_comes_second_is_told_that_somebody_is_on_their_way(app, desk, person):
    person.touch_to_start().tick("Pain, tightness").press("Continue")
    second = staff(app, Role.FRONT_DESK).go("/clinic/requests").sees("Urgent help needed")
    desk.go("/clinic/calls").press("I am on my way").does_not_see("A colleague")

    second.press("I am on my way").sees("A colleague has seen to that call already")
    (seen,) = [one for one in audit.newest(db_of(app)) if one.action == AuditAction.ACKNOWLEDGED]
    assert seen.actor == "Front Desk"


def test_calls_are_shown_on_a_page_left_open_and_keep_nobody_signed_in(app, person):
    now = datetime.now(UTC)
    client = app.test_client()
    kim = a_colleague(app, "Kim Lee", [Role.FRONT_DESK])
    client.set_cookie("staff", sign_ins.start(db_of(app), kim.id, now - timedelta(minutes=25)))
    person.go("/kiosk").press("Ask a member of staff")
    seen = next(iter(beneath(db_of(app))["sign_ins"].rows))["seen"]

    assert "would like help" in client.get("/clinic/calls/now").text
    assert seen == next(iter(beneath(db_of(app))["sign_ins"].rows))["seen"]
    assert client.get("/clinic/requests").status_code == 303


def test_the_counts_tell_where_people_leave(boss, person):
    person.come_to_a_result().press("Finish and delete my answers")
    person.touch_to_start().tick("None of these").press("Continue").go("/kiosk")
    boss.go("/clinic/kiosks").sees("2 1 1 Safety check: 1")


def test_printing_happens_once(app, make_app, settings, desk, person):
    person.come_to_a_result()
    assert "Print at the desk" not in person.page.text
    assert person.client.get("/kiosk/print").status_code == 303
    now = datetime.now(UTC)
    sheet = {"sheet": person.holds()["at_kiosk"]["sheet"]}
    copy = handoffs.add(db_of(app), services_of(app).encryption, sheet, now)
    kiosk_calls.call(db_of(app), person.number, CallKind.PRINT, now, copy.id)
    desk.go("/clinic/calls").press("Open to print").sees("What may play a part")
    assert list(beneath(db_of(app))["handoffs"].rows) == []
    desk.go("/clinic/calls").sees("No calls right now")
