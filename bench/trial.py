"""The app on trial, with keys and a database of its own, and the bare one beside it."""

import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from flask import Flask

from app import DEFAULTS, create_app


def trial_app(folder: Path) -> Flask:
    """The whole app as it comes: no setting from outside counts, and nothing real is touched."""
    own = {
        "DATABASE": str(folder / "records.db"),
        "SECRET_KEY": secrets.token_urlsafe(32),
        "SEALING_KEYS": Fernet.generate_key().decode(),
    }
    return create_app(DEFAULTS | own)


def hello_app() -> Flask:
    """The least that Flask can be asked for."""
    app = Flask("hello")

    @app.get("/")
    def hello() -> str:
        return "hello"

    return app
