"""What must hold on every page in every state: for all eyes, all hands, all windows."""

import pytest

from tests.browser.checks import check_each
from tests.browser.states import ERRORS, NOTICES, OTHERS, QUESTIONS, RESULTS, STOPS

WALKS = {
    "around the questions": OTHERS,
    "questions": QUESTIONS,
    "mistakes": [*ERRORS, *NOTICES],
    "results": [*RESULTS, *STOPS],
}


@pytest.mark.parametrize("walk", WALKS)
def test_anyone_can_read_and_use_every_page(walk, open_next, watch):
    states = {state.name: state for state in WALKS[walk]}

    check_each(states, lambda one: one.enter(open_next, watch), watch)
