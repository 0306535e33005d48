"""The story of a pre-visit link, at the clinic and at home: by keyboard, and without script."""

import re

from tests.browser.at_the_clinic import DESKTOP, Clinician, colleague
from tests.browser.hands import Keyboard
from tests.browser.person import Person
from tests.factories import WORDS_TO_COME_IN, healthy_runner

ONE_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
WORD = "heron 7"


def begin(page):
    """Say that it is you, choose a word, and agree."""
    patient = Person(page, Keyboard).presses("Yes, open my questions")
    return patient.writes("A word or number", WORD).presses("I agree, start")


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
    phone = begin(open_page(link))
    told = healthy_runner() | {"own_question": "Can I run in May?"}
    phone.answers_page(told)
    phone.opens(site.answer_unseen(phone.page, told, until="/your_pain/feel")).answers_page(told)
    phone.page.context.close()
    assert "In progress: " in clinic.finds("links", "ST 1")

    desk = open_page(link, java_script_enabled=False)
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
