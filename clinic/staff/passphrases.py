"""What makes a passphrase good enough, in words for whoever chooses one."""

import unicodedata


def normal(passphrase: str) -> str:
    """The same sign however a keyboard composes it: two devices may differ."""
    return unicodedata.normalize("NFKC", passphrase)
