"""What makes a passphrase good enough, in words for whoever chooses one."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

SHORTEST, LONGEST = 12, 128  # characters
FEWEST_SIGNS = 6  # different ones
OWN_SHARE = 8  # letters and digits that must be left without the names
IN_ORDER = 0.6  # the part of the steps that may follow a row of keys
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
COLUMNS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p")
READ_AS = str.maketrans("013457@$", "oleastas")
LIST = Path(__file__).with_name("common_passphrases.txt")


def normal(passphrase: str) -> str:
    """The same signs however a keyboard composes them: two devices may differ."""
    return unicodedata.normalize("NFKC", passphrase)


def problem_with(passphrase: str, names: Iterable[str] = ()) -> str:
    """Why it cannot be taken, and what to do instead; "" when it can.

    `names`: the person's and the clinic's, which others would try first.
    """
    chosen = normal(passphrase)
    signs = "".join(filter(str.isalnum, chosen.casefold()))
    if len(chosen) < SHORTEST:
        return f"Use {SHORTEST} characters or more. Four words in a row are easy to remember."
    if len(chosen) > LONGEST:
        return f"Use {LONGEST} characters or fewer."
    if len(set(chosen)) < FEWEST_SIGNS or _repeats(chosen.casefold()):
        return "This repeats itself. Use words that do not."
    if _is_in_order(signs):
        return "This follows the keys or the alphabet. Use words instead."
    if len(_without(signs, names)) < OWN_SHARE:
        return "This is mostly your name or the clinic's. Use other words."
    return "This is one of the first that others would try. Use other words." * _is_common(chosen)


def _repeats(text: str) -> bool:
    """Whether it is one short piece over and over, even when the last is cut off."""
    return any(
        text.startswith(text[:size]) and (text[:size] * len(text)).startswith(text)
        for size in range(1, len(text) // 2 + 1)
    )


def _is_in_order(signs: str) -> bool:
    """Whether most steps from sign to sign are one along a row or column of keys."""
    steps = list(pairwise(signs))
    return sum(step in _next_keys() for step in steps) > IN_ORDER * len(steps)


@cache
def _next_keys() -> frozenset[tuple[str, str]]:
    forth = {step for row in (*ROWS, *COLUMNS) for step in pairwise(row)}
    return frozenset(forth | {(after, before) for before, after in forth})


def _without(signs: str, names: Iterable[str]) -> str:
    """What is left when every word of the names is taken out."""
    words = {word for name in names for word in re.findall(r"\w{3,}", normal(name).casefold())}
    for word in sorted(words, key=len, reverse=True):
        signs = signs.replace(word, "")
    return signs


def _is_common(chosen: str) -> bool:
    """Whether one or two words of the list, and digits and signs, are all there is to it."""
    lower = chosen.casefold()
    read = re.sub(r"[\W\d_]+$", "", lower).translate(READ_AS)
    return any(_is_made_of_common("".join(filter(str.isalpha, text))) for text in (lower, read))


def _is_made_of_common(letters: str) -> bool:
    halves = ((letters[:at], letters[at:]) for at in range(len(letters) + 1))
    common = _common() | {""}
    return any(one in common and other in common for one, other in halves)


@cache
def _common() -> frozenset[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
