"""Moments on staff pages: in words of the day where near, exact for machines, hovering, paper."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from records.answers import appointment_requests as visit_requests
from services import services_of
from settings.times import moment_of
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    desk_of,
    healthy_runner,
    set_services,
    sign_in,
)
from tests.tables import every_row
from tests.visitor import Visitor

TORONTO = ZoneInfo("America/Toronto")
TIME = re.compile(r'<time class="moment" datetime="([^"]+)" title="([^"]+)"><span>([^<]+)</span>')
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)  # 12:00 in Toronto
CONTACT = {"name": "Zoë Quill", "phone": "555 010 2000", "email": "", "times": "", "note": ""}


def utc(*numbers):
    return datetime(*numbers, tzinfo=UTC)


@every_row(
    ("at", "now", "iso", "words"),
    [
        (utc(2026, 11, 24, 14, 30), NOON, "2026-11-24T09:30:00-05:00", "today 09:30"),
        (utc(2026, 11, 24, 5), NOON, "2026-11-24T00:00:00-05:00", "today 00:00"),
        (utc(2026, 11, 24, 4, 59, 59), NOON, "2026-11-23T23:59:59-05:00", "yesterday 23:59"),
        (utc(2026, 11, 23, 5), NOON, "2026-11-23T00:00:00-05:00", "yesterday 00:00"),
        (utc(2026, 11, 23, 4, 59), NOON, "2026-11-22T23:59:00-05:00", "22 Nov 2026, 23:59"),
        (utc(2026, 11, 25, 4, 59), NOON, "2026-11-24T23:59:00-05:00", "today 23:59"),
        (utc(2026, 11, 25, 5), NOON, "2026-11-25T00:00:00-05:00", "tomorrow 00:00"),
        (utc(2026, 11, 26, 4, 59), NOON, "2026-11-25T23:59:00-05:00", "tomorrow 23:59"),
        (utc(2026, 11, 26, 5), NOON, "2026-11-26T00:00:00-05:00", "26 Nov 2026, 00:00"),
        # The clocks go back: that day has 25 hours, and half past one comes twice.
        (utc(2026, 11, 1, 4), utc(2026, 11, 2, 5), "2026-11-01T00:00:00-04:00", "yesterday 00:00"),
        (utc(2026, 11, 1, 5, 30), utc(2026, 11, 1, 12), "2026-11-01T01:30:00-04:00", "today 01:30"),
        (utc(2026, 11, 1, 6, 30), utc(2026, 11, 1, 12), "2026-11-01T01:30:00-05:00", "today 01:30"),
        # They go forward: that day has 23 hours, and a time that is left out stays as typed.
        (utc(2026, 3, 9, 4), utc(2026, 3, 8, 5), "2026-03-09T00:00:00-04:00", "tomorrow 00:00"),
        ("2026-03-08T02:30", utc(2026, 3, 8, 12), "2026-03-08T02:30:00-05:00", "today 02:30"),
        # Visits, by the clock on the clinic's wall.
        ("2026-11-24T09:30", NOON, "2026-11-24T09:30:00-05:00", "today 09:30"),
        ("2026-11-24T23:30", utc(2026, 11, 25, 4), "2026-11-24T23:30:00-05:00", "today 23:30"),
        ("2026-07-01T09:30", NOON, "2026-07-01T09:30:00-04:00", "1 Jul 2026, 09:30"),
        ("2026-11-23", NOON, "2026-11-23", "yesterday"),
        ("2026-11-24", NOON, "2026-11-24", "today"),
        ("2026-11-25", NOON, "2026-11-25", "tomorrow"),
        ("2026-11-26", NOON, "2026-11-26", "26 Nov 2026"),
    ],
)
def test_a_moment_or_a_visit_near_now_is_told_by_its_day(at, now, iso, words):
    told = moment_of(at, now, TORONTO)

    assert (told.iso, told.words) == (iso, words)


@every_row(
    ("at", "exact"),
    [
        (NOON, "24 Nov 2026, 12:00"),
        (utc(2025, 11, 24, 17), "24 Nov 2025, 12:00"),
        ("2026-11-25T09:30", "25 Nov 2026, 09:30"),
        ("2026-11-25", "25 Nov 2026"),
    ],
)
def test_the_exact_words_are_kept_beside(at, exact):
    assert moment_of(at, NOON, TORONTO).exact == exact


def test_the_day_is_that_of_the_clinic():
    at, now = utc(2026, 11, 24, 23, 30), utc(2026, 11, 25, 0, 30)

    assert moment_of(at, now, TORONTO).words == "today 18:30"
    assert moment_of(at, now, ZoneInfo("UTC")).words == "yesterday 23:30"
    assert moment_of(at, now, ZoneInfo("Asia/Tokyo")).words == "today 08:30"


@pytest.mark.parametrize("at", [NOON, "2026-11-24T09:30"])
def test_without_a_zone_the_machine_s_own_is_told(at):
    told = moment_of(at, NOON, None)

    assert datetime.fromisoformat(told.iso).utcoffset() is not None


@pytest.fixture
def now(app):
    """The moment at which the app's clock stands still."""
    going, now = services_of(app).clock, datetime.now(UTC)
    set_services(app, clock=lambda: now)
    yield now
    set_services(app, clock=going)


@pytest.fixture
def addresses(app, now):
    """The addresses of staff pages with a visit, answers and a request of this moment on them."""
    robin, desk = a_colleague(app), desk_of(app, now)
    visit = f"{now.astimezone() + timedelta(days=1):%Y-%m-%d}T09:30"
    invitation, _ = an_invitation(app, now, physiotherapist=robin, visit=visit)
    a_response(app, healthy_runner(), invitation, now)
    asked = visit_requests.add(
        desk.db, desk.encryption, once=invitation.name, contact=CONTACT, attached=None, now=now
    )
    return {
        "patients": "/clinic/patients",
        "links": "/clinic/links?show=all",
        "one link": f"/clinic/links/{invitation.name}",
        "requests": "/clinic/requests",
        "one request": f"/clinic/requests/{asked.reference}",
        "face sheet": f"/clinic/responses/{invitation.name}",
    }


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("patients", ["tomorrow 09:30", "Answered today {now:%H:%M}"]),
        ("links", ["tomorrow 09:30", "today {now:%H:%M}"]),
        ("one link", ["today {now:%H:%M}"]),
        ("requests", ["today {now:%H:%M}"]),
        ("one request", ["Received today {now:%H:%M}."]),
        ("face sheet", ["tomorrow 09:30 with Robin Hale", "Answered today {now:%H:%M}"]),
    ],
)
def test_what_is_near_is_told_by_its_day_on_the_page(app, client, addresses, now, page, said):
    colleague = Visitor(sign_in(client, a_colleague(app, "Kim Lee")))
    colleague.go(addresses[page]).sees(*(words.format(now=now.astimezone()) for words in said))

    found = TIME.findall(colleague.response.text)
    assert found
    assert all(datetime.fromisoformat(iso).utcoffset() is not None for iso, _, _ in found)
    assert all(re.match(r"\d+ \w{3} \d{4}, \d\d:\d\d$", title) for _, title, _ in found)
