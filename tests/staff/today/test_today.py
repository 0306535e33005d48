"""The clinic's day: a physiotherapist's morning, and the front desk's."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest

from records.answers import invitations, outbox, responses
from records.answers.invitation_list import Show
from records.answers.invitations import InvitationKind
from records.engine.timestamps import to_iso
from records.kiosk import calls as kiosk_calls
from records.kiosk import devices
from records.kiosk.calls import CallKind
from records.people import audit
from records.people.audit import AuditAction
from services import services_of
from staff.accounts.roles import Role
from tests.factories import (
    WORDS_TO_COME_IN,
    a_colleague,
    a_kiosk,
    a_response,
    an_invitation,
    healthy_runner,
    sign_in,
    swap,
)
from tests.visitor import Visitor

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
TODAY, TOMORROW = "2026-11-24", "2026-11-25"
SORE = {"pain_worst": 6, "pain_eases": ["change_posture"], "form_notice": ["hunched"]}
FAINTED, STIFF = {"rf_now": ["fainted_now"]}, {"rf_injury_bone": ["sore_bone_spot"]}


@pytest.fixture
def clinic(app, monkeypatch):
    """An app whose clock stands at half past seven on a Tuesday."""
    swap(monkeypatch, app, clock=lambda: NOW, zone=UTC)
    return app


@pytest.fixture
def db(clinic):
    return services_of(clinic).connections.database()


@pytest.fixture
def robin(clinic):
    return a_colleague(clinic, "Robin Hale", now=NOW)


@pytest.fixture
def kim(clinic):
    return a_colleague(clinic, "Kim Lee", now=NOW)


@pytest.fixture
def physio(clinic, robin):
    return Visitor(sign_in(clinic.test_client(), robin, NOW))


@pytest.fixture
def desk(clinic):
    alex = a_colleague(clinic, "Alex Reed", [Role.FRONT_DESK], NOW)
    return Visitor(sign_in(clinic.test_client(), alex, NOW))


@pytest.fixture
def book(clinic, db, robin):
    """An appointment of Robin's, with what is said to have happened to it."""

    def book(reference, visit=f"{TODAY}T09:30", *, answers=None, ago=60, by=robin, **marks):
        made = NOW - timedelta(days=2)
        ends = NOW + timedelta(days=9)
        about = {"reference": reference, "visit": visit, "physiotherapist": by, "ends": ends}
        kind = marks.pop("kind", InvitationKind.VISIT)
        about |= {"kind": kind} | {name: marks.pop(name, "") for name in ("phone", "email")}
        one, _ = an_invitation(clinic, made, **about)
        with audit.audited(db, actor="x", action=AuditAction.CHANGED, subject="x", now=made):
            invitations.change(db, one, **{name: to_iso(at) for name, at in marks.items()})
        if answers is not None:
            sent_at = NOW - timedelta(minutes=ago)
            return a_response(clinic, healthy_runner(**answers), one, sent_at)
        return one

    return book


@pytest.fixture
def found(clinic, db):
    """An appointment as it stands, by its reference."""
    encryption = services_of(clinic).encryption
    return lambda reference: invitations.of_reference(db, encryption, reference)[0]


def rows(visitor):
    """Each row of the day: its cells and its button."""
    found = re.findall(r"<tr class=\"at-.*?</tr>", visitor.response.text, re.DOTALL)
    cells = [re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL) for row in found]
    plain = [[re.sub(r"<[^>]+>", " ", cell) for cell in row] for row in cells]
    return [[" ".join(cell.split()) for cell in row] for row in plain]


def test_a_physiotherapists_morning(clinic, book, robin, kim):
    book("LATE", f"{TODAY}T16:00", sent=NOW)
    book("EARLY", f"{TODAY}T08:45", answers=SORE)
    book("NEXT", f"{TOMORROW}T10:00")
    book("KIMS", f"{TODAY}T09:00", by=kim)
    book("FAINT", "2026-12-03", answers=FAINTED, by=kim, ago=180)
    visitor = Visitor(clinic.test_client()).go("/clinic/")
    visitor.type_in("Your name", "Robin Hale").type_in("Your passphrase", WORDS_TO_COME_IN)
    visitor.press("Sign in").sees("1 patient has unreviewed warning signs")

    assert visitor.path == "/clinic/today"
    assert visitor.page.title.startswith("(1) Today")
    visitor.sees("FAINT Get emergency help now. Waiting for 3 hours.", "with Kim Lee")
    visitor.sees("Today, Tuesday 24 November 2 appointments, 1 answered")
    assert rows(visitor) == [
        ["08:45", "EARLY", "Answered", "Read : EARLY"],
        ["16:00", "LATE", "Link sent", "Remind : LATE"],
        ["10:00", "NEXT", "Not sent", "Send : NEXT"],
    ]
    visitor.follow("Review").sees("Get emergency help now")
    visitor.choose("What was done?", "Called the patient").press("Save")
    visitor.follow("Today").does_not_see("unreviewed")
    assert visitor.page.title.startswith("Today")
    visitor.follow("Read: EARLY").sees("EARLY")
    visitor.follow("Today")
    assert rows(visitor)[0] == ["08:45", "EARLY", "Read by Robin Hale", "Open : EARLY"]


