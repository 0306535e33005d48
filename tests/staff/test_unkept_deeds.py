"""With no room for its entry in the audit nothing is done, and whoever did it is told so.

All the deeds of a clinic, one after another in one place: first while the audit cannot be written,
then once it can.
"""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest

from records.answers import appointment_requests as visit_requests
from records.answers import outbox
from records.answers import warnings as raised
from records.engine.errors import StorageError
from records.engine.timestamps import to_iso
from records.kiosk import calls as kiosk_calls
from records.kiosk import codes as kiosk_codes
from records.kiosk import devices as kiosks
from records.kiosk import handoffs
from records.people import staff
from records.upkeep.retention import purge
from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import (
    WORDS_TO_COME_IN,
    a_colleague,
    a_kiosk,
    a_response,
    an_invitation,
    at_kiosk,
    desk_of,
    healthy_runner,
    kept_answers,
    sign_in,
    sit_down_with,
)
from tests.pre_visit import states
from tests.records.someone import everything
from tests.visitor import Page
from web.password_hashing import hashed

pytestmark = pytest.mark.slow  # every deed, more than once

FEVER = {"rf_general": ["fever_chills"]}
OTHER_WORDS = "nine grey boats in fog"
NO_ENTRY = {"throttle", "contents", "kiosks", "kiosk_counts", "sign_ins", "clock", "outbox"}
NO_ENTRY |= {"page_counts"}
NO_ENTRY |= {"known_browsers"}  # once they are a year old
"""What may be written beside a deed; `Why` in records/people/audit.py has the reasons."""
WRITE = re.compile(r'(?:INSERT|UPDATE|DELETE FROM|REPLACE)\b(?: OR \w+)?(?: INTO)? ?["\[]?(\w+)')
OWN_FORM = {
    "kiosk": "/kiosk/code",
    "clinic": "/clinic/account",
    "booking": "/questions/safety/now",
}
NOT_KEPT = re.compile(
    "was not saved|cannot be opened just now|Your request was not sent|does not work just now"
    "|The clinic has not got this answer|is full"
)


@contextmanager
def no_room_for_entries(db):
    """The disk is full as soon as something is added to the audit."""
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute("CREATE TABLE filling (filling BLOB)")
    db.execute(
        "CREATE TRIGGER fills BEFORE INSERT ON audit"
        " BEGIN INSERT INTO filling VALUES (zeroblob(1000000)); END"
    )
    db.execute(f"PRAGMA max_page_count = {pages + 100}")
    yield
    db.execute("PRAGMA max_page_count = 1000000")
    db.execute("DROP TRIGGER fills")
    db.execute("DROP TABLE filling")


