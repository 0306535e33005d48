"""One visit on two devices at once: pages interleaved, sent together, or out of their order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from questionnaire.answer_set import AnswerSet
from tests.beneath import beneath
from tests.factories import desk_of
from tests.pre_visit.walking import agree, fill, pass_safety
from tests.visitor import Visitor

pytestmark = pytest.mark.slow
PLACE = "You and where it hurts"


@pytest.fixture
def devices(invited):
    """A phone and a laptop, both past the safety check: the laptop was let in by a word."""
    phone = Visitor(invited.app.test_client())
    pass_safety(agree(phone, invited, word="heron 7")).press("Continue").sees(PLACE)
    laptop = Visitor(invited.app.test_client()).go(invited.link)
    laptop.type_in("Your word or number", "heron 7").press("Open my answers").sees(PLACE)
    return phone, laptop


def answers_of(case):
    return AnswerSet.of(case.response.kept, desk_of(case.app).questionnaire).answers


def submissions_of(case):
    return beneath(desk_of(case.app).db).table("responses").count


def test_pages_answered_in_turns_on_two_devices_are_one_set_of_answers(invited, devices):
    turns = 0
    while "all 30 pages done" not in devices[turns % 2].go(invited.link).page.text:
        device = devices[turns % 2].follow("Go on")
        fill(device)
        device.press("Continue")
        turns += 1

    assert turns > 10
    assert submissions_of(invited) == 1
    for device in devices:
        device.go(invited.link).sees("Welcome back: all 30 pages done")


def test_two_devices_that_send_one_page_together_keep_one_and_tell_the_other(invited, devices):
    for device, age in zip(devices, ("34", "62"), strict=True):
        fill(device)
        device.type_in("How old are you?", age)
    together = Barrier(2)

    def send(device):
        together.wait(timeout=10)
        return device.press("Continue")

    with ThreadPoolExecutor(2) as threads:
        ended = list(threads.map(send, devices))
    told = [one for one in ended if "You changed this page somewhere else" in one.page.text]
    kept = str(answers_of(invited)["age_years"])

    assert len(told) == 1
    assert told[0].box("How old are you?").value == kept


def test_a_later_page_that_is_sent_first_leads_to_the_first_open_one(invited, devices):
    phone, _ = devices
    token = next(box.value for box in phone.boxes() if box.name == "csrf_token")
    later = {
        "csrf_token": token,
        "stress_level": "some",
        "stress_link": "not_sure",
        "clench_habits": "none",
    }
    phone.go(f"/visit/{invited.name}/questions/stress/stress", data=later)

    phone.sees(PLACE)
    phone.go(f"/visit/{invited.name}/answers").sees(PLACE)
    assert invited.response.submitted is None
