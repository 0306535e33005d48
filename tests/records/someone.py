"""Patients whose answers are kept, put together through the records themselves."""

from datetime import timedelta

from cryptography.fernet import Fernet

from records.answers import appointment_requests as visit_requests
from records.answers import invitations, notes, outbox, responses, warnings
from records.people import staff
from tests.beneath import beneath

KEYS_OF = {who: Fernet.generate_key().decode() for who in ("the new one", "somebody else")}
TOLD = {"next_step": "same_day", "signs": [{"id": "S1"}]}
BRIEF = {"pain": 6, "next_step": "physio_first", "cause": "Posture"}
ALL = {"pain": 3, "words": {"ask": "May I run in May?"}}


def somebody(db, name="Robin Hale"):
    """A physiotherapist's number."""
    person = staff.find(db, name) or staff.add(db, name, ["physiotherapist"])
    return person.id


def a_link(db, encryption, now, reference="KL 4711", ends=None, phone=""):
    """An invitation whose link nobody opened, and its token."""
    who = somebody(db)
    about = {"reference": reference, "physiotherapist": who, "made_by": who}
    ends = ends or now + timedelta(days=1)
    about |= {"phone": phone, "visit": "2026-03-30"}
    return invitations.make(db, encryption, **about, ends=ends, now=now)


def begun(db, encryption, now, **about):
    """An invitation whose answers were begun and not sent."""
    invitation, _ = a_link(db, encryption, now, **about)
    return invitation, responses.begin(db, encryption, invitation.id, ALL, now)


def answered(db, encryption, now, warned=False, **about):
    """An invitation whose answers were sent, with a note, mail, and perhaps a warning."""
    invitation, response = begun(db, encryption, now, **about)
    responses.submit(db, encryption, response, ALL, BRIEF, now)
    notes.add(db, encryption, response.id, by=somebody(db), text="Sat down well.", now=now)
    mail = {"to": "kim@example.org", "subject": "Your visit", "text": "Please answer."}
    outbox.add(db, encryption, **mail, now=now, invitation=invitation.id)
    if warned:
        warnings.raise_once(db, encryption, response.id, TOLD, 2, now)
    return invitation, responses.by_id(db, encryption, response.id)


def a_request(db, encryption, now, once="a form"):
    """An asked-for visit."""
    contact = {"name": "Kim Lee", "phone": "555 010 2000"}
    return visit_requests.add(db, encryption, once=once, contact=contact, attached=None, now=now)


def rows(db):
    """How many rows each table has that is about somebody."""
    tables = ("invitations", "links", "responses", "warnings", "notes", "outbox")
    return {table: beneath(db).table(table).count for table in (*tables, "visit_requests")}


def in_the_clear(db):
    """All that can be read there: what is encrypted in hexadecimal, which spells no word."""
    return str(
        {
            table: [
                {name: one.hex() if isinstance(one, bytes) else one for name, one in row.items()}
                for row in rows
            ]
            for table, rows in everything(db).items()
        }
    )


OF_THE_ENGINE = {"sqlite_stat1", "turn", "processes"}


def everything(db):
    """Every row of every table, to compare."""
    return {
        table: list(beneath(db).table(table).rows)
        for table in beneath(db).table_names()
        if table not in OF_THE_ENGINE
    }
