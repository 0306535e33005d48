"""Whatever stands in a name or an address, a mail goes to one person, with our headers alone."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from operations import smtp
from operations.smtp import NotSent
from records.text import is_one_line, on_one_line
from tests.staff.nasty import ALL, STEERS
from tests.tables import every_row

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TO = "kim@example.org"
ADDRESSES = ("=1+1", "-2+3", "Z" + "\u0335" * 30)  # they may stand before or behind an @


def sent(mail, **about):
    """The mail as its reader's program takes it apart."""
    letter = smtp.letter(mail, **{"to": TO, "subject": "Hello", "text": "Hello\n"} | about, now=NOW)
    return message_from_bytes(letter.as_bytes(), policy=policy.default)


@every_row("text", [text for text in ALL if "\ud800" not in text])
def test_a_name_stays_in_its_subject_and_its_text(mail, text):
    name = on_one_line(text)
    letter = sent(mail, subject=f"{name} asks", text=f"{name} asks\n.\n{name}\n")

    assert letter.keys() == sent(mail).keys()
    assert letter["To"] == TO
    assert letter["From"] == sent(mail)["From"]
    assert not letter.is_multipart()
    assert letter.get_content_type() == "text/plain"
    assert name in letter.get_content()
    assert not set(letter["Subject"]) & {*STEERS, "\r", "\n"}


@every_row("text", [text for text in ALL if not is_one_line(text)])
def test_a_subject_that_could_be_split_is_not_sent(mail, text):
    with pytest.raises(NotSent):
        sent(mail, subject=text)


@every_row("text", [text for text in ALL if text not in ADDRESSES])
@every_row("around", ["{}", "kim@example.org{}", "{}kim@example.org", "kim@{}.org"])
def test_nothing_but_one_address_is_one(mail, text, around):
    with pytest.raises(NotSent):
        sent(mail, to=around.format(text))
