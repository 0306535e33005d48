"""Secrets that are given out: drawn, or worked out from a form's own word."""

import pytest

from records.engine.tokens import LENGTH, SIGNS, hash_of, new_token, token_for

SECRET = "x" * 32


@pytest.mark.parametrize(
    "token",
    [new_token(), token_for("a word", SECRET), token_for("", "")],
    ids=["drawn", "for a word", "for nothing"],
)
def test_a_token_can_be_typed_from_paper(token):
    assert len(token) == LENGTH
    assert set(token) <= set(SIGNS)


def test_a_word_has_one_token_and_another_secret_another():
    assert token_for("a word", SECRET) == token_for("a word", SECRET)
    others = {token_for("a word", "y" * 32), token_for("a word ", SECRET), new_token()}

    assert token_for("a word", SECRET) not in others


def test_every_sign_comes_about_as_often():
    drawn = "".join(token_for(f"{number}", SECRET) for number in range(2000))
    often = [drawn.count(sign) for sign in SIGNS]

    assert min(often) > 0.85 * max(often)


@pytest.mark.parametrize("typed", ["ABCD-efgh 2345", "abcdefgh2345", " a b c d e f g h 2 3 4 5 "])
def test_a_token_is_the_same_however_it_is_typed(typed):
    assert hash_of(typed) == hash_of("abcdefgh2345")
