"""Passphrases as they are kept: hashed, slowly, by Werkzeug's scrypt, few at once."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import current_app
from werkzeug.exceptions import TooManyRequests
from werkzeug.security import check_password_hash, generate_password_hash

METHOD = "scrypt:32768:8:3"  # OWASP's least: 32 MB, three times over
NOBODY = f"nobody${'0' * 128}"  # a hash that is never right
# Each takes a core and 32 MB for as long as it lasts, and every page of this process waits for it.
AT_ONCE = 2
OF_STRANGERS = 1  # of these, so that whoever is known here gets a turn however many others try
PATIENCE = 10  # seconds that whoever is no stranger waits for a turn
LATER = 2  # seconds after which to try again

turns = BoundedSemaphore(AT_ONCE)
turns_of_strangers = BoundedSemaphore(OF_STRANGERS)


class Busy(TooManyRequests):
    """As many passphrases are hashed as this process does at once."""

    def __init__(self) -> None:
        super().__init__(retry_after=LATER)


def normal(passphrase: str) -> str:
    """The same signs however a keyboard composes them: two devices may differ."""
    return unicodedata.normalize("NFKC", passphrase)


@contextmanager
def turn_of_a_stranger() -> Iterator[None]:
    """Within it, what somebody typed who is not known here is hashed. Raises Busy at once."""
    if not turns_of_strangers.acquire(blocking=False):
        raise Busy
    try:
        yield
    finally:
        turns_of_strangers.release()


@contextmanager
def turn() -> Iterator[None]:
    """Within it, one passphrase is hashed. Raises Busy where that would be too long to wait for."""
    if not turns.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        turns.release()


def method() -> str:
    """How much work each hash is: METHOD, unless code that makes an app asks for less.

    The suite does. The environment cannot: a FLASK_ setting that is not known stops the start.
    """
    return str(current_app.config.get("HASHING", METHOD)) if current_app else METHOD


def hashed(passphrase: str) -> str:
    """What is kept of a passphrase; some tenths of a second's work, so that guessing is slow."""
    with turn():
        return generate_password_hash(normal(passphrase), method())


def is_right(passphrase: str, kept: str) -> bool:
    """Whether it is the kept one. No passphrase kept takes as long, so that time tells nothing."""
    with turn():
        return check_password_hash(kept or f"{method()}${NOBODY}", normal(passphrase))


def is_weak(kept: str) -> bool:
    """Whether a passphrase was hashed with less work than now, and is to be hashed again."""
    return not kept.startswith(f"{method()}$")
