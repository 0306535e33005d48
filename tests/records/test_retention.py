"""What is past its time goes, no sooner and no later; and gone is gone from the file."""

from datetime import timedelta

import pytest

from records.answers import invitations, responses, warnings
from records.engine.database import open_database
from records.engine.tokens import hash_of
from records.people import audit, sign_ins, throttle
from records.people.audit import AuditAction
from records.upkeep import retention
from records.upkeep.key_rotation import ENCRYPTED
from records.upkeep.retention import Due, Keep
from tests.beneath import beneath
from tests.factories import Chance
from tests.records.someone import a_link, a_request, answered, begun, rows, somebody

KEEP = Keep(invitations=30, responses=365, requests=180)
NOTHING = {
    "invitations": 0,
    "links": 0,
    "responses": 0,
    "warnings": 0,
    "notes": 0,
    "outbox": 0,
    "visit_requests": 0,
}
LATER = timedelta(seconds=2)
# Tables that hold nothing about a patient.
FOR_MINUTES = {"handoffs"}
OF_KIOSKS = {"kiosks", "kiosk_calls", "kiosk_counts"}
OF_STAFF = {"staff", "sign_ins", "throttle", "audit", "agreement", "contents"}
OF_STAFF |= {"known_browsers", "failed_sign_ins", "api_tokens"}
OF_THE_APP = {"clock", "key_fingerprints", "jobs", "page_counts", "schema_steps"}
ABOUT_NOBODY = OF_STAFF | OF_KIOSKS | FOR_MINUTES | OF_THE_APP


def days(number):
    return timedelta(days=number)


def purge(db, now):
    return retention.purge(db, KEEP, now)


@pytest.mark.parametrize(
    ("kind", "stays"),
    [
        (a_link, 1 + 30),  # the link ends after a day
        (begun, 1 + 30),
        (answered, 365),
        (a_request, 180),
    ],
)
def test_each_kind_stays_for_its_days_and_no_longer(db, encryption, now, kind, stays):
    kind(db, encryption, now)
    before = rows(db)

    assert purge(db, now + days(stays) - LATER).together == 0
    assert rows(db) == before
    assert purge(db, now + days(stays) + LATER).together == 1
    assert rows(db) == NOTHING


def test_a_dry_run_counts_what_a_purge_deletes(db, encryption, now):
    a_link(db, encryption, now)
    begun(db, encryption, now)
    answered(db, encryption, now)
    a_request(db, encryption, now)
    late = now + days(400)
    counted, before = retention.due(db, KEEP, late), rows(db)

    assert rows(db) == before
    assert counted == Due(invitations=2, responses=1, requests=1, waiting=0)
    assert purge(db, late) == counted
    assert purge(db, late) == Due(0, 0, 0, 0)


def test_more_than_go_at_once(db, encryption, now):
    with db.transaction():
        for number in range(2 * retention.AT_ONCE + 1):
            a_link(db, encryption, now, reference=f"F {number}")

    assert purge(db, now + days(40)).invitations == 2 * retention.AT_ONCE + 1
    assert rows(db) == NOTHING


def test_answers_with_a_warning_that_nobody_acknowledged_stay(db, encryption, now):
    _, response = answered(db, encryption, now, warned=True)
    late = now + days(4000)

    assert purge(db, late) == Due(0, 0, 0, waiting=1)
    assert rows(db)["warnings"] == 1
    (warning,) = warnings.of(db, encryption, response.id)
    warnings.acknowledge(db, encryption, warning, by=somebody(db), done="Called.", now=late)
    assert purge(db, late) == Due(0, 1, 0, 0)
    assert rows(db) == NOTHING


def test_answers_that_were_not_sent_but_warned_are_kept_as_answers(db, encryption, now):
    _, response = begun(db, encryption, now)
    responses.receive(db, encryption, response, {}, {}, now)

    assert purge(db, now + days(40)).together == 0
    assert purge(db, now + days(366)) == Due(0, 1, 0, 0)


def test_the_newest_round_counts_for_all(db, encryption, now):
    _, response = answered(db, encryption, now)
    responses.reopen(db, encryption, response, now + days(100))

    assert purge(db, now + days(400)).together == 0
    assert purge(db, now + days(466)).responses == 1
    assert rows(db) == NOTHING


def test_answers_stay_from_when_they_were_sent_not_from_when_they_were_last_changed(
    db, encryption, now
):
    _, response = begun(db, encryption, now)
    responses.submit(db, encryption, response, {}, {}, now + days(100))

    assert purge(db, now + days(465) - LATER).together == 0
    assert purge(db, now + days(465) + LATER).responses == 1


def test_nothing_goes_before_its_link_has_ended(db, encryption, now):
    ends = now + days(500)
    answered(db, encryption, now, ends=ends)

    assert purge(db, ends - LATER).together == 0
    assert purge(db, ends + LATER).together == 1


