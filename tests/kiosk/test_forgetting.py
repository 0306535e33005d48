"""A second person reaches no word of the first, whatever either does. Each way back has a test."""

import pytest

from questionnaire.answer_set import AnswerSet
from records.kiosk import devices as kiosks
from records.kiosk import sittings as kiosk_sittings
from services import services_of
from tests.beneath import beneath
from tests.factories import a_kiosk, at_kiosk
from tests.kiosk.person import AtKiosk
from tests.records.someone import in_the_clear

QUESTIONS = "/kiosk/questions/safety/now"
OF_A_SITTING = ["/kiosk/carry-on", QUESTIONS, "/kiosk/questions/your_pain/place"]
OF_A_SITTING += ["/kiosk/answers", "/kiosk/assessment", "/kiosk/take-home", "/kiosk/start-again"]


def copy_of_cookie(person):
    return person.client.get_cookie("self-check").value


def put_back(person, cookie):
    person.client.set_cookie("self-check", cookie)


def ends(person):
    """Every way in which a sitting ends, from a result."""
    return {
        "finished": lambda: person.press("Finish and delete my answers"),
        "start again": lambda: person.go("/kiosk/start-again").press("Yes"),
        "the attract screen": lambda: person.go("/kiosk"),
        "somebody new": lambda: person.go("/kiosk").press("Touch to start"),
        "reset by staff": lambda: kiosk_sittings.get_up(person.db, person.kiosk, "2026-11-24"),
        "the clock": lambda: person.stay_away(91),
        "withdrawn": lambda: kiosks.withdraw(person.db, person.number, person.kiosk.made),
    }


WAYS = ["finished", "start again", "the attract screen", "somebody new", "reset by staff"]
WAYS += ["the clock", "withdrawn"]


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_a_cookie_from_before_is_dead_whatever_the_browser_kept(person, way):
    person.come_to_a_result()
    kept = copy_of_cookie(person)
    ends(person)[way]()
    for address in OF_A_SITTING:
        put_back(person, kept)
        person.go(address)

        assert person.path in ("/kiosk", "/kiosk/enrol"), address
        assert "at_kiosk" not in person.holds(), address
        person.does_not_see("34 years", "What may play a part", "Check your answers")


def test_what_a_withdrawn_device_kept_opens_no_usual_page(person):
    person.come_to_a_result()
    kept = copy_of_cookie(person)
    kiosks.withdraw(person.db, person.number, person.kiosk.made)
    put_back(person, kept)

    person.go("/answers").does_not_see("34 years")
    assert "at_kiosk" not in person.holds()


def test_a_page_of_the_first_person_changes_nothing_of_the_second(app, person):
    person.touch_to_start()
    old = person.page, person.path
    person.go("/kiosk").press("Touch to start").tick("None of these").press("Continue")
    person.page, person.path = old
    person.tick("I am coughing up blood").press("Continue").sees("new since the pain began")

    sheet = AnswerSet.of(person.holds()["at_kiosk"], services_of(app).questionnaire)
    assert sheet.answers == {"rf_now": ["none"]}


def test_nor_does_it_when_both_began_on_one_attract_screen(person):
    person.go("/kiosk")
    attract = person.page, person.path
    person.press("Touch to start").tick("None of these").press("Continue")
    old = person.page, person.path
    person.page, person.path = attract
    person.press("Touch to start").sees("quick safety check")
    person.page, person.path = old
    person.tick("None of these").press("Continue").sees("quick safety check")

    assert "sheet" not in person.holds()["at_kiosk"]


def test_clearing_from_an_old_tab_does_not_end_the_next_sitting(person):
    person.come_to_a_result()
    kept = copy_of_cookie(person)
    token = person.boxes()[0].value
    person.go("/kiosk").press("Touch to start")
    sitting = person.kiosk.sitting
    put_back(person, kept)
    person.client.post("/kiosk/clear", data={"csrf_token": token})

    assert sitting == person.kiosk.sitting


@pytest.mark.parametrize("site", ["none", "cross-site"])
def test_an_address_that_was_typed_or_restored_is_nobodys(person, site):
    person.come_to_a_result()
    answer = person.client.get("/kiosk/answers", headers={"Sec-Fetch-Site": site})

    assert (answer.status_code, answer.location) == (303, "/kiosk")
    assert "at_kiosk" not in person.holds()


def test_going_on_from_page_to_page_is_somebodys(person):
    person.come_to_a_result()
    answer = person.client.get("/kiosk/answers", headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 200


def test_the_clock_counts_from_the_last_touch(person):
    person.touch_to_start().stay_away(89).go(QUESTIONS).sees("quick safety check")
    person.stay_away(91).go(QUESTIONS).sees("Touch to start")


def test_a_clock_that_went_back_forgets(person):
    person.touch_to_start().stay_away(-60).go(QUESTIONS).sees("Touch to start")


def test_i_am_still_here_holds_the_sitting_and_asking_does_not(person):
    person.touch_to_start()
    token = person.boxes()[0].value
    person.stay_away(80)
    assert person.client.get("/kiosk/here").status_code == 204
    person.client.get("/kiosk/here")
    person.stay_away(91)
    assert person.client.get("/kiosk/here").status_code == 205

    person.touch_to_start()
    token = person.boxes()[0].value
    person.stay_away(80)
    answer = person.client.post("/kiosk/still-here", data={"csrf_token": token})
    assert answer.status_code == 204
    person.go(QUESTIONS).sees("quick safety check")


def test_the_cookie_ends_with_the_browser(person):
    answer = person.go("/kiosk").press("Touch to start").response
    (set_cookie,) = [
        value
        for history in (*answer.history, answer)
        for name, value in history.headers
        if name == "Set-Cookie" and value.startswith("self-check=") and len(value) > 80
    ][-1:]

    assert "Max-Age" not in set_cookie
    assert "Expires" not in set_cookie
    assert "HttpOnly" in set_cookie


@pytest.mark.parametrize("way", ["Finish and delete my answers", "attract"])
def test_the_browser_is_told_to_forget_too(person, way):
    person.come_to_a_result()
    if way == "attract":
        answer = person.client.get("/kiosk")
    else:
        token = person.boxes()[0].value
        answer = person.client.post("/kiosk/clear", data={"csrf_token": token})

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_every_page_is_kept_nowhere(person):
    person.come_to_a_result()
    for address in ("/kiosk/answers", "/kiosk/assessment", QUESTIONS, "/kiosk"):
        assert person.client.get(address).headers["Cache-Control"] == "no-store"


def test_the_database_holds_no_answer(app, person):
    person.come_to_a_result()
    script = in_the_clear(person.db)

    for name in services_of(app).questionnaire.questions:
        assert len(name) < 12 or name not in script
    assert list(beneath(person.db)["responses"].rows) == []
    assert list(beneath(person.db)["handoffs"].rows) == []


def test_a_hasty_finger_begins_once(person):
    person.go("/kiosk")
    page, path = person.page, person.path
    person.press("Touch to start").sees("quick safety check")
    sitting = person.kiosk.sitting
    person.page, person.path = page, path
    person.press("Touch to start").sees("quick safety check")

    assert sitting == person.kiosk.sitting


def test_two_kiosks_never_mix(app, person):
    other = a_kiosk(app, "Upstairs")
    second = AtKiosk(at_kiosk(app.test_client(), other), other[0])
    person.come_to_a_result()
    put_back(second, copy_of_cookie(person))

    second.go("/kiosk/assessment").sees("Touch to start")
    person.go("/kiosk/assessment").sees("What may play a part")
