import pytest

from tests.factories import a_kiosk, at_kiosk
from tests.kiosk.person import AtKiosk


@pytest.fixture
def device(app):
    """A kiosk, and the token of the device that is it."""
    return a_kiosk(app)


@pytest.fixture
def person(app, device):
    return AtKiosk(at_kiosk(app.test_client(), device), device[0])
