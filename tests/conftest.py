"""The app on a real file of SQLite, with keys of its own, and somebody to visit it."""

from contextlib import ExitStack
from secrets import token_urlsafe

import pytest
from cryptography.fernet import Fernet

from app import create_app
from questionnaire.loading import load_content
from tests.visitor import Visitor

CONTENT = load_content()
CLINIC = {"CLINIC_NAME": "Hill Street Physiotherapy", "CLINIC_PHONE": "(555) 010-0100"}


@pytest.fixture(scope="session")
def questionnaire():
    return CONTENT[0]


@pytest.fixture(scope="session")
def rulebook():
    return CONTENT[1]


@pytest.fixture
def settings(tmp_path):
    keys = {"SECRET_KEY": token_urlsafe(32), "SEALING_KEYS": Fernet.generate_key().decode()}
    return CLINIC | keys | {"TESTING": True, "DATABASE": tmp_path / "records.db"}


@pytest.fixture
def make_app():
    """Apps from settings, each closed at the end."""
    with ExitStack() as at_the_end:

        def make(settings):
            app = create_app(settings)
            at_the_end.callback(app.extensions["connections"].close)
            return app

        yield make


@pytest.fixture
def app(make_app, settings):
    return make_app(settings)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def runner(client):
    return Visitor(client)
