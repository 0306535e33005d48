"""What the tests of this folder begin with."""

import pytest

from tests.security.world import a_world


@pytest.fixture
def world(app):
    """A clinic with something of everything in it."""
    return a_world(app)
