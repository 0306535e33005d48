"""Passphrases as they are kept: hashed, slowly, by Werkzeug's scrypt."""

from flask import current_app
from werkzeug.security import check_password_hash, generate_password_hash

from clinic.staff.passphrases import normal

METHOD = "scrypt:32768:8:3"  # OWASP's least: 32 MB, three times over
NOBODY = f"nobody${'0' * 128}"  # a hash that is never right


def method() -> str:
    """How much work each hash is: METHOD, unless code that makes an app asks for less.

    The suite does. The environment cannot: a FLASK_ setting that is not known stops the start.
    """
    return str(current_app.config.get("HASHING", METHOD)) if current_app else METHOD


def hashed(passphrase: str) -> str:
    """What is kept of a passphrase; some tenths of a second's work, so that guessing is slow."""
    return generate_password_hash(normal(passphrase), method())


def is_right(passphrase: str, kept: str) -> bool:
    """Whether it is the kept one. No passphrase kept takes as long, so that time tells nothing."""
    return check_password_hash(kept or f"{method()}${NOBODY}", normal(passphrase))


def is_weak(kept: str) -> bool:
    """Whether a passphrase was hashed with less work than now, and is to be hashed again."""
    return not kept.startswith(f"{method()}$")
