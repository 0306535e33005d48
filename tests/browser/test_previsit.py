"""Stories of a pre-visit link, at the clinic and at home, in a real browser."""

import re

import pytest

from staff.accounts.roles import Role
from tests.browser.at_the_clinic import DESKTOP, Clinician, colleague, come_in
from tests.browser.person import Person
from tests.factories import WORDS_TO_COME_IN, healthy_runner

ONE_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
WORD = "heron 7"
WAITS = "Unreviewed warning"


@pytest.fixture
def clinic(open_page, site):
    """Robin Hale at a desk, signed in."""
    page = open_page("/clinic/sign-in")
    come_in(page, site, colleague(site))
    return Clinician(page).opens("/clinic/links")


def begin(page):
    """Say that it is you, choose a word, and agree."""
    patient = Person(page).presses("Yes, open my questions").writes("A word or number", WORD)
    return patient.presses("I agree, start")


def go_on(page):
    """Open with that word what was begun in another browser."""
    patient = Person(page).sees("This form was begun in another browser")
    return patient.writes("Your word or number", WORD).presses("Open my answers")


def finish(site, person, answers, ask):
    """Answer what is left, check it, and send it."""
    left = site.answer_unseen(person.page, answers | {"own_question": ask})
    person.opens(left).sees("Check your answers")
    person.page.get_by_role("heading", name="For your physiotherapist").click()
    return person.sees(ask).presses("Send to Robin Hale").sees("Your answers are sent")


def test_from_a_link_over_a_phone_and_a_desktop_to_one_printed_page(site, open_page):
    colleague(site)
    clinic = Clinician(open_page("/clinic/sign-in"))
    clinic.signs_in("Robin Hale", WORDS_TO_COME_IN)
    link = clinic.makes_a_link("ST 1")
    phone = begin(open_page(link, is_mobile=True, has_touch=True))
    told = healthy_runner() | {"own_question": "Can I run in May?"}
    phone.answers_page(told)
    phone.opens(site.answer_unseen(phone.page, told, until="/your_pain/feel")).answers_page(told)
    phone.page.context.close()
    assert "In progress: " in clinic.finds("links", "ST 1")

    desk = open_page(link)
    desk.set_viewport_size(DESKTOP)
    answers = healthy_runner(pain_worst=9, sleep_hours=5.5)  # the pain was told by phone
    finish(site, go_on(desk), answers, "Can I run in May?")
    assert "Answered" in clinic.finds("patients", "ST 1")

    clinic.presses("ST 1").sees("A physiotherapist is a good first stop", "No red flags reported")
    clinic.sees("“Can I run in May?”", "4 at worst", "5.5 hours a night")
    for paper in ("A4", "Letter"):
        assert len(ONE_PAGE.findall(clinic.page.pdf(format=paper))) == 1
    assert "Read" in clinic.finds("patients", "ST 1")
    assert "Read by Robin Hale" in clinic.finds("links", "ST 1")


def test_a_couple_who_share_a_link_get_one_each(clinic, site, open_page):
    shared = clinic.makes_a_link("ST 2")
    finish(site, begin(open_page(shared)), healthy_runner(age_years=41), "Hers")

    tablet = open_page(shared)
    partner = Person(tablet).sees("These answers were already sent", "a link of your own")
    partner.does_not_see("Hers", "41")
    own = clinic.makes_a_link("ST 9", at="10:15")
    finish(site, begin(open_page(own)), healthy_runner(age_years=39), "His")

    clinic.finds("patients", "ST 2")
    clinic.presses("ST 2").sees("“Hers”", "41").does_not_see("“His”")
    clinic.finds("patients", "ST 9")
    clinic.presses("ST 9").sees("“His”", "39").does_not_see("“Hers”")


def test_a_link_that_came_to_somebody_else_is_closed_and_the_clinic_sees_it(clinic, open_page):
    link = clinic.makes_a_link("ST 3")
    stranger = Person(open_page(link)).presses("This is not me")
    stranger.presses("Yes, it is not for me").sees("This link is closed")

    Person(open_page(link)).sees("This link is closed", "Call the clinic for a new link")
    assert "it reached the wrong person" in clinic.finds("links", "ST 3")


def test_a_warning_that_was_taken_back_still_waits_for_a_named_person(clinic, site, open_page):
    patient = begin(open_page(clinic.makes_a_link("ST 4")))
    patient.answers_page({"rf_now": ["cough_blood"]}).sees("Get emergency help now")
    patient.sees("Nobody at the clinic reads").presses("I ticked that by mistake")
    finish(site, patient, healthy_runner(), "Nothing much").does_not_see("emergency help now")

    page = open_page("/clinic/sign-in")
    come_in(page, site, colleague(site, "Sam Okoro", Role.FRONT_DESK))
    desk = Clinician(page)
    assert "Needs a physiotherapist now" in desk.finds("links", "ST 4")
    assert "emergency help" not in page.locator("main").inner_text()

    assert WAITS in clinic.finds("patients", "ST 4")
    counted = clinic.page.get_by_role("complementary", name="Warnings")
    before = int(counted.inner_text().split()[0])
    clinic.presses("Review the warning of ST 4").sees("changed this answer since")
    clinic.ticks("Called the patient").presses("Save")
    clinic.sees("Robin Hale reviewed this on").does_not_see(WAITS)
    assert WAITS not in clinic.finds("patients", "ST 4")
    after = int(counted.inner_text().split()[0]) if counted.count() else 0
    assert after == before - 1


def test_a_link_withdrawn_while_the_patient_answers(clinic, open_page):
    link = clinic.makes_a_link("ST 5")
    patient = begin(open_page(link)).answers_page(healthy_runner())
    clinic.presses("Link history").presses("Withdraw the link")
    clinic.presses("Withdraw the link").sees("Withdrawn by Robin Hale", "This link is closed")

    patient.answers_page(healthy_runner()).sees("The clinic has closed this link", "Call (555)")
    Person(open_page(link)).sees("The clinic has closed this link").does_not_see("years")
    assert "Withdrawn" in clinic.finds("links", "ST 5")


def test_a_reminder_opens_what_was_begun_and_the_first_address_stays_good(clinic, site, open_page):
    first = clinic.makes_a_link("ST 6")
    begin(open_page(first)).answers_page(healthy_runner())
    clinic.presses("Link history").presses("Remind the patient")
    clinic.presses("Make the reminder").sees("Reminder: ", "we cannot show it again")
    again = clinic.given()
    assert again != first
    assert again in clinic.page.locator("#letter-text").inner_text()

    finish(site, go_on(open_page(again)), healthy_runner(), "Thank you")
    Person(open_page(first)).sees("These answers were already sent")
    clinic.presses("Link history").sees("Reminder by Robin Hale", "Answered")


def test_a_mistyped_link_says_what_to_do_and_tells_nothing(clinic, open_page, watch):
    watch.expect("status of 404")
    link = clinic.makes_a_link("ST 7")
    wrong = Person(open_page(f"{link[:-1]}{'b' if link[-1] == 'a' else 'a'}"))

    wrong.sees("This link does not open here", "check that you typed every letter")
    wrong.does_not_see("Robin Hale", "ST 7")
