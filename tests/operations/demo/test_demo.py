"""The made-up clinic: whole, valid, and never mixed with a real one."""

from datetime import UTC, datetime

import pytest

from operations.demo.filling import RUNNERS, SENT, STAFF, NotEmpty, fill
from operations.demo.people import made_up_people
from questionnaire.answers import problem_with
from records.answers import agreement, invitations, responses, warnings
from records.answers import appointment_requests as visit_requests
from records.answers.invitations import InvitationState
from records.answers.verdicts import FITS, verdict_of
from records.people import staff
from records.upkeep import page_counts
from staff.face_sheet.agreement import causes_agreed
from tests.factories import a_colleague, desk_of, with_records_at

pytestmark = pytest.mark.slow
TODAY = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)


@pytest.fixture
def desk(app):
    return desk_of(app, TODAY)


@pytest.fixture(scope="module")
def filled(house, make_database, tmp_path_factory):
    """The made-up clinic's desk; these tests only look."""
    path = make_database(tmp_path_factory.mktemp("filled") / "records.db")
    with with_records_at(house, path) as app, app.app_context():
        fill(filled := desk_of(app, TODAY), UTC)
        yield filled


def test_every_state_of_a_link_is_there(filled):
    references = {person.reference for person in made_up_people(TODAY.date())}
    found = [
        one
        for reference in references
        for one in invitations.of_reference(filled.db, filled.encryption, reference)
    ]

    assert len(found) == len(made_up_people(TODAY.date()))
    assert {one.state(filled.now) for one in found} == set(InvitationState)
    assert all(one.reference.startswith("DEMO-") for one in found)


def test_what_was_sent_has_its_record_and_what_stopped_its_warning(filled):
    for person in made_up_people(TODAY.date()):
        for one in invitations.of_reference(filled.db, filled.encryption, person.reference):
            response = responses.latest(filled.db, filled.encryption, one.id)
            if response and response.received:
                assert response.snapshot["asked"]
            if person.until == "stopped":
                assert warnings.of(filled.db, filled.encryption, response.id)

    assert warnings.how_many_wait(filled.db) >= 2
    assert len(visit_requests.newest(filled.db, filled.encryption)) == 2


def test_it_shows_where_people_leave(filled):
    told = {one.page: one.times for one in page_counts.since(filled.db, "")}

    assert max(told.values()) == RUNNERS
    assert 0 < told["result"] < RUNNERS


def test_enough_was_said_after_visits_to_be_told(filled):
    told = causes_agreed(filled.rulebook, agreement.all_times(filled.db))
    said = [person for person in made_up_people(TODAY.date()) if person.verdict]

    assert {person.verdict for person in said} == set(FITS)
    assert any(cause.whole and cause.reasons for cause in told)
    for person in said:
        for one in invitations.of_reference(filled.db, filled.encryption, person.reference):
            if one.visit[:10] == person.visit_after(filled.now.date())[:10]:
                verdict = verdict_of(responses.latest(filled.db, filled.encryption, one.id))
                assert verdict.at <= filled.now


@pytest.mark.parametrize(
    "person", made_up_people(TODAY.date()), ids=lambda person: person.reference
)
def test_every_made_up_answer_is_a_valid_one(person, questionnaire):
    given = person.sheet(questionnaire).answers if person.until in SENT else {}

    assert set(person.answers) <= set(questionnaire.questions)
    for name, answer in given.items():
        assert problem_with(questionnaire.questions[name], answer) is None or answer is None


def test_it_is_never_put_beside_real_people(app, desk):
    a_colleague(app)

    with pytest.raises(NotEmpty):
        fill(desk, UTC)

    assert [one.name for one in staff.everyone(desk.db)] == ["Robin Hale"]


def test_the_command_says_how_to_sign_in(app):
    told = app.test_cli_runner().invoke(args=["demo"]).output

    assert all(name in told for name in STAFF)
    assert app.test_cli_runner().invoke(args=["demo"]).exit_code == 1
