"""A button pressed a dozen times at once, on two servers of one database; see torture/double/."""

import pytest

from torture.double.pressing import run
from torture.parts import Trial

pytestmark = pytest.mark.torture


def test_a_button_pressed_many_times_at_once_makes_one_record(tmp_path):
    figures = list(run(Trial(tmp_path, is_short=True, seed=1, say=lambda words: None)))

    assert not [f"{one}" for one in figures if one.is_met is False]