def test_two_at_one_time_are_marked_whenever_they_were_booked(book, physio, kim):
    for reference in ("KL 1", "MB 2"):
        book(reference, answers=SORE if reference == "MB 2" else None)
        book(f"{reference} too", TODAY)
    book("KIMS", by=kim)

    physio.go("/clinic/today?whose=everybody")
    states = [(row[1], row[3]) for row in rows(physio)]
    assert sorted(states) == [
        ("KIMS", "Not sent"),
        ("KL 1", "Two at 09:30. Not sent"),
        ("KL 1 too", "Not sent"),
        ("MB 2", "Two at 09:30. Answered"),
        ("MB 2 too", "Not sent"),
    ]


def test_where_nobody_comes_tomorrow_the_next_day_with_somebody_is_shown(book, physio, kim):
    """So that Friday shows Monday; of one's own days, where one looks at one's own."""
    book("NOW")
    book("KIMS", "2026-11-27T11:00", by=kim)
    for reference, day in (("GONE", "2026-11-26"), ("MON", "2026-11-30"), ("LATER", "2026-12-01")):
        book(reference, f"{day}T10:00", **({"cancelled": NOW} if reference == "GONE" else {}))
    book("ASKED", "2026-11-26", kind=InvitationKind.RECHECK)
    physio.go("/clinic/today").sees("Next: Monday 30 November 1 appointment")
    assert [row[1] for row in rows(physio)] == ["NOW", "MON"]
    physio.follow("Everybody’s").sees("Next: Friday 27 November").does_not_see("Tomorrow")
    assert [row[1] for row in rows(physio)] == ["NOW", "KIMS"]
    book("NEXT", f"{TOMORROW}T10:00")
    physio.follow("Mine").sees("Tomorrow, Wednesday 25 November").does_not_see("MON", "Next:")


def test_where_nobody_comes_any_more_tomorrow_is_shown_empty(book, physio):
    book("NOW")
    physio.go("/clinic/today").sees("Tomorrow, Wednesday 25 November No appointments of yours.")


@pytest.mark.parametrize("answers", [STIFF, SORE | STIFF, FAINTED])
def test_a_front_desks_morning_has_nothing_about_health_in_it(book, desk, answers):
    """Whatever was answered, and however urgent it is, the page is the same to the letter."""
    pages = []
    for reference, said in (("AB 1", answers), ("CD 2", {"rf_general": ["fever_chills"]})):
        book(reference, answers=said, ago=45)
        desk.go("/clinic/today").sees("a physiotherapist now", "Waiting for 45 minutes.")
        html = re.split(rf"<li>\s*<a class=\"who\"[^>]*><bdi[^>]*>{reference}", desk.response.text)
        its = html[1].split("</li>")[0].replace(reference, "")
        pages.append(re.sub(r'(action|value)="[^"]*"', "", its))  # a form's address and its token
        [row] = [one for one in rows(desk) if reference in one]
        row[3] = row[3].removeprefix("Two at 09:30. ")
        assert row == ["09:30", reference, "Robin Hale", "Needs a physiotherapist now", ""]

    assert pages[0] == pages[1]
    desk.sees("Tell a physiotherapist about all of these now.")
    desk.sees("Tell Robin Hale or another physiotherapist. Waiting for 45 minutes.")
    assert desk.page.title.startswith("(2) Today")
    html = desk.response.text.split("<body")[1].lower()
    for word in (
        "pain",
        "posture",
        "doctor",
        "emergency help",
        "medical",
        "fever",
        "urgen",
        "of 10",
    ):
        assert word not in re.sub(r'class="urgent"', "", html), word


