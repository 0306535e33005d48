"""Passphrases as they are kept: hashed, slowly, by Werkzeug's scrypt."""

from werkzeug.security import check_password_hash, generate_password_hash

from clinic.staff.passphrases import normal

METHOD = "scrypt:32768:8:3"  # OWASP's least: 32 MB, three times over
OF_NOBODY = f"{METHOD}$nobody${'0' * 128}"  # as much work as any, and never right


def hashed(passphrase: str) -> str:
    """What is kept of a passphrase; some tenths of a second's work, so that guessing is slow."""
    return generate_password_hash(normal(passphrase), METHOD)


def is_right(passphrase: str, kept: str) -> bool:
    """Whether it is the kept one. No passphrase kept takes as long, so that time tells nothing."""
    return check_password_hash(kept or OF_NOBODY, normal(passphrase))


def is_weak(kept: str) -> bool:
    """Whether a passphrase was hashed with less work than now, and is to be hashed again."""
    return not kept.startswith(f"{METHOD}$")
