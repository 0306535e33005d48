"""Many words chosen by strangers at once: they take no turn from the clinic's own people."""

import pytest

from records.answers import answerers
from records.people import throttle
from tests.factories import WORDS_TO_COME_IN, a_colleague, desk_of
from tests.pre_visit import states
from tests.pre_visit.walking import FIRST_QUESTION
from tests.visitor import Visitor
from web import password_hashing as keeping

BUSY = "Please try again in a moment"
PHONE = "(555) 010-0199"


@pytest.fixture
def invited(app):
    return states.made(app)


def at_consent(case):
    """A browser that came by the link, on the page where a word is chosen."""
    visitor = Visitor(case.app.test_client()).go(case.link)
    return visitor.press("Yes, open my questions")


def choose(visitor, word):
    visitor.type_in("Your phone number", PHONE)
    visitor.type_in("A word or number of your own", word)
    return visitor.press("I agree, start")


def is_told_to_wait(visitor):
    visitor.sees(BUSY, "nothing was kept")
    assert visitor.response.status_code == 429
    assert visitor.response.headers["Retry-After"] == f"{keeping.LATER}"
    assert visitor.page.title.startswith("Error: ")
    assert visitor.box("Your phone number").value == PHONE
    assert visitor.box("A word or number of your own").value == ""
    return visitor


def test_one_word_is_hashed_at_a_time_and_staff_get_their_turn(app, invited, hashing):
    a_colleague(app, "Kim Lee", ["physiotherapist"])
    desk = Visitor(app.test_client()).go("/clinic/sign-in")
    desk.type_in("Your name", "Kim Lee").type_in("Your passphrase", WORDS_TO_COME_IN)
    desk.press("Sign in").press("Sign out")
    first, other = at_consent(invited), at_consent(invited)
    with hashing.held_while(lambda: choose(first, "heron 7"), 1):
        is_told_to_wait(choose(other, "kingfisher"))
        assert "kingfisher" not in other.response.text
        assert answerers.how_many(desk_of(app).db, invited.invitation) == 0
        desk.go("/clinic/sign-in").type_in("Your name", "Kim Lee")
        desk.type_in("Your passphrase", WORDS_TO_COME_IN).press("Sign in").sees("Sign out")

    first.sees(FIRST_QUESTION)
    other.go(invited.at("/agree"))
    choose(other, "kingfisher").sees(FIRST_QUESTION)


@pytest.mark.usefixtures("stopped_clock")
def test_words_of_one_invitation_are_counted_and_who_chooses_none_goes_on(app, invited):
    desk = desk_of(app)
    for _ in range(throttle.FREE):
        throttle.fail(desk.db, f"word:{invited.name}", desk.now)
    patient = is_told_to_wait(choose(at_consent(invited), "heron 7"))
    choose(at_consent(states.made(app)), "heron 7").sees(FIRST_QUESTION)

    choose(patient, "").sees(FIRST_QUESTION)


def test_a_word_that_opens_answers_takes_the_same_turn(app, hashing):
    case = states.in_progress(app)
    late, mine = (Visitor(app.test_client()).go(case.link) for _ in range(2))
    choose(late.follow("Start with an empty form"), "heron 7").sees(FIRST_QUESTION)
    third = Visitor(app.test_client()).go(case.link).follow("Start with an empty form")
    mine.go(case.link)
    with hashing.held_while(lambda: choose(third, "kingfisher"), 1):
        mine.type_in("Your word or number", "heron 7").press("Open my answers")
        mine.sees(BUSY, "not counted as a wrong try")
        assert mine.response.status_code == 429
        assert mine.page.title.startswith("Error: ")
        assert mine.box("Your word or number").value == ""
        assert case.invitation.word_tries == 0

    mine.type_in("Your word or number", "heron 7").press("Open my answers").sees(FIRST_QUESTION)
