"""How a browser comes to a visit: tokens, what they open, and how guessing is slowed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from records.engine.tokens import new_name, new_token
from records.people import throttle
from services import services_of
from tests.beneath import beneath, somebody_writes
from tests.factories import an_invitation, desk_of
from tests.pre_visit import states
from tests.pre_visit.pages import WORDS_PAGE
from tests.visitor import Page, Visitor

UNKNOWN = "This link does not open here"


@pytest.fixture
def case(app):
    return states.in_progress(app)


@pytest.mark.parametrize("typed", [str.upper, lambda t: "-".join(t), lambda t: f" {t} "])
def test_a_link_may_be_typed_in_capitals_with_gaps_and_dashes(app, typed):
    _, token = an_invitation(app)
    Visitor(app.test_client()).go(f"/v/{typed(token)}").sees("Is this you?")


def test_a_name_opens_nothing_without_a_link(app, case):
    other = states.made(app)
    for client in (app.test_client(), other.client):
        for name in (case.name, new_name(), "nothing"):
            for path in (
                "",
                "/answers",
                "/sent",
                "/assessment",
                "/not-me",
                "/questions/safety/now",
            ):
                answer = client.get(f"/visit/{name}{path}")
                is_like_a_preview = client is not other.client and not path

                assert (answer.status_code == 404) is not is_like_a_preview
                assert (UNKNOWN in answer.text) is not is_like_a_preview


def test_a_link_opens_its_own_visit_alone_even_where_numbers_were_given_out_again(app, case):
    """As after a backup was put back: what a browser came by may now be somebody else's link."""
    other = states.made(app)
    with other.client.session_transaction() as session:
        session["visits"] = {case.name: session["visits"][other.name]}

    assert other.client.get(case.at("")).status_code == 404


def test_a_link_of_an_erased_visit_is_unknown(app, case):
    beneath(desk_of(app).db)["invitations"].delete_where("name = ?", [case.name])

    assert case.get("").status_code == 404


def test_each_answer_lets_the_browser_in_for_another_day(case):
    def cookie():
        return case.client.get_cookie("self-check").value

    case.get("/questions/safety/now")
    before = cookie()
    case.get("/questions/safety/now")
    assert cookie() == before

    case.post("/questions/safety/now", rf_now="none")
    assert cookie() != before


def test_a_browser_holds_five_visits_at_most_the_latest(app):
    client = app.test_client()
    cases = [states.made(app) for _ in range(7)]
    for one in (*cases, cases[3]):
        client.get(one.link)
    with client.session_transaction() as session:
        held = list(session["visits"])

    assert [cases[n].name for n in (2, 4, 5, 6, 3)] == held


@pytest.mark.usefixtures("stopped_clock")
def test_guessing_is_slowed_for_an_address_and_forgotten_after_a_while(app, case):
    client, desk = app.test_client(), desk_of(app)
    answers = [client.get(f"/v/{new_token()}") for _ in range(20)]
    assert [answer.status_code for answer in answers[:5]] == [303] * 5
    slow = answers[-1]
    assert (slow.status_code, 0 < int(slow.headers["Retry-After"]) <= 61) == (429, True)
    assert "Please wait a moment" in slow.text
    assert slow.headers.getlist("Referrer-Policy") == ["no-referrer"]

    assert client.get(case.link).status_code == 429
    assert case.get("").status_code == 200  # who is in already goes on
    assert timedelta(0) == throttle.wait(desk.db, "link:127.0.0.1", desk.now + timedelta(hours=1))


def test_known_links_are_never_counted(app, case):
    client = app.test_client()
    for _ in range(30):
        assert client.get(case.link).status_code == 303
    assert beneath(desk_of(app).db)["throttle"].count == 0


def test_the_many_addresses_of_one_machine_count_as_one(app):
    for number in range(5):
        where = {"REMOTE_ADDR": f"2001:db8:1:2::{number:x}"}
        app.test_client().get(f"/v/{new_token()}", environ_base=where)

    assert beneath(desk_of(app).db)["throttle"].count == 1


