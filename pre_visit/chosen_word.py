"""A word or number that a patient chose, by which their answers open in another browser."""

import unicodedata

from pre_visit.birth_year import names_year

SHORTEST_WORD, LONGEST_WORD = 4, 40  # signs; characters
MOST_TRIES = 5

TOO_SHORT = "Use at least 4 letters or numbers, or leave it empty."
TOO_EASY = "Others would try that first. Choose something else, or leave it empty."
KNOWN_AS = "The clinic knows you by that. Choose something else, or leave it empty."
NO_MORE = "Five words were chosen for this form already. Leave it empty, and go on without one."
KNOWN = "The clinic knows your year of birth. Choose something else, or leave it empty."


def as_compared(word: str) -> str:
    """The letters and figures of a word: capitals, gaps and accents typed apart do not matter."""
    same = unicodedata.normalize("NFKC", word).casefold()
    return "".join(sign for sign in same if sign.isalnum())


def problem_with(word: str, birth_year: int | None, reference: str | None) -> str:
    """Why somebody else would find this word too soon; "" for a good one."""
    signs = as_compared(word)
    if len(signs) < SHORTEST_WORD:
        return TOO_SHORT
    steps = {ord(after) - ord(before) for before, after in zip(signs, signs[1:], strict=False)}
    if steps in ({0}, {1}, {-1}):  # 0000, 1234, dcba
        return TOO_EASY
    if signs == as_compared(reference or ""):  # whatever opens by it opens by the reference
        return KNOWN_AS
    return KNOWN if birth_year and names_year(word, birth_year) else ""