WEIGHT, FEVER = {"rf_general": ["weight_loss"]}, {"rf_general": ["fever_chills"]}


@pytest.mark.parametrize("is_reviewed", [False, True])
def test_the_front_desk_cannot_tell_a_form_that_stopped_from_one_that_was_finished(
    book, db, found, physio, desk, is_reviewed
):
    """Only an urgent warning stops the questions: an emergency, or help today. Nothing differs
    between the links' pages, the lists of links or the rows of the day but the reference."""
    said = {"AA 1": FAINTED, "AA 2": FEVER, "AA 3": WEIGHT}
    sent = {reference: book(reference, answers=answers) for reference, answers in said.items()}
    assert [bool(one.submitted) for one in sent.values()] == [False, False, True]
    if is_reviewed:
        for reference in said:
            physio.go(f"/clinic/responses/{found(reference).name}")
            physio.choose("What was done?", "Called the patient").press("Save")
            physio.go(f"/clinic/responses/{found(reference).name}")

    def seen(address, reference, of="<main.*</main>"):
        html = desk.go(address.format(found(reference).name)).response.text
        parts = [one for one in re.findall(of, html, re.DOTALL) if reference in one]
        return "".join(parts).replace(reference, "").replace(found(reference).name, "")

    row = "<tr.*?</tr>"
    lists = [f"/clinic/links?show={show}" for show in Show]
    for address, of in [
        ("/clinic/links/{}", "<main.*</main>"),
        ("/clinic/links/{}/withdraw", "<main.*</main>"),
        ("/clinic/kiosks/patients/{}", "<main.*</main>"),
        *((one, row) for one in ("/clinic/today", "/clinic/today?find=AA", *lists)),
    ]:
        one, *others = (seen(address, reference, of) for reference in said)
        assert others == [one, one], address
    assert seen("/clinic/links?show=submitted", "AA 1", row)
    desk.go(f"/clinic/links/{found('AA 1').name}").sees("Answers came", "Replace the link")
    desk.does_not_see("Withdraw the link", "Answered", "Last answers saved")


def test_the_front_desk_says_whom_it_told_and_the_warning_waits_on(book, db, found, physio, desk):
    book("AA 1", answers=FAINTED)
    book("AA 2", answers=WEIGHT)
    desk.go("/clinic/today").does_not_see("Told").press("I told a physiotherapist: AA 1")
    desk.sees("It is noted that you told a physiotherapist.")
    desk.sees("1 patient needs a physiotherapist now", "AA 1 Told by Alex Reed")
    desk.sees("Told by Alex Reed, today 07:30. Not reviewed yet. Waiting for 1 hour.")
    desk.does_not_see("all of these")
    assert desk.page.title.startswith("(1) Today")
    physio.go("/clinic/today").sees("2 patients have", "Told by Alex Reed, today 07:30.")
    [entry] = audit.newest(db, actor="Alex Reed", subject=audit.of_visit(found("AA 1").name))
    assert entry.words == "told a physiotherapist"

    physio.go(f"/clinic/responses/{found('AA 2').name}").choose("What was done?", "Left a message")
    physio.press("Save").go("/clinic/today").sees("Message left today 07:30, Robin Hale.")
    desk.go("/clinic/today").does_not_see("Message left").press("I told a physiotherapist: AA 2")
    desk.sees("Told, not reviewed yet Newest first.", "Told again: AA 1", "Told again: AA 2")
    desk.does_not_see("Tell ").press("Told again: AA 1").sees("Told again: AA 1")


def test_the_newest_warning_is_the_desks_first_and_the_most_urgent_a_physiotherapists(
    book, physio, desk
):
    """Whoever stopped a minute ago may sit in this room; the order tells nothing of urgency."""
    said = (("TOLD", WEIGHT, 5), ("OLD", FAINTED, 4 * 24 * 60), ("HERE", WEIGHT, 1))
    for reference, answers, ago in said:
        book(reference, answers=answers, ago=ago)
    desk.go("/clinic/today").press("I told a physiotherapist: TOLD")
    desk.sees("2 patients need a physiotherapist now Tell a physiotherapist about all of these")
    desk.sees("these now. Newest first. HERE", "3 appointments, 3 need a physiotherapist now")

    def order(visitor):
        return re.findall('class="who"[^>]*><bdi[^>]*>([^<]*)', visitor.response.text)

    assert order(desk) == ["HERE", "OLD", "TOLD"]
    assert order(physio.go("/clinic/today")) == ["OLD", "TOLD", "HERE"]


