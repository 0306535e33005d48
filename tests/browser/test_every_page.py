"""What must hold on every page in every state: for all eyes, all hands, all windows."""

import pytest

from tests.browser.checks import axe_violations, too_small, too_wide
from tests.browser.states import STATES


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_anyone_can_read_and_use_the_page(state, open_page, watch):
    page = state.enter(open_page, watch, color_scheme="light")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")

    assert [*too_small(page), *axe_violations(page), *too_wide(page)] == []
