"""Disk, database, keys and mail fail for a moment; see torture/faults/."""

import pytest

from torture.faults import broken, full, gone, post, reply
from torture.parts import Trial

pytestmark = pytest.mark.torture


@pytest.mark.parametrize("part", [broken, full, gone, post, reply], ids=lambda part: part.__name__)
def test_nothing_is_lost_and_everything_is_told(tmp_path, part):
    figures = list(part.run(Trial(tmp_path, is_short=True, seed=1, say=lambda words: None)))

    assert not [f"{one}" for one in figures if one.is_met is False]
