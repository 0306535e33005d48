"""A patient with a link that was just made."""

import pytest

from tests.pre_visit import states
from tests.visitor import Visitor


@pytest.fixture
def invited(app):
    return states.made(app)


@pytest.fixture
def patient(invited):
    return Visitor(invited.app.test_client())
