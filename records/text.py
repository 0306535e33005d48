"""Text as people type and paste it, made fit to keep: the one place, for every way in.

A gap stays a gap and a line break a line break. What cannot be seen and steers a screen or a
file goes: controls, and the signs that turn the order of what follows.
"""

import unicodedata

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NO_TEXT = "\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufffe\uffff"  # out of use, and marks of files
BREAKS = "\r\v\f\x85\u2028\u2029"
HALVES = range(0xD800, 0xE000)  # half a sign each, which no file can hold
GAPS = (
    "\x1c\x1d\x1e\x1f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
TO_KEEP: dict[int, str | None] = {
    **{sign: None for sign in range(0xA0) if unicodedata.category(chr(sign)) == "Cc"},
    **dict.fromkeys(map(ord, DIRECTIONS + NO_TEXT)),
    **dict.fromkeys(map(ord, BREAKS), "\n"),
    **dict.fromkeys(map(ord, GAPS), " "),
    **dict.fromkeys(HALVES, "\ufffd"),
    **{ord(sign): sign for sign in "\t\n"},
}
SEEN = "LNPS"  # letters, numbers, punctuation, symbols; others are nothing by themselves
LOOKS_EMPTY = "\u115f\u1160\u3164\uffa0\u2800\ufffc"  # letters and symbols by name alone
BETWEEN_LETTERS = dict.fromkeys(map(ord, "\xad\u034f\u180e\u200b\u2060\u2061\u2062\u2063\u2064"))


def tidied(text: str) -> str:
    """A text as it is kept; "" where nothing of it can be seen."""
    kept = text.replace("\r\n", "\n").translate(TO_KEEP).strip()
    return kept if any(map(_can_be_seen, kept)) else ""


def on_one_line(text: str) -> str:
    """A name, a reference, an address: one space for each gap, and nothing hidden within."""
    return " ".join(tidied(text).translate(BETWEEN_LETTERS).split())


def is_one_line(text: str) -> bool:
    """Whether a text can stand in a line of its own without doing anything to it."""
    return not {"\t", "\n"} & set(text) and text.translate(TO_KEEP) == text


def folded(text: str) -> str:
    """What two spellings of one name or reference have in common."""
    shown = (sign for sign in on_one_line(text) if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", "".join(shown)).casefold()


def in_figures(text: str) -> str:
    """With the digits 0 to 9 for those of every script."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _can_be_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] in SEEN and sign not in LOOKS_EMPTY
