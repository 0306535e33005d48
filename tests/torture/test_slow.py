"""Sixty-four clients that send a byte a second keep nobody from the self-check."""

import pytest

from torture.parts import Trial
from torture.slow.session import run

pytestmark = pytest.mark.torture


def test_slow_clients_stop_nobody(tmp_path):
    said = []
    figures = list(run(Trial(tmp_path, True, 1, said.append)))

    missed = [str(figure) for figure in figures if figure.is_met is False]

    assert missed == [], "\n".join(said)
    assert len(figures) == 3