def test_an_appointment_without_a_time_stands_behind_those_with_one(book, physio):
    book("ANY", TODAY)
    book("FIRST", f"{TODAY}T08:30")
    physio.go("/clinic/today").sees("Next patient: today 08:30 FIRST")
    assert [row[:2] for row in rows(physio)] == [["08:30", "FIRST"], ["No time", "ANY"]]


def test_the_front_desk_sees_where_answers_stand_and_not_what_they_say(book, db, desk, robin):
    book("SENT", f"{TODAY}T08:00", answers=SORE)
    read = book("READ", f"{TODAY}T08:30", answers=SORE)
    with audit.audited(db, actor="x", action=AuditAction.CHANGED, subject="x", now=NOW):
        responses.mark_read(db, read, robin.id, NOW)
        responses.set_state(db, read, responses.ReviewState.CONTACT)
    desk.go("/clinic/today")

    assert rows(desk) == [
        ["08:00", "SENT", "Robin Hale", "Answered", ""],
        ["08:30", "READ", "Robin Hale", "Read by Robin Hale", ""],
    ]
    assert "/clinic/responses/" not in desk.response.text


def test_each_state_has_its_words_and_its_button(clinic, book, physio, db, robin):
    book("A", f"{TODAY}T10:00")
    book("B", f"{TODAY}T10:01", sent=NOW)
    book("C", f"{TODAY}T10:02", sent=NOW, opened=NOW)
    begun = book("D", f"{TODAY}T10:03", opened=NOW)
    first = responses.begin(db, services_of(clinic).encryption, begun.id, {}, NOW)
    responses.save(db, services_of(clinic).encryption, first, {}, "training_load", NOW)
    book("E", f"{TODAY}T10:04", answers={})
    read = book("F", f"{TODAY}T10:05", answers={})
    book("G", f"{TODAY}T10:06", answers=FAINTED)
    book("H", f"{TODAY}T10:07", withdrawn=NOW)
    book("I", f"{TODAY}T10:08", ends=NOW - timedelta(hours=1))
    book("J", f"{TODAY}T10:09", cancelled=NOW, withdrawn=NOW)
    with audit.audited(db, actor="x", action=AuditAction.CHANGED, subject="x", now=NOW):
        responses.mark_read(db, read, robin.id, NOW)
    physio.go("/clinic/today")

    assert [(row[1], row[2], row[3].split(" ")[0]) for row in rows(physio)] == [
        ("A", "Not sent", "Send"),
        ("B", "Link sent", "Remind"),
        ("C", "Opened", "Remind"),
        ("D", "In progress: Your training", "Remind"),
        ("E", "Answered", "Read"),
        ("F", "Read by Robin Hale", "Open"),
        ("G", "Unreviewed warning", "Review"),
        ("H", "Withdrawn", "New"),
        ("I", "Expired", "Change"),
    ]
    physio.follow("Send: A").sees("Send the link to A")
    assert physio.page.title.startswith("A, today 10:00: send the link")
    physio.does_not_see("Remind").press("Make the link").sees("The link for A")
    for words in ("Remind", "Read", "Open", "Review", "New link", "Change the end"):
        assert physio.go("/clinic/today").follow(f"{words}:").response.status_code == 200


def test_a_link_is_not_sent_while_its_mail_waits_or_was_refused(clinic, book, physio, db):
    one, encryption = book("KL 1", sent=NOW), services_of(clinic).encryption
    with audit.audited(db, actor="x", action=AuditAction.CHANGED, subject="x", now=NOW):
        outbox.add(db, encryption, to="kl@example.org", now=NOW, invitation=one.id)
    said = [rows(physio.go("/clinic/today"))[0][2]]
    outbox.failed(db, encryption, outbox.take(db, encryption, NOW), NOW)
    said.append(rows(physio.go("/clinic/today"))[0][2])
    physio.follow("KL 1").sees("Tried, not taken yet")
    outbox.sent(db, outbox.take(db, encryption, NOW + timedelta(minutes=2)))
    said.append(rows(physio.go("/clinic/today"))[0][2])
    assert said == ["On its way", "Tried, not taken yet", "Link sent"]


