"""A few of the thousands: nobody meets an error, and nothing is judged by the clock."""

import pytest

from torture.load import session, soak
from torture.parts import Trial

pytestmark = pytest.mark.torture


@pytest.mark.parametrize("part", [session, soak], ids=["at seven tenths", "one after another"])
def test_a_few_come_and_go_without_an_error(part, tmp_path):
    figures = list(part.run(Trial(tmp_path, is_short=True)))

    assert any(figure.is_met for figure in figures)
    assert [str(figure) for figure in figures if figure.is_met is False] == []
