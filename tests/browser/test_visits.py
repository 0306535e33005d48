"""Patients with a link, in a real browser: half here and half there, a couple, a warning."""

from itertools import takewhile

from playwright.sync_api import expect

from questionnaire.journey import Journey
from questionnaire.questions import Asked
from tests.browser.checks import check_each, offences
from tests.browser.hands import Keyboard, Mouse
from tests.browser.person import Person
from tests.browser.states import done, press, tick, type_and_press
from tests.factories import as_given, healthy_runner
from tests.pre_visit import states
from tests.pre_visit.pages import ACTIVITIES, WORDS_PAGE

DESKTOP = {"width": 1280, "height": 900}
ANSWERS = healthy_runner()


def elsewhere(app):
    """Answers begun in another browser than the one that now has the link."""
    case = states.in_progress(app)
    case.client = app.test_client()
    case.client.get(case.link)
    return case


PLACES = [
    ("front page", states.made, ""),
    ("not me", states.opened, "/not-me"),
    ("check question", states.unproved, "/year-of-birth"),
    ("agreement", states.opened, "/agree"),
    ("declined", states.opened, "/rather-not"),
    ("question", states.in_progress, "/questions/your_pain/place"),
    ("explained", states.in_progress, "/questions/safety/now/explained"),
    ("welcome back", states.in_progress, ""),
    ("elsewhere", elsewhere, ""),
    ("elsewhere, to the answers", elsewhere, "/earlier-answers"),
    ("own words", states.all_answered, WORDS_PAGE),
    ("activities", states.all_answered, ACTIVITIES),
    ("questions of before", states.of_before, ""),
    ("a question of before", states.of_before, "/questions/your_pain/feel"),
    ("check", states.all_answered, "/answers"),
    ("sent", states.submitted, "/sent"),
    ("already sent", states.submitted, ""),
    ("result", states.submitted, "/assessment"),
    ("result on paper", states.submitted, "/assessment/print"),
    ("stopped", states.stopped, "/assessment"),
    ("expired", states.expired, ""),
    ("withdrawn", states.withdrawn, ""),
    ("closed by a stranger", states.not_me, ""),
    ("year wrong five times", states.check_failed, ""),
    ("replaced", states.replaced, ""),
    ("key gone", states.unreadable, ""),
    ("reopened", states.reopened, ""),
    ("unknown link", states.made, "x"),
    ("nothing there", states.in_progress, "/nothing"),
    ("questions changed", states.outdated, "/answers"),
]
COMPLAINTS = {"unknown link": "404", "nothing there": "404", "questions changed": "409"}


def write_too_much(page):
    """What a browser lets through that does not know how long a text may be."""
    page.locator("#own_question").evaluate("one => one.removeAttribute('maxlength')")
    type_and_press("Continue", own_question="y" * 1001)(page)


WRONG = {
    "year": (states.unproved, "/year-of-birth", press("Continue")),
    "words": (states.all_answered, WORDS_PAGE, write_too_much),
}


def come_to(case, site, open_page, path=""):
    """A page in a browser that came by the link before."""
    return open_page(case.at(path), None, site.cookies_of(case.client))


def test_anyone_can_read_and_use_every_page_of_a_visit(site, open_next, watch):
    def enter(place):
        name, reach, path = place
        if name in COMPLAINTS:
            watch.expect(f"status of {COMPLAINTS[name]}")
        return come_to(reach(site.app), site, open_next, path)

    check_each({place[0]: place for place in PLACES}, enter, watch)


def test_anyone_can_read_and_mend_what_is_wrong(site, open_next, watch):
    def enter(place):
        reach, path, then = place
        return done(come_to(reach(site.app), site, open_next, path), then)

    def measure(page):
        assert page.get_by_role("alert").count() == 1
        return offences(page)

    check_each(WRONG, enter, watch, measure)


def until(questionnaire, page):
    """What is answered before a page."""
    journey = Journey(questionnaire, as_given(questionnaire, ANSWERS), Asked.VISIT)
    before = takewhile(lambda one: one.id != page, journey.pages)
    asked = [question.id for one in before for question in journey.questions_on(one)]
    return {name: ANSWERS[name] for name in asked if name in ANSWERS}


