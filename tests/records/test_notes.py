"""Notes beside answers: encrypted, kept in order, added to."""

from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet

from records.answers import notes
from records.answers.notes import StaffNote
from records.engine.encryption import Encryption
from tests.beneath import beneath
from tests.factories import a_response, desk_of, staff

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def write(app, response, text, now=NOW, name="Robin Hale"):
    desk = desk_of(app)
    by = staff.find(desk.db, name).id
    notes.add(desk.db, desk.encryption, response.id, by=by, text=text, now=now)


def read(app, response, encryption=None):
    desk = desk_of(app)
    return notes.of(desk.db, encryption or desk.encryption, response.id)


def test_notes_stand_in_the_order_in_which_they_were_written(app):
    response = a_response(app)
    write(app, response, "Ask about the old rib.", LATER)
    write(app, response, "It was the left one.", NOW)  # the clock stepped back

    assert read(app, response) == [
        StaffNote(LATER, "Robin Hale", "Ask about the old rib."),
        StaffNote(NOW, "Robin Hale", "It was the left one."),
    ]


def test_one_form_s_text_is_one_note_and_another_text_another(app):
    response, desk = a_response(app), desk_of(app)
    by = staff.find(desk.db, "Robin Hale").id
    told = [
        notes.add(desk.db, desk.encryption, response.id, by=by, text=text, now=NOW, once=once)
        for text, once in [("Ribs.", "one"), ("Ribs.", "one"), ("Spine.", "one"), ("Ribs.", "two")]
    ]

    assert told == [True, False, True, True]
    assert [one.text for one in read(app, response)] == ["Ribs.", "Spine.", "Ribs."]


def test_without_a_word_of_the_form_each_is_a_note(app):
    response = a_response(app)
    for _ in range(2):
        write(app, response, "Ribs.")

    assert [one.text for one in read(app, response)] == ["Ribs.", "Ribs."]


def test_a_note_belongs_to_one_round_of_answers(app):
    response, other = a_response(app), a_response(app)
    write(app, response, "Ask about the old rib.")

    assert read(app, other) == []


@pytest.mark.sqlite
def test_nothing_of_a_note_is_in_the_clear(app):
    response = a_response(app)
    write(app, response, "Ask about the old rib.")
    rows = list(beneath(desk_of(app).db).query("SELECT * FROM notes"))

    assert b"old rib" not in b"".join(str(row).encode() for row in rows)


def test_a_note_whose_key_is_gone_still_shows_that_it_is_there(app):
    response = a_response(app)
    write(app, response, "Ask about the old rib.")
    another = Encryption([Fernet.generate_key().decode()])

    assert read(app, response, another) == [StaffNote(NOW, "Robin Hale", None)]
