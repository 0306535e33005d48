"""A link in a browser that gave no answers: it opens nobody's, and takes nothing away."""

import re

import pytest

from records.answers import answerers, responses
from staff.accounts.roles import Role
from tests.factories import a_colleague, desk_of, sign_in
from tests.pre_visit import states
from tests.pre_visit.pages import WORDS_PAGE
from tests.pre_visit.walking import FIRST_QUESTION, agree, answer_on, audited, pass_safety
from tests.records.someone import in_the_clear
from tests.visitor import Visitor

HIDDEN = ["34 years", "35 years", "Lifting my son", "Can I run", "What the pain is like", "fainted"]
PATHS = ["", "/answers", WORDS_PAGE, "/sent", "/assessment", "/assessment.txt"]
PATHS += ["/assessment/print"]
PATHS += ["/questions/your_pain/place", "/questions/safety/now", "/earlier-answers", "/agree"]
ANSWERED = [states.in_progress, states.all_answered, states.stopped, states.submitted]
ANSWERED += [states.read, states.reopened, states.outdated]


@pytest.fixture
def front_desk(app):
    person = a_colleague(app, "Fran Desk", roles=(Role.FRONT_DESK,))
    return Visitor(sign_in(app.test_client(), person))


def new_link(front_desk, case, step):
    """What "replace" or "remind" hands to the front desk; the link of before where it cannot be."""
    page = front_desk.go(f"/clinic/links/{case.name}/{step}")
    if page.path.endswith(step):
        page.press({"replace": "Replace", "remind": "Make the "}[step])
        case.link = re.search("/v/[a-z0-9]{26}", page.page.text)[0]
    return case.link


def elsewhere(case):
    """A browser that has never been here."""
    return Visitor(case.app.test_client()).go(case.link)


@pytest.mark.slow
@pytest.mark.parametrize("step", ["replace", "remind"])
@pytest.mark.parametrize("reach", ANSWERED)
def test_the_front_desk_opens_nobodys_answers(app, front_desk, reach, step):
    case = reach(app)
    new_link(front_desk, case, step)
    before = case.response
    nosy = elsewhere(case)
    for path in PATHS:
        nosy.go(case.at(path)).does_not_see(*HIDDEN)
    for path, sent in {
        "/begin-again": {},
        "/correction": {},
        "/answers": {},
        WORDS_PAGE: {"own_question": "Mine now"},
        "/questions/your_pain/place": {"age_years": "62"},
        "/earlier-answers": {"word": "1234"},
    }.items():
        stranger = states.Case(app, case.name, case.link, nosy.client)
        told = stranger.post(path, **sent).text
        assert not any(words in told for words in HIDDEN)

    assert case.response == before
    assert ("patient", "opened, new browser") in audited(case)


@pytest.mark.slow
def test_an_empty_form_begins_beside_the_first_and_both_go_on(patient, invited):
    pass_safety(agree(patient, invited), 3)
    other = elsewhere(invited).sees("This form was begun in another browser")
    other.follow("Start with an empty form").press("I agree, start").sees(FIRST_QUESTION)
    pass_safety(other).type_in("What would you most", "From the laptop").press("Continue")
    answer_on(other).press("Send to").sees("Your answers are sent", "From the laptop")

    patient.go(invited.link).sees("3 of 29 pages done", "the clinic keeps both")
    answer_on(patient.follow("Go on")).press("Send to")
    patient.sees("Your answers are sent").does_not_see("From the laptop")
    other.go(invited.link).follow("See what I sent").sees("From the laptop")
    desk = desk_of(invited.app)
    submissions = responses.submissions(desk.db, desk.encryption, invited.invitation.id)
    assert [(one.submission, one.submitted is not None) for one in submissions] == [
        (2, True),
        (1, True),
    ]


@pytest.mark.slow
def test_an_outsider_takes_nothing_from_whoever_answered(patient, invited):
    pass_safety(agree(patient, invited), 3)
    other = elsewhere(invited).follow("Start with an empty form").press("I agree, start")
    other.tick("I am coughing up blood").press("Continue").sees("Get emergency help now")
    other.go(invited.at("/not-me")).press("Yes, it is not for me").sees("This link is closed")

    elsewhere(invited).sees("This link is closed")
    patient.go(invited.link).sees("3 of 29 pages done")
    answer_on(patient.follow("Go on")).press("Send to")
    patient.sees("Your answers are sent")


def test_what_was_reopened_is_corrected_where_it_was_given(app):
    case = states.reopened(app)
    other = elsewhere(case).sees("This form was begun in another browser")
    other.follow("Start with an empty form").press("I agree, start").sees(FIRST_QUESTION)
    pass_safety(other, 1)

    mine = Visitor(case.client).go(case.link).sees("You can change your answers now")
    mine.follow("Check my answers").sees("35 years").press("Send to").sees("Your answers are sent")
    desk = desk_of(app)
    submissions = responses.submissions(desk.db, desk.encryption, case.invitation.id)
    assert [one.submitted is not None for one in submissions] == [True, True, False]
    assert [one.submission for one in submissions][:2] == [2, 1]


def test_what_was_sent_says_when_and_no_more(app):
    case = states.submitted(app)
    other = elsewhere(case).sees("These answers were already sent", "They were sent on")
    other.sees("Call (555) 010-0100").does_not_see("Start with an empty form", *HIDDEN)
    other.go(case.at("/agree")).sees("These answers were already sent")


