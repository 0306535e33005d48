"""Health data is encrypted before it is written or sent, and opened after it is read."""

import base64
import hashlib
import hmac
import json
import re
import secrets
import unicodedata
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from records.engine.private_files import read_or_make

# Nobody's answers come near these; what does is not worth the memory it would take.
LONGEST_ENCRYPTED = 64 * 1024
LONGEST_PLAIN = 256 * 1024

SHORTEST_SECRET = 32  # characters
GONE = "Put it back from where it is kept."

SEPARATORS = "ZPSC"  # Unicode's spaces, punctuation, symbols and controls


class Unreadable(Exception):
    """Forged, damaged, too old, or encrypted with a key that is gone; which one is never told."""


class BadKey(ValueError):
    """A key that cannot be used; the words say where it is, never what it is."""


class Encryption:
    """Encrypts with the first key and opens with any, so that a new key can be put in front."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise BadKey("There is no key to encrypt with.")
        self._fernet = MultiFernet([_fernet(key, at) for at, key in enumerate(keys, start=1)])
        self._index_keys = [hashlib.sha256(f"mark:{key}".encode()).digest() for key in keys]

    def encrypt(self, value: object, *, now: datetime | None = None) -> bytes:
        """Any JSON value as one ASCII word; `now` counts for `max_age` when it is opened."""
        plain = json.dumps(value, allow_nan=False, separators=(",", ":")).encode()
        encrypted = self._fernet.encrypt_at_time(zlib.compress(plain, level=6), _seconds(now))
        # The limit on the plain text keeps a small encrypted value from opening into a huge one.
        if len(plain) > LONGEST_PLAIN or len(encrypted) > LONGEST_ENCRYPTED:
            raise ValueError(f"{len(plain)} characters are too many to encrypt.")
        return encrypted

    def encrypt_over(
        self, before: bytes | None, value: object, *, now: datetime | None = None
    ) -> bytes:
        """The same to put in place of what is encrypted already. Raises Unreadable.

        What no key opens today is there again with its key, unless something is written over it.
        """
        if before is not None:
            self.decrypt(before)
        return self.encrypt(value, now=now)

    def blind_indexes(self, text: str) -> list[str]:
        """What finds a text again without holding it: a blind index for each key, the newest first.

        Texts that `same_reference` makes alike have the same ones.
        """
        same = same_reference(text).encode()
        return [hmac.digest(key, same, "sha256").hex() for key in self._index_keys]

    def decrypt(
        self,
        encrypted: bytes | str,
        max_age: timedelta | None = None,
        *,
        now: datetime | None = None,
    ) -> object:
        """The value, or `Unreadable` whatever is wrong with it."""
        try:
            return json.loads(zlib.decompress(self._decrypted(_exact(encrypted), max_age, now)))
        except (InvalidToken, ValueError, zlib.error) as problem:
            raise Unreadable("This could not be opened.") from problem

    def decrypt_if_it_can(self, encrypted: bytes | None) -> Any:  # as it went in
        """The value; None for nothing, and where the key is gone: one row hides no others."""
        try:
            return self.decrypt(encrypted) if encrypted else None
        except Unreadable:
            return None

    def _decrypted(self, token: bytes, max_age: timedelta | None, now: datetime | None) -> bytes:
        if max_age is None:
            return self._fernet.decrypt(token)
        seconds = int(max_age.total_seconds())
        return self._fernet.decrypt_at_time(token, seconds, _seconds(now))


def same_reference(text: str) -> str:
    """A reference as it is compared: case makes no difference, nor which separator stands where,
    nor whether one stands between letters and figures: kl4711 is KL-4711.

    Where one stands among figures does: 2026/1-12 and 2026/11-2 are two patients.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()
    signs = ("-" if unicodedata.category(sign)[0] in SEPARATORS else sign for sign in folded)
    parted = re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", "-", "".join(signs))
    return re.sub("-+", "-", parted)


def begins_with(reference: str, typed: str) -> bool:
    """Whether a reference begins as somebody typed it, whatever separators either has."""
    whole, start = (same_reference(text).replace("-", "") for text in (reference, typed))
    return bool(start) and whole.startswith(start)


def spellings(reference: str) -> list[str]:
    """A reference as it was typed, and without separators."""
    return [reference, same_reference(reference).replace("-", "")]


def keys_from_text(text: str) -> list[str]:
    """One key a line, the one to encrypt with first; a line may be a `#` remark."""
    lines = [line.strip() for line in text.splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    Encryption(keys)
    return keys


def load_or_make_keys(path: Path, is_first: bool = True) -> list[str]:
    """The keys in this file, made at the first start: new ones would open nothing of before.

    Raises BadKey.
    """
    if not is_first and not path.exists():
        raise BadKey(f"{path} is missing, and there are records that only its keys open. {GONE}")
    try:
        return keys_from_text(_text(path, Fernet.generate_key().decode()))
    except BadKey as problem:
        raise BadKey(f"{path}: {problem}") from problem


def load_or_make_secret(path: Path) -> str:
    """What forms are protected with, made at the first start. Raises BadKey."""
    secret = _text(path, secrets.token_urlsafe(32)).strip()
    if len(secret) < SHORTEST_SECRET:
        raise BadKey(f"{path}: a secret has at least 32 characters. Remove the file for a new one.")
    return secret


def _text(path: Path, new: str) -> str:
    try:
        return read_or_make(path, f"{new}\n")
    except UnicodeDecodeError as problem:
        raise BadKey(f"{path} is damaged. {GONE}") from problem


def _fernet(key: str, at: int) -> Fernet:
    try:
        return Fernet(key)
    except ValueError as problem:
        raise BadKey(f"Key {at} is not a key: 44 letters, digits, - and _ are one.") from problem


def _exact(encrypted: bytes | str) -> bytes:
    """The token, if it is spelled in the one way that encryption spells it.

    Base64 forgives stray characters and unused bits, so altered copies would open as well.
    """
    token = encrypted.encode("ascii") if isinstance(encrypted, str) else encrypted
    if len(token) > LONGEST_ENCRYPTED or _respelled(token) != token:
        raise InvalidToken
    return token


def _respelled(token: bytes) -> bytes:
    return base64.urlsafe_b64encode(base64.urlsafe_b64decode(token))


def _seconds(now: datetime | None) -> int:
    return int((now or datetime.now(UTC)).timestamp())
