"""People at a screen in the waiting room, in the words on the pages."""

import re

import pytest

from questionnaire.answer_set import AnswerSet
from questionnaire.questions import Asked
from records.kiosk import calls as kiosk_calls
from records.kiosk import counts as kiosk_counts
from records.kiosk.calls import CallKind
from records.kiosk.counts import KioskEvent
from services import services_of
from tests.beneath import beneath
from tests.kiosk.person import first_answers

OUTSIDE = ["/", "/about", "/questions/safety/now", "/answers", "/assessment", "/booking", "/v/x"]
OUTSIDE += [
    "/clinic/",
    "/clinic/patients",
    "/clinic/sign-in",
    "/visit/abc",
    "/t",
    "/t/x",
    "/nothing",
]
SO_FAR = "From what you ticked: stop running, and see a doctor today."
OUTSIDE += ["/kiosk/", "/kiosk/nothing", "/deleted"]


def calls(person):
    return [call.kind for call in kiosk_calls.waiting(person.db)]


def counted(person):
    return {(one.what, one.section): one.times for one in kiosk_counts.since(person.db, "")}


def test_from_the_first_touch_to_nothing(person):
    person.walk_to_a_result().sees("What may play a part")
    person.press("Finish and delete my answers").sees("deleted")
    assert "at_kiosk" not in person.holds()
    person.go("/kiosk/assessment").sees("Touch to start")
    assert counted(person) == {(KioskEvent.STARTED, ""): 1, (KioskEvent.FINISHED, ""): 1}


def test_a_plan_asks_for_the_distances_that_were_not_asked(person):
    """Once, in place; what was typed stays beside a mistake."""
    asks, last, usual = "Plan in km or miles", "How far did you run", "How far in a usual week"
    person.come_to_a_result().sees(asks, "of your usual week")
    person.type_in(last, "far").type_in(usual, "300").press("Work out my plan")
    person.sees("Last 7 days: enter a distance from 0 to 300 km")
    assert (person.box(last).value, person.box(usual).value) == ("far", "300")
    person.type_in(last, "20").press("Work out my plan").sees("more than most people run")
    person.type_in(usual, "20").press("Yes, that is right")
    person.sees("Week 1", "20 km", "Your result").does_not_see(asks, "of your usual week")


def test_no_address_and_no_post_leads_out(person):
    for address in OUTSIDE:
        assert person.touch_to_start().go(address).path == "/kiosk", address
        answer = person.client.post(address, data={"csrf_token": "x"})
        assert (answer.status_code, answer.location) == (303, "/kiosk"), address


def test_what_a_page_asks_for_by_itself_leads_nowhere_and_ends_nothing(person):
    person.come_to_a_result()
    for address in ("/favicon.ico", "/", "/clinic/", "/nothing"):
        for kind in ("image", "empty", "script", "iframe"):
            answer = person.client.get(address, headers={"Sec-Fetch-Dest": kind})
            assert (answer.status_code, answer.data) == (404, b""), (address, kind)
            assert "Set-Cookie" not in answer.headers
    person.go("/kiosk/assessment").sees("What may play a part")


def test_a_page_elsewhere_leads_to_the_attract_screen(person):
    person.come_to_a_result()
    answer = person.client.get("/about", headers={"Sec-Fetch-Dest": "document"})

    assert (answer.status_code, answer.location) == (303, "/kiosk")


@pytest.mark.slow
def test_only_the_core_is_asked_and_nothing_is_typed_freely(person):
    person.walk_to_a_result()
    questionnaire = services_of(person.client.application).questionnaire
    sheet = AnswerSet.of(person.holds()["at_kiosk"], questionnaire)

    assert (sheet.asks, sheet.answers) == (Asked.ALWAYS, first_answers(questionnaire))
    person.does_not_see("more questions")


def test_the_last_question_leads_to_the_result_and_a_changed_answer_back_to_it(person):
    person.walk_to_a_result().follow("Change my answers").sees("Your answers", "Age 34 years")
    person.follow("Change Age").type_in("How old are you?", "47").press("Continue")
    person.sees("Your result").follow("Change my answers").sees("Age 47 years")
    person.follow("Back to my result").sees("Your result")


def test_a_shared_screen_has_nobodys_files(person):
    person.touch_to_start()
    while "Your longest run" not in person.page.text:
        person.fill().press("Continue")

    assert "watch." not in person.response.text


