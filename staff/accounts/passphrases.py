"""What makes a passphrase good enough, in words for whoever chooses one."""

import re
import threading
from collections.abc import Iterable

from web.password_hashing import normal

SHORTEST, LONGEST = 12, 128  # characters
FEWEST = 8  # letters and digits
JUDGED = 24  # characters from the first: the time to judge them grows with their cube
GOOD, GOOD_WITHOUT_SIGNS = 4, 3  # zxcvbn's score: more than 10^10 guesses, and than 10^8
OF_THE_TRADE = "physio physiotherapist physiotherapy clinic patient frontdesk reception backpain"
IN_ORDER = "This follows the keys or the alphabet. Use words instead."
COMMON = "This is one of the first that others would try. Use other words."
WHY = {
    "repeat": "This repeats itself. Use words that do not.",
    "sequence": IN_ORDER,
    "spatial": IN_ORDER,
    "user_inputs": "This is mostly your name or the clinic's. Use other words.",
}
_one_at_a_time = threading.Lock()  # the names that zxcvbn is given hold for every thread


def problem_with(passphrase: str, names: Iterable[str] = ()) -> str:
    """Why it cannot be taken, and what to do instead; "" when it can.

    `names`: the person's and the clinic's, which others would try first.
    """
    chosen = normal(passphrase)
    if len(chosen) < SHORTEST:
        return f"Use {SHORTEST} characters or more. Four words in a row are easy to remember."
    if len(chosen) > LONGEST:
        return f"Use {LONGEST} characters or fewer."
    whole = chosen.casefold()[:JUDGED]
    without_signs = "".join(filter(str.isalnum, whole))
    if len(without_signs) < FEWEST:
        return f"Use {FEWEST} letters or digits or more. Four words in a row are easy to remember."
    known = [*OF_THE_TRADE.split(), *_words_of(names)]
    return _weakness(whole, GOOD, known) or _weakness(without_signs, GOOD_WITHOUT_SIGNS, known)


def _words_of(names: Iterable[str]) -> list[str]:
    """Every word of the names, and each name as one word."""
    split = [re.findall(r"\w+", normal(name).casefold()) for name in names]
    return [word for words in split for word in (*words, "".join(words))]


def _weakness(text: str, at_least: int, known: list[str]) -> str:
    """What most of it is, where too few guesses find it; "" where it is strong enough."""
    from zxcvbn import zxcvbn  # 50 ms and 14 MB, only where somebody chooses

    with _one_at_a_time:
        found = zxcvbn(text, known)
    if found["score"] >= at_least:
        return ""
    longest = max(found["sequence"], key=lambda part: len(part["token"]))
    return WHY.get(longest.get("dictionary_name", longest["pattern"]), COMMON)
