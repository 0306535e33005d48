"""The shipped web server in front of two shipped servers, tried from outside."""

import pytest

from torture.front.session import run
from torture.front.site import NGINX
from torture.parts import Trial

pytestmark = pytest.mark.torture


@pytest.mark.skipif(not NGINX.exists(), reason="nginx is not here: apt-get install nginx-light")
def test_behind_the_shipped_front_nothing_fails_and_nothing_shows(tmp_path):
    said = []
    figures = list(run(Trial(tmp_path, is_short=True, seed=1, say=said.append)))

    assert [str(figure) for figure in figures if figure.is_met is False] == [], said
    assert len(figures) == 21