def test_a_new_link_to_a_visit_takes_the_place_of_one_without_answers(book, physio):
    times = {"DONE": f"{TODAY}T09:30", "FAINT": f"{TODAY}T10:00", "NEW": f"{TODAY}T10:30"}
    for reference, marks in {
        "NEW": {"withdrawn": NOW},
        "DONE": {"answers": {}},
        "FAINT": {"answers": FAINTED},
    }.items():
        book(reference, times[reference], **marks)
    book("NEW", f"{TOMORROW}T09:30")
    for reference, visit in times.items():
        book(reference, visit)
    physio.go("/clinic/today")

    assert [(row[1], row[2]) for row in rows(physio)] == [
        ("DONE", "Answered"),
        ("DONE", "Not sent"),
        ("FAINT", "Unreviewed warning"),
        ("FAINT", "Not sent"),
        ("NEW", "Not sent"),
        ("NEW", "Not sent"),
    ]


def test_a_stop_is_read_once_reviewed_and_nobody_is_reminded_of_it(book, physio, desk, found):
    book("STOP", answers=FAINTED)
    assert not found("STOP").awaits_answers(NOW)
    physio.go("/clinic/today").follow("Review").choose("What was done?", "Called the patient")
    physio.press("Save").follow("Today")

    assert rows(physio) == [["09:30", "STOP", "Read", "Open : STOP"]]
    physio.sees("1 appointment, 1 stopped at a warning sign").does_not_see("1 answered")
    desk.go("/clinic/today").sees("1 appointment, 1 answered").does_not_see("stopped")
    assert rows(desk) == [["09:30", "STOP", "Robin Hale", "Read", ""]]
    desk.follow("STOP").does_not_see("Remind the patient")
    assert not found("STOP").awaits_answers(NOW)


def test_who_may_be_in_the_waiting_room_gets_a_code_where_there_is_a_kiosk(clinic, book, desk):
    book("HERE", f"{TODAY}T08:15", sent=NOW)
    book("LATER", f"{TODAY}T11:00", sent=NOW)
    desk.go("/clinic/today")
    assert [row[4].split(" :")[0] for row in rows(desk)] == ["Remind", "Remind"]
    a_kiosk(clinic, now=NOW)

    desk.go("/clinic/today")
    assert [row[4].split(" :")[0] for row in rows(desk)] == ["Kiosk code", "Remind"]
    desk.follow("Kiosk code").press("Make a code").sees("HERE")


def test_mine_and_everybodys_and_other_days_stand_in_the_address(book, physio, kim):
    book("MINE", f"{TODAY}T09:00")
    book("KIMS", f"{TOMORROW}T09:00", by=kim)
    physio.go("/clinic/today").sees("MINE").does_not_see("KIMS")
    physio.follow("Everybody’s").sees("MINE", "KIMS", "Kim Lee").follow("Next day")
    physio.sees("Wednesday 25 November", "KIMS").does_not_see("MINE")
    assert physio.response.request.query_string.decode() == f"day={TOMORROW}&whose=everybody"
    physio.follow("Mine").sees("No appointments of yours.").follow("Previous day").sees("MINE")

    physio.go("/clinic/today?day=soon&whose=ours").sees(
        "We could not use these filters: day, whose. Write a day as 2026-11-24."
    )


def test_a_recheck_that_is_due_stands_apart_and_is_no_appointment(book, physio):
    book("DUE", "2026-11-20", kind=InvitationKind.RECHECK)
    book("NOT YET", "2026-12-20", kind=InvitationKind.RECHECK)
    physio.go("/clinic/today").sees("No appointments of yours.", "Rechecks that are due", "DUE")

    physio.does_not_see("NOT YET")


def test_who_is_to_be_contacted_stands_there_with_a_number_until_somebody_says_it_was_done(
    clinic, book, physio, desk, found
):
    """Who stopped at a warning sign as well as who sent everything; the front desk, which may not
    know that an answer is why, sees nothing of it."""
    book("STOP", answers=FAINTED, phone="555 010 0133")
    book("SENT", "2026-11-20", answers=SORE)
    physio.go("/clinic/today").follow("Review").choose("What was done?", "Called the patient")
    physio.press("Save").press("Mark for contact").sees("Status: To be contacted")
    physio.go(f"/clinic/responses/{found('SENT').name}").press("Mark for contact")
    before = desk.go("/clinic/today").sees("STOP").page.text
    physio.follow("Today").sees("To be contacted SENT No phone number was given.")
    physio.sees("STOP Call 555 010 0133. Appointment today 09:30.")
    assert 'href="tel:5550100133"' in physio.response.text
    assert rows(physio)[0][2] == "To be contacted"

    physio.press("Contacted: SENT").press("Contacted: STOP").does_not_see("To be contacted")
    assert physio.path == "/clinic/today"
    assert "ontact" not in before
    assert desk.go("/clinic/today").page.text == before