def test_a_form_that_comes_without_its_session(app, case):
    stranger = app.test_client()
    where = case.at("/questions/your_pain/place")
    lost = stranger.post(where, data={"age_years": "34"})
    assert (lost.status_code, "Please open your link again" in lost.text) == (400, True)
    words = stranger.post(case.at(WORDS_PAGE), data={"own_question": "Is swimming fine?"})
    assert "Is swimming fine?" in words.text

    again = case.client.post(where, data={"age_years": "34", "csrf_token": "old"})
    assert (again.status_code, "Please press Continue again" in again.text) == (400, True)
    assert 'value="34"' in again.text
    assert "after a day" not in again.text
    assert "age_years" not in case.answers


def test_an_emergency_is_told_even_without_a_session(app, case):
    where = case.at("/questions/safety/now")
    for client in (app.test_client(), case.client):
        answer = client.post(where, data={"rf_now": "fainted_now"})

        assert (answer.status_code, "Call 911 now" in answer.text) == (400, True)


@pytest.fixture
def busy(app, monkeypatch):
    """Somebody else writes, and does not stop."""
    with somebody_writes(services_of(app).connections, monkeypatch) as other:
        yield other


def test_an_answer_that_cannot_be_kept_is_still_on_the_page(case, busy):
    answer = case.post("/questions/your_pain/place", age_years="34")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "This page was not saved" in answer.text
    assert 'value="34"' in answer.text

    busy.close()
    kept = case.post(
        "/questions/your_pain/place", age_years="34", pain_location="mid_spine", pain_side="middle"
    )
    assert "What you would like from this visit" in kept.text


def test_an_emergency_is_told_even_when_nothing_can_be_kept(case, busy):
    answer = case.post("/questions/safety/now", rf_now="fainted_now")

    assert (answer.status_code, "Call 911 now" in answer.text) == (503, True)


@pytest.fixture
def begun(app):
    """A form that was just begun."""
    return states.agreed(app)


EFFORT = {"rf_heart_lungs": ["chest_on_effort", "breathless_unusual"]}


def test_so_is_one_that_would_wait_for_the_next_page(begun, busy):
    answer = begun.post("/questions/safety/heart-lungs", **EFFORT)

    assert (answer.status_code, "Call 911 now" in answer.text) == (503, True)


def test_a_warning_that_holds_again_is_not_told_as_taken_back(begun):
    for page, question in (("now", "rf_now"), ("nerves", "rf_nerves")):
        begun.post(f"/questions/safety/{page}", **{question: "none"})
    begun.post("/questions/safety/heart-lungs", **EFFORT)
    stopped = begun.post("/questions/safety/heart-lungs-more", effort_known="new_or_changed")
    begun.post("/questions/safety/heart-lungs", rf_heart_lungs="none")
    assert "Call 911 now" in stopped.text
    assert "taken_back" in begun.response.kept

    begun.post("/questions/safety/heart-lungs", **EFFORT)
    assert "taken_back" not in begun.response.kept


@pytest.mark.parametrize("path", ["", "/not-me", "/answers", "/begin-again"])
def test_whatever_cannot_be_kept_says_so(case, busy, path):
    answer = case.post(path)

    assert (answer.status_code, "That was not saved" in answer.text) == (503, True)


def test_own_words_that_cannot_be_kept_are_still_on_the_page(case, busy):
    answer = case.post(WORDS_PAGE, own_question="Is swimming fine?")

    assert (answer.status_code, "This page was not saved" in answer.text) == (503, True)
    assert "Is swimming fine?" in answer.text


def test_sent_once_by_many_at_the_same_time(app):
    case = states.all_answered(app)
    page = Page(case.get("/answers").text)
    sent = {box.name: box.value for form in page.forms for box in form.boxes}
    cookies = {name: case.client.get_cookie(name).value for name in ("self-check", "patient")}

    def press(_):
        client = app.test_client()
        for name, value in cookies.items():
            client.set_cookie(name, value)
        answer = client.post(case.at("/answers"), data=sent)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(press, range(24)))

    assert {(303, case.at("/sent"))} == answers
    assert beneath(desk_of(app).db)["audit"].count_where("action = 'answers.submitted'") == 1
