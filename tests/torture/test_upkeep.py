"""Clocks that step, copies under load: a few of each; see torture/upkeep/."""

import pytest

from torture.parts import Trial
from torture.upkeep.session import run

pytestmark = pytest.mark.torture


def test_records_are_kept_well(tmp_path):
    said = []
    figures = list(run(Trial(tmp_path, is_short=True, seed=1, say=said.append)))

    assert [f"{one}" for one in figures if one.is_met is False] == [], said
    assert {one.test for one in figures} == {"6", "26"}
