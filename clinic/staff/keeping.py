"""Passphrases as they are kept: hashed, slowly, by Werkzeug's scrypt."""

from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from clinic.staff.passphrases import normal


def hashed(passphrase: str) -> str:
    """What is kept of a passphrase; a tenth of a second's work, so that guessing is slow."""
    return generate_password_hash(normal(passphrase))


def is_right(passphrase: str, kept: str) -> bool:
    """Whether it is the kept one. No passphrase kept takes as long, so that time tells nothing."""
    is_the_one = check_password_hash(kept or _of_nobody(), normal(passphrase))
    return bool(kept) and is_the_one


@cache
def _of_nobody() -> str:
    return generate_password_hash("nobody has this")
