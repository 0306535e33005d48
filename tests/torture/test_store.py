"""A small form of a million rounds of answers."""

import pytest

from torture.parts import Trial
from torture.store import million

pytestmark = pytest.mark.torture


def test_what_is_due_goes_and_nothing_else_however_it_is_interrupted(tmp_path):
    figures = list(million.run(Trial(tmp_path, is_short=True, say=lambda words: None)))
    missed = [str(figure) for figure in figures if figure.is_met is False]

    assert missed == []
    assert any(figure.test == "24" and figure.is_met for figure in figures)
