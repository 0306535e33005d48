"""Patients with a link, in a real browser: for all eyes and windows; a warning, and Back."""

from playwright.sync_api import expect

from questionnaire.questions import Asked
from records.engine.timestamps import to_iso
from services import services_of
from tests.browser.checks import check_each, offences
from tests.browser.person import Person
from tests.browser.states import done, press, tick, type_and_press
from tests.factories import healthy_runner, kept_answers
from tests.pre_visit import states
from tests.pre_visit.pages import ACTIVITIES, WORDS_PAGE


def elsewhere(app):
    """Answers begun in another browser than the one that now has the link."""
    case = states.in_progress(app)
    case.client = app.test_client()
    case.client.get(case.link)
    return case


def asked_again(app):
    """A recheck, for the browser that is known by its first answers."""
    case = states.asked_again(app)
    case.client.set_cookie("patient", states.BROWSER)
    case.client.get(case.link)
    return case


def answered_again(app):
    """A recheck in which everything is answered."""
    told = healthy_runner(still_pain="same", running_now="less_half", anything_new="A new job")
    kept = kept_answers(services_of(app).questionnaire, told, asks=Asked.RECHECK)
    case = states.agree(asked_again(app))
    return states.keep(case.change(opened=to_iso(case.invitation.made)), kept)


def write_too_much(page):
    """What a browser lets through that does not know how long a text may be."""
    page.locator("#own_question").evaluate("one => one.removeAttribute('maxlength')")
    type_and_press("Continue", own_question="y" * 1001)(page)


PLACES = {
    # name: how the link is reached, the address of the page, what is done on it
    "front page": (states.made, "", None),
    "not me": (states.opened, "/not-me", None),
    "check question": (states.unproved, "/year-of-birth", None),
    "agreement": (states.opened, "/agree", None),
    "declined": (states.opened, "/rather-not", None),
    "question": (states.in_progress, "/questions/your_pain/place", None),
    "explained": (states.in_progress, "/questions/safety/now/explained", None),
    "welcome back": (states.in_progress, "", None),
    "elsewhere": (elsewhere, "", None),
    "elsewhere, to the answers": (elsewhere, "/earlier-answers", None),
    "own words": (states.all_answered, WORDS_PAGE, None),
    "activities": (states.all_answered, ACTIVITIES, None),
    "questions of before": (states.of_before, "", None),
    "a question of before": (states.of_before, "/questions/your_pain/feel", None),
    "check": (states.all_answered, "/answers", None),
    "sent": (states.submitted, "/sent", None),
    "already sent": (states.submitted, "", None),
    "result": (states.submitted, "/assessment", None),
    "result on paper": (states.submitted, "/assessment/print", None),
    "stopped": (states.stopped, "/assessment", None),
    "expired": (states.expired, "", None),
    "withdrawn": (states.withdrawn, "", None),
    "closed by a stranger": (states.not_me, "", None),
    "year wrong five times": (states.check_failed, "", None),
    "replaced": (states.replaced, "", None),
    "key gone": (states.unreadable, "", None),
    "reopened": (states.reopened, "", None),
    "unknown link": (states.made, "x", None),
    "nothing there": (states.in_progress, "/nothing", None),
    "questions changed": (states.outdated, "/answers", None),
    "recheck": (asked_again, "", None),
    "pain since": (answered_again, "/questions/since_your_visit/sv-pain", None),
    "activities since": (answered_again, ACTIVITIES, None),
    "recheck sent": (answered_again, "/answers", press("Send to Robin Hale")),
    "no year": (states.unproved, "/year-of-birth", press("Continue")),
    "too many words": (states.all_answered, WORDS_PAGE, write_too_much),
}
COMPLAINTS = {"unknown link": "404", "nothing there": "404", "questions changed": "409"}


def come_to(case, site, open_page, path=""):
    """A page in a browser that came by the link before."""
    return open_page(case.at(path), None, site.cookies_of(case.client))


def test_anyone_can_read_and_use_every_page_of_a_visit(site, open_next, watch):
    def enter(name):
        reach, path, then = PLACES[name]
        if name in COMPLAINTS:
            watch.expect(f"status of {COMPLAINTS[name]}")
        return done(come_to(reach(site.app), site, open_next, path), then)

    check_each({name: name for name in PLACES}, enter, watch)


def test_all_groups_of_answers_are_on_one_screen_of_a_phone(site, open_next):
    page = come_to(states.all_answered(site.app), site, open_next, "/answers")
    page.set_viewport_size({"width": 390, "height": 844})
    last = page.locator("summary").last.bounding_box()

    assert page.locator("summary").count() == 7
    assert last["y"] + last["height"] < 844


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
