"""Secrets that are given out once and never kept: only their hash is."""

import hashlib
import hmac
import secrets

from records.text import in_figures

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # some type it from paper: nothing that looks alike
LONGEST_TYPED = 200  # characters, with gaps and dashes
LENGTH = 26  # of 31 signs: 128.8 bits


def new_token() -> str:
    """A link's secret: unguessable, because it is the only key to what it opens."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def token_for(word: str, secret: str) -> str:
    """The secret that belongs to a word, the same each time; nobody finds it without `secret`."""
    number = int.from_bytes(hmac.digest(secret.encode(), word.encode(), "sha256"))
    return "".join(SIGNS[number // len(SIGNS) ** place % len(SIGNS)] for place in range(LENGTH))


def as_read(typed: str) -> str:
    """A token however it was typed: in capitals, with gaps or dashes.

    What is far too long is as good as nothing, and takes no longer to refuse.
    """
    given = typed if len(typed) <= LONGEST_TYPED else ""
    return "".join(sign for sign in in_figures(given.lower()) if sign.isalnum())


def hash_of(token: str) -> str:
    """What is kept of a token, however it was typed."""
    return hashlib.sha256(as_read(token).encode()).hexdigest()


def new_name() -> str:
    """A name for a record in an address: it finds the record for whoever may see it, no more."""
    return "".join(secrets.choice(SIGNS) for _ in range(10))
