"""The app on a real file of SQLite, with keys of its own, and somebody to visit it."""

import pytest

from app import create_app
from questionnaire.loading import load_content
from tests.visitor import Visitor

SECRET = "a secret of the tests, thirty-two characters or more"
KEY = "4pY0c8rS3dQm1uXvT6wZ9aBeHjKnPqRgUyWx2fLoMi0="
CONTENT = load_content()


@pytest.fixture(scope="session")
def questionnaire():
    return CONTENT[0]


@pytest.fixture(scope="session")
def rulebook():
    return CONTENT[1]


@pytest.fixture
def settings(tmp_path):
    return {
        "TESTING": True,
        "SECRET_KEY": SECRET,
        "SEALING_KEYS": KEY,
        "DATABASE": tmp_path / "records.db",
        "CLINIC_NAME": "Hill Street Physiotherapy",
        "CLINIC_PHONE": "(555) 010-0100",
    }


@pytest.fixture
def make_app():
    """Apps from settings, each closed again at the end."""
    made = []

    def make(settings):
        made.append(create_app(settings))
        return made[-1]

    yield make
    for app in made:
        app.extensions["connections"].close()


@pytest.fixture
def app(make_app, settings):
    return make_app(settings)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def runner(client):
    return Visitor(client)