def test_half_on_a_phone_and_the_rest_on_another_device(site, open_page):
    """The phone's half by keyboard alone, the other without script."""
    case = states.made(site.app)
    phone = Person(open_page(case.link), Keyboard)
    phone.presses("Yes, open my questions").writes("A word or number", "heron 7")
    phone.presses("I agree, start")
    phone.answers_page(ANSWERS).answers_page(ANSWERS)
    states.add(case, **until(site.questionnaire, "pv-question"))
    phone.opens(case.at(WORDS_PAGE)).answers_page({"own_question": "Can I run in May?"})
    phone.page.context.close()
    states.add(case, **until(site.questionnaire, "weeks"))

    desk = open_page(case.link, java_script_enabled=False)
    desk.set_viewport_size(DESKTOP)
    other = Person(desk, Mouse).sees("This form was begun in another browser")
    other.writes("Your word or number", "heron 7").presses("Open my answers")
    other.answers(ANSWERS).sees("Check your answers", "All answered")
    other.does_not_see("Can I run in May?").page.get_by_role(
        "heading", name="For your physiotherapist"
    ).click()
    other.sees("Can I run in May?").presses("Send to Robin Hale")
    other.sees("Your answers are sent").presses("See what may play a part").sees("Your appointment")

    assert case.response.snapshot["is_complete"]
    assert case.link.removeprefix("/v/") not in other.page.content()


def test_all_groups_of_answers_are_on_one_screen_of_a_phone(site, open_next):
    page = come_to(states.all_answered(site.app), site, open_next, "/answers")
    page.set_viewport_size({"width": 390, "height": 844})
    last = page.locator("summary").last.bounding_box()

    assert page.locator("summary").count() == 7
    assert last["y"] + last["height"] < 844


def test_a_partner_with_the_same_link_is_told_kindly(site, open_next):
    case = states.submitted(site.app)
    partner = Person(open_next(case.link))
    partner.sees("These answers were already sent", "ask the clinic for a link of your own")


def test_a_recheck_from_the_link_to_how_it_went_since(site, open_next, watch):
    """Who says that the pain is gone and rates it 8 is asked about it, on pages fit for all."""
    case = states.asked_again(site.app)
    case.client.set_cookie("patient", states.BROWSER)
    page = open_next(case.link, None, site.cookies_of(case.client))
    patient, found = Person(page), []

    def looks(words):
        patient.sees(words)
        found.extend(f"{words}: {one}" for one in [*offences(page), *watch.faults()])

    told = ANSWERS | {"still_pain": "gone", "pain_now": 8, "pain_worst": 8}
    looks("some weeks after your visit")
    patient.presses("Yes, open my questions")
    looks("I agree")
    patient.presses("I agree, start")
    while "safety" in patient.path:
        patient.answers_page(told)
    looks("Do you still have the pain that you came with?")
    patient.does_not_see("(optional)").answers_page(told)
    while "pv-activities" not in patient.path:
        patient.answers_page(told)
    looks("You named these before")
    patient.answers(told)
    looks("Check your answers")
    patient.presses("Send to Robin Hale")
    looks("before your visit")

    assert not found, "\n".join(found)
    record = case.response.snapshot
    assert record["kind"] == "recheck"
    assert "pain_feel" in {row["id"] for row in record["asked"]}


def test_a_warning_sign_stops_the_form_and_reaches_the_clinic(site, open_next):
    case = states.agreed(site.app)
    person = Person(come_to(case, site, open_next)).presses("Start")
    person.ticks("I am coughing up blood").presses("Continue")
    person.sees("Get emergency help now", "Nobody at the clinic reads")

    assert (case.response.waiting, case.response.submitted) == (3, None)
    person.page.go_back()
    person.presses("Continue").sees("Get emergency help now")


def test_a_sign_told_late_is_read_and_copied_off_its_page(site, open_next, watch):
    case = states.in_progress(site.app)
    page = come_to(case, site, open_next, "/questions/safety/nerves")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    case.change(withdrawn="2026-11-01T09:00:00+00:00")
    watch.expect("status of 409")
    tick("bladder_bowel")(page)
    person = Person(page).sees("Get emergency help now", "The clinic has not got this answer")
    person.does_not_see("Save as text")
    page.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_role("status")).to_contain_text("Copied")

    assert "Ticked: Trouble peeing" in page.evaluate("() => navigator.clipboard.readText()")
    assert offences(page) == []


def test_back_and_forward_never_ask_whether_to_send_again(site, open_next):
    case = states.all_answered(site.app)
    person = Person(come_to(case, site, open_next, "/answers")).presses("Send to Robin Hale")
    person.sees("Your answers are sent")
    person.page.go_back()
    person.sees("Your answers are sent")
