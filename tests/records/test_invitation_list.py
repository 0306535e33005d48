"""The list of links says where each stands, finds the stuck ones, and looks nowhere in vain."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from records.answers import invitation_list, invitations, responses, warnings
from records.answers.awaiting import to_remind
from records.answers.invitation_list import LinkQuery, Order, Show
from records.answers.invitations import InvitationState
from records.engine.database import open_database, prepare_database
from records.engine.timestamps import ClinicTime, to_iso
from records.people import staff
from tests.beneath import beneath

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TORONTO = ZoneInfo("America/Toronto")
ALL = "SELECT * FROM invitations WHERE lower(visit) > '2026' ORDER BY lower(made), id LIMIT 25"
"""What looks at every link and sorts them: no index has these."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def clinic_time(now=NOW):
    return ClinicTime(now, now.astimezone(TORONTO))


@pytest.fixture
def robin(db):
    return staff.add(db, "Robin Hale", ["physiotherapist"]).id


@pytest.fixture
def ask(db, encryption, robin):
    """Make a link and bring it to a state, `ago` before now."""

    def ask(
        reference,
        visit="2026-11-30",
        to=InvitationState.NOT_SENT,
        ago=HOUR,
        by=robin,
        ends=NOW + 9 * DAY,
    ):
        at = NOW - ago
        one, _ = invitations.make(
            db,
            encryption,
            reference=reference,
            physiotherapist=by,
            made_by=by,
            visit=visit,
            ends=ends,
            now=at,
        )
        begun = (InvitationState.IN_PROGRESS, InvitationState.SUBMITTED, InvitationState.READ)
        marks = {InvitationState.SENT: "sent", InvitationState.WITHDRAWN: "withdrawn"}
        marks |= dict.fromkeys((InvitationState.OPENED, *begun), "opened")
        if to in marks:
            invitations.change(db, one, **{marks[to]: to_iso(at)})
        follow = {InvitationState.WARNING: stop} | dict.fromkeys(begun, answer)
        follow.get(to, lambda *_: None)(one, to, at, by)
        return one.name

    def stop(one, _, at, by):
        begun = responses.begin(db, encryption, one.id, {}, at)
        responses.receive(db, encryption, begun, {}, {}, at)
        warnings.raise_once(db, encryption, begun.id, {"signs": []}, 2, at)

    def answer(one, to, at, by):
        begun = responses.begin(db, encryption, one.id, {}, at)
        responses.save(db, encryption, begun, {"a": 1}, "posture", at)
        if to is not InvitationState.IN_PROGRESS:
            responses.submit(db, encryption, begun, {}, {}, at)
        if to is InvitationState.READ:
            responses.mark_read(db, begun, by, at)

    return ask


@pytest.fixture
def listed(db, encryption):
    """The references of a page."""

    def listed(*, now=NOW, **wanted):
        found = invitation_list.page(db, encryption, LinkQuery(**wanted), clinic_time(now))
        return [row.invitation.reference for row in found.rows]

    return listed


@pytest.mark.parametrize("state", list(InvitationState))
def test_each_state_is_found_by_itself_and_says_since_when(db, encryption, ask, state):
    ends = NOW - HOUR if state is InvitationState.EXPIRED else NOW + DAY
    ask(
        "KL",
        to=InvitationState.OPENED if state is InvitationState.EXPIRED else state,
        ends=ends,
        ago=3 * HOUR,
    )

    shown_as = {
        InvitationState.WARNING: Show.SUBMITTED,
    }.get(state) or Show(state)
    for show in set(Show) - {Show.ALL, Show.COMING, Show.TO_REMIND}:
        found = invitation_list.page(db, encryption, LinkQuery(show), clinic_time())
        assert [row.state for row in found.rows] == [state] * (show is shown_as)
        for row in found.rows:
            assert row.since == (ends if state is InvitationState.EXPIRED else NOW - 3 * HOUR)