def test_old_sign_ins_and_guesses_go_too(db, now):
    sign_ins.start(db, somebody(db), now)
    throttle.fail(db, "name:Kim Lee", now)
    purge(db, now + timedelta(minutes=30))

    assert (beneath(db).table("sign_ins").count, beneath(db).table("throttle").count) == (1, 1)
    purge(db, now + days(1))
    assert (beneath(db).table("sign_ins").count, beneath(db).table("throttle").count) == (0, 0)


def test_a_purge_is_in_the_audit_where_it_deleted_something(db, encryption, now):
    purge(db, now)

    assert audit.newest(db) == []
    answered(db, encryption, now)
    a_request(db, encryption, now)
    purge(db, now + days(400))
    gone = [(one.subject, one.action) for one in audit.newest(db) if one.actor == "clock"]
    assert gone == [("requests: 1", "records.purged"), ("answers: 1", "records.purged")]


def test_erasing_a_person_takes_all_their_visits_and_nobody_else_s(db, encryption, now):
    answered(db, encryption, now, warned=True)
    a_link(db, encryption, now, reference="kl-4711")
    other, _ = answered(db, encryption, now, reference="KL 4712")

    assert retention.erase(db, encryption, "kl  4711", now) == 2
    assert rows(db) == NOTHING | {
        "invitations": 1,
        "links": 1,
        "responses": 1,
        "notes": 1,
        "outbox": 1,
    }
    assert invitations.find(db, encryption, other.name)


def test_erasing_a_request(db, encryption, now):
    request = a_request(db, encryption, now)
    a_request(db, encryption, now, once="another form")

    assert retention.erase(db, encryption, request.reference.lower(), now) == 1
    assert rows(db)["visit_requests"] == 1


def test_erasing_is_audited_without_the_reference(db, encryption, now):
    invitation, _ = answered(db, encryption, now)
    retention.erase(db, encryption, "KL 4711", now, actor="Robin Hale")
    (entry,) = audit.newest(db)

    assert (entry.actor, entry.action) == ("Robin Hale", AuditAction.ERASED)
    assert entry.subject == f"visit {invitation.name}"


@pytest.mark.sqlite
def test_every_table_about_somebody_goes_with_the_visit_or_the_request(db):
    """A table that comes later is found here, should it be forgotten."""
    gone = {"invitations", "visit_requests"}
    tables = {name for name in beneath(db).table_names() if not name.startswith("sqlite_")}
    for _ in tables:
        gone |= {
            name
            for name in tables
            for key in beneath(db).table(name).foreign_keys
            if key.other_table in gone and key.on_delete == "CASCADE"
        }

    assert tables - gone == ABOUT_NOBODY
    assert set(ENCRYPTED) - FOR_MINUTES <= gone


def in_files(path, words):
    """Which of these words are in the files of the database."""
    files = [path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm")]
    content = b"".join(file.read_bytes() for file in files if file.exists())
    return [word for word in words if word in content]


def purge_half(db, encryption, now):
    """Those whose link ended long ago."""
    purge(db, now + days(100))


def erase_half(db, encryption, now):
    """Those of one reference."""
    retention.erase(db, encryption, "F 0", now)


@pytest.mark.slow
@pytest.mark.parametrize("delete_half", [purge_half, erase_half])
@pytest.mark.sqlite
def test_gone_is_gone_from_the_file(path, db, encryption, now, delete_half):
    """Among many that stay, so that entries have moved from page to page and left copies."""
    with db.transaction():
        made = [
            a_link(
                db, encryption, now, reference=f"F {number % 2}", ends=now + days(number % 2 * 500)
            )
            for number in range(400)
        ]
        for invitation, _ in made[:40]:
            response = responses.begin(db, encryption, invitation.id, ["3"] * 100, now)
            responses.save(db, encryption, response, Chance(invitation.id).random(), "safety", now)
    half = made[::2]
    names = [invitation.name.encode() for invitation, _ in half]
    hashes = [hash_of(token).encode() for _, token in half]
    encrypted = [row["encrypted"] for row in beneath(db).table("invitations").rows][::2]
    encrypted += [row["encrypted"] for row in beneath(db).table("responses").rows][::2]
    planted = [*hashes, *encrypted, encryption.blind_indexes("F 0")[0].encode()]

    assert in_files(path, planted + names) == planted + names
    delete_half(db, encryption, now)
    assert in_files(path, planted) == []
    audited = {about.removeprefix("visit ").encode() for about in audit.erased(db)}
    assert set(in_files(path, names)) == audited  # erased one by one, or purged by number


@pytest.mark.sqlite
def test_a_file_too_busy_when_somebody_was_erased_is_seen_to_by_the_next_purge(
    path, db, encryption, now
):
    answered(db, encryption, now)
    encrypted = [
        beneath(db).table("responses").get(1)["snapshot"],
        beneath(db).table("notes").get(1)["encrypted"],
    ]
    db.execute("PRAGMA busy_timeout = 50")
    with open_database(path) as reader:
        reader.execute("BEGIN")
        assert beneath(reader).table("notes").count == 1
        retention.erase(db, encryption, "KL 4711", now)
        assert in_files(path, encrypted) == encrypted
    purge(db, now + days(1))
    assert in_files(path, encrypted) == []
