"""What the tests of this folder begin with."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from tests.security.world import a_world

LONG = 60  # seconds until a test gives up


@pytest.fixture
def world(app):
    """A clinic with something of everything in it."""
    return a_world(app)


class Hashing:
    """Every hashing goes on, but for one that waits to be let go on."""

    def __init__(self, real):
        self.real, self.left = real, 0
        self.began, self.may_go_on = Event(), Event()

    def __call__(self, *given, **how):
        self.left -= 1
        if self.left == 0:
            self.began.set()
            assert self.may_go_on.wait(LONG)
        return self.real(*given, **how)

    @contextmanager
    def held_while(self, press, at):
        """Somebody presses; within, their hashing of this number waits."""
        self.left = at
        with ThreadPoolExecutor(1) as hand:
            pressing = hand.submit(press)
            try:
                assert self.began.wait(LONG), "nothing was hashed"
                yield
            finally:
                self.may_go_on.set()
            pressing.result()


@pytest.fixture
def hashing(monkeypatch):
    held = Hashing(hashlib.scrypt)
    monkeypatch.setattr(hashlib, "scrypt", held)
    return held