@pytest.mark.parametrize(
    ("to", "ago", "visit", "is_needed"),
    [
        (InvitationState.NOT_SENT, 3 * DAY, "2026-11-25", False),
        (InvitationState.SENT, 3 * DAY, "2026-11-30", False),
        (InvitationState.SENT, DAY, "2026-11-25T04:00", True),
        (InvitationState.SENT, DAY, "2026-11-25T04:01", False),
        (InvitationState.SENT, DAY, "2026-11-25", True),
        (InvitationState.SENT, DAY, "2026-11-26", False),
        (InvitationState.SENT, 12 * HOUR, "2026-11-25", True),
        (InvitationState.SENT, 12 * HOUR - HOUR / 60, "2026-11-25", False),
        (InvitationState.OPENED, DAY, "2026-11-30", True),
        (InvitationState.OPENED, DAY - HOUR / 60, "2026-11-30", False),
        (InvitationState.OPENED, HOUR, "2026-11-24T08:00", True),
        (InvitationState.OPENED, DAY, "2026-11-24T03:59", False),
        (InvitationState.IN_PROGRESS, DAY, "2026-11-30", True),
        (InvitationState.IN_PROGRESS, HOUR, "2026-11-30", False),
        (InvitationState.WARNING, 3 * DAY, "2026-11-24", False),
        (InvitationState.SUBMITTED, 3 * DAY, "2026-11-24", False),
        (InvitationState.WITHDRAWN, 3 * DAY, "2026-11-24", False),
    ],
)
def test_a_reminder_is_for_who_has_a_link_and_stopped_for_a_day_or_has_a_day_left(
    db, encryption, ask, listed, to, ago, visit, is_needed
):
    ask("KL", visit, to, ago)

    assert listed(show=Show.TO_REMIND) == ["KL"] * is_needed
    [row] = invitation_list.page(db, encryption, LinkQuery(Show.ALL), clinic_time()).rows
    assert row.needs_reminder is is_needed
    assert len(to_remind(db, clinic_time())) == is_needed


def test_who_went_on_after_a_reviewed_warning_is_on_no_list_of_reminders(
    db, encryption, robin, ask, listed
):
    name = ask("KL", to=InvitationState.WARNING, ago=3 * DAY)
    begun = responses.latest(db, encryption, invitations.find(db, encryption, name).id)
    [raised] = warnings.of(db, encryption, begun.id)
    warnings.acknowledge(db, encryption, raised, by=robin, done="", now=NOW - 2 * DAY)
    assert listed(show=Show.TO_REMIND) == []

    responses.save(db, encryption, begun, {}, "posture", NOW - DAY - HOUR)
    [row] = invitation_list.page(db, encryption, LinkQuery(Show.ALL), clinic_time()).rows
    assert listed(show=Show.TO_REMIND) == []  # it would say at the desk that the form had stopped
    assert not row.needs_reminder


def test_who_went_on_today_is_not_reminded_however_long_ago_it_was_opened(
    db, encryption, ask, listed
):
    name = ask("KL", to=InvitationState.IN_PROGRESS, ago=3 * DAY)
    begun = responses.latest(db, encryption, invitations.find(db, encryption, name).id)
    responses.save(db, encryption, begun, {}, "posture", NOW - HOUR)

    assert listed(show=Show.TO_REMIND) == []


def test_an_ended_link_needs_no_reminder_but_is_expired(ask, listed):
    ask("KL", to=InvitationState.IN_PROGRESS, ago=2 * DAY, ends=NOW)

    assert listed(show=Show.TO_REMIND) == []
    assert listed(show=Show.EXPIRED) == ["KL"]


def test_it_counts_those_not_opened_for_the_next_two_days(db, ask):
    for visit in ("2026-11-24", "2026-11-26T03:59", "2026-11-26T04:01", "2026-11-30"):
        ask("KL", visit, InvitationState.SENT)
    ask("MB", "2026-11-25")
    ask("OP", "2026-11-25", InvitationState.OPENED)

    assert invitation_list.how_many_unopened(db, clinic_time()) == 2


def test_one_that_was_reopened_stays_among_those_read_also_after_its_end(
    db, encryption, ask, listed
):
    name = ask("KL", to=InvitationState.READ, ends=NOW)
    sent = responses.latest(db, encryption, invitations.find(db, encryption, name).id)
    responses.reopen(db, encryption, sent, NOW)

    [row] = invitation_list.page(db, encryption, LinkQuery(Show.READ), clinic_time()).rows
    assert (row.state, row.invitation.reopened) == (InvitationState.READ, NOW)
    assert listed(show=Show.EXPIRED) == listed(show=Show.IN_PROGRESS) == []


