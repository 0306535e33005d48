"""The app on trial, with keys and a database of its own, and the bare one beside it."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from flask import Flask

from app import DEFAULTS, create_app


def trial_app(folder: Path) -> Flask:
    """The whole app as it comes: no setting from outside counts, and nothing real is touched."""
    return create_app(DEFAULTS | own_settings(folder))


def own_environment(folder: Path) -> dict[str, str]:
    """The same for a process of its own."""
    outside = {name: text for name, text in os.environ.items() if not name.startswith("FLASK_")}
    return outside | {f"FLASK_{name}": text for name, text in own_settings(folder).items()}


def own_settings(folder: Path) -> dict[str, str]:
    """A database and keys that are not the clinic's."""
    return {
        "DATABASE": str(folder / "records.db"),
        "SECRET_KEY": secrets.token_urlsafe(32),
        "SEALING_KEYS": Fernet.generate_key().decode(),
    }


def hello_app() -> Flask:
    """The least that Flask can be asked for."""
    app = Flask("hello")

    @app.get("/")
    def hello() -> str:
        return "hello"

    return app
