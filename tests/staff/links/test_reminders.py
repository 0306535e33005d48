"""Who has not answered is reminded before the visit: by themselves, each time once, by day."""

import re
import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from records.answers import invitations
from records.answers.outbox import OutboxKind
from records.engine.timestamps import ClinicTime, to_iso
from records.people import audit
from services import services_of
from staff.links.issuing import LinkIssuer
from staff.links.letters import Writer
from staff.links.reminders import BY_ITSELF, is_due, remind_due
from tests.beneath import beneath
from tests.factories import a_response, an_invitation
from tests.tables import every_row

TORONTO = ZoneInfo("America/Toronto")
DAYS = (3, 1)


def at(day, hour, minute=0):
    """A moment of November 2026, by the clinic's clock."""
    return datetime(2026, 11, day, hour, minute, tzinfo=TORONTO).astimezone(UTC)


@pytest.fixture
def ask(app, kept):
    """A link that was sent on the 10th for a visit on the 24th at 09:30."""

    def ask(**changed):
        about = {"visit": "2026-11-24T09:30", "ends": at(25, 0), "email": "kim@example.org"}
        own = {name: changed.pop(name) for name in (*about, "phone") if name in changed}
        one, _ = an_invitation(app, at(10, 9), **about | own)
        columns = {"sent": to_iso(at(10, 9))} | {
            name: to_iso(value) if isinstance(value, datetime) else value
            for name, value in changed.items()
        }
        invitations.change(kept.db, one, **columns)
        return invitations.find(kept.db, kept.encryption, one.name)

    return ask


@pytest.fixture
def remind(app, kept):
    """Remind whoever is due at a moment; how many those were."""

    def remind(now, channels=frozenset({OutboxKind.MAIL}), db=None):
        writer = Writer(services_of(app).settings.clinic, TORONTO, "911", 8)
        about = (db or kept.db, kept.encryption, BY_ITSELF, writer, "https://clinic.example")
        return remind_due(LinkIssuer(*about, now, channels), DAYS)

    return remind


@every_row(
    ("now", "changed", "is_wanted"),
    [
        (at(21, 9, 29), {}, False),
        (at(21, 9, 30), {}, True),
        (at(23, 19), {}, True),
        (at(24, 9, 30), {}, False),
        (at(23, 9, 30), {"reminded": at(21, 9, 30)}, True),
        (at(22, 9, 30), {"reminded": at(21, 9, 30)}, False),
        (at(23, 12), {"reminded": at(23, 9, 30)}, False),
        (at(24, 8, 30), {"sent": at(23, 9)}, False),
        (at(21, 9, 30), {"opened": at(21, 9)}, False),
        (at(23, 9, 30), {"sent": None}, False),
        (at(23, 9, 30), {"withdrawn": at(20, 9)}, False),
        (at(23, 9, 30), {"ends": at(22, 0)}, False),
        (at(23, 9), {"visit": "2026-11-24"}, True),
        (at(23, 9), {"visit": "2026-11-24", "kind": "recheck"}, False),
        (at(23, 8, 59), {"visit": "2026-11-24", "reminded": at(21, 9)}, False),
    ],
)
def test_when_somebody_is_due(ask, now, changed, is_wanted):
    assert is_due(ask(**changed), DAYS, ClinicTime(now, now.astimezone(TORONTO))) is is_wanted


def test_each_time_goes_once_by_day_and_none_after_answers(app, kept, ask, remind):
    early, quiet, answered = ask(visit="2026-11-24T06:30"), ask(email=""), ask()
    a_response(app, invitation=answered, now=at(20, 12))
    hours = [at(day, hour) for day in range(20, 25) for hour in range(24)]
    went = [now for now in hours if remind(now)]

    assert [now.astimezone(TORONTO).strftime("%d %H") for now in went] == ["21 08", "23 08"]
    mails = [kept.encryption.decrypt(row["encrypted"]) for row in beneath(kept.db)["outbox"].rows]
    assert {mail["to"] for mail in mails} == {"kim@example.org"}
    assert all(mail["subject"].startswith("Reminder: your visit to") for mail in mails)
    assert "BEGIN:VCALENDAR" in mails[0]["calendar"]
    of_early = [one for one in audit.newest(kept.db) if early.name in one.subject]
    assert [one.action for one in of_early if one.actor == BY_ITSELF] == [
        "invitation.mailed",
        "invitation.reminded",
    ] * 2
    assert quiet.reminded is None


def test_two_servers_remind_each_patient_once(app, kept, ask, remind):
    for _ in range(6):
        ask()
    counts, together = [], threading.Barrier(4)

    def serve():
        together.wait()
        counts.append(remind(at(21, 9, 30), db=services_of(app).connections.database()))

    threads = [threading.Thread(target=serve) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == beneath(kept.db)["outbox"].count == 6


def test_a_mobile_is_reminded_by_text_where_there_is_a_gateway(kept, ask, remind):
    ask(email="", phone="07700 900123")
    assert remind(at(23, 12)) == 0
    assert remind(at(23, 12), frozenset({OutboxKind.SMS})) == 1

    [row] = beneath(kept.db)["outbox"].rows
    assert row["kind"] == "sms"
    assert kept.encryption.decrypt(row["encrypted"])["short"].startswith("The physio next door: ")


@pytest.fixture
def stuck(app, kept):
    """Somebody who opened the link three days ago and did not go on; `left` hours to the visit."""
    long_ago = to_iso(kept.now - timedelta(days=3))
    ends = to_iso(kept.now + timedelta(days=2))

    def stuck(reference, email="", left=20):
        about = {"reference": reference, "email": email, "phone": "07700 900123"}
        one, _ = an_invitation(app, kept.now - timedelta(days=3), **about)
        visit = (kept.now.astimezone() + timedelta(hours=left)).strftime("%Y-%m-%dT%H:%M")
        invitations.change(kept.db, one, visit=visit, opened=long_ago, sent=long_ago, ends=ends)
        return one

    return stuck


def test_one_press_reminds_everybody_who_is_stuck(with_mail, kept, desk, stuck):
    stuck("KL 1", "kim@example.org")
    by_hand = stuck("MB 2")
    stuck("OV 3", "over@example.org", left=-1)
    before = desk.go("/clinic/links").does_not_see("Remind all 3 now")
    page, path, shown = before.page, before.path, []
    for _ in range(2):
        desk.page, desk.path = page, path
        desk.press("Remind all 2 now").sees("2 reminders", "1 still to send")
        desk.does_not_see("OV 3", "on the list Not sent").sees("still needs a reminder")
        assert "sms:07700900123" in desk.response.text
        shown.append(set(re.findall(r"/v/([a-z0-9]{26})", desk.response.text)))

    assert shown[0] == shown[1]
    assert len(shown[0]) == 2
    [row] = beneath(kept.db)["outbox"].rows
    assert kept.encryption.decrypt(row["encrypted"])["to"] == "kim@example.org"
    assert invitations.find(kept.db, kept.encryption, by_hand.name).reminded is None
    reminders, path = desk.page, desk.path
    desk.go("/clinic/links").sees("1 needs a reminder")
    desk.page, desk.path = reminders, path
    desk.tick("I have sent it to MB 2").press("I have sent it")
    desk.go("/clinic/links").sees("0 need a reminder").does_not_see("Remind 1 now")