def test_filters_go_together(db, ask, listed):
    other = staff.add(db, "Kim Lee", ["physiotherapist"]).id
    ask("A-1", "2026-11-24T09:30")
    ask("A-2", "2026-11-25", InvitationState.OPENED)
    ask("A-3", "2026-11-25T10:00", by=other)
    ask("A-4", "2026-11-20", InvitationState.READ)

    assert listed() == ["A-1", "A-2", "A-3"]
    assert listed(show=Show.ALL, order=Order.LAST_VISIT) == ["A-3", "A-2", "A-1", "A-4"]
    assert listed(show=Show.ALL, order=Order.LAST_MADE) == ["A-4", "A-3", "A-2", "A-1"]
    assert listed(show=Show.NOT_SENT, physiotherapist=other) == ["A-3"]
    assert listed(visit_from="2026-11-25", visit_to="2026-11-25") == ["A-2", "A-3"]
    assert listed(show=Show.ALL, reference="a 4") == ["A-4"]
    assert listed(show=Show.ALL, reference="A-") == ["A-4", "A-1", "A-2", "A-3"]
    assert listed(show=Show.ALL, reference="B-") == []


@pytest.mark.slow
@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("show", [Show.ALL, Show.NOT_SENT, Show.COMING])
def test_pages_follow_each_other_without_gap_or_repeat(db, encryption, ask, order, show):
    visits = ["2026-11-25", "2026-11-25T10:00", "2026-11-24T09:30"]
    names = [ask(f"A-{number}", visits[number % 3]) for number in range(60)]
    seen, after, lengths = [], "", []
    while not lengths or lengths[-1] == 25:
        wanted = LinkQuery(show, order=order, after=after)
        found = invitation_list.page(db, encryption, wanted, clinic_time())
        seen += [row.invitation.name for row in found.rows]
        after = seen[-1]
        lengths.append(len(found.rows))
        assert bool(found.after) is (len(found.rows) == 25)

    assert lengths == [25, 25, 10]
    assert sorted(seen) == sorted(names)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """20,000 links: half of them read, half ended unopened; few are still to come."""
    path = tmp_path_factory.mktemp("many") / "records.db"
    prepare_database(path)
    with open_database(path) as db:
        for number in (1, 2):
            staff.add(db, f"Number {number}", ["physiotherapist"])
        rows = [_row(number) for number in range(20_000)]
        with db.transaction():
            beneath(db)["invitations"].insert_all(rows)
        db.execute("ANALYZE")  # as at each start
        yield db


def _row(number):
    visit = NOW - timedelta(days=400) + timedelta(minutes=29 * number)
    status = ["made"] * 10 + ["submitted", "withdrawn"] + ["read"] * 8
    return {
        "name": f"n{number}",
        "blind_index": f"m{number % 5000}",
        "physiotherapist": 1 + number % 2,
        "made_by": 1,
        "made": to_iso(visit - DAY),
        "visit": f"{visit:%Y-%m-%dT%H:%M}",
        "ends": to_iso(visit),
        "status": status[number % 20],
        "encrypted": b"-",
    }


def thousands_of_steps(db, act):
    """How much work the database does: its own count of instructions, which no clock changes."""
    counted = []
    db.conn.set_progress_handler(lambda: counted.append(1), 1000)
    act()
    db.conn.set_progress_handler(None, 0)
    return len(counted)


@pytest.fixture(scope="module")
def a_look_at_all(many):
    """What that costs this engine; how it finds its way differs from version to version."""
    return thousands_of_steps(many, lambda: many.execute(ALL).fetchall())


@pytest.mark.slow
@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("show", list(Show))
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"physiotherapist": 1},
        {"reference": "A-1"},
        {"visit_from": "2026-11-20", "visit_to": "2026-11-25"},
        {"after": "n19000"},
    ],
    ids=["alone", "physiotherapist", "reference", "days", "next page"],
)
def test_no_page_is_found_by_looking_at_every_link(
    many, a_look_at_all, encryption, show, order, more
):
    wanted = LinkQuery(show, order=order, **more)
    steps = thousands_of_steps(
        many, lambda: invitation_list.page(many, encryption, wanted, clinic_time())
    )

    assert steps < a_look_at_all


@pytest.mark.slow
def test_counting_looks_only_at_open_links(many, a_look_at_all):
    steps = thousands_of_steps(many, lambda: to_remind(many, clinic_time()))

    assert steps < a_look_at_all / 10


def test_a_look_at_all_would_show(a_look_at_all):
    assert a_look_at_all >= 100