class Clinic:
    """Somebody for each deed, and a way to do it: `deeds`, by name, in order."""

    def __init__(self, app, now, folder):
        self.app, self.now, self.folder = app, now, folder
        self.db, self.encryption = desk_of(app).db, services_of(app).encryption
        self.robin = a_colleague(app, "Robin Hale", list(Role), now)
        self.staff = sign_in(app.test_client(), self.robin, now)
        self.deeds = {}
        for add in (self.people, self.links, self.answers, self.kiosks, self.patients, self.doors):
            add()
        self.commands()

    def does(self, name, address, client=None, /, **fields):
        """A form that is sent."""
        client, form = client or self.staff, OWN_FORM[address.split("/")[1]]

        def send():
            page = client.get(form, follow_redirects=True)
            token = {"csrf_token": hidden(page, "csrf_token")}
            return client.post(address, data=fields | token)

        self.deeds[name] = send

    def looks(self, name, address):
        self.deeds[name] = lambda: self.staff.get(address)

    def runs(self, name, *words):
        self.deeds[name] = lambda: self.app.test_cli_runner().invoke(args=list(map(str, words)))

    def a_visit(self, **answers):
        invitation, _ = an_invitation(self.app, self.now, reference=f"R {len(self.deeds)}")
        return invitation, a_response(self.app, healthy_runner(**answers), invitation, self.now)

    def people(self):
        kim = a_colleague(self.app, "Kim Lee", [Role.FRONT_DESK], self.now)
        lee = a_colleague(self.app, "Lee Moss", [Role.FRONT_DESK], self.now)
        self.does("roles", f"/clinic/people/{kim.id}", roles="physiotherapist")
        self.does("set-up link", f"/clinic/people/{kim.id}/link")
        self.does("leave", f"/clinic/people/{lee.id}/leave")
        self.does("add", "/clinic/people", name="Ann Bell", roles="front desk")

    def links(self):
        link, _ = an_invitation(self.app, self.now)
        day = f"{self.now + timedelta(days=3):%Y-%m-%d}"
        about = {"day": day, "at": "", "physiotherapist": f"{self.robin.id}"}
        self.does("link", "/clinic/links/made", reference="NEW 1", once="a", **about)
        self.deeds["links of a day"] = lambda: self.a_day(day)
        self.does("links not sent", "/clinic/links/send", name=link.name)
        self.does("sent by hand", "/clinic/links/sent", name=link.name)
        self.does("reminders", "/clinic/links/remind")
        self.does("link pressed twice", "/clinic/links/made", reference="NEW 1", once="a", **about)
        about = {"to": "x@example.org", "subject": "x", "text": "x", "invitation": link.id}
        outbox.add(self.db, self.encryption, **about, now=self.now)
        beneath(self.db).table("outbox").update(1, {"given_up": to_iso(self.now)})
        at = f"/clinic/links/{link.name}"
        self.does("mail seen to", f"{at}/noticed")
        self.does("reminder", f"{at}/remind")
        self.does("another address", f"{at}/replace")
        self.does("another day", f"{at}/change", day=day, physiotherapist=f"{self.robin.id}")
        self.does("another end", f"{at}/end", last_day=day)
        self.does("code", f"/clinic/kiosks/patients/{link.name}")
        off, _ = an_invitation(self.app, self.now, reference="OFF 1", email="x@example.org")
        self.does("cancelled", f"/clinic/links/{off.name}/cancel")
        self.does("withdrawn", f"{at}/withdraw")

    def a_day(self, day):
        pasted = {"day": day, "physiotherapist": self.robin.id, "lines": "NEW 2, 11:30"}
        page = self.staff.get("/clinic/account")
        pasted |= {"csrf_token": hidden(page, "csrf_token"), "once": "b"}
        preview = self.staff.post("/clinic/links/day/preview", data=pasted)
        lines = {"reference": "NEW 2", "at": "11:30", "day": day, "physiotherapist": self.robin.id}
        pasted |= {f"visits-0-{name}": f"{said}" for name, said in lines.items()}
        pasted |= {name: hidden(preview, name) for name in ("read", "was_day", "was_with")}
        return self.staff.post("/clinic/links/day/made", data=pasted)

    def answers(self):
        warned, response = self.a_visit(**FEVER)
        seen, other = self.a_visit(**FEVER)
        [one] = raised.of(self.db, self.encryption, response.id)
        [two] = raised.of(self.db, self.encryption, other.id)
        raised.acknowledge(
            self.db, self.encryption, two, by=self.robin.id, done="Called", now=self.now
        )
        sent, _ = self.a_visit(longest_recent_km=16, longest_prev30_km=5)
        gone, _ = self.a_visit()
        at = f"/clinic/responses/{sent.name}"
        done = {"warning": f"{one.id}", "done": "called"}
        self.looks("look", at)
        self.looks("SOAP", f"{at}/soap.txt")
        self.looks("look at warnings", f"/clinic/responses/{warned.name}/acknowledge")
        self.does("acknowledge", f"/clinic/responses/{warned.name}/acknowledge", **done)
        needed = {"needed": f"{two.id}"}
        self.does("needed", f"/clinic/responses/{seen.name}/needed", **needed)
        self.does("state", f"{at}/state", state="contact_patient")
        self.does("note", f"{at}/note", note="Sat down well.", once="c")
        self.does("verdict", f"{at}/verdict", fits="fit")
        self.does("ask again", f"{at}/ask-again", weeks="2")
        self.does("reopen", f"{at}/reopen")
        self.looks("file of a visit", f"{at}/export.csv")
        self.looks("file of the list of patients", "/clinic/patients/export.csv")
        contact = {"name": "Zoe", "phone": "555 010 0100"}
        about = {"once": "x", "contact": contact, "attached": None, "now": self.now}
        asked = visit_requests.add(self.db, self.encryption, **about)
        self.looks("look at a request", f"/clinic/requests/{asked.reference}")
        self.does("request", f"/clinic/requests/{asked.reference}", state="called")
        self.does("erase", f"/clinic/responses/{gone.name}/erase")

    def kiosks(self):
        (kiosk, token), (other, _) = (a_kiosk(self.app, n, self.now) for n in ("One", "Two"))
        kiosks.set_pin(self.db, kiosk.id, hashed("4711"))
        _, code = kiosks.add(self.db, "Three", self.now)
        sheet = kept_answers(services_of(self.app).questionnaire, healthy_runner())
        copy = handoffs.add(self.db, self.encryption, sheet, self.now)
        kiosk_calls.call(self.db, kiosk.id, kiosk_calls.CallKind.PRINT, self.now, copy.id)
        kiosk_calls.call(self.db, kiosk.id, kiosk_calls.CallKind.HELP, self.now)
        kiosk_calls.note_shown(self.db, self.now)  # or the first page would, beside a deed
        self.does("kiosk", "/clinic/kiosks", name="Upstairs")
        at = f"/clinic/kiosks/{other.id}"
        self.does("kiosk's code", f"{at}/code")
        self.does("kiosk's PIN", f"{at}/pin", pin="4711")
        self.does("kiosk reset", f"{at}/reset")
        self.does("kiosk withdrawn", f"{at}/withdraw")
        self.does("print", "/clinic/calls/1/print")
        self.does("call", "/clinic/calls/acknowledge", call="2")
        self.does("enrol", "/kiosk/enrol", self.app.test_client(), code=code)
        device = at_kiosk(self.app.test_client(), (kiosk, token))
        device.post("/kiosk/begin")
        asked, _ = an_invitation(self.app, self.now, reference="DIARY 1")
        digits = kiosk_codes.give(self.db, self.encryption, asked.id, self.now)
        self.does("code used", "/kiosk/code", device, code=digits)
        self.does("agree at a kiosk", "/kiosk/agree", device, agree="yes")
        self.does("leave kiosk mode", "/kiosk/leave", device, pin="4711")

    def patients(self):
        app = self.app
        opened, agreed, asked = states.opened(app), states.agreed(app), states.in_progress(app)
        whole, wrong, sent = states.all_answered(app), states.made(app), states.submitted(app)
        unproved = states.unproved(app).change(tries=4)
        self.deeds["agree"] = lambda: opened.post("/agree", agree="yes")
        no = {"rf_now": "none"}
        self.deeds["first answer"] = lambda: agreed.post("/questions/safety/now", **no)
        self.deeds["stop"] = lambda: asked.post("/questions/safety/now", rf_now="fainted_now")
        seen = hidden(whole.get("/answers"), "seen")
        self.deeds["send"] = lambda: whole.post("/answers", seen=seen)
        self.deeds["not me"] = lambda: wrong.post("/not-me")
        self.deeds["correction"] = lambda: sent.post("/correction")
        self.deeds["last try"] = lambda: unproved.post("/year-of-birth", year="1901")
        runner = app.test_client()
        sit_down_with(runner, services_of(app).questionnaire, healthy_runner())
        about = {"name": "Zoe Quill", "phone": "5550100199", "once": "z"}
        self.does("ask for a visit", "/booking", runner, **about)

    def doors(self):
        fresh, other = self.app.test_client(), self.app.test_client()
        sam = staff.add(self.db, "Sam Reed", [Role.FRONT_DESK])
        other.get(f"/clinic/set-up/{staff.new_set_up_link(self.db, sam.id, self.now)}")
        fields = {"passphrase": WORDS_TO_COME_IN, "again": WORDS_TO_COME_IN}
        self.does("set-up", "/clinic/set-up", other, **fields)
        about = {"name": "Robin Hale", "passphrase": WORDS_TO_COME_IN}
        self.does("sign in", "/clinic/sign-in", fresh, **about)
        at_the_desk = sign_in(self.app.test_client(), self.robin, self.now)
        self.does("sign out", "/clinic/sign-out", at_the_desk)
        changed = {"old": WORDS_TO_COME_IN, "passphrase": OTHER_WORDS, "again": OTHER_WORDS}
        self.does("passphrase", "/clinic/account", **changed)
        self.does("sign out everywhere", "/clinic/sign-out-everywhere")

    def commands(self):
        a_colleague(self.app, "Max Orr", [Role.FRONT_DESK], self.now)
        self.runs("command: add", "staff", "add", "Eve Poe", "--role", "front desk")
        self.runs("command: reset", "staff", "reset", "Max Orr")
        self.runs("command: leave", "staff", "leave", "Max Orr")
        self.runs("command: backup", "backup", self.folder / "copy.db")
        self.runs("command: file", "export", "--out", self.folder / "all.csv")
        one, _ = self.a_visit()
        reference = one.reference
        self.runs("command: person", "person", "export", reference)
        self.runs("command: erase", "person", "erase", reference, "--yes")
        an_invitation(self.app, self.now, ends=self.now - timedelta(days=900))
        self.runs("command: purge", "purge")
        keep, later = services_of(self.app).settings.keep, self.now + timedelta(days=900)
        self.deeds["job: purge"] = lambda: purge(self.db, keep, later)


