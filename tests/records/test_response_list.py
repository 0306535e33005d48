"""What came in, in the order to see to it."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from records.answers import invitations, response_list, responses, warnings
from records.answers.response_list import ResponseQuery, Sort
from records.answers.responses import ReviewState
from records.engine.database import open_database, prepare_database
from records.engine.encryption import Encryption
from records.engine.timestamps import to_iso
from records.people import staff
from tests.beneath import beneath
from tests.factories import Chance
from tests.tables import every_row

TOLD = {"next_step": {"title": "Get medical help today"}, "signs": [{"id": "S01"}]}
BRIEF = {"pain": 6, "next_step": "A physiotherapist first", "cause": "Running posture"}


@pytest.fixture
def people(db):
    return [staff.add(db, name, ["physiotherapist"]).id for name in ("Robin Hale", "Kim Lee")]


@pytest.fixture
def receive(db, encryption, people, now):
    """Keep answers that came in: minutes after `now`, perhaps with a warning."""

    def receive(
        reference,
        minutes=0,
        urgency=0,
        state=ReviewState.NEW,
        whose=0,
        visit="2026-04-01",
        is_sent=True,
    ):
        at = now + timedelta(minutes=minutes)
        invitation, _ = invitations.make(
            db,
            encryption,
            reference=reference,
            physiotherapist=people[whose],
            made_by=people[0],
            visit=visit,
            ends=now + timedelta(days=9),
            now=now,
        )
        begun = responses.begin(db, encryption, invitation.id, {}, at)
        keep = responses.submit if is_sent else responses.receive
        keep(db, encryption, begun, {"signs": []}, BRIEF, at)
        if urgency:
            warnings.raise_once(db, encryption, begun.id, TOLD, urgency, at)
        beneath(db).table("responses").update(begun.id, {"state": str(state)})
        return responses.by_id(db, encryption, begun.id)

    return receive


@pytest.fixture
def listed(db, encryption):
    """The references of every line that is wanted, in order."""

    def listed(**wanted):
        return [
            one.reference for one in response_list.every(db, encryption, ResponseQuery(**wanted))
        ]

    return listed


def test_a_line_says_what_the_list_of_patients_shows(db, encryption, receive, now):
    made = receive("KL 4711", minutes=5, visit="2026-04-01T09:30")
    [line] = response_list.page(db, encryption, ResponseQuery()).lines

    assert (line.reference, line.visit, line.submission) == ("KL 4711", "2026-04-01T09:30", 1)
    assert line.id == made.id
    assert line.received == line.submitted == now + timedelta(minutes=5)
    assert (line.physiotherapist_name, line.reader, line.state) == (
        "Robin Hale",
        None,
        ReviewState.NEW,
    )
    assert line.summary == BRIEF
    assert (line.waiting, line.correction, line.reopened) == (0, None, None)
    assert not response_list.is_empty(db)


def test_warnings_that_wait_come_first_the_most_urgent_on_top_then_the_newest(receive, listed):
    receive("old")
    receive("soon", urgency=1)
    receive("new", minutes=9)
    receive("today, first", minutes=2, urgency=2)
    receive("today, then", minutes=3, urgency=2)
    receive("now", minutes=1, urgency=3)

    assert listed() == ["now", "today, then", "today, first", "soon", "new", "old"]


def test_an_acknowledged_warning_waits_on_top_no_longer(
    db, encryption, receive, listed, people, now
):
    warned = receive("warned", urgency=3)
    receive("newer", minutes=1)
    assert listed() == ["warned", "newer"]
    [warning] = warnings.of(db, encryption, warned.id)
    warnings.acknowledge(db, encryption, warning, by=people[0], done="Called", now=now)

    assert listed() == ["newer", "warned"]
    assert listed(only_waiting=True) == []


def test_answers_that_stopped_at_a_warning_are_there_before_they_are_sent(
    db, encryption, receive, listed
):
    receive("stopped", urgency=3, is_sent=False)

    assert listed() == ["stopped"]
    assert response_list.page(db, encryption, ResponseQuery()).lines[0].submitted is None
    assert response_list.how_many_new(db) == 0


def test_how_many_are_new_counts_what_was_sent_and_nobody_saw_to(db, receive):
    receive("a")
    receive("b", urgency=2)
    for state in (ReviewState.TO_READ, ReviewState.READ, ReviewState.CONTACT, ReviewState.CLOSED):
        receive(str(state), state=state)

    assert response_list.how_many_new(db) == 2


def test_a_correction_takes_the_place_of_what_was_sent_first(db, encryption, receive, listed, now):
    first = receive("KL 4711")
    responses.reopen(db, encryption, first, now + timedelta(hours=1))
    [line] = response_list.page(db, encryption, ResponseQuery()).lines

    assert (line.submission, line.reopened) == (1, now + timedelta(hours=1))
    second = responses.latest(db, encryption, first.invitation)
    responses.submit(db, encryption, second, {"signs": []}, BRIEF, now + timedelta(hours=2))

    [line] = response_list.page(db, encryption, ResponseQuery()).lines
    assert (line.submission, line.reopened) == (2, None)


def test_a_warning_of_the_first_answers_stays_above_a_correction(db, encryption, receive, now):
    first = receive("KL 4711", urgency=2)
    responses.reopen(db, encryption, first, now)
    second = responses.latest(db, encryption, first.invitation)
    responses.submit(db, encryption, second, {"signs": []}, BRIEF, now)

    assert [
        one.submission for one in response_list.page(db, encryption, ResponseQuery()).lines
    ] == [1, 2]


DAYS = ("2026-03-30", "2026-03-31T08:00", "2026-03-31T17:30", "2026-04-01")


@pytest.fixture
def clinic(receive):
    """Four visits of two physiotherapists, one with a warning that waits."""
    receive("a", minutes=1, state=ReviewState.CLOSED, whose=0, visit=DAYS[0])
    receive("b", minutes=2, state=ReviewState.READ, whose=1, visit=DAYS[1], urgency=2)
    receive("c", minutes=3, state=ReviewState.NEW, whose=1, visit=DAYS[2])
    receive("d", minutes=4, state=ReviewState.CONTACT, whose=0, visit=DAYS[3])


@every_row(
    ("wanted", "order"),
    [
        ({}, "bdca"),
        ({"is_upward": True}, "bacd"),
        ({"sort": Sort.VISIT}, "bdca"),
        ({"sort": Sort.VISIT, "is_upward": True}, "bacd"),
        ({"sort": Sort.STATE}, "bdca"),
        ({"sort": Sort.STATE, "is_upward": True}, "bacd"),
        ({"sort": Sort.PHYSIOTHERAPIST}, "bcda"),
        ({"sort": Sort.PHYSIOTHERAPIST, "is_upward": True}, "bdac"),
        ({"only_waiting": True}, "b"),
        ({"state": ReviewState.CLOSED}, "a"),
        ({"state": ReviewState.CONTACT}, "d"),
        ({"state": ReviewState.READ}, "b"),
        ({"state": ReviewState.TO_READ}, ""),
        ({"visit_from": "2026-03-31"}, "bdc"),
        ({"visit_before": "2026-04-01"}, "bca"),
        ({"visit_from": "2026-03-31", "visit_before": "2026-04-01"}, "bc"),
        ({"visit_from": "2026-04-02"}, ""),
        ({"reference": " C "}, "c"),
        ({"reference": "nobody"}, ""),
        ({"reference": "a", "state": ReviewState.NEW}, ""),
    ],
)
def test_filters_and_orders(clinic, listed, wanted, order):
    assert "".join(listed(**wanted)) == order


def test_one_physiotherapist_s_in_every_order(clinic, listed, people):
    for sort in Sort:
        assert listed(physiotherapist=people[0], sort=sort) == ["d", "a"]
    assert listed(physiotherapist=people[1]) == ["b", "c"]
    assert listed(physiotherapist=99) == []


def test_received_between_two_moments(clinic, listed, now):
    second, fourth = (now + timedelta(minutes=n) for n in (2, 4))

    assert listed(received_from=second) == ["b", "d", "c"]
    assert listed(received_before=fourth) == ["b", "c", "a"]
    assert listed(received_from=second, received_before=fourth) == ["b", "c"]


@pytest.mark.parametrize("typed", ["KL 4711", "kl/4711", " kl-4711 "])
def test_a_reference_is_found_however_it_is_typed(receive, listed, typed):
    receive("KL 4711")
    receive("KL 4712")

    assert listed(reference=typed) == ["KL 4711"]


def test_a_line_whose_key_is_gone_hides_no_other(db, encryption, receive):
    receive("KL 4711")
    found = response_list.page(
        db, Encryption([Fernet.generate_key().decode()]), ResponseQuery()
    ).lines

    assert [(one.reference, one.summary) for one in found] == [(None, None)]


@pytest.mark.slow
@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("is_upward", [False, True])
def test_pages_follow_each_other_without_gap_or_overlap(db, encryption, receive, sort, is_upward):
    chance = Chance(7)
    with db.transaction():
        for number in range(30):
            receive(
                f"p{number}",
                minutes=chance.randint(0, 5),
                urgency=chance.choice([0, 0, 0, 1, 2, 3]),
                state=chance.choice(list(ReviewState)),
                whose=number % 2,
                visit=chance.choice(DAYS),
            )
    wanted = ResponseQuery(sort=sort, is_upward=is_upward)
    whole = [one.id for one in response_list.every(db, encryption, wanted)]
    found, after = [], None
    for _ in range(5):
        read = response_list.page(db, encryption, wanted, after, size=7)
        found += [one.id for one in read.lines]
        after = read.after

    assert len(set(whole)) == 30
    assert found == whole
    assert after is None


def test_what_is_read_meanwhile_makes_the_next_page_skip_nothing(db, encryption, receive):
    for number in range(6):
        receive(f"p{number}", minutes=number)
    wanted = ResponseQuery(state=ReviewState.NEW)
    first = response_list.page(db, encryption, wanted, size=3)
    for line in first.lines:
        beneath(db).table("responses").update(line.id, {"state": "read"})

    second = response_list.page(db, encryption, wanted, first.after, size=3)
    assert [one.reference for one in second.lines] == ["p2", "p1", "p0"]


def test_a_warning_acknowledged_meanwhile_hides_none_that_waits(
    db, encryption, receive, people, now
):
    for number in range(4):
        receive(f"p{number}", minutes=number, urgency=2)
    first = response_list.page(db, encryption, ResponseQuery(), size=2)
    [warning] = warnings.of(db, encryption, first.lines[-1].id)
    warnings.acknowledge(db, encryption, warning, by=people[0], done="Called", now=now)

    second = response_list.page(db, encryption, ResponseQuery(), first.after, size=2)
    assert [one.reference for one in second.lines] == ["p1", "p0"]


def test_nonsense_in_place_of_a_page_is_the_first_page(db, encryption, receive):
    receive("KL 4711")
    for after in ("", ".", "0.", "nonsense", "-1.1", "0.99", "².1", "1", "1" * 99):
        found = response_list.page(db, encryption, ResponseQuery(), after)
        assert len(found.lines) == 1, after


def test_a_visit_that_is_moved_or_given_away_moves_its_lines(
    db, encryption, receive, listed, people, now
):
    first = receive("KL 4711", urgency=2)
    receive("KL 4712", state=ReviewState.CLOSED, visit="2026-04-15")
    responses.reopen(db, encryption, first, now)
    second = responses.latest(db, encryption, first.invitation)
    responses.submit(db, encryption, second, {"signs": []}, BRIEF, now)
    [invitation] = invitations.of_reference(db, encryption, "KL 4711")
    invitations.change(db, invitation, visit="2026-05-01T10:00", physiotherapist=people[1])

    assert listed(physiotherapist=people[0]) == ["KL 4712"]
    assert listed(physiotherapist=people[1]) == listed(visit_from="2026-05-01") == ["KL 4711"] * 2
    beneath(db).table("invitations").delete_where("id = ?", [invitation.id])
    assert listed() == ["KL 4712"]


@pytest.mark.slow
def test_one_page_of_many_looks_at_few_lines(many, encryption):
    """Visits of one half in the order of arrival: at most each line of an index once."""
    wanted = ResponseQuery(visit_from="2023-06-01", received_from=datetime(2020, 1, 1, tzinfo=UTC))
    steps = []
    many.conn.set_progress_handler(lambda: steps.append(1), 1000)
    page = response_list.page(many, encryption, wanted)
    many.conn.set_progress_handler(None, 0)

    assert len(page.lines) == 25
    assert len(steps) < 125


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """5,000 submissions of twenty physiotherapists."""
    path = tmp_path_factory.mktemp("many") / "records.db"
    prepare_database(path)
    db, chance = open_database(path), Chance(3)
    start = datetime(2020, 1, 1, tzinfo=UTC)
    people = ({"id": number, "name": f"Person {number}", "roles": ""} for number in range(1, 21))
    with db.transaction():
        beneath(db).table("staff").insert_all(people)
        beneath(db).table("invitations").insert_all(_invitations(chance, start))
        beneath(db).table("responses").insert_all(_submissions(chance, start))
    db.execute("ANALYZE")  # as at each start
    yield db
    db.close()


def _invitations(chance, start):
    for number in range(1, 5_001):
        day = start + timedelta(hours=chance.randint(0, 60_000))
        yield {
            "id": number,
            "name": f"n{number}",
            "blind_index": f"m{number // 3}",
            "physiotherapist": chance.randint(1, 20),
            "made_by": 1,
            "made": to_iso(start),
            "visit": f"{day:%Y-%m-%dT%H:%M}",
            "ends": to_iso(start),
            "encrypted": b"",
        }


def _submissions(chance, start):
    for number in range(1, 5_001):
        at = to_iso(start + timedelta(hours=chance.randint(0, 60_000)))
        yield {
            "invitation": number,
            "submission": 1,
            "started": at,
            "changed": at,
            "section": "",
            "submitted": at,
            "received": at,
            "state": str(chance.choice([*ReviewState, *[ReviewState.CLOSED] * 20])),
            "waiting": chance.choice([0] * 500 + [1, 2, 3]),
            "listed": 1,
            "physiotherapist": chance.randint(1, 20),
            "visit": f"{start + timedelta(hours=chance.randint(0, 60_000)):%Y-%m-%dT%H:%M}",
            "encrypted": b"",
        }
