"""A warning sign that somebody ticks is told, late or again."""

import pytest

from records.answers import warnings
from tests.factories import desk_of
from tests.pre_visit import states
from tests.visitor import Page

NOT_KEPT = "The clinic has not got this answer"
CLOSED = [
    states.submitted,
    states.expired,
    states.withdrawn,
    states.not_me,
    states.replaced,
    states.unproved,
    states.check_failed,
    states.unreadable,
    states.outdated,
]


@pytest.mark.parametrize("reach", CLOSED)
def test_an_emergency_is_told_where_it_can_no_longer_be_kept(app, reach):
    case = reach(app)
    before = case.state
    answer = case.post("/questions/safety/now", rf_now=["fainted_now", "none"])

    assert answer.status_code == 409
    assert ("Call 911 now" in answer.text, NOT_KEPT in answer.text) == (True, True)
    assert (case.state, warnings.how_many_wait(desk_of(app).db)) == (before, 0)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("safety/heart-lungs", {"rf_heart_lungs": ["chest_on_effort"]}),
        ("safety/pregnancy", {"preg_warning": "yes_now"}),
    ],
)
def test_what_needs_a_doctor_today_does_not_wait_for_questions_that_will_not_come(app, page, said):
    answer = states.expired(app).post(f"/questions/{page}", **said)

    assert "Get medical help today" in Page(answer.text).text
    assert NOT_KEPT in answer.text


def test_a_page_that_is_known_alone_tells_of_no_tick_on_another(app):
    answer = states.expired(app).post(
        "/questions/safety/heart-lungs-more", effort_known="same_asthma"
    )
    page = Page(answer.text)

    assert "Get medical help today" in page.text
    assert "Chest pain, tightness or pressure" not in page.text
    assert "For whoever" not in page.text


def test_a_browser_that_forgot_the_link_is_told_too(app):
    case = states.made(app)
    with case.client.session_transaction() as session:
        session["visits"] = {}
    answer = case.post("/questions/safety/now", rf_now="fainted_now")

    assert (answer.status_code, "Call 911 now" in answer.text) == (404, True)
    assert NOT_KEPT in answer.text


def test_what_is_kept_nowhere_is_copied_off_the_page_itself(app):
    answer = states.expired(app).post("/questions/safety/nerves", rf_nerves="bladder_bowel")
    page = Page(answer.text)

    assert "Ticked: Trouble peeing, or holding in pee or poo" in page.text
    assert "No to all the signs" not in page.text
    assert not any("assessment.txt" in link.about["href"] for link in page.kept["a"])


def test_a_stop_that_is_kept_is_saved_as_text_before_anything_is_sent(app):
    case = states.stopped(app)
    text = case.get("/assessment.txt")

    assert "Ticked: I fainted or nearly fainted" in text.text
    assert "attachment" in text.headers["Content-Disposition"]
    case.post("/questions/safety/now", rf_now="none")
    assert "Ticked:" not in case.get("/assessment.txt").text


def test_what_was_answered_before_is_not_told_late(app):
    case = states.stopped(app).change(withdrawn="2026-11-01T09:00:00+00:00")
    answer = case.post("/questions/safety/now", rf_now="none")

    assert "fainted" not in answer.text
    assert "The clinic has closed this link" in answer.text


def test_an_emergency_that_was_seen_to_and_taken_back_warns_again_when_it_is_back(app):
    case, desk = states.stopped(app), desk_of(app)
    [one] = warnings.of(desk.db, desk.encryption, case.response.id)
    by = case.invitation.physiotherapist
    warnings.acknowledge(desk.db, desk.encryption, one, by=by, done="A slip.", now=desk.now)
    case.post("/questions/safety/now", rf_now="fainted_now")
    assert warnings.how_many_wait(desk.db) == 0

    case.post("/questions/safety/now", rf_now="none")
    case.post("/questions/safety/now", rf_now="fainted_now")
    assert warnings.how_many_wait(desk.db) == 1