@pytest.mark.parametrize("first", [{"rf_general": ["weight_loss"]}, FAINTED])
def test_nobody_is_said_to_be_contacted_about_answers_that_came_after_the_page(
    clinic, book, db, physio, found, first
):
    """Neither those that correct the ones marked, whose warning waits on, nor those of a stop that
    went on."""
    sent = book("KL 1", answers=first)
    physio.go(f"/clinic/responses/{found('KL 1').name}").press("Mark for contact")
    physio.go("/clinic/today").sees("To be contacted")
    if sent.submitted:
        responses.reopen(db, services_of(clinic).encryption, sent, NOW)
    newest = a_response(clinic, healthy_runner(), found("KL 1"), NOW)
    physio.press("Contacted: KL 1").sees("Nothing was changed", "New answers came in")

    assert physio.response.status_code == 409
    after = responses.by_id(db, services_of(clinic).encryption, newest.id)
    assert (after.state, after.read) == (responses.ReviewState.NEW, None)
    physio.go("/clinic/today").sees("1 patient has").does_not_see("To be contacted")


def test_a_patient_is_found_by_how_the_reference_or_email_begins_or_by_phone(book, desk, kim):
    book("KL-204", "2026-11-27T11:00", by=kim, phone="+1 555 010 0133", email="Jo.D@a.test")
    book("KL 31", "2026-12-20")
    book("MN-204")
    book("RC9", "2026-12-27", kind="recheck")

    def finds(typed):
        desk.go(f"/clinic/today?{urlencode({'find': typed})}")
        assert desk.box("Reference, phone or email").value == typed
        return [row[:2] for row in rows(desk)]

    first = ["27 Nov 2026, 11:00", "KL-204"]
    for typed in ("kl", "KL 2", "kl-204", "kl2", "K L20", "5550100133", "010 01", "jo.d@"):
        assert finds(typed) == [first], typed
    for typed in ("kl_31", "kl31"):  # a whole one, on any day
        assert finds(typed) == [["20 Dec 2026", "KL 31"]], typed
    assert finds("rc9") == [["Recheck, due 27 Dec 2026", "RC9"]]
    desk.follow("Send: RC9").sees("It is early: this recheck is due on Sunday 27 December 2026.")
    for typed in ("L-204", "0133 x", "--", "555"):
        assert finds(typed) == [], typed
    desk.sees("Nobody found.").follow("Back to today").sees("MN-204")
    desk.go("/clinic/today?find=kl").follow("KL-204").follow("+1 555 010 0133")


def test_a_page_left_open_renews_itself_while_the_sign_in_is_used_and_no_longer(
    clinic, book, db, desk, monkeypatch
):
    """It is no sign that anybody is there or saw who calls, nor another look at the list."""
    desk.go("/clinic/today")
    book("NEW", answers=FAINTED)
    book("NEXT", f"{TOMORROW}T09:00")
    book("LATER", "2026-11-27T09:00")
    kiosk, _ = devices.add(db, "Waiting room", NOW)
    kiosk_calls.call(db, kiosk.id, CallKind.HELP, NOW)
    noted = audit.verify(db).count
    address = re.search('data-now="([^"]+)"', desk.response.text)[1]
    for minutes in (19, 20):
        swap(monkeypatch, clinic, clock=lambda at=NOW + timedelta(minutes=minutes): at)
        page = desk.client.get(f"{unescape(address)}&find=LATER")
        assert "LATER" not in page.text
        assert ("NEW" in page.text, page.status_code) == (
            minutes < 20,
            200 if minutes < 20 else 204,
        )
    assert audit.verify(db).count == noted
    assert kiosk_calls.waiting(db)[0].shown is None


def test_the_menu_counts_what_waits(clinic, book, desk):
    desk.go("/clinic/today").does_not_see("reminder", "new request")
    book("SOON", f"{TODAY}T09:00", sent=NOW - timedelta(days=1))
    book("SENT", f"{TODAY}T09:30", sent=NOW)
    book("NOT SENT", f"{TODAY}T09:45")
    book("STOP", answers=FAINTED)

    desk.go("/clinic/account").sees("Today 1 needs a physiotherapist", "Links 1 needs a reminder")
