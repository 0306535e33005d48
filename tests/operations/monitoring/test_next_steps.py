"""Each time somebody comes to a next step it is counted, wherever they answered."""

import pytest

from services import services_of
from tests.factories import a_kiosk, at_kiosk, healthy_runner, sit_down_with
from tests.kiosk.person import AtKiosk
from tests.pre_visit import states
from tests.pre_visit.walking import agree, answer_on
from tests.visitor import Visitor


@pytest.fixture
def told(app, monkeypatch):
    """The next steps that people came to."""
    counters, told = services_of(app).counters, []
    monkeypatch.setattr(counters, "told", told.append)
    return told


def test_a_runner_who_comes_to_the_result(runner, told, questionnaire):
    sit_down_with(runner.client, questionnaire, healthy_runner(), without=["strength_days"])
    runner.go("/questions/strength/weeks").type_in("How many days a week do you do strength", 2)
    runner.press("Continue").go("/assessment")

    assert told == ["physio_first"]


def test_a_runner_whom_a_sign_stops(runner, told):
    runner.go("/questions/safety/now").tick("I fainted")
    runner.press("Continue").sees("Call 911")
    runner.go("/assessment")

    assert told == ["emergency"]


@pytest.mark.slow
def test_a_patient_who_sends_the_answers(app, told):
    case = states.made(app)
    patient = answer_on(agree(Visitor(app.test_client()), case))
    patient.press("Send to Robin Hale").sees("Your answers are sent")

    assert len(told) == 1


def test_somebody_at_a_kiosk(app, told):
    device = a_kiosk(app)
    AtKiosk(at_kiosk(app.test_client(), device), device[0]).walk_to_a_result()

    assert len(told) == 1
