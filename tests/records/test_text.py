"""What people type and paste is kept as they see it: gaps and breaks stay, controls go."""

import sys
import unicodedata

import pytest

from records.text import folded, in_figures, is_one_line, on_one_line, tidied
from tests.staff.nasty import ALL, STEERS
from tests.tables import every_row

PASTED = {
    "Excel, a row": ("BP 120\t80\r\n", "BP 120\t80", "BP 120 80"),
    "Excel, a column": ("120\r\n80\r\n", "120\n80", "120 80"),
    "Word, a table": ("BP\t120\r\nPulse\t60", "BP\t120\nPulse\t60", "BP 120 Pulse 60"),
    "Word, a line within a paragraph": ("one\vtwo", "one\ntwo", "one two"),
    "Word, a non-breaking space": ("12\u00a0km", "12 km", "12 km"),
    "Word, a soft hyphen": ("shoul\u00adder", "shoul\u00adder", "shoulder"),
    "Word, quotes and dashes": ("“it’s” – worse…", "“it’s” – worse…", "“it’s” – worse…"),
    "WhatsApp, a number": ("\u202a+44\u00a020\u202c", "+44 20", "+44 20"),
    "WhatsApp, a line": ("a\u2028b\u2029c", "a\nb\nc", "a b c"),
    "PDF, a page": ("one\ftwo", "one\ntwo", "one two"),
    "PDF, thin spaces": ("1\u2009000\u202fkm", "1 000 km", "1 000 km"),
    "a file's mark": ("\ufeffKL-204", "KL-204", "KL-204"),
    "UTF-16 read as bytes": ("K\x00L\x00", "KL", "KL"),
    "a web page": ("KL\u200b-204\u2060", "KL\u200b-204\u2060", "KL-204"),
    "Persian": ("می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"),
    "a family": ("👩\u200d👧", "👩\u200d👧", "👩\u200d👧"),
    "Hebrew": ("\u200fשלום\u200f (7)", "שלום (7)", "שלום (7)"),
    "half a sign": ("x\ud800y", "x\ufffdy", "x\ufffdy"),
    "accents": ("Zoe\u0308", "Zoe\u0308", "Zoe\u0308"),
}
TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
INVISIBLE = [
    *("", " ", "\t", "\u00a0", "\u3000", "\u200b", "\u200c\u200d", "\u00ad", "\u2060", "\ufeff"),
    *("\u2800", "\u3164", "\u115f\u1160", "\uffa0", "\u202e", "\x00\x07", "\ufe0f", "\u180e"),
    *("\u034f", "\u200b \u2800\n\u3164", "\u2066\u2069", "\U000e0020", "\ufffc"),
]


@pytest.fixture(scope="module")
def every():
    """Every sign of Unicode; asked for here, since each process of the tests reads this file."""
    return [chr(number) for number in range(sys.maxunicode + 1)]


@pytest.fixture(scope="module")
def gaps(every):
    return [sign for sign in every if sign.isspace() or unicodedata.category(sign)[0] == "Z"]


def test_a_gap_stays_a_gap(gaps):
    assert len(gaps) > 20
    for gap in gaps:
        assert tidied(f"BP 120{gap}80") in ("BP 120 80", "BP 120\t80", "BP 120\n80"), ascii(gap)
        assert on_one_line(f"BP 120{gap}{gap}80") == "BP 120 80", ascii(gap)
        assert tidied(f"{gap}Kim{gap}") == on_one_line(f"{gap}Kim{gap}") == "Kim", ascii(gap)


def test_a_line_break_stays_a_line_break(gaps):
    breaks = [one for one in gaps if f"a{one}b".splitlines() != [f"a{one}b"] and one > "\x1f"]
    assert len(breaks) > 2
    for separator in [*breaks, "\n", "\r", "\r\n", "\v", "\f"]:
        assert tidied(f"one{separator}two") == "one\ntwo", ascii(separator)


def test_controls_and_what_turns_a_text_go(every, gaps):
    controls = [one for one in every if unicodedata.category(one) == "Cc" and one not in gaps]
    turning = [one for one in every if unicodedata.bidirectional(one) in TURNS]
    assert len(controls) > 50
    assert len(turning) == len(TURNS)
    for sign in [*controls, *turning, *STEERS]:
        assert tidied(f"a{sign}b") == on_one_line(f"a{sign}b") == "ab", ascii(sign)
        assert not is_one_line(f"a{sign}b"), ascii(sign)


@every_row("sign", ["\u200c", "\u200d", "\ufe0f", "\u0301"])
def test_what_joins_and_parts_letters_stays(sign):
    assert tidied(f"a{sign}b") == on_one_line(f"a{sign}b") == f"a{sign}b"


@every_row("what", PASTED)
def test_what_comes_pasted(what):
    pasted, kept, line = PASTED[what]

    assert (tidied(pasted), on_one_line(pasted)) == (kept, line)


@every_row("text", INVISIBLE)
def test_what_cannot_be_seen_is_nothing(text):
    assert tidied(text) == on_one_line(text) == ""


@every_row("text", [*ALL, *(pasted for pasted, _, _ in PASTED.values())])
def test_a_text_is_tidied_once(text):
    assert tidied(tidied(text)) == tidied(text)
    assert on_one_line(on_one_line(text)) == on_one_line(tidied(text)) == on_one_line(text)
    assert is_one_line(on_one_line(text))
    tidied(text).encode()


@every_row(
    "other", ["ZOË  QUILL", "zoe\u0308 quill", "Zoë\u00a0Quill", "Zo\u200dë Quill", "Ｚoë Quill"]
)
def test_two_spellings_of_one_name(other):
    assert folded(other) == folded("Zoë Quill")


def test_the_digits_of_every_script(every):
    for sign in filter(str.isdecimal, every):
        assert in_figures(sign) == str(int(sign))
    assert in_figures("½²③a") == "½²③a"


def test_a_large_text_is_tidied_at_once():
    text = "é \u2028" * 20_000

    assert len(tidied(text)) == len(text) - 2
