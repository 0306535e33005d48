"""Everything about one person comes out, and nothing about anybody else."""

import json

import pytest

from records.answers import answerers, links
from records.answers import appointment_requests as visit_requests
from records.engine.encryption import Encryption
from records.people import audit
from records.people.audit import AuditAction
from records.upkeep import person
from tests.beneath import beneath
from tests.records.someone import TOLD, a_link, a_request, answered, begun


def test_all_that_is_kept_about_a_patient(db, encryption, now):
    invitation, _ = answered(db, encryption, now, warned=True)
    audit.add(
        db,
        actor="Robin Hale",
        action=AuditAction.LOOKED_AT,
        subject=f"visit {invitation.name}",
        now=now,
    )
    answered(db, encryption, now, reference="Somebody else")
    told = person.export(db, encryption, "kl-4711", now, actor="Robin Hale")
    (visit,) = told["visits"]
    (answers,) = visit["submissions"]

    assert visit["encrypted"]["reference"] == "KL 4711"
    assert visit["physiotherapist"] == "Robin Hale"
    assert answers["encrypted"] == {"pain": 3, "words": {"ask": "May I run in May?"}}
    assert answers["summary"]["cause"] == "Posture"
    assert [warning["encrypted"]["told"] for warning in answers["warnings"]] == [TOLD]
    assert [(note["encrypted"]["text"], note["by"]) for note in answers["notes"]] == [
        ("Sat down well.", "Robin Hale")
    ]
    assert [mail["encrypted"]["to"] for mail in visit["outbox"]] == ["kim@example.org"]
    assert [link["replaced"] for link in visit["links"]] == [None]
    assert [entry["did"] for entry in told["audit"]] == ["looked at", "exported"]
    assert told["requests"] == []
    assert "Somebody else" not in json.dumps(told)


def test_every_visit_and_every_submission_of_it(db, encryption, now):
    first, _ = begun(db, encryption, now)
    links.add(db, first.id, now=now)
    a_link(db, encryption, now, reference="kl-4711")
    told = person.export(db, encryption, "KL 4711", now)

    assert [len(visit["links"]) for visit in told["visits"]] == [1, 2]
    assert [len(visit["submissions"]) for visit in told["visits"]] == [0, 1]


def test_an_asked_for_visit(db, encryption, now):
    request = a_request(db, encryption, now)
    told = person.export(db, encryption, request.reference, now)

    assert told["visits"] == []
    assert told["requests"][0]["encrypted"]["contact"]["name"] == "Kim Lee"
    assert told["requests"][0]["state"] == "new"


def test_no_hash_or_number_comes_out(db, encryption, now):
    _, token = a_link(db, encryption, now)
    text = json.dumps(person.export(db, encryption, "KL 4711", now))

    assert encryption.blind_indexes("KL 4711")[0] not in text
    assert beneath(db).table("links").get(1)["token_hash"] not in text
    assert token not in text


def test_what_cannot_be_opened_is_left_out(db, encryption, now):
    request = visit_requests.newest(db, encryption)
    with db.transaction():
        request = a_request(db, Encryption(["A" * 43 + "="]), now)

    assert person.export(db, encryption, request.reference, now)["requests"][0]["encrypted"] is None


@pytest.mark.parametrize("reference", ["nobody", "", "%"])
def test_nobody(db, encryption, now, reference):
    a_link(db, encryption, now)
    told = person.export(db, encryption, reference, now)

    assert (told["visits"], told["requests"], told["audit"]) == ([], [], [])


def test_the_phone_numbers_that_were_given(db, encryption, now):
    invitation, _ = a_link(db, encryption, now, phone="+44 20 7946 0000")
    someone = answerers.begin(db, invitation, now)
    answerers.keep_phone(db, encryption, someone, "07700 900123", now)
    (visit,) = person.export(db, encryption, "KL 4711", now)["visits"]

    assert visit["encrypted"]["phone"] == "+44 20 7946 0000"
    assert [one["encrypted"] for one in visit["answerers"]] == [{"phone": "07700 900123"}]
