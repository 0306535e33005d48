"""What goes to a patient is polite and short, says what it is, and nothing about health."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from records.answers import invitations
from records.people import staff
from settings.clinic import DEFAULTS, clinic_from
from staff.links.calendar_file import calendar_file
from staff.links.issued import IssuedLink, address_of
from staff.links.letters import Letter, LetterKind, Writer, ends_in_words, visit_in_words

TORONTO = ZoneInfo("America/Toronto")
ADDRESS = "https://clinic.example/v/abcdefghjkmnpqrstuvwxyz234"


@pytest.fixture
def writer():
    clinic = clinic_from(DEFAULTS | {"CLINIC_NAME": "Kim Lee & Sons", "CLINIC_PHONE": "555 0100"})
    return Writer(clinic, TORONTO, "911", 8, "desk@clinic.example")


@pytest.fixture
def invitation(app, kept):
    zoe = staff.add(kept.db, "Zoë Hale", ["physiotherapist"]).id
    about = {"reference": "KL-204", "physiotherapist": zoe, "made_by": zoe, "now": kept.now}
    ends = datetime(2026, 11, 25, 5, tzinfo=UTC)
    return invitations.make(kept.db, kept.encryption, **about, visit="2026-11-24T09:30", ends=ends)[
        0
    ]


def test_the_first_says_who_asks_for_which_visit_until_when(writer, invitation):
    letter = writer.write(LetterKind.FIRST, invitation, ADDRESS)

    assert letter.subject == (
        "Your visit to Kim Lee & Sons on 24 November: a few questions from Zoë Hale"
    )
    for words in [
        "Zoë Hale at Kim Lee & Sons has a few questions for you",
        "before your visit on Tuesday 24 November 2026 at 09:30.",
        "about 8 minutes",
        f"\n{ADDRESS}\n",
        "This link is only for you",
        "It works until the end of 24 November 2026.",
        "Please bring clothes that you can move in, and any letters from other clinics.",
        "In an emergency call 911.",
        "Call 555 0100.",
    ]:
        assert words in letter.text


def test_a_reminder_says_that_it_is_one(writer, invitation):
    letter = writer.write(LetterKind.AGAIN, invitation, ADDRESS)

    assert letter.subject == (
        "Reminder: your visit to Kim Lee & Sons on 24 November, a few questions before it"
    )
    assert ADDRESS in letter.text


@pytest.mark.parametrize("kind", [LetterKind.AGAIN, LetterKind.MOVED, LetterKind.RECHECK_AGAIN])
def test_only_who_has_answered_something_is_told_that_it_is_saved(writer, invitation, kind):
    for started in (None, invitation.made):
        letter = writer.write(kind, replace(invitation, started=started), ADDRESS)
        assert ("What you answered so far is saved." in letter.text) is bool(started)


@pytest.mark.parametrize("kind", LetterKind)
def test_no_letter_names_the_patient_or_what_hurts(writer, invitation, kind):
    letter = writer.write(kind, invitation, "" if kind is LetterKind.CANCELLED else ADDRESS)
    file = calendar_file(writer, invitation, letter.address, invitation.made)
    plain = re.sub("<[^>]*>", "", letter.html)
    words = f"{letter.subject} {letter.text} {letter.short} {plain} {file}".casefold()

    assert not [w for w in ("kl-204", "your back", "pain", "health", "run", "!") if w in words]
    assert "Hello," in letter.html
    assert (f'href="{ADDRESS}"' in letter.html) is (kind is not LetterKind.CANCELLED)
    assert "{" not in words


def test_the_visit_goes_along_as_a_calendar_file_that_a_later_one_replaces(writer, invitation):
    made = invitation.made
    first = calendar_file(writer, invitation, ADDRESS, made)
    moved = replace(invitation, visit="2026-12-01T10:00")
    second = calendar_file(writer, moved, ADDRESS, made + timedelta(days=1))
    last = calendar_file(writer, replace(moved, cancelled=made), "", made + timedelta(days=2))
    events = [Calendar.from_ical(one).walk("VEVENT")[0] for one in (first, second, last)]

    assert [one.decoded("dtstart").isoformat() for one in events[:2]] == [
        "2026-11-24T14:30:00+00:00",
        "2026-12-01T15:00:00+00:00",
    ]
    assert len({one["uid"] for one in events}) == 1
    assert [one["sequence"] for one in events] == [0, 86_400, 172_800]
    assert [Calendar.from_ical(one)["method"] for one in (first, last)] == ["PUBLISH", "CANCEL"]
    assert (events[0]["url"], events[2]["status"]) == (ADDRESS, "CANCELLED")
    all_day = calendar_file(writer, replace(invitation, visit="2026-11-24"), ADDRESS, made)
    assert "DTSTART;VALUE=DATE:20261124" in all_day


def test_names_with_signs_of_html_stay_words(writer, invitation):
    letter = Letter("<b>", "Hello,\n\nKim <b>Lee</b> & Sons\n", address=ADDRESS)

    assert "<p>Kim &lt;b&gt;Lee&lt;/b&gt; &amp; Sons</p>" in letter.html


@pytest.mark.parametrize(
    ("visit", "words"),
    [
        ("2026-11-24T09:30", "Tuesday 24 November 2026 at 09:30"),
        ("2026-11-04", "Wednesday 4 November 2026"),
    ],
)
def test_a_visit_in_words(visit, words):
    assert visit_in_words(visit) == words


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (datetime(2026, 11, 25, 5, tzinfo=UTC), "the end of 24 November 2026"),
        (datetime(2026, 11, 24, 14, 30, tzinfo=UTC), "24 November 2026, 09:30"),
    ],
)
def test_an_end_in_words(ends, words):
    assert ends_in_words(ends, TORONTO) == words


def test_an_address_can_be_typed_from_paper_as_it_stands(invitation):
    given = IssuedLink(invitation, ADDRESS, Letter("x", "y"))

    assert given.to_type == "clinic.example/v/abcd-efgh-jkmn-pqrs-tuvw-xyz2-34"
    assert address_of("https://clinic.example", "abc") == "https://clinic.example/v/abc"


def test_the_code_needs_no_style_and_keeps_its_quiet_zone(invitation):
    code = IssuedLink(invitation, ADDRESS, Letter("x", "y")).code

    assert "style" not in code
    assert '<path fill="#fff"' in code
    assert "<title>" in code
    assert ADDRESS not in code


def test_a_mail_program_gets_subject_and_text_whole(invitation):
    given = IssuedLink(invitation, ADDRESS, Letter("Zoë & Kim?", "One\nTwo & three"))

    assert given.mailto == "mailto:?subject=Zo%C3%AB%20%26%20Kim%3F&body=One%0D%0ATwo%20%26%20three"
