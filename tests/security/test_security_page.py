"""What security.md says shows a requirement is there: every test, by name."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "developer" / "security.md").read_text(encoding="utf-8")
TABLE, APART = PAGE.partition("\n## OWASP ASVS")[2].split("\nNot applicable:")
# ASVS 5.0, levels 1 and 2: how many requirements each section has, counted from 1. Those of
# level 3 stand last in their sections, but for the few that are named.
SECTIONS = """
1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2
4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4
7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4
10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1
12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7
16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2
"""
NUMBER = re.compile(r"\b\d+\.\d+\.\d+\b")


def required():
    """Every number of the two levels."""
    for section, count in (part.split(":") for part in SECTIONS.split()):
        yield from (f"{section}.{number}" for number in range(1, int(count) + 1))


def rows():
    """The lines of the table: numbers, short words, evidence."""
    lines = (line for line in TABLE.splitlines() if re.match(r"\| \d", line))
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@cache
def names_in(path):
    return set(re.findall(r"^(?:async )?def (test_\w+)", path.read_text(encoding="utf-8"), re.M))


def test_every_requirement_of_the_two_levels_stands_there_once():
    listed = [number for row in rows() for number in NUMBER.findall(row[0])]
    listed += NUMBER.findall(APART)

    assert len(set(required())) == 253
    assert sorted(listed) == sorted(required())


def test_every_row_names_a_test_a_document_or_says_open():
    for numbers, words, shown in rows():
        assert words, numbers
        is_shown = re.fullmatch(r"(told in )?`[^`]+`", shown)
        assert is_shown or shown.startswith("**open**: "), (numbers, shown)


def test_every_test_and_document_that_is_named_is_there():
    tests = re.findall(r"`(tests/[\w/.]+)::(\w+)`", PAGE)
    told = re.findall(r"told in `([^`]+)`", PAGE)

    assert len(tests) > 60
    assert [one for one in tests if one[1] not in names_in(ROOT / one[0])] == []
    assert [path for path in told if not (ROOT / path).is_file()] == []


def test_what_is_not_applicable_says_why():
    lines = [line for line in APART.splitlines() if line.startswith("- ")]

    assert len(lines) > 15
    assert all(re.fullmatch(r"- [\d., ]+: [A-Za-z][^:]+\.", line) for line in lines)


def test_the_way_to_report_is_told_without_an_address():
    words = (ROOT / "SECURITY.md").read_text(encoding="utf-8")

    assert "security advisory" in words
    assert not re.search(r"https?://|@\w|mailto:", words)
