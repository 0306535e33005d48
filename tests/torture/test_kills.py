"""The server killed a few times while eight people are at work; see torture/kills/."""

import pytest

from torture.kills.killing import run
from torture.parts import Trial

pytestmark = pytest.mark.torture


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path):
    figures = list(run(Trial(tmp_path, is_short=True, seed=1, say=lambda words: None)))

    assert not [f"{one}" for one in figures if one.is_met is False]