def test_an_emergency_calls_the_staff_and_says_so_calmly(person):
    person.touch_to_start().tick("Pain, tightness").press("Continue")

    person.sees("Please speak to the front desk now")
    person.does_not_see("tightness", "Call 911", "emergency help")
    assert "tel:" not in person.response.text
    assert calls(person) == [CallKind.EMERGENCY]


def test_what_cannot_wait_is_said_before_the_rest_is_asked_and_calls_nobody_yet(person):
    person.touch_to_start().tick("None of these").press("Continue").does_not_see(SO_FAR)
    person.tick("A leg is numb").press("Continue").sees("In the last 4 weeks", SO_FAR)
    assert calls(person) == []
    person.answer_all().sees("Please speak to the front desk now").does_not_see(SO_FAR)
    assert calls(person) == [CallKind.EMERGENCY]


def test_looking_at_a_stop_again_calls_nobody_again(app, person):
    person.touch_to_start().tick("Pain, tightness").press("Continue")
    (call,) = kiosk_calls.waiting(person.db)
    kiosk_calls.acknowledge(person.db, call.id, by=None, now=call.made)
    person.go("/kiosk/assessment").sees("Please speak to the front desk now")

    assert calls(person) == []


def test_an_emergency_counts_even_when_it_comes_too_late(person):
    person.touch_to_start().tick("Pain, tightness").stay_away(91).press("Continue")

    person.sees("Touch to start").does_not_see("front desk now")
    assert calls(person) == [CallKind.EMERGENCY]


def test_too_young(person):
    person.touch_to_start()
    for _ in range(7):
        person.tick("None of these").press("Continue")
    person.type_in("How old are you?", "12").press("Continue")
    person.sees("Please ask a parent").follow("I typed my age wrong").sees("How old are you?")
    assert calls(person) == []


def test_asking_for_help_and_going_on(person):
    person.touch_to_start().tick("None of these").press("Continue").sees("new since the pain began")
    person.press("Ask a member of staff").sees("You asked for a member of staff")
    assert calls(person) == [CallKind.HELP]
    person.follow("Go on").sees("new since the pain began")


def test_asking_for_a_visit_gives_nothing_away(person):
    person.come_to_a_result().press("Ask at the desk for an appointment").sees("front desk")

    assert calls(person) == [CallKind.BOOK]
    assert list(beneath(person.db)["visit_requests"].rows) == []


def test_start_again_asks_once(person):
    person.touch_to_start().tick("None of these").press("Continue")
    person.go("/kiosk/start-again").follow("No, go on").sees("new since the pain began")
    person.go("/kiosk/start-again").press("Yes").sees("deleted")
    assert counted(person) == {(KioskEvent.STARTED, ""): 1, (KioskEvent.CLEARED, "safety"): 1}


def test_the_way_back_from_the_first_question_asks_first(person):
    person.touch_to_start().follow("Back").sees("Start again?")


def test_how_the_screen_looks_stays_with_the_person(person):
    person.touch_to_start()
    token = person.boxes()[0].value
    person.go("/kiosk/looks", data={"text": "3", "back": "/kiosk/carry-on", "csrf_token": token})
    person.sees("quick safety check")
    assert person.holds()["looks"]["text"] == "3"
    person.go("/kiosk/start-again").press("Yes").go("/kiosk")
    assert "looks" not in person.holds()


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/clinic/", "", "/kiosk/../x"]
)
def test_how_the_screen_looks_leads_nowhere_else(person, back):
    person.go("/kiosk")
    token = person.boxes()[0].value
    answer = person.client.post(
        "/kiosk/looks", data={"contrast": "high", "back": back, "csrf_token": token}
    )

    assert answer.location == "/kiosk"


def test_the_attract_screen_is_set_up_before_the_first_touch(person):
    person.go("/kiosk")
    token = person.boxes()[0].value
    person.go("/kiosk/looks", data={"low": "yes", "back": "/kiosk", "csrf_token": token})
    person.press("Touch to start")

    assert person.holds()["looks"]["low"] == "yes"


def test_health_says_when_it_was_seen_and_nothing_of_anybody(app, person):
    person.touch_to_start()
    told = app.test_client().get("/kiosk/health").json

    assert told["status"] == "ok"
    assert set(told["kiosks"]["kiosk 1"]) == {"seen", "seconds_ago", "version"}
    assert 0 <= told["kiosks"]["kiosk 1"]["seconds_ago"] < 60


def test_the_time_that_is_promised_is_the_time_that_the_first_page_tells(person):
    told = re.search(r"About \d+ minutes", person.go("/kiosk").page.text)[0]
    person.press("Touch to start").sees(f"{told} left")