def hidden(page, name):
    """What a form of a page carries."""
    boxes = [box for form in Page(page.text).forms for box in form.boxes]
    return next(box.value for box in boxes if box.name == name)


@pytest.fixture
def clinic(app, stopped_clock, tmp_path):
    return Clinic(app, stopped_clock, tmp_path)


def outcome(deed):
    """Whether a deed was done, and what was said of it."""
    try:
        done = deed()
    except StorageError as error:  # a job: its thread tells the log
        return False, str(error)
    if hasattr(done, "exit_code"):
        return done.exit_code == 0, f"{done.output} {done.exception}"
    if hasattr(done, "status_code"):
        return done.status_code < 400, done.text
    return True, ""


def kept(db):
    """All but tries that are counted, and who sits at a kiosk."""
    rows = everything(db)
    for name in ("throttle", "contents", "kiosk_counts", "clock", "filling", "sqlite_sequence"):
        rows.pop(name, None)
    for kiosk in rows["kiosks"]:
        for name in ("seen", "version", "sitting", "touched", "section"):
            kiosk.pop(name)
    return rows


@pytest.mark.sqlite
def test_nothing_is_done_and_said_to_be_kept_where_the_audit_cannot_be_written(clinic):
    done, untold, changed = [], [], []
    before = kept(clinic.db)
    with no_room_for_entries(clinic.db):
        for name, deed in clinic.deeds.items():
            if name == "agree at a kiosk":  # nobody sits there yet
                continue
            is_done, told = outcome(deed)
            done += [name] if is_done else []
            untold += [] if NOT_KEPT.search(told) else [(name, Page(told).text[:300])]
            now = kept(clinic.db)
            changed += [(name, one) for one in before if now[one] != before[one]]
            before = now

    assert (done, changed, untold) == ([], [], [])


def transactions(statements):
    """The tables that each transaction writes to."""
    tables, found = set(), []
    for statement in statements:
        words = statement.split()
        if words[0] in ("COMMIT", "ROLLBACK") and "TO" not in words:
            found.append(tables if words[0] == "COMMIT" else set())
            tables = set()
        elif write := WRITE.match(statement):
            tables.add(write[1])
    return [tables for tables in found if tables]


@pytest.mark.sqlite
def test_every_deed_is_one_transaction_with_its_entry(clinic):
    not_done, unnoted = [], []
    for name, deed in clinic.deeds.items():
        statements = []
        clinic.db.conn.set_trace_callback(statements.append)
        is_done, told = outcome(deed)
        clinic.db.conn.set_trace_callback(None)
        written = transactions(statements)
        not_done += [] if is_done else [(name, Page(told).text[:300])]
        unnoted += [(name, one) for one in written if not one & {"audit"} and one - NO_ENTRY]
        unnoted += [] if any("audit" in one for one in written) else [name]

    assert (not_done, unnoted) == ([], [])
