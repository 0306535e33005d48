"""Guessing at links, codes and passphrases, a few tries of each; see torture/guesses/."""

import pytest

from torture.guesses.session import run
from torture.parts import Trial

pytestmark = pytest.mark.torture


def test_nothing_is_found_by_guessing_and_soon_it_has_to_wait(tmp_path):
    figures = list(run(Trial(tmp_path, is_short=True, seed=1, say=lambda _: None)))

    assert not [f"{one}" for one in figures if one.is_met is False]
    assert sum(one.is_met is not None for one in figures) == 11
