import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.fernet import Fernet

from records.answers.appointment_requests import (
    LETTERS,
    RequestState,
    add,
    find,
    how_many_new,
    new_reference,
    newest,
    set_state,
)
from records.engine.encryption import Encryption
from records.people import staff
from tests.beneath import beneath

CONTACT = {
    "name": "Zoë Quill",
    "phone": "0123 456",
    "email": "zoe@example.org",
    "times": "mornings",
    "note": "Use the side door",
}
ATTACHED = {"answers": {"rest_days": 0}, "result": {"causes": ["overuse"]}}


def ask(db, encryption, now, once="a-form", contact=CONTACT, attached=None, **more):
    return add(db, encryption, once=once, contact=contact, attached=attached, now=now, **more)


def test_a_request_is_found_again_as_it_was_made(db, encryption, now):
    made = ask(db, encryption, now, attached=ATTACHED)

    assert made == find(db, encryption, made.reference)
    assert made.contact == CONTACT
    assert made.attached == ATTACHED
    assert made.received == now


def test_the_time_is_kept_in_utc(db, encryption):
    paris = timezone(timedelta(hours=2))
    made = ask(db, encryption, datetime(2026, 7, 1, 9, 0, tzinfo=paris))

    assert made.received.isoformat() == "2026-07-01T07:00:00+00:00"
    assert newest(db, encryption)[0].received.tzinfo is UTC


def test_the_same_form_again_gets_the_first_request_back(db, encryption, now):
    first = ask(db, encryption, now)
    again = ask(db, encryption, now + timedelta(hours=1), contact={"name": "Somebody else"})

    assert again == first
    assert newest(db, encryption) == [first]


def test_fifty_clicks_at_once_are_one_request(connections, encryption, now):
    def click(once):
        return ask(connections.database(), encryption, now, once=once)

    with ThreadPoolExecutor(50) as threads:
        for form in ("one", "two", "three", "four"):
            assert len({made.reference for made in threads.map(click, [form] * 50)}) == 1

    assert len(newest(connections.database(), encryption)) == 4


def test_a_form_without_a_token_is_refused(db, encryption, now):
    with pytest.raises(ValueError, match="without a token"):
        ask(db, encryption, now, once="")


def test_a_number_is_never_given_out_twice(db, encryption, now):
    ask(db, encryption, now, once="one")
    db.execute("DELETE FROM visit_requests")
    ask(db, encryption, now, once="two")

    assert [row["sequence"] for row in db.many("SELECT sequence FROM visit_requests")] == [2]


def test_a_reference_is_found_however_it_is_typed(db, encryption, now):
    given = ask(db, encryption, now).reference
    first, last = given[:4], given[4:]

    for typed in (given, given.lower(), f" {first} {last} ", f"{first}-{last}".lower()):
        assert find(db, encryption, typed).contact == CONTACT


@pytest.mark.parametrize("typed", ["", "BCDF234", "BCDF23466", "%", "' OR 1=1 --", "é" * 400])
def test_another_reference_finds_nothing(db, encryption, now, typed):
    ask(db, encryption, now)

    assert find(db, encryption, typed) is None


def test_a_reference_can_be_said_over_the_telephone():
    references = {new_reference() for _ in range(2_000)}

    assert len(references) == 2_000
    assert all(re.fullmatch(f"[{LETTERS}]{{8}}", reference) for reference in references)
    assert not set(LETTERS) & set("AEIOU01LS5Z")


def test_only_reference_time_state_and_the_form_s_hash_are_in_the_clear(db, encryption, now):
    made = ask(db, encryption, now, once="form-token", attached=ATTACHED)
    (row,) = beneath(db).query("SELECT * FROM visit_requests")
    del row["encrypted"]

    assert row == {
        "sequence": 1,
        "reference": made.reference,
        "received": "2026-03-29T00:30:00.000+00:00",
        "once_hash": hashlib.sha256(b"form-token").hexdigest(),
        "state": "new",
        "changed": None,
        "changed_by": None,
        "invitation": None,
    }


@pytest.mark.sqlite
def test_nothing_said_in_confidence_is_in_any_file(path, db, encryption, now):
    ask(db, encryption, now, once="form-token", attached=ATTACHED)
    written = b"".join(file.read_bytes() for file in path.parent.iterdir())

    assert b"2026-03-29" in written
    for told in ("form-token", "rest_days", "overuse", *CONTACT.values()):
        assert told.encode() not in written


def test_a_request_whose_key_is_gone_is_still_listed(db, encryption, now):
    lost = ask(db, Encryption([Fernet.generate_key().decode()]), now, once="one")
    ask(db, encryption, now, once="two")
    second, first = newest(db, encryption)

    assert (first.reference, first.received, first.contact) == (lost.reference, now, None)
    assert second.contact == CONTACT


@pytest.fixture
def kim(db):
    return staff.add(db, "Kim Lee", ["front desk"]).id


def test_a_request_is_new_until_somebody_says_what_they_did(db, encryption, now, kim):
    made = ask(db, encryption, now)
    assert (made.state, made.changed, made.changed_by) == (RequestState.NEW, None, None)
    assert how_many_new(db) == 1
    set_state(db, made, RequestState.CALLED, by=kim, now=now + timedelta(hours=1))
    called = find(db, encryption, made.reference)

    assert (called.state, called.changed_by) == (RequestState.CALLED, "Kim Lee")
    assert called.changed == now + timedelta(hours=1)
    assert called.contact == CONTACT
    assert how_many_new(db) == 0


def test_requests_of_one_state_from_before_one(db, encryption, now, kim):
    made = [ask(db, encryption, now, once=f"form {number}") for number in range(5)]
    for one in (made[1], made[3]):
        set_state(db, one, RequestState.BOOKED, by=kim, now=now)

    def references(**only):
        return [one.reference for one in newest(db, encryption, **only)]

    in_order = [one.reference for one in made]
    assert references(state=RequestState.BOOKED) == [in_order[3], in_order[1]]
    assert references(state=RequestState.NEW, limit=2) == [in_order[4], in_order[2]]
    assert references(before=made[2].sequence) == [in_order[1], in_order[0]]
    assert references(before=made[3].sequence, state=RequestState.BOOKED) == [in_order[1]]
    assert references(state=RequestState.CLOSED) == []
