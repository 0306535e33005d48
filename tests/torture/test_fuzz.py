"""A thousand posts that no browser of ours would send change nothing that they may not."""

import pytest

from torture.fuzz.session import run
from torture.parts import Trial

pytestmark = pytest.mark.torture


def test_a_thousand_odd_posts(tmp_path):
    said = []
    figures = list(run(Trial(tmp_path, True, 1, said.append)))

    missed = [str(figure) for figure in figures if figure.is_met is False]

    assert missed == [], "\n".join(said)
    assert len(figures) == 7
