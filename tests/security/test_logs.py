"""Nothing that anybody typed, and no secret, is in what the server writes: whole stories, served.

Each planted value is like no other. Afterwards every file is searched that the server wrote: its
log, and the database with its own log, where values are encrypted.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest
from cryptography.fernet import Fernet

from records.answers import invitations
from records.engine.encryption import Encryption
from records.engine.tokens import new_token
from records.people import staff
from staff.accounts.roles import Role
from tests.over_http import WORDS_TO_COME_IN, Person
from tests.served import served


class Planted:
    """Values that stand nowhere else, by what they are."""

    def __init__(self):
        self.values = {"a passphrase": WORDS_TO_COME_IN}

    def __call__(self, what, value=None):
        self.values[what] = value or f"quokka{new_token()}"
        return self.values[what]

    def found_in(self, content):
        """What of it stands somewhere, as it is or as an address would hold it."""
        return {
            what
            for what, value in self.values.items()
            if any(one.encode() in content for one in (value, quote(value), quote(value, safe="")))
        }


KEY = Fernet.generate_key().decode()


def invite(site, person, reference, phone):
    """A link's token, made in the records as the clinic's pages do."""
    now = datetime.now(UTC)
    about = {"reference": reference, "physiotherapist": person.id, "made_by": person.id}
    about |= {"visit": f"{now:%Y-%m-%d}T23:30", "ends": now + timedelta(days=2), "now": now}
    return invitations.make(site.db, Encryption([KEY]), **about, phone=phone)[1]


def ask(port, method, address, body=None, **headers):
    """One request that no browser of ours would send; its status."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    sent = urlencode(body) if body else None
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, address, sent, kind | headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, text + str(answer.getheaders()).encode()


def stories(site, plant):
    """A runner, a patient and a physiotherapist, to the last page; the figures then."""
    runner, physio, patient = Person(site.port), Person(site.port), Person(site.port)
    runner.ask("/questions/safety/now").walk(until="/assessment")
    asked = {"name": plant("a name"), "note": plant("a note") + " would be best"}
    runner.ask("/booking").send(phone="555 010 0100", attach="y", **asked)
    assert runner.path == "/booking/sent"
    person = staff.add(site.db, plant("a name of the staff", "Quill Quokkason"), [*Role])
    link = plant("a set-up link", staff.new_set_up_link(site.db, person.id, datetime.now(UTC)))
    chosen = {"name": "Quill Quokkason", "passphrase": WORDS_TO_COME_IN, "again": WORDS_TO_COME_IN}
    assert physio.ask(f"/clinic/set-up/{link}").send("/set-up", **chosen).status == 200
    token = plant("a visit's link", invite(site, person, plant("a reference"), plant("a phone")))
    words = plant("a patient's words")
    patient.ask(f"/v/{token}").walk(until="/sent", agree="yes", age_years="47", own_question=words)
    visit = patient.path.split("/")[2]
    note = plant("a note of the staff") + " was said"
    assert note in physio.ask(f"/clinic/responses/{visit}").send("/note", note=note).text
    figures = physio.ask("/metrics").text
    for who, one in (("Runner", runner), ("Staff", physio), ("Patient", patient)):
        for name, value in one.cookies.items():
            plant(f"cookie {name} of {who}", value)
    return figures.encode()


def mischief(port, plant):
    """Secrets where they do not belong: in addresses, headers, forms that are refused."""
    secret = plant("a wrong link")
    places = [f"/v/{secret}", f"/t/{secret}", f"/clinic/set-up/{secret}", f"/{secret}"]
    places += [f"/visit/{secret}/answers", f"/?{secret}", f"/clinic/patients?reference={secret}"]
    places += [f"/assets/{secret}", f"/questions/{secret}/now", f"/v/{secret}%0a%0dfaked:1"]
    for place in places:
        ask(port, "GET", place)
        ask(port, "POST", place, {plant("a field's name"): plant("a field")})
    typed = {"name": plant("a wrong name"), "passphrase": plant("a wrong passphrase")}
    for address in ("/clinic/sign-in", "/booking", "/questions/safety/now", "/kiosk/enrol"):
        ask(port, "POST", address, typed | {"csrf_token": plant("a token of a form")})
    headers = {"Referer": f"http://127.0.0.1/v/{secret}", "User-Agent": plant("a browser")}
    cookies = {"self-check": plant("a cookie"), "staff": plant("a sign-in")}
    headers |= {"Cookie": "; ".join(map("=".join, cookies.items()))}
    headers |= {"X-Forwarded-For": plant("an address"), "Authorization": plant("a key")}
    ask(port, "GET", "/answers", **headers)
    ask(port, plant("a method", "QUOKKAMETHOD"), "/")
    ask(port, "GET", "/", Host=plant("a host") + ".example")
    ask(port, "POST", "/delete", {"x": plant("too much") * 4000})


def faults(site, plant):
    """The records break under it, while values are on their way; the pages give nothing away."""
    with closing(sqlite3.connect(site.folder / "records.db")) as other:
        for table in ("links", "handoffs", "sign_ins", "kiosks"):
            other.execute(f"ALTER TABLE {table} RENAME COLUMN token_hash TO other")
        other.execute("ALTER TABLE staff RENAME COLUMN set_up_hash TO other")
    told = b""
    for place in ("/v/{}", "/clinic/set-up/{}", "/clinic/patients?reference={}", "/t/{}"):
        address = place.format(plant(f"a secret at {place}"))
        status, said = ask(site.port, "GET", address, Cookie=f"staff={plant('a last sign-in')}")
        told += said
    status, said = ask(site.port, "GET", "/v/" + plant("a last link"))
    assert status == 500
    return told + said


class Written(NamedTuple):
    """All that was planted, and what came out."""

    plant: Planted
    log: bytes
    kept: bytes
    """The files of the records."""
    told: bytes
    """By the pages, when all broke."""
    figures: bytes


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    plant, settings = Planted(), {"ENCRYPTION_KEYS": KEY, "BASE_URL": "http://localhost"}
    with served(tmp_path_factory.mktemp("logs"), **settings) as site:
        figures = stories(site, plant)
        mischief(site.port, plant)
        site.db.conn.execute("PRAGMA wal_checkpoint")
        kept = b"".join(path.read_bytes() for path in site.folder.glob("records.db*"))
        told = faults(site, plant)
    return Written(plant, site.log.encode(), kept, told, figures)


def test_no_planted_value_is_in_the_log(written):
    assert len(written.plant.values) > 25
    assert len(written.log.splitlines()) > 50
    assert written.plant.found_in(written.log) == set()


def test_no_planted_value_is_in_the_figures(written):
    assert b"self_check_requests_total" in written.figures
    assert written.plant.found_in(written.figures) == set()


def test_a_fault_is_in_the_log_with_its_kind_and_place_and_without_its_words(written):
    assert b"OperationalError" in written.log
    assert b"no such column" not in written.log
    assert b"OperationalError" not in written.told
    assert b"no such column" not in written.told


def test_no_planted_value_is_in_an_answer_to_a_fault(written):
    assert written.plant.found_in(written.told) == set()
    assert b"Traceback" not in written.told


def test_in_the_records_only_the_names_of_the_staff_stand_in_the_clear(written):
    assert written.plant.found_in(written.kept) == {"a name of the staff"}


def test_planted_values_would_be_found():
    """Or the tests above would prove nothing."""
    plant = Planted()
    plant("a name", "Zoë & Sons")

    for content in ("…Zoë & Sons…", "GET /?q=Zo%C3%AB%20%26%20Sons", f"typed: {WORDS_TO_COME_IN}"):
        assert plant.found_in(content.encode())
