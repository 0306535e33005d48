import secrets
import zlib
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from records.engine.encryption import (
    LONGEST_ENCRYPTED,
    LONGEST_PLAIN,
    BadKey,
    Encryption,
    Unreadable,
    keys_from_text,
)
from tests.tables import every_row

FIRST, SECOND, OTHER = (Fernet.generate_key().decode() for _ in range(3))
NOISE = secrets.token_hex(LONGEST_ENCRYPTED).encode()  # Compresses to half, and is still too long.
ANSWERS = {"rest_days": 0, "rf_heart_lungs": ["none"], "note": "ça tire – \ud83d\x00"}

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(json_values)
def test_what_was_sealed_opens_as_it_was(value):
    assert value == Encryption([FIRST]).decrypt(Encryption([FIRST]).encrypt(value))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", {1, 2}])
def test_what_json_cannot_say_is_refused_when_it_is_sealed(encryption, value):
    with pytest.raises((ValueError, TypeError)):
        encryption.encrypt(value)


def test_a_sealed_value_says_nothing(encryption):
    assert b"rest_days" not in encryption.encrypt(ANSWERS)
    assert encryption.encrypt(ANSWERS) != encryption.encrypt(ANSWERS)


def test_no_bit_of_it_can_be_changed(encryption):
    encrypted = encryption.encrypt({"pain": 3})
    for at in range(len(encrypted) * 8):
        changed = bytearray(encrypted)
        changed[at // 8] ^= 1 << at % 8

        with pytest.raises(Unreadable):
            encryption.decrypt(bytes(changed))


@every_row(
    "spoil",
    [
        lambda encrypted: b"",
        lambda encrypted: b"=",
        lambda encrypted: b"A",
        lambda encrypted: b"gAAAAA==",
        lambda encrypted: encrypted[:-1],
        lambda encrypted: encrypted + b"=",
        lambda encrypted: encrypted + b"\n",
        lambda encrypted: b" " + encrypted,
        lambda encrypted: encrypted[:20] + b"!" + encrypted[20:],
        lambda encrypted: encrypted.decode() + "é",
        lambda encrypted: "\ud83d" + encrypted.decode(),
        lambda encrypted: b"\x00\xff" * 40,
        lambda encrypted: Encryption([OTHER]).encrypt(ANSWERS),
        lambda encrypted: Fernet(FIRST).encrypt(b"not compressed"),
        lambda encrypted: Fernet(FIRST).encrypt(zlib.compress(b'"' + NOISE + b'"')),
        lambda encrypted: encrypted * 10_000,
    ],
)
def test_what_was_not_sealed_here_does_not_open(spoil):
    encryption = Encryption([FIRST])

    with pytest.raises(Unreadable, match=r"^This could not be opened\.$"):
        encryption.decrypt(spoil(encryption.encrypt(ANSWERS)))


@pytest.mark.parametrize(
    ("age", "opens"),
    [
        (timedelta(0), True),
        (timedelta(hours=12), True),
        (timedelta(hours=12, seconds=1), False),
        (timedelta(days=400), False),
        (timedelta(seconds=-60), True),  # Two machines' clocks may differ by this much.
        (timedelta(seconds=-61), False),
    ],
)
def test_how_long_it_may_be_opened(encryption, now, age, opens):
    encrypted = encryption.encrypt(ANSWERS, now=now)

    assert opens == still_opens(encryption, encrypted, timedelta(hours=12), now + age)


def still_opens(encryption, encrypted, max_age, now):
    try:
        return encryption.decrypt(encrypted, max_age, now=now) == ANSWERS
    except Unreadable:
        return False


def test_without_a_greatest_age_it_opens_for_ever(encryption, now):
    assert (
        encryption.decrypt(encryption.encrypt(ANSWERS, now=now - timedelta(days=4_000))) == ANSWERS
    )


def test_a_new_key_in_front_seals_and_the_old_one_still_opens():
    old = Encryption([FIRST]).encrypt(ANSWERS)
    both = Encryption([SECOND, FIRST])

    assert both.decrypt(old) == ANSWERS
    assert Encryption([SECOND]).decrypt(both.encrypt(ANSWERS)) == ANSWERS


@pytest.mark.parametrize("value", ["a" * LONGEST_PLAIN, NOISE.decode()])
def test_too_much_is_refused_when_it_is_sealed_not_when_it_is_needed(encryption, value):
    with pytest.raises(ValueError, match="too many to encrypt"):
        encryption.encrypt(value)


def test_keys_are_read_one_a_line_the_newest_first():
    assert keys_from_text(f"# made in May\n{SECOND}\n\n  {FIRST}\r\n") == [SECOND, FIRST]


@every_row(
    ("text", "words"),
    [
        ("", "There is no key to encrypt with."),
        ("# only a remark\n", "There is no key to encrypt with."),
        ("hunter2", "Key 1 is not a key"),
        (f"{FIRST}\n{SECOND[:-2]}", "Key 2 is not a key"),
        (f"{FIRST}é", "Key 1 is not a key"),
    ],
)
def test_a_bad_key_is_named_by_its_place_and_never_shown(text, words):
    with pytest.raises(BadKey, match=words) as refusal:
        keys_from_text(text)

    assert "hunter2" not in str(refusal.value)
    assert SECOND[:-2] not in str(refusal.value)