def test_a_browser_is_known_for_long_and_with_a_link_alone(app):
    case = states.in_progress(app)
    cookie = case.client.get_cookie("patient").value
    mine = app.test_client()
    mine.set_cookie("patient", cookie)
    assert mine.get(case.at("")).status_code == 404

    Visitor(mine).go(case.link).sees("Welcome back")
    assert audited(case)[-1] == ("patient", "opened, known browser")
    script = in_the_clear(desk_of(app).db)
    assert cookie not in script


def test_each_opening_is_noted_once(app):
    case = states.in_progress(app)
    for _ in range(2):
        mine = Visitor(case.client).go(case.link)
        mine.go(case.at("/answers")).go(case.at(""))

    assert audited(case).count(("patient", "opened, known browser")) == 2


def test_another_visit_in_the_same_browser_is_not_known_by_it(app):
    mine, other = states.in_progress(app), states.in_progress(app, reference="PARTNER")
    Visitor(mine.client).go(other.link).sees("This form was begun in another browser")


def with_word(patient, case, word="Heron 7"):
    patient.go(case.link).press("Yes, open my questions")
    return patient.type_in("A word or number of your own", word).press("I agree, start")


def test_with_the_right_word_answers_open_on_another_device(patient, invited):
    pass_safety(with_word(patient, invited), 3)
    other = elsewhere(invited).does_not_see("34 years")
    other.type_in("Your word or number", "HERON-7").press("Open my answers")
    other.go(invited.link).sees("3 of 29 pages done")
    answer_on(other.follow("Go on")).press("Send to")

    patient.go(invited.at("/sent")).sees("Your answers are sent", "Age 34 years")
    assert ("patient", "opened, new browser with the right word") in audited(invited)
    script = in_the_clear(desk_of(invited.app).db).casefold()
    assert "heron" not in script


@pytest.mark.slow
def test_what_was_sent_opens_with_the_word_too(patient, invited):
    answer_on(with_word(patient, invited)).press("Send to")
    other = elsewhere(invited).sees("These answers were already sent")
    other.type_in("Your word or number", "heron 7").press("Open my answers").sees("Age 34 years")


def test_a_word_is_guessed_at_five_times_whatever_link_it_is(app, front_desk, patient, invited):
    pass_safety(with_word(patient, invited), 3)
    other = elsewhere(invited)
    for tries in ("4 tries", "3 tries", "2 tries", "1 try"):
        other.type_in("Your word or number", "kingfisher").press("Open my answers")
        other.sees(f"You have {tries} left")
    other.type_in("Your word or number", "kingfisher").press("Open my answers")
    other.sees("given five times", "Start with an empty form")
    new_link(front_desk, invited, "remind")

    elsewhere(invited).sees("given five times").does_not_see("Your word or number")
    assert audited(invited).count(("patient", "gave a wrong word")) == 5
    patient.go(invited.link).sees("3 of 29 pages done")


def test_a_right_word_begins_the_count_anew(patient, invited):
    pass_safety(with_word(patient, invited), 3)
    elsewhere(invited).type_in("Your word", "no no no").press("Open").type_in(
        "Your word", "heron7"
    ).press("Open")

    assert invited.invitation.word_tries == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("ab", "at least 4 letters or numbers"),
        ("---- ----", "at least 4 letters or numbers"),
        ("0000", "Others would try that first"),
        ("12345", "Others would try that first"),
        ("dcba", "Others would try that first"),
        ("1984", "The clinic knows your year of birth"),
        ("3.12.1984", "The clinic knows your year of birth"),
        ("JM-12-03", "The clinic knows you by that"),
        ("jm/12 03", "The clinic knows you by that"),
        ("ＪＭ1203", "The clinic knows you by that"),  # it would open by the reference as well
    ],
)
def test_a_word_that_others_find_is_refused(app, word, said):
    case = states.made(app, birth_year=1984, reference="JM-12-03")
    mine = Visitor(case.client).go(case.link).press("Yes, open my questions")
    mine.type_in("In which year", "1984").press("Continue")
    mine.type_in("A word or number of your own", word).press("I agree, start")
    mine.sees("There is a problem", said)
    assert mine.box("A word or number of your own").value == word

    mine.type_in("A word or number of your own", "").press("I agree, start").sees(FIRST_QUESTION)


def begun_by(case, number, word=""):
    """Another browser in which somebody agrees to answer, or is told why they cannot."""
    other = elsewhere(case)
    other = other.press("Yes, open my questions") if number == 0 else other
    return chosen(other.go(case.at("/agree")), word)


def chosen(visitor, word):
    return visitor.type_in("A word or number of your own", word).press("I agree, start")


def test_the_sixth_word_is_refused_and_the_patient_goes_on_without(invited):
    for number in range(5):
        begun_by(invited, number, f"heron {number}").sees(FIRST_QUESTION)
    sixth = begun_by(invited, 5, "kingfisher")
    sixth.sees("There is a problem", "Five words were chosen for this form already")
    assert answerers.how_many(desk_of(invited.app).db, invited.invitation) == 5

    chosen(sixth, "").sees(FIRST_QUESTION)


def test_the_eleventh_who_begins_is_asked_to_call_the_clinic(invited):
    late = elsewhere(invited).press("Yes, open my questions")
    for number in range(1, 11):
        begun_by(invited, number).sees(FIRST_QUESTION)
    before = in_the_clear(desk_of(invited.app).db)
    chosen(late, "heron 7").sees("This form was begun too often", "Call (555) 010-0100")
    assert late.response.status_code == 409
    late.go(invited.at("/agree")).sees("This form was begun too often")

    assert in_the_clear(desk_of(invited.app).db) == before
